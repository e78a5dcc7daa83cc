/** What the overlay's specs do again and again. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const asked = (page: Page): Promise<string[]> => page.evaluate(() => [...window.harness.host.asked]);

export const setting = (page: Page, path: string): Promise<unknown> =>
  page.evaluate((path) => {
    const [namespace = '', field = ''] = path.split('.');
    const settings = window.harness.host.store.get() as unknown as Record<string, Record<string, unknown>>;
    return settings[namespace]?.[field];
  }, path);

/** WCAG 2 A and AA, once everything has stopped moving. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((it) => it.finished.catch(() => undefined))));
  // Axe brings its own copy of Playwright's types; the page is the same.
  const { violations } = await new AxeBuilder({ page: page as never })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

/** Goes to a section of the settings, and waits until all of it is there. */
export async function openSection(page: Page, id: string): Promise<void> {
  const back = page.getByRole('button', { name: 'Back to all sections' });
  if (await back.isVisible()) await back.click();
  const item = page.locator(`[data-section="${id}"]`);
  await item.click();
  await expect(page.locator('.content[data-built]')).toBeVisible();
}

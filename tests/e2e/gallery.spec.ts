/** The page of transitions, and what a person brings to it, in the built app. */
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, settledTier, statusOf, test } from './support.ts';

const { 'transitions.type': _, ...chance } = calm;
const BODY = 'vec4 transition(vec2 uv) { return mix(getFromColor(uv), getToColor(uv), step(uv.x, progress)); }';

const transitionsOf = (page: Page) => page.evaluate(() => window.afterimage.settings.get().transitions);

test('previews play, a press uses one, a star puts it into the pool, sliders adjust it', async ({
  page,
  companion,
}) => {
  test.setTimeout(120_000);
  await openShow(page, address(companion.url, chance));
  await settledTier(page);
  await page.keyboard.press('g');
  await expect(page.locator('.gallery-tile')).not.toHaveCount(0);
  await page.evaluate(() => window.afterimage.transitions.loaded);
  await expect.poll(() => page.locator('.gallery-tile').count()).toBeGreaterThan(125);
  await expect.poll(() => page.locator('.gallery-tile.shown').count(), { timeout: 60_000 }).toBeGreaterThan(1);
  await page.getByRole('searchbox').fill('wipe');
  await page.getByRole('button', { name: 'Star Wipe for the random pool', exact: true }).click();
  expect((await transitionsOf(page)).pool).toEqual(['wipe']);
  await page.locator('.gallery-preview[data-id="wipe"]').click();
  await expect.poll(async () => (await transitionsOf(page)).type).toBe('wipe');
  await page.locator('.gallery-aside input[type=range]').first().fill('2.5');
  await expect.poll(async () => (await transitionsOf(page)).durations['wipe']).toBe(2_500);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.gallery')).toHaveCount(0);
  // After the only one of the pool comes chance.
  await page.keyboard.press('c');
  await expect.poll(async () => (await transitionsOf(page)).type).toBe('random');
  await page.keyboard.press('c');
  await expect.poll(async () => (await transitionsOf(page)).type).toBe('wipe');
});

test('a pasted one is kept over a reload; one the page died of is blocked and named', async ({ page, companion }) => {
  test.setTimeout(120_000);
  await openShow(page, address(companion.url, chance));
  await settledTier(page);
  const info = await page.evaluate((glsl) => window.afterimage.transitions.add({ name: 'Mine', glsl }), BODY);
  expect(info).toMatchObject({ id: 'custom-mine', label: 'Mine', origin: 'custom' });
  const refused = page.evaluate(() => window.afterimage.transitions.add({ name: 'Bad', glsl: 'void main() {}' }));
  await expect(refused).rejects.toThrow(/transition/);
  const tagsAfterReload = async () => {
    await page.reload();
    return page.evaluate(async () => {
      await window.afterimage.ready;
      await window.afterimage.transitions.loaded;
      return window.afterimage.transitions.list().find(({ id }) => id === 'custom-mine')?.tags;
    });
  };
  expect(await tagsAfterReload()).toEqual(['lively']);
  // What a page leaves behind that ends in the middle of drawing it.
  await page.evaluate(() => localStorage.setItem('afterimage.transition-at-work', 'custom-mine'));
  expect(await tagsAfterReload()).toEqual(['blocked']);
  await expect(page.getByText(/“Mine” is not played any more/)).toBeVisible();
  expect((await statusOf(page)).events.some(({ type }) => type === 'transition.blocked')).toBe(true);
});

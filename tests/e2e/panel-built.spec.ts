/** The settings panel in the built app, under the page's own policies: nothing is refused, and the show goes on beside it. */
import { calm, address, expect, openShow, test } from './support.ts';
import { openSection } from './ui-page/actions.ts';

test.use({ viewport: { width: 1000, height: 600 } });

test('opens under Trusted Types, keeps a preset and changes the show', async ({ page, companion }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Trusted|Content Security Policy|violates/i.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  await openShow(page, address(companion.url, { ...calm, 'display.tier': 'css' }));
  const panel = page.getByRole('dialog', { name: 'Settings' });
  await expect(async () => {
    await page.keyboard.press('s');
    await expect(panel).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 30_000 });
  await openSection(page, 'display');
  await page.locator('[data-path="display.fit"]').getByRole('radio', { name: 'Blurred edges' }).check();
  expect(await page.evaluate(() => window.afterimage.settings.get().display.fit)).toBe('blur');
  await openSection(page, 'backup');
  const purist = page.getByRole('button', { name: /^Purist/ });
  await purist.click();
  await expect(purist).toHaveAttribute('aria-pressed', 'true');
  await openSection(page, 'health');
  await expect(page.locator('[data-path="health.workers"]')).toContainText('decode');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  const sheets = await page.$$eval('link[rel=stylesheet]', (links) => links.map((link) => link.getAttribute('href')));
  expect(new Set(sheets).size, 'no sheet is fetched twice').toBe(sheets.length);
  let percent = 0;
  /** Frames that the stage draws for one step of a slider. */
  const framesFor = (namespace: string, field: string) =>
    page.evaluate(
      async ({ namespace, field, percent }) => {
        const { count } = window.afterimage.metrics().frames;
        window.afterimage.settings.set({ [namespace]: { [field]: percent } });
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        for (let wait = 0; wait < 3; wait++) await frame();
        return window.afterimage.metrics().frames.count - count;
      },
      { namespace, field, percent: (percent += 1) },
    );
  for (const [namespace, field] of [
    ['sound', 'volume'],
    ['transitions', 'durationMs'],
  ] as const)
    await expect.poll(() => framesFor(namespace, field), 'a photo that stands is not drawn for it').toBe(0);
  expect(await framesFor('display', 'kenBurnsZoom')).toBeGreaterThan(0);
  expect(refused).toEqual([]);
});

test('in a window of its own it changes the show, and finds it again after a reload', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'display.tier': 'css' }));
  const show = page;
  await expect(async () => {
    await show.keyboard.press('s');
    await expect(show.getByRole('dialog', { name: 'Settings' })).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 30_000 });
  await show.locator('[data-section=display]').click();
  const opening = page.context().waitForEvent('page');
  await show.getByRole('button', { name: 'Open in a window of its own' }).click();
  const panel = await opening;
  const fit = panel.locator('[data-path="display.fit"]');
  const fitOf = () => show.evaluate(() => window.afterimage.settings.get().display.fit);
  await panel.locator('[data-section=display]').click();
  await fit.getByRole('radio', { name: 'Blurred edges' }).check();
  await expect.poll(fitOf).toBe('blur');
  expect(await panel.evaluate(() => window.opener)).toBeNull();
  await show.reload();
  await show.waitForFunction(() => 'afterimage' in window);
  await show.evaluate(() => window.afterimage.ready);
  await fit.getByRole('radio', { name: 'Shrink' }).check();
  await expect.poll(fitOf).toBe('shrink');
  await panel.close();
});

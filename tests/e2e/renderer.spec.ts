/** The renderer fails in every way it can: the photo stays on screen and the session steps down once, with a reason. */
import { address, advance, calm, expect, metricsOf, openShow, settledTier, statusOf, test } from './support.ts';

const debugging = { debug: '1' };

test('boots on css and promotes once', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm));
  await settledTier(page, 'shader');
  const { events, demotions } = await statusOf(page);
  expect(events.filter(({ type }) => type === 'tier.promoted')).toHaveLength(1);
  expect(demotions).toEqual([]);
});

for (const tier of ['canvas2d', 'css'] as const) {
  test(`a forced ${tier} tier shows photos`, async ({ page, companion }) => {
    await openShow(page, address(companion.url, { ...calm, 'display.tier': tier }));
    await settledTier(page, tier);
    const { slide } = await advance(page);
    expect(slide).toBe(2);
    expect((await statusOf(page)).tier).toBe(tier);
  });
}

test('a context lost once is restored, twice steps down', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm, debugging));
  await settledTier(page);
  await advance(page);
  const picture = await page.screenshot();
  await page.evaluate(() => window.afterimage.debug?.loseContext(1));
  await expect
    .poll(async () => (await statusOf(page)).events.some(({ type }) => type === 'context.restored'))
    .toBe(true);
  expect((await statusOf(page)).tier).toBe('shader');
  await expect.poll(async () => (await page.screenshot()).equals(picture)).toBe(true);
  await advance(page);
  await page.evaluate(() => window.afterimage.debug?.loseContext(1));
  await expect.poll(async () => (await statusOf(page)).tier).not.toBe('shader');
  const { demotions, photo } = await statusOf(page);
  expect(demotions).toHaveLength(1);
  expect(demotions[0]?.reason).toMatch(/context|graphics/i);
  expect(photo).not.toBeNull();
  await advance(page);
});

test('a context lost in mid-transition ends on the target', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'transitions.durationMs': '1500' }, debugging));
  await settledTier(page);
  await page.evaluate(() => window.afterimage.next());
  await expect.poll(async () => (await statusOf(page)).transition?.progress ?? 0).toBeGreaterThan(0.2);
  await page.evaluate(() => window.afterimage.debug?.loseContext(2));
  await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
  await expect.poll(async () => (await statusOf(page)).tier).not.toBe('shader');
  await advance(page);
});

test('demotion in mid-transition goes on and never goes back up', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'transitions.durationMs': '1500' }, debugging));
  await settledTier(page);
  await page.evaluate(() => window.afterimage.next());
  await expect.poll(async () => (await statusOf(page)).transition?.progress ?? 0).toBeGreaterThan(0.2);
  await page.evaluate(() => window.afterimage.debug?.demote('asked by a test'));
  await settledTier(page, 'canvas2d');
  await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
  await advance(page);
  await page.evaluate(() => window.afterimage.debug?.demote('asked again'));
  await settledTier(page, 'css');
  await advance(page);
  const { demotions } = await statusOf(page);
  expect(demotions.map(({ from, to }) => `${from}>${to}`)).toEqual(['shader>canvas2d', 'canvas2d>css']);
  await page.evaluate(() => window.afterimage.settings.set({ display: { tier: 'shader' } }));
  await page.waitForTimeout(1000);
  expect((await statusOf(page)).tier).toBe('css');
});

test('without WebGL the show runs on canvas', async ({ page, companion }) => {
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    Reflect.set(
      HTMLCanvasElement.prototype,
      'getContext',
      function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith('webgl') ? null : (Reflect.apply(original, this, [kind, ...rest]) as unknown);
      },
    );
    if ('OffscreenCanvas' in window) {
      const offscreen = OffscreenCanvas.prototype.getContext;
      Reflect.set(
        OffscreenCanvas.prototype,
        'getContext',
        function (this: OffscreenCanvas, kind: string, ...rest: unknown[]) {
          return kind.startsWith('webgl') ? null : (Reflect.apply(offscreen, this, [kind, ...rest]) as unknown);
        },
      );
    }
  });
  await openShow(page, address(companion.url, calm));
  await settledTier(page, 'canvas2d');
  await advance(page);
  expect((await statusOf(page)).photo).not.toBeNull();
});

test('bitmaps and textures stay bounded and every bitmap is closed', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'transitions.durationMs': '150' }));
  await settledTier(page);
  for (let slide = 0; slide < 15; slide++) {
    await advance(page);
    const { bitmaps, textures } = await metricsOf(page);
    expect(bitmaps.open).toBeLessThanOrEqual(4);
    expect(textures.live).toBeLessThanOrEqual(4);
    expect(bitmaps.opened - bitmaps.closed).toBe(bitmaps.open);
  }
});

test('resize and rotation in mid-transition keep the photo on screen', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'transitions.durationMs': '1500' }));
  await settledTier(page);
  await page.evaluate(() => window.afterimage.next());
  await expect.poll(async () => (await statusOf(page)).transition?.progress ?? 0).toBeGreaterThan(0.1);
  await page.setViewportSize({ width: 360, height: 640 });
  await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
  await page.waitForTimeout(1500);
  const canvas = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLCanvasElement>('#stage canvas')].find(
      (one) => one.getBoundingClientRect().width > 0,
    );
    return { width: shown?.width, height: shown?.height };
  });
  expect(canvas).toEqual({ width: 360, height: 640 });
  await advance(page);
});

/** A newcomer opens the page: pictures within a second, little JavaScript, keys that work. */
import { address, advance, calm, expect, metricsOf, openShow, settledTier, statusOf, test } from './support.ts';

test('pictures come with no network, folder or key', async ({ page, companion }) => {
  await openShow(page, companion.url);
  const status = await statusOf(page);
  expect(status.photo).toMatchObject({ sourceId: 'generative' });
  expect(status.slide).toBe(1);
  expect(status.degraded).toEqual([]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('a script can wait for the show before the page has loaded', async ({ page, companion }) => {
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const { ready, status } = window.afterimage;
      Object.assign(window, { early: { slide: status().slide, waits: typeof ready.then } });
    });
  });
  await page.goto(companion.url);
  expect(await page.evaluate(() => (window as unknown as { early: unknown }).early)).toEqual({
    slide: 0,
    waits: 'function',
  });
  await page.evaluate(() => window.afterimage.ready);
  expect((await statusOf(page)).slide).toBe(1);
});

test('at most 60 kB of JavaScript come before the first photo', async ({ page, companion }) => {
  const bytes = new Map<string, number>();
  const scripts: { readonly url: string; readonly askedAtMs: number }[] = [];
  // Workers' requests are seen here too, which the page's own timings leave out.
  page.on('request', (request) => {
    if (request.url().endsWith('.js')) scripts.push({ url: request.url(), askedAtMs: Date.now() });
  });
  await openShow(page, companion.url);
  const paintedAtMs = await page.evaluate(() => {
    const ready = window.afterimage.status().events.find(({ type }) => type === 'app.ready');
    return performance.timeOrigin + (ready?.type === 'app.ready' ? ready.firstPhotoMs : Number.NaN);
  });
  expect(paintedAtMs).toBeGreaterThan(0);
  const atPaint = scripts.filter(({ askedAtMs }) => askedAtMs < paintedAtMs).map(({ url }) => url);
  for (const url of new Set(atPaint)) {
    const response = await page.request.get(url, { headers: { 'Accept-Encoding': 'gzip' } });
    bytes.set(url, Number(response.headers()['content-length'] ?? (await response.body()).length));
  }
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  console.log(`JavaScript before the first photo: ${(total / 1000).toFixed(1)} kB gzip in ${bytes.size} files`);
  expect(bytes.size).toBeGreaterThan(1);
  expect(total).toBeLessThanOrEqual(60_000);
});

test('the address errors are told and the show goes on', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'display.fit': 'sideways' }));
  const { events } = await statusOf(page);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'settings.rejected',
      path: 'display.fit',
      message: 'must be one of fill, fit, shrink, blur',
    }),
  );
  await expect(page.getByText('display.fit', { exact: false })).toBeVisible();
});

test('a transition that does not exist is named with those that do', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'transitions.type': 'teleport' }));
  await expect
    .poll(async () => (await statusOf(page)).events.some(({ type }) => type === 'settings.rejected'))
    .toBe(true);
  await expect(page.getByText('must be random or the id of a transition', { exact: false })).toBeVisible();
  await advance(page);
});

test('the first choices are for people who have made none', async ({ page, companion }) => {
  await openShow(page, companion.url);
  await expect(page.getByRole('button', { name: /My photos folder/ })).toBeVisible();
  await openShow(page, address(companion.url, { 'display.kenBurns': 'false' }));
  await page.waitForTimeout(1500);
  await expect(page.getByRole('button', { name: /My photos folder/ })).toHaveCount(0);
});

test('still() gives exact end points and refuses nonsense in words', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm));
  const result = await page.evaluate(async () => {
    const paint = async (color: string) => {
      const canvas = new OffscreenCanvas(64, 36);
      const context = canvas.getContext('2d');
      if (context) context.fillStyle = color;
      context?.fillRect(0, 0, 64, 36);
      return canvas.convertToBlob();
    };
    const [from, to] = [await paint('rgb(10, 200, 30)'), await paint('rgb(240, 20, 90)')];
    const pixel = async (progress: number, tier: 'shader' | 'canvas2d' | 'css') => {
      const bitmap = await window.afterimage.still({
        from,
        to,
        transition: 'wipe',
        progress,
        width: 64,
        height: 36,
        tier,
      });
      const canvas = new OffscreenCanvas(64, 36);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return [bitmap.width, bitmap.height, ...(context?.getImageData(32, 18, 1, 1).data ?? [])];
    };
    const refusal = await window.afterimage
      .still({ from, to, transition: 'nope', progress: 0.5, width: 64, height: 36 })
      .then(
        () => '',
        (error: Error) => error.message,
      );
    const ends = [];
    for (const tier of ['shader', 'canvas2d', 'css'] as const) ends.push(await pixel(0, tier), await pixel(1, tier));
    return { ends, refusal };
  });
  for (let tier = 0; tier < 3; tier++) {
    expect(result.ends[tier * 2]).toEqual([64, 36, 10, 200, 30, 255]);
    expect(result.ends[tier * 2 + 1]).toEqual([64, 36, 240, 20, 90, 255]);
  }
  expect(result.refusal).toMatch(/nope/);
});

test('next, previous, pause and resume by key', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm));
  await settledTier(page);
  const first = (await statusOf(page)).photo;
  await page.keyboard.press('x');
  await expect.poll(async () => (await statusOf(page)).slide).toBe(2);
  await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
  const second = (await statusOf(page)).photo;
  expect(second?.id).not.toBe(first?.id);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await statusOf(page)).photo?.id).toBe(first?.id);
  await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await statusOf(page)).photo?.id).toBe(second?.id);
  await page.keyboard.press('Space');
  expect((await statusOf(page)).paused).toBe(true);
  await page.keyboard.press('Space');
  expect((await statusOf(page)).paused).toBe(false);
});

test('the show goes on by itself', async ({ page, companion }) => {
  await openShow(
    page,
    address(companion.url, { ...calm, 'slideshow.intervalSec': '1', 'transitions.durationMs': '200' }),
  );
  await expect.poll(async () => (await statusOf(page)).slide, { timeout: 30_000 }).toBeGreaterThanOrEqual(4);
});

test('a request during a transition is skipped and counted', async ({ page, companion }) => {
  await openShow(page, address(companion.url, { ...calm, 'transitions.durationMs': '1500' }));
  await settledTier(page);
  await page.evaluate(() => window.afterimage.next());
  await expect.poll(async () => (await statusOf(page)).transition).not.toBeNull();
  const before = await metricsOf(page);
  const slide = (await statusOf(page)).slide;
  await page.evaluate(() => window.afterimage.next());
  expect((await metricsOf(page)).skipped).toBe(before.skipped + 1);
  await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
  expect((await statusOf(page)).slide).toBe(slide);
});

test('a still photo draws no frames', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm));
  await settledTier(page);
  await advance(page);
  await page.waitForTimeout(500);
  await page.evaluate(() => window.afterimage.metrics.reset());
  await page.waitForTimeout(5000);
  const metrics = await metricsOf(page);
  expect(metrics.frames.count).toBe(0);
  expect(metrics.idleFramesDrawn).toBe(0);
});

test('settings survive a reload', async ({ page, companion }) => {
  await openShow(page, companion.url);
  await page.evaluate(() =>
    window.afterimage.settings.set({ slideshow: { intervalSec: 77 }, interaction: { welcome: false } }),
  );
  await page.waitForTimeout(500);
  await openShow(page, companion.url);
  expect(await page.evaluate(() => window.afterimage.settings.get().slideshow.intervalSec)).toBe(77);
});

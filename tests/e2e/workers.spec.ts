/** Every worker dies in mid-show: the photo stays, the worker comes back, the show goes on. */
import { address, advance, calm, expect, openShow, settledTier, statusOf, test } from './support.ts';

for (const worker of ['decode', 'feeds', 'store'] as const) {
  test(`the ${worker} worker is killed and comes back`, async ({ page, companion }) => {
    await openShow(page, address(companion.url, calm, { debug: '1' }));
    await settledTier(page);
    await advance(page);
    const before = await statusOf(page);
    const picture = await page.screenshot();
    await page.evaluate((name) => window.afterimage.debug?.killWorker(name), worker);
    const hurt = await statusOf(page);
    expect(hurt.photo?.id).toBe(before.photo?.id);
    expect((await page.screenshot()).equals(picture)).toBe(true);
    await expect.poll(async () => (await statusOf(page)).workers[worker]?.state).toBe('ready');
    const healed = await statusOf(page);
    expect(healed.workers[worker]?.generation).toBeGreaterThan(before.workers[worker]?.generation ?? 0);
    expect(healed.workers[worker]?.restarts).toBe(1);
    const after = await advance(page);
    expect(after.slide).toBeGreaterThan(before.slide);
    await expect.poll(async () => (await statusOf(page)).degraded).toEqual([]);
  });
}

test('the decode worker is killed while it decodes', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm, { debug: '1' }));
  await settledTier(page);
  for (let round = 0; round < 3; round++) {
    const before = (await statusOf(page)).slide;
    await page.evaluate(() => {
      window.afterimage.next();
      window.afterimage.debug?.killWorker('decode');
    });
    await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
    await advance(page);
    expect((await statusOf(page)).slide).toBeGreaterThan(before);
  }
});

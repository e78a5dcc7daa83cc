/** Installed once, it starts without a network. */
import { address, calm, expect, openShow, startCompanion, statusOf, test } from './support.ts';

test('starts offline after the first visit', async ({ page, context }) => {
  const companion = await startCompanion();
  await openShow(page, address(companion.url, calm));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(async () => (await caches.keys()).some((name) => name.includes('precache')));
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const name = (await caches.keys()).find((one) => one.includes('precache'));
        return name ? (await (await caches.open(name)).keys()).length : 0;
      }),
    )
    .toBeGreaterThan(5);
  await companion.stop();
  await context.setOffline(true);
  await openShow(page, address(companion.url, calm));
  expect((await statusOf(page)).photo).toMatchObject({ sourceId: 'generative' });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('it is installable', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm));
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return link ? ((await (await fetch(link.href)).json()) as Record<string, unknown>) : null;
  });
  expect(manifest).toMatchObject({ name: 'Afterimage', display: 'fullscreen' });
  const icons = manifest?.['icons'] as { src: string; sizes: string }[];
  expect(icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  for (const { src } of icons) expect((await page.request.get(new URL(src, companion.url).href)).status()).toBe(200);
});

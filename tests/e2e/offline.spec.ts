/** Installed once, it starts without a network. */
import { chromium } from '@playwright/test';
import { address, calm, expect, openShow, startCompanion, statusOf, temporaryFolder, test } from './support.ts';

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

test('its manifest and icons are complete', async ({ page, companion }) => {
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

test('the browser finds nothing that keeps it from being installed', async ({ companion, launchOptions }) => {
  const profile = temporaryFolder();
  // Pages of a test run like private windows, where nothing can be installed; this one has a profile.
  const context = await chromium.launchPersistentContext(profile.path, launchOptions);
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const errors = async () => {
      const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
      return installabilityErrors.map(({ errorId }) => errorId);
    };
    await page.goto(`${companion.url}/health`);
    expect(await errors(), 'a page that is no app is told from one').not.toEqual([]);
    await openShow(page, address(companion.url, calm));
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(errors).toEqual([]);
  } finally {
    await context.close();
    profile.remove();
  }
});

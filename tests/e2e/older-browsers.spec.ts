/**
 * A tablet whose browser gets no updates any more: all that is younger than the browsers we build for (vite.config.ts), as
 * https://github.com/mdn/browser-compat-data lists it, is taken away from the page and from every worker before our own code runs there.
 */
import type { Page } from '@playwright/test';
import { makeJpeg } from '../fixtures/photo-factory.mjs';
import { address, advance, calm, expect, openShow, statusOf, test } from './support.ts';
import { openSection } from './ui-page/actions.ts';

const takeAway = `if (!globalThis.isOlder) {
  globalThis.isOlder = true;
  const { prototype: typed } = Object.getPrototypeOf(Int8Array);
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
  const younger = [
    [Array.prototype, 'toSorted', 'toReversed', 'toSpliced', 'with'],
    [typed, 'toSorted', 'toReversed', 'with'],
    [iterator, 'drop', 'every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'reduce', 'some', 'take', 'toArray'],
    [Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
    [String.prototype, 'isWellFormed', 'toWellFormed'],
    [ArrayBuffer.prototype, 'resize', 'transfer', 'transferToFixedLength'],
    [Array, 'fromAsync'], [Atomics, 'waitAsync'], [globalThis.Iterator, 'from'], [Map, 'groupBy'], [Object, 'groupBy'],
    [Promise, 'try', 'withResolvers'], [RegExp, 'escape'], [Uint8Array, 'fromBase64', 'fromHex'],
    [AbortSignal, 'any'], [URL, 'canParse', 'parse'], [ReadableStream.prototype, Symbol.asyncIterator, 'values'], [ReadableStream, 'from'],
    [Intl, 'DurationFormat', 'Segmenter'], [StorageManager.prototype, 'estimate'],
    [globalThis.FileSystemFileHandle?.prototype, 'createWritable'], [globalThis.Element?.prototype, 'checkVisibility'],
    [globalThis.FontFaceSet?.prototype, 'check'], [globalThis.Navigator?.prototype, 'wakeLock', 'getBattery', 'userActivation'],
    [globalThis, 'requestIdleCallback', 'cancelIdleCallback', 'ImageDecoder', 'VideoFrame', 'VideoDecoder', 'scheduler', 'Iterator', 'Temporal',
      'showDirectoryPicker', 'showOpenFilePicker', 'showSaveFilePicker', 'navigation', 'cookieStore', 'URLPattern', 'WebTransport'],
  ];
  for (const [holder, ...names] of younger) for (const name of names) if (holder) delete holder[name];
}
`;

/** Once in the page and once in each worker, by whichever script of ours comes first. */
async function growOld(page: Page, script = takeAway): Promise<void> {
  await page.route(/\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: script + (await response.text()) });
  });
}

test.use({ serviceWorkers: 'block' });

test('an older browser shows photos from the web, changes them, and opens the settings', async ({
  page,
  companion,
}) => {
  test.setTimeout(120_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await growOld(page);
  const photo = (seed: number) => makeJpeg({ width: 640, height: 360, seed, texture: false });
  await page.route('https://photos.example/**', (route) =>
    route.fulfill({
      body: photo(Number(/\d+/.exec(route.request().url())?.[0])),
      contentType: 'image/jpeg',
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  const urls = [1, 2, 3].map((number) => `https://photos.example/${number}.jpg`);
  const entries = [{ id: 'web', source: 'links', enabled: true, label: '', weight: 1, params: { urls } }];
  const widgets = ['clock', 'date', 'quote', 'status', 'weather'].map((widget) => ({ id: widget, widget }));
  await openShow(
    page,
    address(companion.url, {
      ...calm,
      'sources.entries': JSON.stringify(entries),
      'widgets.instances': JSON.stringify(widgets),
    }),
  );
  expect(await page.evaluate(() => [typeof URL.canParse, 'requestIdleCallback' in window])).toEqual([
    'undefined',
    false,
  ]);
  expect((await statusOf(page)).photo).toMatchObject({ sourceId: 'links' });
  for (let slide = 0; slide < 3; slide++) expect((await advance(page)).photo?.sourceId).toBe('links');
  await expect.poll(() => page.locator('.widget[data-widget]').count()).toBeGreaterThan(0);
  await page.keyboard.press('s');
  for (const section of ['photos', 'transitions', 'widgets', 'health', 'about']) await openSection(page, section);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await expect(page.getByRole('dialog', { name: 'Transitions' })).toBeVisible();
  const { workers } = await statusOf(page);
  expect(Object.values(workers).map(({ state }) => state)).not.toContain('failed');
  expect(troubles).toEqual([]);
});

test('one that is older still says so instead of staying black', async ({ page, companion }) => {
  await growOld(page, 'delete globalThis.OffscreenCanvas;');
  await page.goto(companion.url);
  const sentence = page.getByText('Browsers older than Chrome');
  await expect(sentence).toHaveCSS('opacity', '0');
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await expect(sentence).toHaveCSS('opacity', '1');
  await expect(page.locator('#overlay')).toBeEmpty();
});

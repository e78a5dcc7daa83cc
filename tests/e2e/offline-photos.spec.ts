/** Photos of a feed through days without network: kept while they are shown, there after a restart, verified before they are shown. */
import type { Page } from '@playwright/test';
import { startPhotoSite, type PhotoSite } from '../fakes/photo-site.ts';
import { address, calm, expect, openShow, startCompanion, statusOf, test } from './support.ts';

const titles = ['Tide', 'Dunes', 'Pier', 'Reeds', 'Heron', 'Lagoon'];
/** Half an hour at one photo every thirty seconds. */
const changes = 60;

/** The site is on this device, and nobody else may keep its photos. */
const permitted = ['--allow-private', '127.0.0.1', '--proxy-cache', '0'];

interface KeptFolder {
  keys(): AsyncIterable<string>;
}

const kept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('offline').catch(() => null);
    let count = 0;
    if (folder) for await (const _ of (folder as unknown as KeptFolder).keys()) count++;
    return count;
  });

/** Flips one byte in the middle of a kept file. */
const damageOne = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('offline');
    for await (const name of (folder as unknown as KeptFolder).keys()) {
      const handle = await folder.getFileHandle(name);
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      const stream = await handle.createWritable();
      await stream.write(bytes);
      await stream.close();
      return;
    }
  });

/** Mean brightness of what is on screen, 0–255. */
async function brightness(page: Page): Promise<number> {
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(16, 9);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, 16, 9);
    const { data: pixels } = context?.getImageData(0, 0, 16, 9) ?? { data: new Uint8ClampedArray() };
    return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  }, png);
}

/** Goes on so many times; titles that came up, and moments without a photo. */
function goOn(page: Page, times: number, eachMs: number): Promise<{ seen: string[]; blanks: number }> {
  return page.evaluate(
    async ([count, waitMs]) => {
      const seen = new Set<string>();
      let blanks = 0;
      for (let time = 0; time < count; time++) {
        window.afterimage.next();
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        const { photo } = window.afterimage.status();
        if (photo?.sourceId === 'feed') seen.add(photo.title);
        else blanks += 1;
        if (window.afterimage.metrics().bitmaps.open === 0) blanks += 1;
      }
      return { seen: [...seen].toSorted(), blanks };
    },
    [times, eachMs] as const,
  );
}

/** How many different photos have come up since the first call. */
function seenUntilNow(page: Page): () => Promise<number> {
  const titlesSeen = new Set<string>();
  return async () => {
    for (const title of (await goOn(page, 4, 250)).seen) titlesSeen.add(title);
    return titlesSeen.size;
  };
}

async function keepSome(page: Page, wanted: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.afterimage.next());
        return kept(page);
      },
      { timeout: 30_000, intervals: [400] },
    )
    .toBeGreaterThanOrEqual(wanted);
}

const settings = (site: PhotoSite) => ({
  ...calm,
  'transitions.durationMs': '100',
  'display.tier': 'css',
  'sources.companionOffered': 'true',
  'sources.entries': JSON.stringify([{ id: 'shore', source: 'feed', label: 'Shore', params: { urls: [site.feed] } }]),
});

test('photos of a feed play on without a network, start without one, and come back with it', async ({
  page,
  context,
}) => {
  test.setTimeout(90_000);
  const site = await startPhotoSite(titles.slice(0, 4));
  const companion = await startCompanion(permitted);
  try {
    const url = address(companion.url, settings(site), { debug: '1' });
    await openShow(page, url);
    await keepSome(page, 4);
    site.titles.push(...titles.slice(4));
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

    // The network goes in the middle of the show, and workers die meanwhile.
    // What the browser itself remembers must not help.
    await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
    await context.setOffline(true);
    await site.leave();
    const during = await goOn(page, changes / 2, 150);
    await page.evaluate(() => window.afterimage.debug?.killWorker('decode'));
    await page.evaluate(() => window.afterimage.debug?.killWorker('feeds'));
    const after = await goOn(page, changes / 2, 150);
    expect(during.blanks + after.blanks).toBe(0);
    expect(new Set([...during.seen, ...after.seen])).toEqual(new Set(titles.slice(0, 4)));
    expect(await brightness(page)).toBeGreaterThan(100);

    // Cold start without a network.
    await openShow(page, url);
    // Settings that are read slowly, as on a busy machine, let a painted picture come first.
    await expect.poll(async () => (await statusOf(page)).photo?.sourceId).toBe('feed');
    const started = await statusOf(page);
    expect(titles).toContain(started.photo?.title);
    const ready = started.events.find(({ type }) => type === 'app.ready');
    console.info(`first photo without a network after ${ready?.type === 'app.ready' ? ready.firstPhotoMs : '?'} ms`);

    // A damaged file is not shown, and gone.
    await damageOne(page);
    await openShow(page, url);
    const seen = seenUntilNow(page);
    await expect.poll(async () => [await seen(), await kept(page)], { timeout: 20_000 }).toEqual([3, 3]);

    // Back again: what was not there before comes without a reload.
    await site.comeBack();
    await context.setOffline(false);
    await expect.poll(seenUntilNow(page), { timeout: 30_000 }).toBe(4);

    // Less room: the longest unseen go at once.
    const before = await kept(page);
    await page.evaluate(() => window.afterimage.settings.set({ offline: { limitMb: 0 } }));
    await expect.poll(() => kept(page)).toBe(0);
    expect(before).toBeGreaterThan(0);
    expect((await goOn(page, 3, 200)).blanks).toBe(0);
  } finally {
    await companion.stop();
    await site.stop();
  }
});

test('a host that falls silent is noticed although there is a connection', async ({ page }) => {
  test.setTimeout(60_000);
  const site = await startPhotoSite(titles);
  const companion = await startCompanion(permitted);
  try {
    await openShow(page, address(companion.url, settings(site), { debug: '1' }));
    await keepSome(page, 3);
    await site.leave();
    // What is kept plays on, whatever else the feed has; how many that is, is known once it was noticed.
    const { blanks } = await goOn(page, 20, 200);
    expect(blanks).toBe(0);
    const { seen } = await goOn(page, 12, 200);
    expect(seen.length).toBeGreaterThan(1);
    await site.comeBack();
    await expect.poll(seenUntilNow(page), { timeout: 30_000 }).toBe(titles.length);
  } finally {
    await companion.stop();
    await site.stop();
  }
});

/** What is kept of a feed's photos: copies in a folder of the user's, and a device that runs full in the middle of the show. */
import type { Page } from '@playwright/test';
import { startPhotoSite } from '../fakes/photo-site.ts';
import { address, calm, expect, openShow, startCompanion, statusOf, test } from './support.ts';

const titles = ['Tide', 'Dunes', 'Pier', 'Reeds', 'Heron', 'Lagoon', 'Jetty', 'Buoy', 'Gulls', 'Marram'];

interface Folder {
  keys(): AsyncIterable<string>;
}

/** Names in a folder of the browser's own file system. */
const namesIn = (page: Page, folder: string): Promise<string[]> =>
  page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const place = await root.getDirectoryHandle(name).catch(() => null);
    const names: string[] = [];
    if (place) for await (const one of (place as unknown as Folder).keys()) names.push(one);
    return names.toSorted();
  }, folder);

const count = async (page: Page, folder: string): Promise<number> => (await namesIn(page, folder)).length;

/** A folder of the browser stands for the one a person would choose; a file of theirs is in it already. */
const chooseCopies = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('copies', { create: true });
    await folder.getFileHandle('mine.txt', { create: true });
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('afterimage-offline');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('There is no index of kept photos.')));
    });
    const transaction = database.transaction('facts', 'readwrite');
    transaction.objectStore('facts').put(folder, 'mirror');
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  });

async function keep(page: Page, wanted: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.afterimage.next());
        return count(page, 'offline');
      },
      { timeout: 30_000, intervals: [400] },
    )
    .toBeGreaterThanOrEqual(wanted);
}

const wasTold = async (page: Page): Promise<boolean> =>
  (await statusOf(page)).events.some(
    (event) => event.type === 'notice' && event.message.startsWith('This device is nearly full'),
  );

test('kept photos are copied to a chosen folder, and give way when the device runs full', async ({ page, context }) => {
  test.setTimeout(90_000);
  const site = await startPhotoSite(titles);
  const companion = await startCompanion(['--allow-private', '127.0.0.1', '--proxy-cache', '0']);
  const settings = {
    ...calm,
    'transitions.durationMs': '100',
    'display.tier': 'css',
    'sources.companionOffered': 'true',
    'sources.entries': JSON.stringify([{ id: 'shore', source: 'feed', label: 'Shore', params: { urls: [site.feed] } }]),
  };
  try {
    await openShow(page, address(companion.url, settings, { debug: '1' }));
    await keep(page, 1);
    const before = await count(page, 'offline');
    await chooseCopies(page);
    await keep(page, before + 2);
    await expect.poll(() => count(page, 'copies')).toBeGreaterThanOrEqual(3);
    const copies = (await namesIn(page, 'copies')).filter((name) => name !== 'mine.txt');
    for (const name of copies) expect(name).toMatch(/^[A-Z][a-z]+ [\da-f]{8}\.png$/);
    expect(titles).toContain(copies[0]?.split(' ')[0]);

    // The device is full: what comes new takes the place of what was seen longest ago, and the person is told, once.
    await keep(page, 5);
    expect(await wasTold(page)).toBe(false);
    const kept = await count(page, 'offline');
    const session = await context.newCDPSession(page);
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await session.send('Storage.overrideQuotaForOrigin', { origin: companion.url, quotaSize: usage });
    await expect
      .poll(
        async () => {
          await page.evaluate(() => window.afterimage.next());
          return wasTold(page);
        },
        { timeout: 30_000, intervals: [400] },
      )
      .toBe(true);
    expect(await count(page, 'offline')).toBeLessThanOrEqual(kept + 1);
    const { photo, events } = await statusOf(page);
    expect(photo?.sourceId).toBe('feed');
    expect(events.filter(({ type }) => type === 'photo.failed')).toEqual([]);

    // With room again, and nothing allowed: all that is kept goes, copies included, and nobody else's file.
    await session.send('Storage.overrideQuotaForOrigin', { origin: companion.url });
    await page.evaluate(() => window.afterimage.settings.set({ offline: { limitMb: 0 } }));
    await expect.poll(() => count(page, 'offline')).toBe(0);
    await expect.poll(() => namesIn(page, 'copies')).toEqual(['mine.txt']);
  } finally {
    await companion.stop();
    await site.stop();
  }
});

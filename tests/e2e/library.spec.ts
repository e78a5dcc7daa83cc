/** What people think of photos, which of them take part, and the work on the library, in the built app over a real folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeJpeg } from '../fixtures/photo-factory.mjs';
import {
  address,
  advance,
  calm,
  expect,
  openShow,
  startCompanion,
  statusOf,
  temporaryFolder,
  test,
} from './support.ts';

const wide = (seed: number, widthPx = 640) => makeJpeg({ width: widthPx, height: (widthPx * 9) / 16, seed });

const files: Readonly<Record<string, Uint8Array>> = {
  'one.jpg': wide(1),
  'Trip/two.jpg': wide(2),
  'Trip/three.jpg': wide(3),
  'tall.jpg': makeJpeg({ width: 360, height: 640, seed: 4 }),
  'copy of one.jpg': wide(1, 320),
  'broken.jpg': wide(5).subarray(0, 300),
};

const health = (page: Page) => page.evaluate(() => window.afterimage.library.jobs());
const titleOf = async (page: Page) => (await statusOf(page)).photo?.title;

/** Everything that can be read has been looked at. */
async function looked(page: Page): Promise<void> {
  await page.waitForFunction(() => window.afterimage.library !== undefined);
  await expect.poll(async () => (await health(page)).withPrints, { timeout: 30_000 }).toBe(5);
}

async function titles(page: Page, count: number): Promise<Set<string | undefined>> {
  const seen = new Set<string | undefined>();
  for (let slide = 0; slide < count; slide++) seen.add((await advance(page)).photo?.title);
  return seen;
}

test('favourites, photos that are never shown, filters and look-alikes, across a reload and a lost worker', async ({
  page,
}) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, 'Trip'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder.path, name), bytes);
  const companion = await startCompanion(['--photos', folder.path]);
  const target = address(
    companion.url,
    { ...calm, 'transitions.durationMs': '100', 'choice.favourites': 'more' },
    { debug: '1' },
  );
  try {
    await openShow(page, target);
    await looked(page);
    expect(await health(page)).toMatchObject({ photos: 6, duplicates: 1 });

    // A favourite by its key, and why it is here.
    await page.keyboard.press('l');
    const favourites = () => page.evaluate(async () => (await window.afterimage.library.listFavourites()).length);
    await expect.poll(favourites).toBe(1);
    await page.keyboard.press('i');
    await expect(page.locator('.info')).toContainText('Its turn in the shuffle.');
    await page.keyboard.press('i');
    await page.keyboard.press('u');
    await expect.poll(favourites).toBe(0);

    // Copies are shown once.
    expect(await titles(page, 6)).not.toContain('copy of one.jpg');

    // Only what stands upright, then a folder, then everything again.
    const choose = (choice: object) =>
      page.evaluate((it) => void window.afterimage.settings.set({ choice: it }), choice);
    const fitting = () => page.evaluate(async () => (await window.afterimage.library.choice()).fitting);
    await choose({ album: 'companion:Trip' });
    await expect.poll(fitting).toBe(2);
    expect([...(await titles(page, 3))].sort()).toEqual(['three.jpg', 'two.jpg']);
    await choose({ album: '' });

    // Never again: it goes at once, and is not the first photo of the next visit.
    const unwanted = await titleOf(page);
    await page.keyboard.press('n');
    await expect.poll(() => titleOf(page)).not.toBe(unwanted);
    await expect.poll(() => page.evaluate(async () => (await window.afterimage.library.listNever()).length)).toBe(1);
    await openShow(page, target);
    expect(await titleOf(page)).not.toBe(unwanted);
    await looked(page);
    expect(await titles(page, 5)).not.toContain(unwanted);

    // The worker is lost, and comes back with everything it knew.
    await page.evaluate(() => window.afterimage.debug?.killWorker('library'));
    await looked(page);
    const like = await page.evaluate(async () => {
      const { photo } = window.afterimage.status();
      return window.afterimage.library.moreLike(photo?.id ?? '', 3);
    });
    expect(like.length).toBeGreaterThan(0);
    await page.evaluate(() => window.afterimage.library.undo());
  } finally {
    await companion.stop();
    folder.remove();
  }
});

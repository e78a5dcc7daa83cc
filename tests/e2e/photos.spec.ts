/** A real folder through the companion: good photos are shown, bad ones are skipped with a reason, changes come by themselves. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orientedJpeg } from '../fixtures/make-images.mjs';
import { makeJpeg } from '../fixtures/photo-factory.mjs';
import {
  address,
  advance,
  calm,
  expect,
  metricsOf,
  openShow,
  startCompanion,
  statusOf,
  temporaryFolder,
  test,
} from './support.ts';

const photo = (seed: number) => makeJpeg({ width: 640, height: 360, seed, texture: false });

async function showFolder(files: Readonly<Record<string, Uint8Array>>) {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder.path, name), bytes);
  const companion = await startCompanion(['--photos', folder.path]);
  const stop = async () => {
    await companion.stop();
    folder.remove();
  };
  return { path: folder.path, url: companion.url, stop };
}

test('the companion’s folder is chosen by itself and shown from the first photo on', async ({ page }) => {
  const show = await showFolder({ 'Sunset – café ☕.jpg': photo(1), 'b.jpg': photo(2) });
  try {
    await openShow(page, address(show.url, calm));
    const first = await statusOf(page);
    expect(first.photo).toMatchObject({ sourceId: 'companion', width: 640, height: 360 });
    const second = await advance(page);
    expect([first.photo?.title, second.photo?.title].sort()).toEqual(['Sunset – café ☕.jpg', 'b.jpg']);
  } finally {
    await show.stop();
  }
});

test('every photo is shown once before any comes back, also across a restart', async ({ page }) => {
  const files = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${index}.jpg`, photo(index)]));
  const show = await showFolder(files);
  try {
    const target = address(show.url, { ...calm, 'transitions.durationMs': '100' });
    await openShow(page, target);
    const seen = [(await statusOf(page)).photo?.title];
    for (let slide = 1; slide < 4; slide++) seen.push((await advance(page)).photo?.title);
    await page.waitForTimeout(500);
    await openShow(page, target);
    seen.push((await statusOf(page)).photo?.title);
    for (let slide = 5; slide < 8; slide++) seen.push((await advance(page)).photo?.title);
    expect(new Set(seen).size).toBe(8);
  } finally {
    await show.stop();
  }
});

test('a folder changed while running: new photos appear, removed ones vanish', async ({ page }) => {
  const show = await showFolder({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
  try {
    await openShow(page, address(show.url, { ...calm, 'transitions.durationMs': '100', 'slideshow.order': 'name' }));
    const listed = (count: number) =>
      expect
        .poll(async () => (await statusOf(page)).events.findLast((event) => event.type === 'source.listed'), {
          timeout: 30_000,
        })
        .toMatchObject({ photos: count });
    await listed(2);
    writeFileSync(join(show.path, 'c.jpg.part'), photo(3));
    renameSync(join(show.path, 'c.jpg.part'), join(show.path, 'c.jpg'));
    await listed(3);
    const titles = async () => {
      const seen = new Set<string | undefined>();
      for (let slide = 0; slide < 4; slide++) seen.add((await advance(page)).photo?.title);
      return [...seen].sort();
    };
    expect(await titles()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    rmSync(join(show.path, 'a.jpg'));
    await listed(2);
    await advance(page);
    expect(await titles()).toEqual(['b.jpg', 'c.jpg']);
  } finally {
    await show.stop();
  }
});

test('hostile files are skipped with a reason and the show goes on', async ({ page }) => {
  const show = await showFolder({
    'good-1.jpg': photo(1),
    'good-2.jpg': photo(2),
    'empty.jpg': new Uint8Array(0),
    'text.jpg': new TextEncoder().encode('This is no photo at all, whatever its name says.'),
    'page.png': new TextEncoder().encode('<!doctype html><title>404</title>'),
    'truncated.jpg': photo(3).subarray(0, 900),
  });
  try {
    await openShow(page, address(show.url, { ...calm, 'transitions.durationMs': '100' }));
    const seen = new Set<string | undefined>();
    for (let slide = 0; slide < 8; slide++) seen.add((await advance(page)).photo?.title);
    expect([...seen].sort()).toEqual(['good-1.jpg', 'good-2.jpg']);
    const { events, tier, demotions, workers } = await statusOf(page);
    const failed = events.filter((event) => event.type === 'photo.failed');
    expect(new Set(failed.map(({ title }) => title))).toEqual(
      new Set(['empty.jpg', 'text.jpg', 'page.png', 'truncated.jpg']),
    );
    for (const { error } of failed) expect(error.message).toMatch(/^[A-Z“].{10,}\.$/);
    const metrics = await metricsOf(page);
    expect(metrics.skippedPhotos).toBeGreaterThanOrEqual(4);
    expect(demotions).toEqual([]);
    expect(tier).not.toBe('css');
    expect(Object.values(workers).filter(({ restarts }) => restarts > 0)).toEqual([]);
  } finally {
    await show.stop();
  }
});

test('the companion ends and comes back: the photo stays, the show goes on with what it has', async ({ page }) => {
  const show = await showFolder({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
  await openShow(page, address(show.url, { ...calm, 'transitions.durationMs': '100' }));
  const before = await statusOf(page);
  await show.stop();
  await page.evaluate(() => window.afterimage.next());
  await page.waitForTimeout(2500);
  const after = await statusOf(page);
  expect(after.photo).not.toBeNull();
  expect(after.slide).toBeGreaterThanOrEqual(before.slide);
  expect((await page.screenshot()).byteLength).toBeGreaterThan(2000);
});

test('EXIF orientation is right on screen', async ({ page }) => {
  const show = await showFolder({ 'turned.jpg': orientedJpeg(6, 640, 320), 'plain.jpg': orientedJpeg(1, 640, 320) });
  try {
    await openShow(
      page,
      address(show.url, { ...calm, 'display.fit': 'fit', 'slideshow.order': 'name', 'transitions.durationMs': '100' }),
    );
    const sizes = new Map<string | undefined, string>();
    for (let slide = 0; slide < 2; slide++) {
      const { photo: shown } = slide === 0 ? await statusOf(page) : await advance(page);
      sizes.set(shown?.title, `${shown?.width}×${shown?.height}`);
    }
    expect(sizes.get('plain.jpg')).toBe('640×320');
    expect(sizes.get('turned.jpg')).toBe('640×320');
  } finally {
    await show.stop();
  }
});

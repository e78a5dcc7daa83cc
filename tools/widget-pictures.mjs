/**
 * Takes a picture of every widget for the user guide, from the built app: `node tools/widget-pictures.mjs [folder] [id …]`. Over
 * generated photos, with recorded answers and at one moment, so that two runs look alike. A folder that ends in `-png` gets PNG.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exifSegment } from '../tests/fixtures/jpeg-writer.mjs';
import { launch } from './bench/browser.mjs';
import { address, companionOnly, startCompanion } from './bench/show.mjs';
import { playMusic } from './lib/recorded-music.mjs';
import { openRecorded } from './lib/recorded-page.mjs';

const [folder = 'docs/images/widgets', ...only] = process.argv.slice(2);
const isPng = folder.endsWith('-png');
const viewport = { width: 960, height: 540 };
const mostBytes = 40_000;

const ids = readdirSync(new URL('../src/widgets/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'editor')
  .map(({ name }) => name);

/** What stands on each picture: the scene, and instances of the widget. */
const pictures = {
  calendar: {
    scene: 'forest',
    shown: [
      {
        options: {
          calendars: 'https://example.org/family.ics #f2725c Family\nhttps://example.org/school.ics #3fb68b School',
        },
      },
    ],
  },
  clock: {
    scene: 'ridgelines',
    shown: [
      { font: 'thin' },
      { place: 'right', font: 'text', card: 'glass', options: { face: 'analog', date: 'none' } },
    ],
  },
  countdown: { scene: 'aurora', shown: [{ options: { title: 'Summer holidays', until: '2026-07-09 12:00' } }] },
  date: { scene: 'horizon', shown: [{}] },
  headlines: {
    scene: 'cloudsea',
    shown: [
      { place: 'top-left', card: 'glass', options: { address: 'https://example.org/feed.xml', code: true } },
      { place: 'bottom', options: { address: 'https://example.org/feed.xml', motion: 'line', width: 100, title: ' ' } },
    ],
  },
  note: {
    scene: 'papercut',
    shown: [
      {
        options: {
          text: '# Welcome\nThe key is under the **blue** pot.\n- [x] Water the tomatoes\n- [ ] Feed the cat at *seven*\n> Sleep as long as you like.',
        },
      },
    ],
  },
  'now-playing': { scene: 'horizon', shown: [{}], act: playMusic },
  'photo-info': { scene: null, shown: [{}], act: nextPhoto },
  qr: {
    scene: 'cloudsea',
    shown: [
      {
        card: 'glass',
        options: { what: 'wifi', network: 'Guests', password: 'blue-pot-42', title: 'Wi-Fi for guests' },
      },
    ],
  },
  quote: { scene: 'inkwash', shown: [{}] },
  reddit: { scene: 'cloudsea', shown: [{ options: { name: 'r/EarthPorn' } }] },
  status: { scene: 'nebula', shown: [{ options: { memory: true } }] },
  sun: { scene: 'aurora', shown: [{ options: { place: '52.52, 13.40' } }] },
  weather: { scene: 'ridgelines', shown: [{ options: { place: 'Bergen, Norway' } }] },
  'web-page': {
    scene: 'dunes',
    shown: [{ options: { address: 'https://example.org/departures', width: 26, height: 15, zoom: 85 } }],
  },
  'world-clocks': { scene: 'dunes', shown: [{}] },
};

const scenery = (scene) =>
  JSON.stringify([
    {
      id: 'generative',
      source: 'generative',
      label: 'Generated pictures',
      enabled: true,
      weight: 1,
      params: { scenes: [scene], seed: 3, renewDaily: false },
    },
  ]);

const settingsOf = (widget, { scene, shown }, begin = {}) => ({
  'sources.entries': scene === null ? companionOnly : scenery(scene),
  'display.tier': 'css',
  'slideshow.order': 'name',
  'transitions.durationMs': '100',
  'display.language': 'en',
  'widgets.webPages': 'true',
  'widgets.instances': JSON.stringify(
    shown.map(({ options = {}, ...more }, at) => ({
      id: `${widget}-${at}`,
      widget,
      ...begin,
      ...more,
      options,
    })),
  ),
});

async function openPage(context, { url }, settings) {
  const page = await context.newPage();
  await page.goto(address(url, settings));
  await page.waitForFunction(() => window.afterimage?.status?.().photo && window.afterimage.widgets, undefined, {
    timeout: 90_000,
  });
  return page;
}

/** As good as fits. */
async function take(page) {
  if (isPng) return page.screenshot({ type: 'png' });
  for (let quality = 88; quality >= 40; quality -= 6) {
    const picture = await page.screenshot({ type: 'jpeg', quality });
    if (picture.length <= mostBytes) return picture;
  }
  throw new Error('The picture of a widget does not fit into its share.');
}

/** How a new one of each begins, as the app says it. */
async function beginnings(page) {
  const kinds = await page.evaluate(() => window.afterimage.widgets.kinds());
  return Object.fromEntries(kinds.map(({ id, begin }) => [id, begin]));
}

/** What a camera wrote is read in time for every photo but the first. */
async function nextPhoto(page) {
  await page.evaluate(() => window.afterimage.next());
  await page.waitForFunction(() => {
    const { slide, transition } = window.afterimage.status();
    return slide > 1 && transition === null;
  });
}

/** A photo with what a camera writes into it. */
async function writePhoto(page, path) {
  await page.waitForTimeout(1500);
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 90 });
  writeFileSync(path, Buffer.concat([jpeg.subarray(0, 2), exifSegment({ photo: true }), jpeg.subarray(2)]));
}

async function picture(browser, companion, id, begin) {
  const what = pictures[id];
  if (!what) throw new Error(`There is no picture of “${id}” yet. Say in this file what it should show.`);
  const context = await openRecorded(browser.browser, viewport);
  const page = await openPage(context, companion, settingsOf(id, what, begin));
  await what.act?.(page);
  const isThere = (count) =>
    document.fonts.status === 'loaded' && document.querySelectorAll('.widget.is-in > .widget-host > *').length >= count;
  await page.waitForFunction(isThere, what.shown.length, { timeout: 60_000 });
  // Answers come, shades settle.
  await page.waitForTimeout(3000);
  const path = join(folder, `${id}.${isPng ? 'png' : 'jpg'}`);
  const bytes = await take(page);
  writeFileSync(path, bytes);
  console.log(`${path} ${Math.round(bytes.length / 1000)} kB`);
  await context.close();
}

mkdirSync(folder, { recursive: true });
const photos = mkdtempSync(join(tmpdir(), 'afterimage-photo-'));
const browser = await launch({ ...viewport, args: ['--autoplay-policy=no-user-gesture-required'] });
const companions = [await startCompanion()];
try {
  let begin = {};
  for (const [title, scene] of [
    ['Above the clouds', 'cloudsea'],
    ['Above the valley', 'ridgelines'],
  ]) {
    const context = await openRecorded(browser.browser, viewport);
    const page = await openPage(context, companions[0], settingsOf('', { scene, shown: [] }));
    await writePhoto(page, join(photos, `${title}.jpg`));
    begin = await beginnings(page);
    await context.close();
  }
  companions.push(await startCompanion(['--photos', photos]));
  for (const id of only.length > 0 ? only : ids)
    await picture(browser, companions[pictures[id]?.scene === null ? 1 : 0], id, begin[id]);
} finally {
  await browser.close();
  for (const companion of companions) await companion.stop();
  rmSync(photos, { recursive: true, force: true });
}

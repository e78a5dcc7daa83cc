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
import { momentMs, recordedAnswers } from './lib/recorded-answers.mjs';

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
    scene: 'sea',
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

/** In the page and in its workers: every clock stands at the moment and goes on from there. */
function shiftTime(startMs) {
  const Real = globalThis.Date;
  const shift = startMs - Real.now();
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + shift);
      else super(...parts);
    }
    static now() {
      return Real.now() + shift;
    }
  };
}

/** In the page: a piece with tags and a cover in a folder of the origin's own, which then plays. */
async function openMusic() {
  const bytesOf = (text) => [...new TextEncoder().encode(text)];
  const little = (value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
  const sevens = (value) => [21, 14, 7, 0].map((shift) => (value >>> shift) & 127);
  const frame = (id, body) => [...bytesOf(id), ...sevens(body.length), 0, 0, ...body];
  const canvas = new OffscreenCanvas(320, 320);
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, 0, 320);
  for (const [at, color] of ['#1c2b4a', '#7c4a6b', '#e08a5c', '#f3c98b'].entries()) sky.addColorStop(at / 3, color);
  context.fillStyle = sky;
  context.fillRect(0, 0, 320, 320);
  context.fillStyle = '#fbe9c9';
  context.arc(160, 205, 44, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = '#16203a';
  context.fillRect(0, 232, 320, 88);
  const cover = [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
  const text = (id, words) => frame(id, [3, ...bytesOf(words)]);
  const rate = 8000;
  const songOf = (title) => {
    const samples = new Int16Array(rate * 214);
    const frames = [
      ...text('TIT2', title),
      ...text('TPE1', 'The Lighthouse Trio'),
      ...text('TALB', 'Long evenings'),
      ...frame('APIC', [0, ...bytesOf('image/png'), 0, 3, 0, ...cover]),
    ];
    const tag = [...bytesOf('ID3'), 4, 0, 0, ...sevens(frames.length), ...frames];
    if (tag.length % 2 === 1) tag.push(0);
    const chunk = (id, length) => [...bytesOf(id), ...little(length)];
    const format = [...little(0x0001_0001), ...little(rate), ...little(rate * 2), ...little(0x0010_0002)];
    const head = [...bytesOf('WAVE'), ...chunk('fmt ', 16), ...format, ...chunk('data', samples.byteLength)];
    const tail = [...chunk('id3 ', tag.length), ...tag];
    const size = head.length + samples.byteLength + tail.length;
    return new Blob([Uint8Array.from([...chunk('RIFF', size), ...head]), samples, Uint8Array.from(tail)]);
  };
  const root = await navigator.storage.getDirectory();
  const music = await root.getDirectoryHandle('Music', { create: true });
  for (const title of ['Slow water', 'Lanterns']) {
    const file = await (await music.getFileHandle(`${title}.wav`, { create: true })).createWritable();
    await file.write(songOf(title));
    await file.close();
  }
  await window.afterimage.sound.open('files', { handles: [music] });
}

async function playMusic(page) {
  await page.evaluate(openMusic);
  await page.waitForFunction(() => window.afterimage.sound.status().track?.artworkUrl, undefined, { timeout: 60_000 });
  await page.evaluate(() => window.afterimage.sound.player.seek(87));
  await page.waitForFunction(() => (window.afterimage.sound.status().track?.positionSec ?? 0) >= 87);
}

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

async function openContext(browser) {
  const context = await browser.browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  await context.addInitScript(shiftTime, momentMs);
  // Nothing is kept between two pictures, and nobody stands between a worker and the recorded answers.
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await context.route(/\.worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${shiftTime})(${momentMs});${await response.text()}` });
  });
  await context.route(/^https:/, (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const [contentType, body] = recordedAnswers[`${origin}${pathname}`] ?? [];
    if (body === undefined) return route.abort();
    return route.fulfill({ contentType, body, headers: { 'access-control-allow-origin': '*' } });
  });
  return context;
}

async function picture(browser, companion, id, begin) {
  const what = pictures[id];
  if (!what) throw new Error(`There is no picture of “${id}” yet. Say in this file what it should show.`);
  const context = await openContext(browser);
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
    const context = await openContext(browser);
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

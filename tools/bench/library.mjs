/**
 * The library over many photos (LIBRARY_FILES, 20,000): files in a folder of the browser, looked at while the show runs. How fast
 * they are listed and read, what that does to the frames, and how long a choice and a search for likeness take.
 *
 * The pictures are made once and kept in `.cache/library`; each has EXIF data of its own.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeJpeg } from '../../tests/fixtures/photo-factory.mjs';
import { ownMsWithin, traceOwnThread } from './own-thread.mjs';
import { byProcessor, launch, line, processorMs, quantiles, show, verdict } from './browser.mjs';
import { address, openShow, startCompanion } from './show.mjs';

const files = Number(process.env.LIBRARY_FILES ?? 20_000);
const packSize = 1000;
const entryId = 'folder-bench';

const two = (value) => String(value).padStart(2, '0');

/** A date of its own for each, over twenty years and all hours. */
function stamp(index) {
  const [year, month, day] = [2005 + (index % 20), 1 + (index % 12), 1 + (index % 28)];
  return `${year}:${two(month)}:${two(day)} ${two(index % 24)}:${two(index % 60)}:${two((index * 7) % 60)}`;
}

function picture(index) {
  const isTall = index % 5 === 0;
  const bytes = makeJpeg({
    width: isTall ? 192 : 320,
    height: isTall ? 320 : 192,
    seed: index + 1,
    texture: index % 4 === 0,
  });
  const at = bytes.indexOf('2024:06:21 18:30:05');
  bytes.write(stamp(index), at, 'latin1');
  return bytes;
}

/** Lengths first (one 32-bit number each), then the files one after the other. */
function packFile(pack) {
  const folder = resolve('.cache/library');
  const path = join(folder, `${packSize}-${pack}.pack`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const pictures = Array.from({ length: packSize }, (_, index) => picture(pack * packSize + index));
    const lengths = Buffer.from(Uint32Array.from(pictures, ({ length }) => length).buffer);
    writeFileSync(`${path}.part`, Buffer.concat([lengths, ...pictures]));
    renameSync(`${path}.part`, path);
  }
  return path;
}

/** In a worker of the page: writes a pack into the folder, names sorted into a folder per pack. */
const unpackSource = `
onmessage = async ({ data: { bytes, pack, count } }) => {
  const lengths = new Uint32Array(bytes, 0, ${packSize});
  const root = await navigator.storage.getDirectory();
  const bench = await root.getDirectoryHandle('bench', { create: true });
  const folder = await bench.getDirectoryHandle('part ' + pack, { create: true });
  let at = ${packSize} * 4;
  for (let index = 0; index < ${packSize}; index++) {
    if (pack * ${packSize} + index < count) {
      const file = await folder.getFileHandle('img ' + index + '.jpg', { create: true });
      const access = await file.createSyncAccessHandle();
      access.write(new Uint8Array(bytes, at, lengths[index]));
      access.close();
    }
    at += lengths[index];
  }
  postMessage('done');
};`;

async function fill(page, count) {
  for (let pack = 0; pack * packSize < count; pack++) {
    const path = packFile(pack);
    await page.route('**/bench-pack', (route) => route.fulfill({ body: readFileSync(path) }), { times: 1 });
    await page.evaluate(
      async ({ source, pack, count }) => {
        const bytes = await (await fetch('/bench-pack')).arrayBuffer();
        const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
        const worker = new Worker(url);
        await new Promise((resolve, reject) => {
          worker.addEventListener('message', resolve);
          worker.addEventListener('error', () => reject(new Error('The folder could not be filled.')));
          worker.postMessage({ bytes, pack, count }, [bytes]);
        });
        worker.terminate();
        URL.revokeObjectURL(url);
      },
      { source: unpackSource, pack, count },
    );
  }
}

/** The folder as if a person had chosen it. */
async function choose(page, id) {
  await page.evaluate(async (entry) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('bench');
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open('afterimage');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    const transaction = database.transaction('handles', 'readwrite');
    transaction.objectStore('handles').put([folder], entry);
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  }, id);
}

const settings = {
  'sources.entries': JSON.stringify([
    { id: entryId, source: 'folder', label: 'Bench', enabled: true, weight: 1, params: {} },
  ]),
  // Asks for what only the library knows, so that it starts at once.
  'choice.onThisDay': 'true',
  'display.kenBurns': 'true',
  'display.tier': 'css',
  'display.minFps': '0',
};

/** Notes when frames begin, on the page's clock, until it is told to stop. */
const recordFrames = () => {
  const frames = [];
  let isOn = true;
  const frame = (now) => {
    frames.push(now);
    if (isOn) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.stopFrames = () => {
    isOn = false;
    return frames;
  };
};

const lateMs = 25;
/** A trace costs time of its own, so only the begin of the work is traced: then the page hears of most photos. */
const tracedMs = 15_000;

/** The frames that came late, and how many of those by work of the page's own thread. */
function tellFrames(rows, frames, tasks) {
  const intervals = frames.slice(1).map((now, index) => [frames[index], now]);
  const gaps = quantiles(intervals.map(([from, until]) => until - from));
  verdict(rows, 'frames apart while they are read, ms', line(gaps, 1), 'p99 ≤ 25', gaps.p99 <= lateMs);
  const lastMs = tasks.reduce((last, { startMs }) => Math.max(last, startMs), 0);
  const traced = intervals.filter(([, until]) => until <= lastMs);
  const own = ownMsWithin(tasks, traced);
  const inOwn = quantiles(own);
  verdict(rows, "of it the page's own thread at first, processor ms", line(inOwn, 1), 'p99 ≤ 25', inOwn.p99 <= lateMs);
  const late = traced.flatMap(([from, until], index) => (until - from > lateMs ? [own[index] ?? 0] : []));
  const byUs = late.filter((ms) => ms > lateMs / 2).length;
  verdict(rows, 'of these frames late, and by our own thread', `${late.length}, ${byUs}`, 'told', null);
  const longest = tasks.map(({ ownMs }) => ownMs).sort((a, b) => b - a);
  verdict(
    rows,
    "longest tasks of the page's own thread, processor ms",
    longest
      .slice(0, 5)
      .map((ms) => show(ms, 1))
      .join('  '),
    'told',
    null,
  );
}

/** Until the job is done, or for so long. Files per second over the middle of it, where nothing starts or ends. */
async function follow(page, kind, count, limitMs) {
  return page.evaluate(
    async ({ id, count, limitMs }) => {
      const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const begun = performance.now();
      let first = null;
      for (;;) {
        const { jobs } = await window.afterimage.library.jobs();
        const job = jobs.find((one) => one.id === id);
        const nowMs = performance.now();
        const done = job?.done ?? 0;
        if (first === null && done > 0) first = { nowMs, done };
        if (done >= count || job?.state === 'done' || nowMs - begun > limitMs) {
          return { done, seconds: (nowMs - (first?.nowMs ?? begun)) / 1000, counted: done - (first?.done ?? 0) };
        }
        await wait(200);
      }
    },
    { id: `${kind}:${entryId}`, count, limitMs },
  );
}

const queries = [
  {},
  { orientation: 'portrait' },
  { season: 'summer', timeOfDay: 'evening' },
  { from: '2010-01-01', until: '2012-12-31' },
  { minRating: 4, freshness: 50 },
  { text: 'part 7 img' },
  { text: 'nothing has these words' },
  { album: `${entryId}:part 3` },
];

async function askChoices(page) {
  return page.evaluate(async (all) => {
    const times = [];
    const { choice } = window.afterimage.settings.get();
    for (let round = 0; round < 5; round++) {
      for (const query of all) {
        window.afterimage.settings.set({ choice: { ...choice, ...query } });
        await new Promise((resolve) => setTimeout(resolve, 150));
        const start = performance.now();
        await window.afterimage.library.choice();
        times.push(performance.now() - start);
      }
    }
    window.afterimage.settings.set({ choice });
    return times;
  }, queries);
}

async function askLikeness(page) {
  return page.evaluate(async () => {
    const times = [];
    let found = 0;
    const { photo } = window.afterimage.status();
    let id = photo.id;
    for (let round = 0; round < 30; round++) {
      const start = performance.now();
      const like = await window.afterimage.library.moreLike(id, 100);
      times.push(performance.now() - start);
      found = Math.max(found, like.length);
      id = like[round % Math.max(1, like.length)]?.photoId ?? id;
    }
    return { times, found };
  });
}

export async function benchLibrary(rows) {
  const companion = await startCompanion();
  const browser = await launch({ width: 640, height: 360, args: byProcessor });
  try {
    const page = await openShow(browser.context, address(companion.url, { 'choice.index': 'false' }), 'css');
    // The page's own rules let no script in that is not the app's.
    const session = await browser.context.newCDPSession(page);
    await session.send('Page.setBypassCSP', { enabled: true });
    await page.reload();
    await page.waitForFunction(() => window.afterimage?.library !== undefined);
    await fill(page, files);
    await choose(page, entryId);
    await session.send('Page.setBypassCSP', { enabled: false });
    await page.goto(address(companion.url, settings));
    await page.waitForFunction(
      () => window.afterimage?.library !== undefined && window.afterimage.status().photo?.sourceId === 'folder',
      undefined,
      { timeout: 120_000 },
    );
    const before = processorMs(browser.pid);
    const trace = await traceOwnThread(browser.browser, page);
    await page.evaluate(recordFrames);
    const tracing = page.waitForTimeout(tracedMs).then(() => trace.stop());
    const scan = await follow(page, 'details', files, 600_000);
    const frames = await page.evaluate(() => window.stopFrames());
    const tasks = await tracing;
    const after = processorMs(browser.pid);
    const rate = scan.counted / Math.max(0.001, scan.seconds);
    const isWhole = scan.done >= files;
    verdict(rows, `details of ${scan.done} files, per second`, show(rate, 0), '≥ 300', isWhole && rate >= 300);
    // Whatever else the machine does: what all of the browser needed meanwhile, the show's frames included.
    const each = before === null ? null : show((after - before) / Math.max(1, scan.counted), 1);
    verdict(rows, 'processor per file, frames included, ms', each ?? 'not told here', 'told', null);
    tellFrames(rows, frames, tasks);
    const choices = quantiles(await askChoices(page));
    verdict(rows, `which photos take part, of ${files}, ms`, line(choices, 1), 'p95 ≤ 50', choices.p95 <= 50);
    const prints = await follow(page, 'prints', files, 900_000);
    verdict(
      rows,
      `prints of ${prints.done} files, per second`,
      show(prints.counted / Math.max(0.001, prints.seconds), 0),
      'told',
      null,
    );
    const { times, found } = await askLikeness(page);
    const likeness = quantiles(times);
    verdict(
      rows,
      `more like this, of ${prints.done}, ms`,
      line(likeness, 1),
      'p95 ≤ 100',
      found > 0 && likeness.p95 <= 100,
    );
  } finally {
    await browser.close();
    await companion.stop();
  }
}

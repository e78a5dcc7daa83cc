/**
 * Contact sheets of our own transitions: nine moments of each over a bright and a dark pair of generated photos, for
 * people to judge. Prints, for each: how far the picture has moved just after the start and just before the end (a pop
 * shows here), how often the light of the whole picture turns, and what a frame costs in crossfades.
 *
 *   npm run sheets -- [id …] [--out DIR] [--cell 480] [--tier shader] [--seed 0.37] [--pair bright] [--at 0.1,0.5]
 *        [--aspect 16:9] [--params JSON] [--columns 3] [--quality 0.9] [--format webp] [--no-cost] [--no-sheet]
 *
 * CHROMIUM names the browser when it is not where it usually is.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { serveScenes } from './bench/scenes.mjs';
import { chromiumArgs, ensureChromium } from './chromium.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.cache/sheets' },
    cell: { type: 'string', default: '480' },
    columns: { type: 'string', default: '3' },
    tier: { type: 'string', default: 'shader' },
    seed: { type: 'string', default: '0.37' },
    pair: { type: 'string', default: '' },
    at: { type: 'string', default: '0.06,0.17,0.28,0.39,0.5,0.61,0.72,0.83,0.94' },
    aspect: { type: 'string', default: '16:9' },
    params: { type: 'string', default: '{}' },
    quality: { type: 'string', default: '0.9' },
    format: { type: 'string', default: 'webp' },
    'no-cost': { type: 'boolean', default: false },
    'no-sheet': { type: 'boolean', default: false },
  },
});

/** Scene and seed of the two photos of each pair. */
const pairs = {
  bright: ['cloudsea/00000003', 'papercut/00000002'],
  dark: ['aurora/00000003', 'nebula/00000004'],
};
const chosen = options.pair ? options.pair.split(',') : Object.keys(pairs);
const [wide, high] = options.aspect.split(':').map(Number);
const width = Number(options.cell);
const height = Math.round((width * high) / wide);

/** Runs in the page: paints the photos once and keeps a stage to draw with. */
async function begin({ pairs, width, height }) {
  const { provider } = await import('/src/sources/generative/provider.worker.ts');
  const { signal } = new AbortController();
  const paint = async (key) => {
    const bitmap = await provider.open(key, { widthPx: width, heightPx: height }, signal);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return canvas;
  };
  const painted = {};
  for (const [name, keys] of Object.entries(pairs)) painted[name] = [await paint(keys[0]), await paint(keys[1])];
  window.sheets = { painted, stage: window.scene.create() };
  return window.scene.transitions.map(({ id }) => id);
}

/** Runs in the page: the sheet of one pair as a data address, and what the ends and the light do. */
async function sheet({ id, pair, at, columns, tier, seed, params, quality, format, drawn }) {
  const { painted, stage } = window.sheets;
  const { scene } = window;
  const [from, to] = painted[pair];
  const { width, height } = from;
  const still = async (progress) =>
    stage.still({
      from: await createImageBitmap(from),
      to: await createImageBitmap(to),
      transition: id,
      params,
      progress,
      width,
      height,
      tier,
      seed,
    });
  const bytesOf = async (canvas) => scene.bytes(await createImageBitmap(canvas));
  const start = await bytesOf(from);
  const end = await bytesOf(to);
  const popStart = scene.difference(scene.bytes(await still(0.008)), start);
  const popEnd = scene.difference(scene.bytes(await still(0.992)), end);
  const gap = 6;
  const rows = Math.ceil(at.length / columns);
  const canvas = new OffscreenCanvas(columns * (width + gap) - gap, rows * (height + gap) - gap);
  const context = canvas.getContext('2d', { alpha: false });
  context.fillStyle = '#16161a';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const light = [];
  const lightOf = (data) => {
    let sum = 0;
    for (let index = 0; index < data.length; index += 4)
      sum += 0.2126 * data[index] + 0.7152 * data[index + 1] + 0.0722 * data[index + 2];
    return sum / (data.length / 4);
  };
  light.push(lightOf(start));
  for (const [index, progress] of at.entries()) {
    const bitmap = await still(progress);
    const x = (index % columns) * (width + gap);
    const y = Math.floor(index / columns) * (height + gap);
    context.drawImage(bitmap, x, y);
    light.push(lightOf(scene.bytes(bitmap)));
  }
  light.push(lightOf(end));
  let data = null;
  if (drawn) {
    const blob = await canvas.convertToBlob({ type: `image/${format}`, quality });
    data = await new Promise((done) => {
      const reader = new FileReader();
      reader.addEventListener('load', () => done(reader.result));
      reader.readAsDataURL(blob);
    });
  }
  return { data, popStart, popEnd, light };
}

/** Runs in the page: milliseconds of one bare frame, in turns with a crossfade, so that load falls on both. */
async function cost({ id, pair }) {
  const { createBareHarness } = await import('/tests/scenes/bare-harness.ts');
  const { painted } = window.sheets;
  const { transitions } = window.scene;
  const [width, height] = [640, 360];
  const make = async (name) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const photos = await Promise.all(painted[pair].map((photo) => createImageBitmap(photo)));
    const bare = createBareHarness(
      canvas,
      transitions.find((one) => one.id === name),
      photos,
      0.37,
    );
    const gl = canvas.getContext('webgl2');
    const pixel = new Uint8Array(4);
    return {
      bare,
      draw(progress) {
        const start = performance.now();
        bare.draw(progress);
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        return performance.now() - start;
      },
    };
  };
  const [fade, look] = [await make('crossfade'), await make(id)];
  const times = { fade: [], look: [] };
  for (let turn = -2; turn < 14; turn++) {
    const progress = 0.08 + (0.84 * Math.max(turn, 0)) / 13;
    const [a, b] = [fade.draw(progress), look.draw(progress)];
    if (turn >= 0) {
      times.fade.push(a);
      times.look.push(b);
    }
  }
  fade.bare.dispose();
  look.bare.dispose();
  const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const base = median(times.fade);
  return { baseMs: base, median: median(times.look) / base, worst: Math.max(...times.look) / base };
}

/** How often the mean light of the picture changes its direction by more than a tenth of the scale. */
function swings(light) {
  const [least, turns] = [25, []];
  let [low, high, way] = [light[0], light[0], 0];
  for (const value of light) {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
    if (way <= 0 && value - low > least) {
      turns.push(1);
      way = 1;
      high = low = value;
    } else if (way >= 0 && high - value > least) {
      turns.push(-1);
      way = -1;
      high = low = value;
    }
  }
  return turns.length;
}

const server = await serveScenes();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? ensureChromium(), args: chromiumArgs });
try {
  const page = await browser.newPage({ viewport: { width: 640, height: 360 } });
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(server.url);
  await page.waitForFunction(() => 'scene' in window, undefined, { timeout: 60_000 });
  const used = Object.fromEntries(chosen.map((name) => [name, pairs[name]]));
  const known = await page.evaluate(begin, { pairs: used, width, height });
  await mkdir(resolve(options.out), { recursive: true });
  for (const id of wanted.length > 0 ? wanted : known) {
    try {
      for (const pair of chosen) {
        const result = await page.evaluate(sheet, {
          id,
          pair,
          at: options.at.split(',').map(Number),
          columns: Number(options.columns),
          tier: options.tier,
          seed: Number(options.seed),
          params: JSON.parse(options.params),
          quality: Number(options.quality),
          format: options.format,
          drawn: !options['no-sheet'],
        });
        const { data, popStart, popEnd, light } = result;
        if (data) {
          const file = join(
            options.out,
            `${id}-${pair}${options.tier === 'shader' ? '' : `-${options.tier}`}.${options.format}`,
          );
          await writeFile(resolve(file), Buffer.from(data.split(',')[1], 'base64'));
        }
        const ends = [popStart, popEnd].map(
          ({ mean, max, far }) => `${mean.toFixed(2)} (max ${max}, ${(far * 100).toFixed(1)} %)`,
        );
        console.log(`${id.padEnd(14)} ${pair.padEnd(7)} start ${ends[0]}  end ${ends[1]}  swings ${swings(light)}`);
      }
      if (!options['no-cost']) {
        const { baseMs, median, worst } = await page.evaluate(cost, { id, pair: chosen[0] });
        console.log(
          `${id.padEnd(14)} costs ${median.toFixed(1)} crossfades (worst ${worst.toFixed(1)}; one is ${baseMs.toFixed(1)} ms)`,
        );
      }
    } catch (error) {
      console.error(`${id}: ${String(error.message).slice(0, 1500)}`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  await server.close();
}

/**
 * `node tools/measure-flashing.mjs [--sheets folder]`: draws every body of the gl-transitions package at sixty moments
 * between two plain and two real photos and counts swings of brightness, of the whole picture and of a quarter of it.
 * Four or more write its name into src/render/gl-transitions/flashing.ts. `--sheets` also saves pictures to look at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch } from './bench/browser.mjs';
import { openScene, serveScenes } from './bench/scenes.mjs';

const { values } = parseArgs({ options: { sheets: { type: 'string' } } });
const LIMIT = 4;
/** A tenth of full brightness, as the guidelines for flashes say. */
const SWING = 0.1;

/** Runs in the page: brightness (0–1) of eight by four tiles at each moment, for every body asked for. */
function tilesOf({ ids, kinds, moments }) {
  const { scene } = window;
  const [width, height] = [64, 36];
  const steps = Array.from({ length: moments + 1 }, (_, moment) => moment / moments);
  const harness = new scene.PlainHarness(...kinds.map((kind) => scene.picture(kind, width, height)));
  const rowOf = (data) => {
    const tiles = Array.from({ length: 32 }, () => 0);
    for (let index = 0; index < data.length; index += 4) {
      const pixel = index / 4;
      const tile = Math.floor((Math.floor(pixel / width) / height) * 4) * 8 + Math.floor(((pixel % width) / width) * 8);
      const light = [0.2126, 0.7152, 0.0722].reduce((sum, w, c) => sum + w * (data[index + c] / 255) ** 2.2, 0);
      tiles[tile] += light / 72;
    }
    return tiles;
  };
  const bodies = scene.glTransitions.filter(({ id }) => ids.includes(id));
  const result = bodies.map((definition) => harness.draw(definition, steps).map(rowOf));
  harness.dispose();
  return result;
}

/** Alternations of at least `SWING`, up or down. */
function swings(values) {
  let [count, extreme, direction] = [0, values[0], 0];
  for (const value of values) {
    // The last turning point moves along until the way back from it is a swing.
    if (direction !== 0 && (value - extreme) * direction > 0) extreme = value;
    if (Math.abs(value - extreme) < SWING) continue;
    direction = Math.sign(value - extreme);
    extreme = value;
    count++;
  }
  return count;
}

const mean = (tiles) => tiles.reduce((sum, value) => sum + value, 0) / tiles.length;

/** The whole picture, or what a quarter of its tiles go through. */
function swingsOf(rows) {
  const perTile = rows[0].map((_, tile) => swings(rows.map((row) => row[tile]))).toSorted((a, b) => b - a);
  return Math.max(swings(rows.map(mean)), perTile[8]);
}

async function saveSheets(page, ids, folder) {
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < ids.length; first += 21) {
    const png = await page.evaluate(
      async (ids) => {
        const { scene } = window;
        const stage = (window.still ??= scene.create());
        const [width, height] = [128, 72];
        const canvas = new OffscreenCanvas(3 * (4 * width + 12), 7 * (height + 14));
        const context = canvas.getContext('2d', { alpha: false });
        for (const [index, id] of ids.entries()) {
          const x = (index % 3) * (4 * width + 12);
          const y = Math.floor(index / 3) * (height + 14);
          for (const [column, progress] of [0.2, 0.4, 0.6, 0.8].entries()) {
            const [from, to] = ['dawn', 'forest'].map((kind) => scene.picture(kind, width, height));
            const request = { from, to, transition: id, progress, width, height, tier: 'shader', seed: 0.37 };
            context.drawImage(await stage.still(request), x + column * width, y);
          }
          context.fillStyle = '#fff';
          context.fillText(id, x, y + height + 10);
        }
        return scene.pngOf([canvas.transferToImageBitmap()]);
      },
      ids.slice(first, first + 21),
    );
    writeFileSync(`${folder}/sheet-${first / 21}.png`, Buffer.from(png, 'base64'));
  }
}

const server = await serveScenes();
const browser = await launch({ width: 160, height: 90 });
try {
  const page = await openScene(browser.context, server.url);
  const ids = await page.evaluate(() => window.scene.glTransitions.map(({ id }) => id));
  const flashing = [];
  const pairs = [
    ['plain-red', 'plain-blue'],
    ['dawn', 'forest'],
  ];
  for (let first = 0; first < ids.length; first += 5) {
    const some = ids.slice(first, first + 5);
    const rows = [];
    for (const kinds of pairs) rows.push(await page.evaluate(tilesOf, { ids: some, kinds, moments: 60 }));
    for (const [index, id] of some.entries()) {
      const counts = rows.map((pair) => swingsOf(pair[index]));
      if (Math.max(...counts) >= LIMIT) flashing.push(id.slice('gl-'.length));
      if (Math.max(...counts) > 1) console.log(`${id}: ${counts.join(' and ')} swings`);
    }
  }
  const list = flashing.map((name) => `  '${name}',\n`).join('');
  writeFileSync(
    'src/render/gl-transitions/flashing.ts',
    `/** Written by \`node tools/measure-flashing.mjs\`: bodies whose brightness swings four times or more. */\nexport const FLASHING: readonly string[] = [${list && `\n${list}`}];\n`,
  );
  console.log(`${flashing.length} of ${ids.length} flash`);
  if (values.sheets) await saveSheets(page, ids, values.sheets);
} finally {
  await browser.close();
  await server.close();
}

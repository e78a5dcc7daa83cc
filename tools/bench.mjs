/**
 * `npm run bench [-- section …]`: the speed and memory table. Machines are noisy: subjects that are compared run in the same
 * call, ratios and percentiles count, and the machine's load stands beside them.
 */
import { existsSync } from 'node:fs';
import { machine } from './bench/browser.mjs';

const sections = {
  first: async (rows) => (await import('./bench/first-light.mjs')).benchFirstPaint(rows),
  still: async (rows) => (await import('./bench/first-light.mjs')).benchStill(rows),
  frames: async (rows) => (await import('./bench/first-light.mjs')).benchFrames(rows),
  ratio: async (rows) => (await import('./bench/whole-frame.mjs')).benchWholeFrame(rows),
  transitions: async (rows) => (await import('./bench/transitions.mjs')).benchTransitions(rows, seconds),
  audio: async (rows) => (await import('./bench/audio.mjs')).benchAudio(rows),
  visualizers: async (rows) => (await import('./bench/visualizers.mjs')).benchVisualizers(rows),
  sound: async (rows) => (await import('./bench/sound.mjs')).benchSound(rows),
  decoding: async (rows) => (await import('./bench/first-light.mjs')).benchDecoding(rows),
  feeds: async (rows) => (await import('./bench/feeds.mjs')).benchFeeds(rows),
  widgets: async (rows) => (await import('./bench/widgets.mjs')).benchWidgets(rows, seconds, part),
  library: async (rows) => (await import('./bench/library.mjs')).benchLibrary(rows),
  panel: async (rows) => (await import('./bench/panel.mjs')).benchPanel(rows),
  proxy: async (rows) => (await import('./bench/proxy.mjs')).benchProxy(rows),
};

/** These measure source files and need no build. */
const buildless = new Set(['audio', 'feeds']);

/** A number shortens what is measured over time: `npm run bench -- widgets 20`. */
const seconds = process.argv.slice(2).map(Number).find(Number.isFinite);
const words = process.argv.slice(2).filter((name) => !Number.isFinite(Number(name)));
/** `npm run bench -- widgets:contrast` is one part of a section. */
const part = words.map((word) => word.split(':')[1]).find(Boolean) ?? null;
const wanted = words.map((word) => word.split(':')[0] ?? '');
const unknown = wanted.find((name) => !(name in sections));
if (unknown) {
  console.error(
    `There is no section “${unknown}”. There are: ${Object.keys(sections).join(', ')}. Memory over many slides: npm run soak.`,
  );
  process.exit(2);
}
const needsBuild = wanted.length === 0 || wanted.some((name) => !buildless.has(name));
if (needsBuild && !existsSync('dist/server/main.js')) {
  console.error('There is no build to measure. Run “npm run build” first.');
  process.exit(2);
}
console.log(`machine: ${machine()}`);
const rows = [];
for (const [name, run] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  await run(rows);
}
console.log(`\nmachine: ${machine()}`);
const missed = rows.filter(({ holds }) => holds === false);
console.log(
  missed.length === 0
    ? 'every goal holds'
    : `${missed.length} goals missed: ${missed.map(({ what }) => what).join('; ')}`,
);
process.exitCode = missed.length > 0 ? 1 : 0;

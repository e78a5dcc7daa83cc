/**
 * Size of the build, gzip. Fails over budget: page JavaScript before the first photo 60 kB with its workers,
 * whole shell 250 kB. What is fetched on demand is listed apart; a name in that list that fits no file fails, too.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isOnDemand, staleNames } from './lib/on-demand.mjs';

const outDir = 'dist/client';
const budgets = { boot: 60_000, shell: 250_000 };

const gzip = (file) => gzipSync(readFileSync(join(outDir, file)), { level: 9 }).length;
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

if (!existsSync(join(outDir, 'index.html'))) {
  console.error('There is no build to measure. Run “npm run build” first.');
  process.exit(1);
}

/** A chunk and everything it imports statically. */
function closure(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(join(outDir, file))) return seen;
  seen.add(file);
  const code = readFileSync(join(outDir, file), 'utf8');
  for (const [, path] of code.matchAll(/(?:\bfrom|^import|[;}]import)\s*["']\.\/([\w.-]+\.js)["']/g))
    closure(`assets/${path}`, seen);
  return seen;
}

const assets = readdirSync(join(outDir, 'assets')).filter((name) => /\.(js|css|woff2|wasm)$/.test(name));
const entry = /src="\/(assets\/[\w.-]+\.js)"/.exec(readFileSync(join(outDir, 'index.html'), 'utf8'))?.[1];
const boot = [...closure(entry ?? '')];
const bootBytes = boot.reduce((sum, file) => sum + gzip(file), 0);

const rows = assets
  .map((name) => ({ name, bytes: gzip(`assets/${name}`), late: isOnDemand(name) }))
  .sort((a, b) => b.bytes - a.bytes);
for (const { name, bytes, late } of rows.slice(0, 30))
  console.log(`${kb(bytes).padStart(10)}  ${name}${late ? '  (on demand)' : ''}`);

const code = rows.filter(({ name, late }) => !late && !name.endsWith('.woff2'));
const shellBytes = gzip('index.html') + code.reduce((sum, { bytes }) => sum + bytes, 0);
const fonts = rows.filter(({ name }) => name.endsWith('.woff2')).reduce((sum, { bytes }) => sum + bytes, 0);
const late = rows.filter((row) => row.late).reduce((sum, { bytes }) => sum + bytes, 0);
console.log(
  `\npage JavaScript at start ${kb(bootBytes)} (budget with workers ${kb(budgets.boot)}, the browser test counts those too)`,
);
console.log(`shell ${kb(shellBytes)} (budget ${kb(budgets.shell)}), fonts ${kb(fonts)}, on demand ${kb(late)}`);
const stale = staleNames(assets);
if (stale.length > 0) {
  console.error(`tools/lib/on-demand.mjs names what is not built: ${stale.join(', ')}.`);
  process.exitCode = 1;
}
if (bootBytes > budgets.boot || shellBytes > budgets.shell || bootBytes === 0) {
  console.error('The build is over budget.');
  process.exit(1);
}

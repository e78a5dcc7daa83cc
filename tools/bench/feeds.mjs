/**
 * The feed parser beside feedsmith and rss-parser: how much of a corpus of feeds with known contents each gets right, what hostile
 * input costs, and how fast each is. The corpus lies beside the repository (`../shared/feeds`, or FEEDS_CORPUS); without it
 * only speed and damaged feeds of our own are measured, and that is said.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { verdict } from './browser.mjs';

const corpus = resolve(process.env.FEEDS_CORPUS ?? '../shared/feeds');
const tiers = ['core', 'entities', 'extra', 'legacy'];
const peers = ['feedsmith', 'rss-parser'];

async function bundle(entry, folder, name) {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: true, outDir: folder, emptyOutDir: false, rollupOptions: { input: { [name]: entry } } },
  });
  const file = ['mjs', 'js'].map((ending) => join(folder, `${name}.${ending}`)).find(existsSync);
  return import(pathToFileURL(file).href);
}

/** The corpus's scorer expects its peers beside it: it runs in a copy that links to the corpus and to our packages. */
function scorer(folder) {
  for (const name of ['score.mjs', 'adapters']) cpSync(join(corpus, name), join(folder, name), { recursive: true });
  spawnSync('chmod', ['-R', 'u+w', folder]);
  for (const name of ['public', 'tools']) symlinkSync(join(corpus, name), join(folder, name));
  // The scorer writes its largest hostile file on first use, so this part is copied.
  cpSync(join(corpus, 'hostile'), join(folder, 'hostile'), { recursive: true });
  spawnSync('chmod', ['-R', 'u+w', join(folder, 'hostile')]);
  mkdirSync(join(folder, 'bench'));
  symlinkSync(resolve('node_modules'), join(folder, 'bench/node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'adapters/ours.mjs'),
    `const { parseFeed } = await import(new URL('../parse.js', import.meta.url));
export const parse = (bytes, contentType, url) => {
  const feed = parseFeed(bytes, { contentType, url });
  return { ...feed, items: feed.items.map((item) => ({ ...item, images: item.images.map(({ url }) => url) })) };
};
`,
  );
}

function score(folder, name) {
  const report = join(folder, `${name}.json`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'score.mjs'), join(folder, `adapters/${name}.mjs`), '--set=public', '--no-bench', `--json=${report}`],
    { encoding: 'utf8', cwd: folder },
  );
  if (status !== 0) throw new Error(`the scorer failed for ${name}: ${stderr.slice(-500)}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

function benchCorpus(rows, folder) {
  scorer(folder);
  const [ours, ...others] = ['ours', ...peers].map((name) => score(folder, name));
  const compare = (what, of) => {
    const mine = of(ours.public);
    if (!mine) return;
    const theirs = others.map((report) => of(report.public)?.pct ?? 0);
    const better = theirs.every((value) => mine.pct > value || mine.pct === 100);
    verdict(
      rows,
      `${what}, checks passed, %`,
      `${mine.pct} (${mine.pass}/${mine.n}); peers ${theirs.join(', ')}`,
      '≥ 98, above both',
      (mine.pct >= 98 || mine.n < 50) && better,
    );
  };
  console.log(`    peers: ${peers.join(', ')}, both with charset and address help`);
  for (const tier of tiers) compare(`tier ${tier}`, (report) => report.tier[tier]);
  for (const field of Object.keys(ours.public.fieldCore)) compare(`core ${field}`, (report) => report.fieldCore[field]);
  const slowest = Math.max(...ours.hostile.map(({ ms }) => ms));
  const largest = Math.max(...ours.hostile.map(({ mb }) => mb));
  verdict(
    rows,
    `hostile inputs within limits (peers ${others.map(({ hostilePass }) => hostilePass).join(', ')})`,
    `${ours.hostilePass}, slowest ${slowest} ms, most ${largest} MB`,
    'all, ≤ 2000, ≤ 200',
    ours.hostile.every(({ pass }) => pass) && slowest <= 2000 && largest <= 200,
  );
}

function photoFeed(count) {
  const item = (index) =>
    `<item><title>Evening &amp; tide ${index}</title><link>https://shore.test/${index}</link><guid isPermaLink="false">shore-${index}</guid>` +
    `<pubDate>Tue, 05 Mar 2024 19:20:21 GMT</pubDate><media:content url="https://img.test/${index}.jpg" medium="image" width="1600" height="1067">` +
    `<media:credit>A. Person</media:credit></media:content><media:thumbnail url="https://img.test/t/${index}.jpg"/>` +
    `<description><![CDATA[<p>${'The water stood still for a while. '.repeat(7)}</p><img src="https://img.test/d/${index}.jpg">]]></description></item>`;
  const items = Array.from({ length: count }, (_, index) => item(index)).join('');
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Shore</title>${items}</channel></rss>`,
  );
}

async function benchSpeed(rows, parseFeed) {
  const feedsmith = await import('feedsmith');
  const subjects = [
    (bytes) => parseFeed(bytes, { contentType: 'application/rss+xml', url: 'https://feeds.test/f' }),
    (bytes) => feedsmith.parseFeed(new TextDecoder().decode(bytes)),
  ];
  for (const count of [50, 2000]) {
    const bytes = photoFeed(count);
    const times = subjects.map(() => []);
    const end = performance.now() + 4000;
    // In turns, and the fastest run of each counts: on a busy machine the clock says more about others than about either.
    while (performance.now() < end || times[0].length < 25) {
      for (const [index, parse] of subjects.entries()) {
        const before = process.cpuUsage();
        parse(bytes);
        const { user, system } = process.cpuUsage(before);
        times[index].push((user + system) / 1000);
      }
    }
    const [ours, theirs] = times.map((values) => bytes.length / 1000 / Math.min(...values));
    verdict(
      rows,
      `${count} items, MB per second of processor, to feedsmith alone`,
      `${ours.toFixed(1)} against ${theirs.toFixed(1)}: × ${(ours / theirs).toFixed(2)}`,
      '≥ × 0.8',
      ours >= 0.8 * theirs,
    );
  }
}

async function benchDamaged(rows, folder, { parseFeed, FeedError }) {
  const { damaged, seeded } = await bundle('src/workers/feeds/parse/mutations.ts', folder, 'mutations');
  const { sampleFeeds } = await bundle('src/workers/feeds/parse/testing.ts', folder, 'testing');
  const samples = Object.values(sampleFeeds).map((text) => new TextEncoder().encode(text));
  const cases = join(corpus, 'public/cases.json');
  if (existsSync(cases)) {
    for (const { file } of JSON.parse(readFileSync(cases, 'utf8')))
      samples.push(new Uint8Array(readFileSync(join(corpus, 'public/files', file))));
  }
  const inputs = Number(process.env.FEEDS_DAMAGED ?? 50_000);
  const random = seeded(50_000);
  const pick = () => samples[Math.floor(random() * samples.length)];
  let [thrown, slow, slowest] = [0, 0, 0];
  for (let index = 0; index < inputs; index++) {
    const bytes = damaged(pick(), pick(), random);
    // Processor time: the clock also counts what others do on the machine.
    const before = process.cpuUsage();
    try {
      parseFeed(bytes, { url: 'https://feeds.test/dir/f' });
    } catch (error) {
      // The bundles of parser and bench are one: the class is the same.
      if (!(error instanceof FeedError)) thrown++;
    }
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms > 500) slow++;
    slowest = Math.max(slowest, ms);
  }
  verdict(
    rows,
    `${inputs} damaged feeds (from ${samples.length}): other errors; over 500 ms of processor`,
    `${thrown}; ${slow} (slowest ${slowest.toFixed(0)} ms)`,
    '0; 0',
    thrown === 0 && slow === 0,
  );
}

export async function benchFeeds(rows) {
  const folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  try {
    const parser = await bundle('src/workers/feeds/parse.ts', folder, 'parse');
    await benchSpeed(rows, parser.parseFeed);
    if (existsSync(join(corpus, 'score.mjs'))) benchCorpus(rows, folder);
    else console.log('    The corpus of feeds is not here (FEEDS_CORPUS names its folder): nothing to compare with.');
    await benchDamaged(rows, folder, parser);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The companion's proxy beside the plainest one there is: the same pictures through both, in turns. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { processorMs, verdict } from './browser.mjs';

/** A photo from a camera, a thumbnail of a feed; `batch` is asked for one after the other. */
const cases = [
  { name: 'large', bytes: 4 * 1024 * 1024, batch: 1, rounds: 60 },
  { name: 'small', bytes: 24 * 1024, batch: 25, rounds: 24 },
];

/** Fetches with Node's own client (undici) and passes on what comes: no checks, no limits, no sniffing. */
const plainProxy = `
const { createServer } = require('node:http');
const { Readable } = require('node:stream');
createServer(async (req, res) => {
  const response = await fetch(new URL(req.url, 'http://x').searchParams.get('url'));
  Readable.fromWeb(response.body).pipe(res);
}).listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port); });
`;

function start(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    child.stdout.on('data', (data) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(data))?.[0];
      if (url) resolve({ child, url });
    });
  });
}

/** Milliseconds for a batch. */
async function take(proxy, picture, { bytes, batch }) {
  const startMs = performance.now();
  for (let index = 0; index < batch; index++) {
    const response = await fetch(`${proxy}/proxy/image?url=${encodeURIComponent(`${picture}?${index}`)}`, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const { byteLength } = await response.arrayBuffer();
    if (byteLength !== bytes) throw new Error(`${proxy} gave ${byteLength} bytes (${response.status})`);
  }
  return performance.now() - startMs;
}

const octets = [
  '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '127.0.0.1.', '0', '0.0.0.0',
  '127.255.255.254', '１２７.0.0.1', '127。0。0。1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254',
  '100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1', 'localhost', 'LOCALHOST', 'localhost.',
  'app.localhost', 'printer.local', 'nas', 'router.lan', 'metadata.internal', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:10.0.0.1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[64:ff9b:1::1]', '[2002:7f00:1::]',
  '[2001:0:0:0::1]', '[fe80::1]', '[fc00::1]', '[fd12:3456::1]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[100::1]',
]; // prettier-ignore

/** 51 hosts in four forms: 204 addresses that lead inside, none of which may be reached; each ends with a name, soon. */
async function benchHostile(rows) {
  let connections = 0;
  const inside = createServer((_req, res) => res.end('<rss/>'));
  inside.on('connection', () => connections++);
  await new Promise((listening) => {
    inside.listen(0, '127.0.0.1', listening);
  });
  const { port } = inside.address();
  const ours = await start(['dist/server/main.js', '--port', '0', '--proxy-cache', '0']);
  const unnamed = [];
  let slowestMs = 0;
  let asked = 0;
  try {
    for (const host of octets) {
      for (const [kind, scheme] of ['feed', 'image'].flatMap((kind) => [
        [kind, 'http'],
        [kind, 'https'],
      ])) {
        const startMs = performance.now();
        const url = encodeURIComponent(`${scheme}://${host}:${port}/`);
        const response = await fetch(`${ours.url}/proxy/${kind}?url=${url}`, {
          headers: { 'sec-fetch-site': 'same-origin' },
        });
        const { error } = await response.json().catch(() => ({}));
        if (response.ok || !(error?.kind ?? '').startsWith('proxy-')) unnamed.push(`${scheme}://${host}`);
        slowestMs = Math.max(slowestMs, performance.now() - startMs);
        asked++;
      }
    }
  } finally {
    ours.child.kill();
    inside.closeAllConnections();
    inside.close();
  }
  verdict(rows, `${asked} addresses that lead inside, connections made`, String(connections), '0', connections === 0);
  verdict(
    rows,
    'of them without a named end',
    `${unnamed.length} ${unnamed.slice(0, 3).join(' ')}`,
    '0',
    unnamed.length === 0,
  );
  verdict(rows, 'the slowest no, ms', slowestMs.toFixed(0), '≤ 5000', slowestMs <= 5000);
}

/** In turns, and the fastest of each counts: on a busy machine the clock says more about others than about either. */
async function compare(rows, ours, plain, one) {
  const picture = Buffer.alloc(one.bytes, 1);
  picture.set([0xff, 0xd8, 0xff]);
  const site = createServer((_req, res) => res.end(picture));
  await new Promise((listening) => {
    site.listen(0, '127.0.0.1', listening);
  });
  const address = `http://127.0.0.1:${site.address().port}/a.jpg`;
  try {
    const fastest = [Infinity, Infinity];
    const worked = [0, 0];
    // Code that never ran is slow in both, and ours is more of it.
    for (let round = 0; round < 5; round++) for (const { url } of [ours, plain]) await take(url, address, one);
    for (let round = 0; round < one.rounds; round++) {
      for (const [index, { url, child }] of [ours, plain].entries()) {
        const before = processorMs(child.pid);
        fastest[index] = Math.min(fastest[index], await take(url, address, one));
        worked[index] += processorMs(child.pid) - before;
      }
    }
    const [mine, theirs] = fastest.map((ms) => (one.bytes * one.batch) / 1000 / ms);
    verdict(
      rows,
      `${one.name} pictures (${Math.round(one.bytes / 1024)} kB) through the proxy, MB/s against plain undici`,
      `${mine.toFixed(0)} against ${theirs.toFixed(0)}: × ${(mine / theirs).toFixed(2)}`,
      '≥ × 0.8',
      mine >= 0.8 * theirs,
    );
    // What the proxies themselves worked, whoever else wanted the machine meanwhile.
    const [own, other] = worked.map((ms) => ms / ((one.bytes * one.batch * one.rounds) / 1e6));
    verdict(
      rows,
      `${one.name} pictures, processor ms per MB against plain undici`,
      `${own.toFixed(2)} against ${other.toFixed(2)}: × ${(other / own).toFixed(2)}`,
      '≥ × 0.8',
      own <= other / 0.8,
    );
  } finally {
    site.closeAllConnections();
    site.close();
  }
}

export async function benchProxy(rows) {
  await benchHostile(rows);
  const ours = await start([
    'dist/server/main.js',
    '--port',
    '0',
    '--allow-private',
    '127.0.0.1',
    '--proxy-cache',
    '0',
  ]);
  const plain = await start(['-e', plainProxy]);
  try {
    for (const one of cases) await compare(rows, ours, plain, one);
  } finally {
    ours.child.kill();
    plain.child.kill();
  }
}

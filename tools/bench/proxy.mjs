/** The companion's proxy beside the plainest one there is: the same pictures through both, in turns. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { verdict } from './browser.mjs';

const pictureBytes = 4 * 1024 * 1024;
const rounds = 20;

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

async function take(proxy, picture) {
  const startMs = performance.now();
  const response = await fetch(`${proxy}/proxy/image?url=${encodeURIComponent(picture)}`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const { byteLength } = await response.arrayBuffer();
  if (byteLength !== pictureBytes) throw new Error(`${proxy} gave ${byteLength} bytes (${response.status})`);
  return performance.now() - startMs;
}

export async function benchProxy(rows) {
  const picture = Buffer.alloc(pictureBytes, 1);
  picture.set([0xff, 0xd8, 0xff]);
  const site = createServer((_req, res) => res.end(picture));
  await new Promise((listening) => {
    site.listen(0, '127.0.0.1', listening);
  });
  const address = `http://127.0.0.1:${site.address().port}/a.jpg`;
  const ours = await start(['dist/server/main.js', '--port', '0', '--allow-private', '127.0.0.1']);
  const plain = await start(['-e', plainProxy]);
  try {
    const fastest = [Infinity, Infinity];
    for (let round = 0; round < rounds; round++) {
      for (const [index, { url }] of [ours, plain].entries()) {
        fastest[index] = Math.min(fastest[index], await take(url, address));
      }
    }
    const [mine, theirs] = fastest.map((ms) => pictureBytes / 1000 / ms);
    verdict(
      rows,
      'pictures through the proxy, MB/s against a plain one',
      `${mine.toFixed(0)} against ${theirs.toFixed(0)}: × ${(mine / theirs).toFixed(2)}`,
      '≥ × 0.8',
      mine >= 0.8 * theirs,
    );
  } finally {
    ours.child.kill();
    plain.child.kill();
    site.closeAllConnections();
    site.close();
  }
}

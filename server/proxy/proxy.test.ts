import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCompanion, type Answer, type TestCompanion } from '../testing.ts';
import type { ProxyLimits, ProxyOptions } from './proxy-routes.ts';
import { isPublicAddress } from './public-address.ts';
import type { Address } from './target.ts';

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100, 7)]);
const own = { 'sec-fetch-site': 'same-origin' };
const loopback: Address = { address: '127.0.0.1', family: 4 };

interface Outside {
  readonly port: number;
  readonly asked: IncomingMessage[];
  connections(): number;
}

/** A server on this device: private, so that reaching it without permission is a failure. */
async function outside(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Outside> {
  const asked: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer((req, res) => {
    asked.push(req);
    answer(req, res);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => {
      server.close(closed);
    });
  });
  return { port: (server.address() as AddressInfo).port, asked, connections: () => connections };
}

const quick: Partial<ProxyLimits> = { resolveMs: 300, answerMs: 300, stallMs: 300, totalMs: 1500 };

async function companion(proxy: ProxyOptions = {}, host = '127.0.0.1'): Promise<TestCompanion> {
  const limits = { ...quick, ...proxy.limits };
  return startCompanion({ host, proxy: { resolve: async () => [loopback], ...proxy, limits } });
}

const feedAt = ({ get }: TestCompanion, url: string, headers: Record<string, string> = own): Promise<Answer> =>
  get(`/proxy/feed?url=${encodeURIComponent(url)}`, headers);
const imageAt = ({ get }: TestCompanion, url: string, headers: Record<string, string> = own): Promise<Answer> =>
  get(`/proxy/image?url=${encodeURIComponent(url)}`, headers);

function expectNo(answer: Answer, kind: string | RegExp): void {
  const { error } = answer.json<{ error: { kind: string; message: string } }>();
  if (typeof kind === 'string') expect(error.kind).toBe(kind);
  else expect(error.kind).toMatch(kind);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(error.message).toMatch(/^[\p{Lu}“].*\.$/u);
}

/** A companion that may fetch from `photos.example`, which is the given server. */
async function allowed(answer: (req: IncomingMessage, res: ServerResponse) => void, limits: Partial<ProxyLimits> = {}) {
  const web = await outside(answer);
  const proxy = await companion({ allowPrivate: ['photos.example'], limits });
  return { web, proxy, base: `http://photos.example:${web.port}` };
}

describe('what the proxy fetches', () => {
  it('gives a feed with its charset and where it was, and sends nothing of the client', async () => {
    const { web, proxy, base } = await allowed((_req, res) => {
      res.setHeader('Content-Type', 'application/rss+xml; charset=windows-1251');
      res.setHeader('Set-Cookie', 'a=b');
      res.setHeader('ETag', '"7"');
      res.end('<rss/>');
    });
    const answer = await feedAt(proxy, `${base}/feed?a=1#top`, {
      ...own,
      cookie: 'secret=1',
      authorization: 'Basic x',
      'user-agent': 'Browser',
      referer: 'http://localhost/',
      'x-forwarded-for': '1.2.3.4',
      'accept-language': 'de',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('<rss/>');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=windows-1251',
      'x-proxy-url': `${base}/feed?a=1`,
      etag: '"7"',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const sent = web.asked[0]?.headers ?? {};
    expect(Object.keys(sent).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(sent['user-agent']).toBe('Afterimage');
  });

  it('passes on that nothing changed', async () => {
    const { proxy, base } = await allowed((req, res) => {
      res.statusCode = req.headers['if-none-match'] === '"7"' ? 304 : 500;
      res.end();
    });
    const answer = await feedAt(proxy, base, { ...own, 'if-none-match': '"7"' });
    expect(answer.status).toBe(304);
    expect(answer.headers['x-proxy-url']).toBe(`${base}/`);
  });

  it('gives pictures by what they are, not by what they are called', async () => {
    const { proxy, base } = await allowed((_req, res) => {
      res.setHeader('Content-Type', 'text/html');
      res.end(png);
    });
    const answer = await imageAt(proxy, `${base}/x`);
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.bytes.equals(png)).toBe(true);
  });

  it('unpacks what was packed', async () => {
    const { proxy, base } = await allowed((req, res) => {
      const isBrotli = req.url === '/br';
      res.setHeader('Content-Encoding', isBrotli ? 'br' : 'gzip');
      res.end(isBrotli ? brotliCompressSync('<rss>b</rss>') : gzipSync('<rss>g</rss>'));
    });
    expect((await feedAt(proxy, `${base}/br`)).text).toBe('<rss>b</rss>');
    expect((await feedAt(proxy, `${base}/gz`)).text).toBe('<rss>g</rss>');
  });

  it('follows three redirects and no fourth', async () => {
    const { proxy, base } = await allowed((req, res) => {
      const left = Number(req.url?.slice(1));
      if (left === 0) return void res.end('{"items":[]}');
      res.writeHead(302, { Location: `/${left - 1}` }).end();
    });
    const answer = await feedAt(proxy, `${base}/3`);
    expect(answer.headers['x-proxy-url']).toBe(`${base}/0`);
    expectNo(await feedAt(proxy, `${base}/4`), 'proxy-redirects');
  });

  it('says what the host answered', async () => {
    const { proxy, base } = await allowed((req, res) => {
      res.writeHead(Number(req.url?.slice(1)), { 'Retry-After': '120' }).end('x');
    });
    for (const [status, seen] of [[404, 404], [429, 429], [500, 502], [403, 502]] as const) {
      const answer = await feedAt(proxy, `${base}/${status}`);
      expect(answer.status).toBe(seen);
      expectNo(answer, 'proxy-answer');
      expect(answer.headers['retry-after']).toBe('120');
    }
  }); // prettier-ignore
});

describe('private addresses', () => {
  const spellings = [
    '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '017700000001', '127.0.0.1.', '0', '0.0.0.0',
    '127.255.255.254', '１２７.0.0.1', '127。0。0。1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1',
    '169.254.169.254', '100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1',
    '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:10.0.0.1]', '[::127.0.0.1]',
    '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[64:ff9b:1::1]', '[2002:7f00:1::]', '[2001:0:0:0::1]', '[fe80::1]',
    '[fc00::1]', '[fd12:3456::1]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[3fff::1]', '[::ffff:0:127.0.0.1]',
    'localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'printer.local', 'nas', 'router.lan', 'metadata.internal',
  ]; // prettier-ignore

  it('are refused in every spelling, without a connection', async () => {
    const web = await outside((_req, res) => void res.end('<secret/>'));
    const proxy = await companion();
    for (const host of spellings) {
      for (const scheme of ['http', 'https']) {
        const answer = await feedAt(proxy, `${scheme}://${host}:${web.port}/`);
        expectNo(answer, /^proxy-(?:private|address)$/);
        expect(answer.text, host).not.toContain('secret');
      }
    }
    expect(web.connections()).toBe(0);
  });

  it('are refused behind names, even one among several', async () => {
    const web = await outside((_req, res) => void res.end('<secret/>'));
    const answers: readonly (readonly string[])[] = [
      ['127.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
      ['64:ff9b::7f00:1'],
      ['8.8.8.8', '192.168.0.9'],
      ['2606:4700::1', 'fe80::1%eth0'],
      ['10.0.0.1', '10.0.0.2'],
    ];
    for (const addresses of answers) {
      const proxy = await companion({
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      });
      expectNo(await feedAt(proxy, `http://name.example:${web.port}/`), 'proxy-private');
    }
    expect(web.connections()).toBe(0);
  });

  it('are refused at every redirect', async () => {
    const secret = await outside((_req, res) => void res.end('<secret/>'));
    const goals = ['127.0.0.1', '[::1]', '2130706433', 'localhost', 'inside.example'].map(
      (host) => `//${host}:${secret.port}/`,
    );
    const { proxy, base } = await allowed((req, res) => {
      res.writeHead(301, { Location: goals[Number(req.url?.slice(1))] ?? '' }).end();
    });
    for (const index of goals.keys()) expectNo(await feedAt(proxy, `${base}/${index}`), 'proxy-private');
    expect(secret.connections()).toBe(0);
  });

  it('are not reached by a name that changes between check and connection', async () => {
    const web = await outside((_req, res) => void res.end('<secret/>'));
    let looks = 0;
    const proxy = await companion({
      // Public when it is checked; whoever looked again would be led inside.
      resolve: async () => [looks++ === 0 ? { address: '203.0.114.1', family: 4 } : loopback],
    });
    expectNo(await feedAt(proxy, `http://turncoat.example:${web.port}/`), /^proxy-(?:slow|unreachable)$/);
    expect(looks).toBe(1);
    expect(web.connections()).toBe(0);
  });

  it('are reached when the user permits the host, and only that one', async () => {
    const web = await outside((_req, res) => void res.end('<rss/>'));
    const proxy = await companion({ allowPrivate: ['127.0.0.1', 'NAS.lan'] });
    expect((await feedAt(proxy, `http://127.0.0.1:${web.port}/`)).text).toBe('<rss/>');
    expect((await feedAt(proxy, `http://nas.lan:${web.port}/`)).text).toBe('<rss/>');
    expectNo(await feedAt(proxy, `http://127.0.0.2:${web.port}/`), 'proxy-private');
    expectNo(await feedAt(proxy, `http://other.lan:${web.port}/`), 'proxy-private');
  });

  it('tells public from private', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1']) {
      expect(isPublicAddress(address), address).toBe(true);
    }
    for (const address of ['', 'x', '1.2.3', '01.2.3.4', '2606::1%eth0', '::ffff:8.8.8.8', '64:ff9b::808:808']) {
      expect(isPublicAddress(address), address).toBe(false);
    }
  });
});

describe('what is no web address', () => {
  it.each([
    '',
    'photos.example',
    '/etc/passwd',
    'file:///etc/passwd',
    'ftp://photos.example/',
    'gopher://photos.example:70/_x',
    'javascript:1',
    'data:text/xml,<rss/>',
    'blob:http://photos.example/1',
    'http://user:pass@photos.example/',
    'http://user@photos.example/',
    'http://photos.example:22/',
    'http://photos.example:25/',
    'http://photos.example:0/',
    'http://photos.example:99999/',
    'http://[::1',
    'http://a b/',
    'http:// /',
    `http://photos.example/${'a'.repeat(9000)}`,
  ])('%s', async (url) => {
    expectNo(await feedAt(await companion(), url), /^proxy-(?:address|private|unreachable)$/);
  });
});

describe('hosts that mean no good', () => {
  const bomb = gzipSync(Buffer.alloc(4_000_000, ' '));
  const hostile: Readonly<Record<string, [(req: IncomingMessage, res: ServerResponse) => void, RegExp]>> = {
    'never answer': [() => undefined, /^proxy-slow$/],
    'stop in the middle': [(_req, res) => void res.writeHead(200).write('<rss>'), /^proxy-slow$/],
    'trickle without end': [
      (_req, res) => {
        res.writeHead(200).write('<rss>');
        const timer = setInterval(() => res.write(' '), 100);
        res.on('close', () => clearInterval(timer));
      },
      /^proxy-slow$/,
    ],
    'never end': [
      (_req, res) => {
        res.write('<rss>');
        const more = (): void => {
          while (!res.destroyed && res.write(Buffer.alloc(65_536, ' ')));
        };
        res.on('drain', more);
        more();
      },
      /^proxy-large$/,
    ],
    'announce too much': [
      (_req, res) => void res.writeHead(200, { 'Content-Length': '99999999999' }).write('<'),
      /^proxy-large$/,
    ],
    'send a bomb': [(_req, res) => void res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb), /^proxy-large$/],
    'send broken gzip': [
      (_req, res) => void res.writeHead(200, { 'Content-Encoding': 'gzip' }).end('<rss/>'),
      /^proxy-damaged$/,
    ],
    'send what nobody can unpack': [
      (_req, res) => void res.writeHead(200, { 'Content-Encoding': 'zstd' }).end('<rss/>'),
      /^proxy-damaged$/,
    ],
    'hang up': [(req) => void req.socket.destroy(), /^proxy-unreachable$/],
    'cut off': [
      (req, res) => {
        res.writeHead(200, { 'Content-Length': '100' }).write('<rss>');
        setTimeout(() => req.socket.destroy(), 50);
      },
      /^proxy-damaged$/,
    ],
    'speak no HTTP': [(req) => void req.socket.end('220 mail ready\r\n\r\n'), /^proxy-unreachable$/],
    'send endless headers': [
      (req) => void req.socket.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`),
      /^proxy-unreachable$/,
    ],
    'send something else': [(_req, res) => void res.end('MZ\x90\0binary'), /^proxy-type$/],
    'redirect in a circle': [(_req, res) => void res.writeHead(302, { Location: '/' }).end(), /^proxy-redirects$/],
    'redirect to another scheme': [
      (_req, res) => void res.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
      /^proxy-address$/,
    ],
    'redirect nowhere': [(_req, res) => void res.writeHead(302).end(), /^proxy-answer$/],
  };

  it.each(Object.keys(hostile))('that %s get a named end in time', async (name) => {
    const [answer, kind] = hostile[name] ?? [() => undefined, /x/];
    const { proxy, base } = await allowed(answer, { feedBytes: 1_000_000, imageBytes: 1_000_000 });
    expectNo(await feedAt(proxy, base), kind);
  });

  it.each([
    ['a page', '<!doctype html><html>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['JSON', '{"a":1}'],
    ['nothing', ''],
  ])('do not get %s through as a picture', async (_name, text) => {
    const { proxy, base } = await allowed((_req, res) => {
      res.setHeader('Content-Type', 'image/jpeg');
      res.end(text);
    });
    expectNo(await imageAt(proxy, base), 'proxy-type');
  });

  it('do not get a picture through as a feed', async () => {
    const { proxy, base } = await allowed((_req, res) => void res.end(png));
    expectNo(await feedAt(proxy, base), 'proxy-type');
  });

  it('cannot make a picture longer than allowed', async () => {
    const { proxy, base } = await allowed(
      (_req, res) => {
        res.write(png);
        const timer = setInterval(() => res.write(Buffer.alloc(50_000)), 5);
        res.on('close', () => clearInterval(timer));
      },
      { imageBytes: 200_000 },
    );
    // The beginning was on its way already: it ends as a broken transfer, never as a whole picture.
    await expect(imageAt(proxy, base)).rejects.toThrow();
  });

  it('cannot take all places', async () => {
    const { proxy, base } = await allowed(() => undefined, { total: 2, perHost: 1, waiting: 1 });
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => feedAt(proxy, `${base}/${index}`)));
    const kinds = answers.map((answer) => answer.json<{ error: { kind: string } }>().error.kind);
    expect(kinds.filter((kind) => kind === 'proxy-busy').length).toBe(4);
    expect(kinds.filter((kind) => kind === 'proxy-slow').length).toBe(2);
    // The places are free again.
    expectNo(await feedAt(proxy, `${base}/again`), 'proxy-slow');
  });
});

describe('who may ask', () => {
  const rss = (_req: IncomingMessage, res: ServerResponse): void => void res.end('<rss/>');

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['a program', {}],
    ['a foreign origin', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ])('not %s', async (_name, headers: Record<string, string>) => {
    const { web, proxy, base } = await allowed(rss);
    expectNo(await feedAt(proxy, base, headers), 'proxy-foreign');
    expect(web.connections()).toBe(0);
  });

  it('not with other methods', async () => {
    const { proxy, base } = await allowed(rss);
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS']) {
      const { status } = await proxy.get(`/proxy/feed?url=${encodeURIComponent(base)}`, own, method);
      expect(status).toBe(405);
    }
  });

  it('nobody, when the network reaches the companion and there is no token', async () => {
    const web = await outside(rss);
    const proxy = await companion({ allowPrivate: ['127.0.0.1'] }, '0.0.0.0');
    expectNo(await feedAt(proxy, `http://127.0.0.1:${web.port}/`), 'proxy-off');
    expect(web.connections()).toBe(0);
    expect((await proxy.get('/api/companion', own)).json()).toMatchObject({ proxy: false });
  });

  it('who knows the token, once it was entered', async () => {
    const web = await outside(rss);
    const token = 'correct horse battery';
    const proxy = await companion({ allowPrivate: ['127.0.0.1'], token }, '0.0.0.0');
    const url = `http://127.0.0.1:${web.port}/`;
    expectNo(await feedAt(proxy, url), 'proxy-token');
    expectNo(await proxy.get('/proxy/enter?token=wrong'), 'proxy-token');
    const entered = await proxy.get(`/proxy/enter?token=${encodeURIComponent(token)}`);
    expect(entered.status).toBe(303);
    const [set = ''] = entered.headers['set-cookie'] ?? [];
    expect(set).toMatch(/HttpOnly; SameSite=Strict/);
    expect(set).not.toContain('horse');
    const cookie = set.split(';')[0] ?? '';
    // On plain http from elsewhere browsers do not say who asks.
    expect((await feedAt(proxy, url, { cookie })).text).toBe('<rss/>');
    expect((await feedAt(proxy, url, { ...own, cookie })).text).toBe('<rss/>');
    expectNo(await feedAt(proxy, url, { cookie, 'sec-fetch-site': 'cross-site' }), 'proxy-foreign');
    expectNo(await feedAt(proxy, url, { cookie, origin: 'https://evil.example' }), 'proxy-foreign');
    expectNo(
      await feedAt(proxy, url, { cookie: `${cookie.slice(0, -1)}${cookie.endsWith('0') ? '1' : '0'}` }),
      'proxy-token',
    );
    expect((await proxy.get('/api/companion', { cookie })).json()).toMatchObject({ proxy: true });
  });

  it('not through a foreign name that points here', async () => {
    const { proxy, base } = await allowed(rss);
    expect((await feedAt(proxy, base, { ...own, host: 'evil.example' })).status).toBe(403);
  });
});

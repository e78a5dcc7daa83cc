import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allowed, companion, expectNo, feedAt, imageAt, loopback, outside, own, png } from './testing.ts';

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

  it('gives lists of pictures, and no other text', async () => {
    const lists = [
      '#EXTM3U\n#EXTINF:10,Dunes\nhttps://a.test/1.jpg\n',
      '\uFEFF# mine\r\nsub/two two.JPG\r\n..\\3.webp?x=1\r\n',
      `https://a.test/x\n${'https://a.test/picture\n'.repeat(2000)}`,
    ];
    const others = ['root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:/bin/false\n', 'Dear Ana,\nsee you.', 'a.jpg\0'];
    const { proxy, base } = await allowed((req, res) => void res.end([...lists, ...others][Number(req.url?.slice(1))]));
    for (const [index, list] of lists.entries()) expect((await feedAt(proxy, `${base}/${index}`)).text).toBe(list);
    for (const index of others.keys()) expectNo(await feedAt(proxy, `${base}/${lists.length + index}`), 'proxy-type');
  });

  it('uses a connection again, and none that was made for another address', async () => {
    const web = await outside((_req, res) => void res.end('<rss/>'));
    let address = loopback;
    const proxy = await companion({ allowPrivate: ['photos.example'], resolve: async () => [address] });
    const url = `http://photos.example:${web.port}/`;
    for (let time = 0; time < 3; time++) expect((await feedAt(proxy, url)).text).toBe('<rss/>');
    expect(web.connections()).toBe(1);
    address = { address: '127.0.0.2', family: 4 };
    expectNo(await feedAt(proxy, url), 'proxy-unreachable');
    expect(web.asked).toHaveLength(3);
  });

  it('tries anew where a kept connection was closed meanwhile', async () => {
    let served = 0;
    const { web, proxy, base } = await allowed((req, res) => {
      // The second request comes over a connection that ends without a word.
      if (++served === 2) req.socket.destroy();
      else res.end('<rss/>');
    });
    for (let time = 0; time < 2; time++) expect((await feedAt(proxy, base)).text).toBe('<rss/>');
    expect(web.connections()).toBe(2);
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

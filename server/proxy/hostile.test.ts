import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { allowed, companion, expectNo, feedAt, imageAt, loopback, outside, png } from './testing.ts';

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

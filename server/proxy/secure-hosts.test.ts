/** Hosts over TLS: certificates that nobody vouches for, HTTP/2, no TLS at all, redirects between all of them. */
import { createServer as createPlain } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTls } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { companion, expectNo, feedAt, imageAt } from './testing.ts';
import { selfSigned } from './self-signed.ts';

const name = 'photos.example';
const rss = '<rss><channel><item><title>a</title></item></channel></rss>';

async function listening(server: Server): Promise<{ port: number; open: Set<Socket> }> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.on('sessionError', () => undefined);
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((closed) => {
      server.close(closed);
    });
  });
  return { port: (server.address() as AddressInfo).port, open };
}

const proxyTo = () => companion({ allowPrivate: [name], limits: { total: 1, perHost: 1 } });

describe('a host over TLS', () => {
  it.each([
    ['speaks HTTP/2 and HTTP/1.1', true],
    ['speaks HTTP/1.1 alone', false],
  ])('whose certificate it signed itself and that %s is told as untrusted', async (_what, isBoth) => {
    const keys = selfSigned(name);
    const server = isBoth ? createSecureServer({ ...keys, allowHTTP1: true }) : createTls(keys);
    let asked = 0;
    server.on('request', (_req: unknown, res: { end(body: string): void }) => {
      asked += 1;
      res.end(rss);
    });
    const host = await listening(server as unknown as Server);
    const proxy = await proxyTo();
    for (const ask of [feedAt, imageAt]) {
      const answer = await ask(proxy, `https://${name}:${host.port}/`);
      expectNo(answer, 'proxy-certificate');
      expect(answer.json<{ error: { message: string } }>().error.message).toContain(`certificate of “${name}”`);
    }
    await vi.waitFor(() => expect(host.open.size).toBe(0));
    expect(asked).toBe(0);
  });

  it('that speaks HTTP/2 alone is told as one without a common way to talk', async () => {
    const host = await listening(createSecureServer({ ...selfSigned(name), allowHTTP1: false }) as unknown as Server);
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, `https://${name}:${host.port}/`), /^proxy-(?:secure|certificate)$/);
    await vi.waitFor(() => expect(host.open.size).toBe(0));
  });

  it('that speaks no TLS is told as such, and the other way round', async () => {
    const plain = await listening(createPlain((_req, res) => res.end(rss)) as unknown as Server);
    const secure = await listening(createTls(selfSigned(name)) as unknown as Server);
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, `https://${name}:${plain.port}/`), 'proxy-secure');
    expectNo(await feedAt(proxy, `http://${name}:${secure.port}/`), /^proxy-(?:unreachable|answer)$/);
  });

  it('is met after a redirect with the same words', async () => {
    const secure = await listening(createTls(selfSigned(name)) as unknown as Server);
    const plain = await listening(
      createPlain((_req, res) => {
        res.writeHead(302, { location: `https://${name}:${secure.port}/` }).end();
      }) as unknown as Server,
    );
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, `http://${name}:${plain.port}/`), 'proxy-certificate');
  });
});

describe('a feed that lies packed on its server', () => {
  const serve = async (bytes: Buffer) => {
    const host = await listening(
      createPlain((_req, res) => {
        res.writeHead(200, { 'content-type': 'application/gzip' }).end(bytes);
      }) as unknown as Server,
    );
    const proxy = await companion({ allowPrivate: [name], limits: { feedBytes: 100_000 } });
    return feedAt(proxy, `http://${name}:${host.port}/feed.xml.gz`);
  };

  it('comes unpacked, also when its end is missing', async () => {
    expect((await serve(gzipSync(rss))).text).toBe(rss);
    const long = `<rss><channel>${Array.from({ length: 400 }, (_, index) => `<item><title>${index * 7919}</title></item>`).join('')}`;
    const packed = gzipSync(long);
    const { status, text } = await serve(packed.subarray(0, packed.length - 200));
    expect(status).toBe(200);
    expect(long.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(1000);
  });

  it('is refused when it grows too large, or holds no feed', async () => {
    expectNo(await serve(gzipSync(Buffer.alloc(5_000_000, '<'))), 'proxy-large');
    expectNo(await serve(gzipSync(Buffer.alloc(1000, 7))), 'proxy-type');
    expectNo(await serve(Buffer.from('1f8b0800ffffffffffffffffffff', 'hex')), 'proxy-damaged');
  });
});

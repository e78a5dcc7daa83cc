/** Hosts that break off: before a word, in mid-answer, without closing, drop by drop, or in another protocol. */
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { allowed, companion, expectNo, feedAt, imageAt, png } from './testing.ts';

interface RawHost {
  readonly base: string;
  /** Connections that are open now. */
  readonly open: ReadonlySet<Socket>;
  count: number;
}

async function listening(server: Server): Promise<RawHost> {
  const host = { base: '', open: new Set<Socket>(), count: 0 };
  server.on('connection', (socket: Socket) => {
    host.count += 1;
    host.open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => host.open.delete(socket));
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  onTestFinished(async () => {
    for (const socket of host.open) socket.destroy();
    await new Promise((closed) => {
      server.close(closed);
    });
  });
  return Object.assign(host, { base: `http://photos.example:${(server.address() as AddressInfo).port}` });
}

/** A host that answers each request by hand. */
const rawHost = (answer: (socket: Socket, asked: number) => void): Promise<RawHost> => {
  let asked = 0;
  return listening(createServer((socket) => socket.on('data', () => answer(socket, ++asked))));
};

const proxyTo = () => companion({ allowPrivate: ['photos.example'], limits: { total: 1, perHost: 1 } });

/** Nobody is left on the line, and the only place is free again. */
async function expectNothingLeft(host: RawHost): Promise<void> {
  await vi.waitFor(() => expect(host.open.size).toBe(0));
}

const rss = '<rss><channel><item><title>a</title></item></channel></rss>';
const whole = `HTTP/1.1 200 OK\r\nContent-Length: ${rss.length}\r\nConnection: close\r\n\r\n${rss}`;

describe('a host that breaks off', () => {
  it.each([
    ['before a word', 'proxy-unreachable', (socket: Socket) => socket.resetAndDestroy()],
    ['by closing before a word', 'proxy-unreachable', (socket: Socket) => socket.destroy()],
    ['within the head', 'proxy-unreachable', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
    ['within a body of known length', 'proxy-damaged', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>')],
    ['within a body in pieces', 'proxy-damaged', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n')],
    ['within a piece', 'proxy-damaged', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<rss>')],
    ['with pieces that are none', 'proxy-damaged', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n')],
    ['by resetting in mid-body', 'proxy-damaged', (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>', () => setTimeout(() => socket.resetAndDestroy(), 20));
    }],
  ])('%s is told as such, and asked again', async (_when, kind, breakOff) => {
    let isWell = false;
    const host = await rawHost((socket) => (isWell ? void socket.end(whole) : breakOff(socket)));
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, host.base), kind);
    await expectNothingLeft(host);
    isWell = true;
    expect((await feedAt(proxy, host.base)).text).toBe(rss);
    await expectNothingLeft(host);
  }); // prettier-ignore

  it('while a picture is on its way ends that transfer, and no half picture counts as one', async () => {
    const big = Buffer.concat([png, Buffer.alloc(300_000, 9)]);
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${big.length}\r\nConnection: close\r\n\r\n`;
    const host = await rawHost((socket, asked) => {
      if (asked > 1) return void socket.end(Buffer.concat([Buffer.from(head), big]));
      socket.write(Buffer.concat([Buffer.from(head), big.subarray(0, 200_000)]), () => {
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    const proxy = await proxyTo();
    await expect(imageAt(proxy, host.base)).rejects.toThrow();
    await expectNothingLeft(host);
    expect((await imageAt(proxy, host.base)).bytes.length).toBe(big.length);
  });
});

describe('a host that stays on the line', () => {
  it.each([
    ['without a word', ''],
    ['after half a head', 'HTTP/1.1 200 OK\r\nContent'],
    ['after the head', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n'],
    ['after half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>'],
  ])('%s is given up, and its line closed', async (_when, said) => {
    const host = await rawHost((socket) => void (said && socket.write(said)));
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, host.base), 'proxy-slow');
    await expectNothingLeft(host);
    // Not asked a second time: it is the page that decides when.
    expect(host.count).toBe(1);
  });

  it('and speaks drop by drop is given up when its time is over', async () => {
    const host = await rawHost((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => socket.write('<'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, host.base), 'proxy-slow');
    await expectNothingLeft(host);
  });

  it('and speaks only HTTP/2 is told as unreachable', async () => {
    const host = await listening(createHttp2Server() as unknown as Server);
    const proxy = await proxyTo();
    expectNo(await feedAt(proxy, host.base), 'proxy-unreachable');
    await expectNothingLeft(host);
  });
});

describe('whoever asked', () => {
  it('and left ends the request outside', async () => {
    let seen = 0;
    const { proxy, base } = await allowed((req, res) => {
      res.write('<rss>');
      req.socket.on('close', () => (seen += 1));
    });
    const gone = new AbortController();
    const url = `http://127.0.0.1:${proxy.port}/proxy/feed?url=${encodeURIComponent(base)}`;
    const asking = fetch(url, { signal: gone.signal, headers: { 'sec-fetch-site': 'same-origin' } }).catch(() => null);
    setTimeout(() => gone.abort(), 60);
    await asking;
    await vi.waitFor(() => expect(seen).toBe(1));
  });
});

/**
 * A site of photos with a feed, on this device, that can go wrong in every way sites do. Photos are single bright colours, so that a
 * screen without one is told from one with one. Whoever starts it stops it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { crc32 } from 'node:zlib';
import { pngOf } from '../fixtures/hard-photos.mjs';

/** What a path does instead of answering well. */
export type Fault =
  'auth' | 'busy' | 'broken' | 'loop' | 'page' | 'private' | 'reset' | 'silent' | 'slow' | 'truncated' | 'gone';

export interface PhotoSite {
  readonly origin: string;
  readonly feed: string;
  /** Titles of the feed's items; each is a photo at `/photos/<title>.png`. */
  titles: string[];
  readonly faults: Map<string, Fault>;
  readonly asked: IncomingMessage[];
  /** Nothing answers any more, as when a cable is pulled. */
  leave(): Promise<void>;
  /** At the same address as before. */
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** A picture of one colour. */
export const plainPng = (color: readonly [number, number, number], widthPx = 64, heightPx = 36): Buffer =>
  pngOf(widthPx, heightPx, () => color);

/** Bright, and another one for every title. */
function photoOf(title: string): Buffer {
  const seed = crc32(Buffer.from(title));
  return plainPng([120 + (seed & 127), 120 + ((seed >> 8) & 127), 120 + ((seed >> 16) & 127)]);
}

const feedOf = (titles: readonly string[]): string =>
  `<rss version="2.0"><channel><title>Shore</title>${titles
    .map((title) => `<item><title>${title}</title><enclosure url="/photos/${title}.png" type="image/png"/></item>`)
    .join('')}</channel></rss>`;

function spoil(fault: Fault, req: IncomingMessage, res: ServerResponse, body: Buffer): void {
  if (fault === 'busy') res.writeHead(429, { 'retry-after': '3600' }).end();
  else if (fault === 'broken') res.writeHead(500).end('Oops');
  else if (fault === 'gone') res.writeHead(404).end();
  else if (fault === 'auth') res.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  else if (fault === 'loop') res.writeHead(302, { location: `${req.url ?? '/'}.` }).end();
  else if (fault === 'page') res.setHeader('content-type', 'image/png').end('<!doctype html><title>Sign in</title>');
  else if (fault === 'reset') req.socket.destroy();
  else if (fault === 'truncated') {
    res.setHeader('content-length', body.length);
    res.write(body.subarray(0, body.length >> 1));
    setTimeout(() => req.socket.destroy(), 20);
  } else if (fault === 'slow') {
    res.setHeader('content-length', body.length);
    res.write(body.subarray(0, 10));
  }
  // `silent`: not a word.
}

/** `isOpen`: it lets every page read it (CORS). */
export async function startPhotoSite(titles: readonly string[], isOpen = true): Promise<PhotoSite> {
  const asked: IncomingMessage[] = [];
  const faults = new Map<string, Fault>();
  const sockets = new Set<Socket>();
  const site = { titles: [...titles] };
  let server: Server;

  function answer(req: IncomingMessage, res: ServerResponse): void {
    asked.push(req);
    const path = (req.url ?? '/').replace(/[?.]*$/, '');
    const fault = faults.get(path);
    if (isOpen && fault !== 'private') res.setHeader('Access-Control-Allow-Origin', '*');
    // The browser's own cache must not do our work.
    res.setHeader('Cache-Control', 'no-store');
    const body = path === '/feed.xml' ? Buffer.from(feedOf(site.titles)) : photoOf(path.slice(8, -4));
    if (fault !== undefined && fault !== 'private') return spoil(fault, req, res, body);
    res.setHeader('Content-Type', path === '/feed.xml' ? 'application/rss+xml' : 'image/png');
    res.end(body);
  }
  const listen = (port: number): Promise<void> =>
    new Promise((listening) => {
      server = createServer(answer);
      server.on('connection', (socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
      server.listen(port, '127.0.0.1', listening);
    });
  const leave = (): Promise<void> =>
    new Promise((left) => {
      server.close(() => left());
      for (const socket of sockets) socket.destroy();
    });

  await listen(0);
  const { port } = server!.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return Object.assign(site, {
    origin,
    feed: `${origin}/feed.xml`,
    faults,
    asked,
    leave,
    comeBack: () => listen(port),
    stop: leave,
  });
}

/** What the proxy's tests share: a site on this device, a companion with short patience, plain requests. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { startCompanion, type Answer, type TestCompanion } from '../testing.ts';
import type { ProxyLimits, ProxyOptions } from './proxy-routes.ts';
import type { Address } from './target.ts';

export const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100, 7)]);
export const own = { 'sec-fetch-site': 'same-origin' };
export const loopback: Address = { address: '127.0.0.1', family: 4 };

export interface Outside {
  readonly port: number;
  readonly asked: IncomingMessage[];
  connections(): number;
}

/** A server on this device: private, so that reaching it without permission is a failure. */
export async function outside(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Outside> {
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

export async function companion(proxy: ProxyOptions = {}, host = '127.0.0.1'): Promise<TestCompanion> {
  const limits = { ...quick, ...proxy.limits };
  return startCompanion({ host, proxy: { resolve: async () => [loopback], ...proxy, limits } });
}

export const feedAt = ({ get }: TestCompanion, url: string, headers: Record<string, string> = own): Promise<Answer> =>
  get(`/proxy/feed?url=${encodeURIComponent(url)}`, headers);
export const imageAt = ({ get }: TestCompanion, url: string, headers: Record<string, string> = own): Promise<Answer> =>
  get(`/proxy/image?url=${encodeURIComponent(url)}`, headers);

export function expectNo(answer: Answer, kind: string | RegExp): void {
  const { error } = answer.json<{ error: { kind: string; message: string } }>();
  if (typeof kind === 'string') expect(error.kind).toBe(kind);
  else expect(error.kind).toMatch(kind);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(error.message).toMatch(/^[\p{Lu}“].*\.$/u);
}

/** A companion that may fetch from `photos.example`, which is the given server. */
export async function allowed(
  answer: (req: IncomingMessage, res: ServerResponse) => void,
  limits: Partial<ProxyLimits> = {},
) {
  const web = await outside(answer);
  const proxy = await companion({ allowPrivate: ['photos.example'], limits });
  return { web, proxy, base: `http://photos.example:${web.port}` };
}

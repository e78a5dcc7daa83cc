/**
 * `/api/service?url=`: passes requests of our own page on to the services that were named on the command line, and to nobody else.
 * Unlike the proxy it carries a sign-in, so the list is explicit, the headers are few, and no redirect is followed (decision 15).
 * Described for others in docs/companion.md; change both together.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HttpError } from '../errors.ts';
import { setHeaders } from '../headers.ts';
import { createAccess } from '../proxy/access.ts';
import { createSlots } from '../proxy/slots.ts';
import { findService } from './allowed.ts';
import { passOn } from './pass-on.ts';

const methods = new Set(['GET', 'POST', 'PROPFIND']);
/** Of the page's request; the rest stays here. */
const plainHeaders = ['accept', 'content-type', 'depth', 'range'];
/** Sign-ins arrive under another name, so that none is sent by accident. */
const signIns = [
  'authorization',
  'x-api-key',
  'x-auth-token',
  'x-session-id',
  'x-immich-share-key',
  'x-immich-share-slug',
  'x-requested-with',
];
const prefix = 'x-service-';
/** Of the service's answer. */
const passedBack = [
  'content-type',
  'content-length',
  'content-encoding',
  'etag',
  'last-modified',
  'retry-after',
  'x-count',
  'x-ratelimit-remaining',
  'x-preview-token',
];

const maxQuestionBytes = 64 * 1024;
const maxAnswerBytes = 100 * 1024 * 1024;
const totalMs = 120_000;
const stallMs = 15_000;

export interface ServiceRoutes {
  /** Throws `HttpError`. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

async function readQuestion(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    total += part.length;
    if (total > maxQuestionBytes) throw new HttpError(413, 'service-large', 'This question is too long to pass on.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function outgoing({ headers }: IncomingMessage): Record<string, string> {
  const sent: Record<string, string> = { 'user-agent': 'Afterimage', 'accept-encoding': 'identity' };
  const take = (from: string, to: string): void => {
    const value = headers[from];
    if (typeof value === 'string' && value.length <= 4096) sent[to] = value;
  };
  for (const name of plainHeaders) take(name, name);
  for (const name of signIns) take(`${prefix}${name}`, name);
  return sent;
}

function incoming(headers: IncomingHttpHeaders): Record<string, string> {
  const back = passedBack.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(back),
    'Cache-Control': 'no-store',
    // Whatever it is, opened as a document it has no origin and loads nothing.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Content-Disposition': 'attachment',
    'X-Service': 'answered',
  };
}

/** Counts what goes through and gives up on a body that stalls or never ends. */
function bounded(body: IncomingMessage, host: string): Transform {
  let total = 0;
  const stall = (): void => void body.destroy(new Error(`${host} stalled`));
  let timer = setTimeout(stall, stallMs);
  return new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      clearTimeout(timer);
      timer = setTimeout(stall, stallMs);
      total += piece.length;
      if (total > maxAnswerBytes) done(new Error(`${host} sends too much`));
      else done(null, piece);
    },
    destroy(error, done) {
      clearTimeout(timer);
      done(error);
    },
    flush(done) {
      clearTimeout(timer);
      done();
    },
  });
}

async function answer(url: URL, req: IncomingMessage, res: ServerResponse, signal: AbortSignal): Promise<void> {
  const question = await readQuestion(req);
  const { method = 'GET' } = req;
  const body = await passOn(url, { method, headers: outgoing(req), body: question, signal });
  if (Number(body.headers['content-length'] ?? 0) > maxAnswerBytes) {
    body.destroy();
    throw new HttpError(502, 'service-large', `What “${url.host}” sends is too large to pass on.`);
  }
  // A redirect is told as such: the page's own rules decide, and the sign-in goes nowhere by itself.
  res.statusCode = body.statusCode ?? 502;
  setHeaders(res, incoming(body.headers));
  await pipeline(body, bounded(body, url.host), res);
}

/** `services` are absolute addresses; `token` is that of the proxy, for a companion that the network reaches. */
export function createServiceRoutes(boundTo: string, services: readonly string[], token?: string): ServiceRoutes {
  const roots = services.map((address) => new URL(address));
  const access = createAccess(boundTo, token);
  const slots = createSlots({ total: 16, perHost: 8, waiting: 64 });
  return {
    async handle(req, res) {
      if (!methods.has(req.method ?? '')) {
        throw new HttpError(405, 'service-method', 'Only reading is possible here.', {
          Allow: [...methods].join(', '),
        });
      }
      access.check(req);
      const url = findService(new URL(req.url ?? '/', 'http://companion').searchParams.get('url'), roots);
      const ending = new AbortController();
      const stop = (): void => ending.abort();
      const timer = setTimeout(stop, totalMs);
      res.once('close', stop);
      let release: (() => void) | undefined;
      try {
        release = await slots.take(url.host, ending.signal);
        await answer(url, req, res, ending.signal);
      } catch (error) {
        if (error instanceof HttpError) throw error;
        // Once the answer has begun, cutting it off is the only way to say that it is not whole.
        if (res.headersSent) res.destroy();
        else throw new HttpError(502, 'service-unreachable', `“${url.host}” broke off. It is asked again later.`);
      } finally {
        clearTimeout(timer);
        release?.();
      }
    },
  };
}

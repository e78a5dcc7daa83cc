/**
 * The addresses of the proxy: `/proxy/feed?url=`, `/proxy/image?url=` and `/proxy/enter?token=`. It fetches for our own page what
 * other hosts give no browser, and nothing else. Described for others in docs/companion.md; change both together.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { HttpError } from '../errors.ts';
import { setHeaders } from '../headers.ts';
import { createAccess } from './access.ts';
import { type BodyLimits, readBody, unpackedFile } from './body.ts';
import type { CachedFacts, CachedPicture, DiskCache } from './disk-cache.ts';
import { fetchOutside, type OutboundLimits } from './outbound.ts';
import { cacheKey, framing, Passing, sandbox, sendImageHead, validators } from './passing.ts';
import { noFeed, noImage, tooSlow } from './problems.ts';
import { createSlots, type SlotLimits } from './slots.ts';
import { looksLikeFeed, looksLikeList } from './sniff.ts';
import { nameOf, readAddress, type Resolve, systemResolve, type TargetRules } from './target.ts';

export interface ProxyOptions {
  /** Hosts that may be private, as the user wrote them. */
  readonly allowPrivate?: readonly string[];
  /** Needed when the network reaches this companion. */
  readonly token?: string;
  readonly resolve?: Resolve;
  /** Keeps pictures; without it every one is fetched anew. */
  readonly cache?: DiskCache;
  readonly limits?: Partial<ProxyLimits>;
}

export interface ProxyLimits extends OutboundLimits, SlotLimits {
  readonly resolveMs: number;
  readonly stallMs: number;
  readonly feedBytes: number;
  readonly imageBytes: number;
}

const defaults: ProxyLimits = {
  resolveMs: 5_000,
  answerMs: 10_000,
  stallMs: 10_000,
  totalMs: 60_000,
  redirects: 3,
  feedBytes: 16 * 1024 * 1024,
  imageBytes: 100 * 1024 * 1024,
  total: 12,
  perHost: 4,
  waiting: 64,
};

/** All that goes out: the same for every client. */
const fixedHeaders = { 'user-agent': 'Afterimage', 'accept-encoding': 'gzip, deflate, br' } as const;

interface Job {
  readonly address: URL;
  readonly signal: AbortSignal;
  readonly limits: ProxyLimits;
  readonly rules: TargetRules & OutboundLimits;
  readonly cache: DiskCache | undefined;
}

export interface ProxyRoutes {
  isOpenTo(req: IncomingMessage): boolean;
  /** Answers every address under `/proxy/`. Throws `HttpError`. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<void>;
}

/** This long a kept picture is given out without asking its host. */
const freshMs = 86_400_000;

/** What the page knows of an earlier answer: only what looks like nothing else goes out. */
function conditions({ headers }: IncomingMessage): Record<string, string> {
  const etag = headers['if-none-match'];
  if (etag !== undefined && /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(etag)) return { 'if-none-match': etag };
  const since = headers['if-modified-since'];
  return since !== undefined && /^[\w ,:]{20,40}$/.test(since) ? { 'if-modified-since': since } : {};
}

async function sendFeed(req: IncomingMessage, res: ServerResponse, job: Job): Promise<void> {
  const { limits, rules, signal } = job;
  const accept =
    'application/atom+xml, application/rss+xml, application/feed+json, application/json, text/xml, */*;q=0.5';
  const answer = await fetchOutside(job.address, { ...fixedHeaders, ...conditions(req), accept }, rules, signal);
  const { url, status, headers, body } = answer;
  const shared = {
    ...validators(answer),
    ...framing(answer),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': sandbox,
    'X-Proxy-Url': url.href,
  };
  if (status === 304) {
    body.destroy();
    setHeaders(res, shared);
    res.statusCode = 304;
    res.end();
    return;
  }
  const host = nameOf(url);
  const pieces: Buffer[] = [];
  const bounds: BodyLimits = { maxBytes: limits.feedBytes, stallMs: limits.stallMs };
  const take = (piece: Buffer): boolean => pieces.push(piece) > 0;
  await readBody(body, host, bounds, signal, { take, whenFree: (goOn) => goOn() });
  const bytes = await unpackedFile(Buffer.concat(pieces), host, limits.feedBytes);
  if (!looksLikeFeed(bytes) && !looksLikeList(bytes)) throw noFeed(host);
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(headers['content-type'] ?? '')?.[1];
  setHeaders(res, {
    ...shared,
    // Never a type that a browser would open as a document.
    'Content-Type': charset === undefined ? 'application/octet-stream' : `text/plain; charset=${charset}`,
    'Content-Length': bytes.length,
  });
  res.end(bytes);
}

async function sendKept(res: ServerResponse, { facts, body }: CachedPicture): Promise<void> {
  const { type, length, etag, lastModified } = facts;
  sendImageHead(res, type, {
    'Content-Length': length,
    ...(etag === undefined ? {} : { ETag: etag }),
    ...(lastModified === undefined ? {} : { 'Last-Modified': lastModified }),
  });
  await pipeline(body(), res);
}

/** From disk while it is fresh; then the host is asked whether it still holds, and while that is silent the old one serves. */
async function sendImage(res: ServerResponse, job: Job): Promise<void> {
  const kept = (await job.cache?.find(cacheKey(job))) ?? null;
  if (kept === null) return fetchImage(res, job, null);
  if (Date.now() - kept.facts.fetchedMs < freshMs) return sendKept(res, kept);
  try {
    await fetchImage(res, job, kept);
  } catch (error) {
    const isSilent = error instanceof HttpError && /^proxy-(?:name|unreachable|slow|busy)$/.test(error.kind);
    if (!isSilent || res.headersSent) throw error;
    await sendKept(res, kept);
  }
}

function known(facts: CachedFacts | undefined): Record<string, string> {
  if (facts?.etag !== undefined) return { 'if-none-match': facts.etag };
  return facts?.lastModified === undefined ? {} : { 'if-modified-since': facts.lastModified };
}

async function fetchImage(res: ServerResponse, job: Job, kept: CachedPicture | null): Promise<void> {
  const { limits, rules, signal, cache } = job;
  const accept = 'image/avif, image/webp, image/*;q=0.8, */*;q=0.5';
  const asked = { ...fixedHeaders, ...known(kept?.facts), accept };
  const answer = await fetchOutside(job.address, asked, rules, signal);
  const { url, status, body } = answer;
  const host = nameOf(url);
  if (status !== 200) {
    body.destroy();
    if (kept === null) throw noImage(host);
    await cache?.renew(cacheKey(job), kept.facts, Date.now());
    return sendKept(res, kept);
  }
  const passing = new Passing(res, answer, job);
  try {
    await readBody(body, host, { maxBytes: limits.imageBytes, stallMs: limits.stallMs }, signal, passing);
    await passing.end();
  } finally {
    await passing.drop();
  }
}

function enter(res: ServerResponse, cookie: string | null): void {
  if (cookie === null) {
    throw new HttpError(403, 'proxy-token', 'This is not the token that the companion was started with. Check it.');
  }
  setHeaders(res, { 'Set-Cookie': cookie, Location: '/', 'Cache-Control': 'no-store' });
  res.statusCode = 303;
  res.end();
}

export function createProxyRoutes(boundTo: string, options: ProxyOptions = {}): ProxyRoutes {
  const limits = { ...defaults, ...options.limits };
  const allowPrivate = new Set((options.allowPrivate ?? []).map((host) => host.replace(/^\[|\]$/g, '').toLowerCase()));
  const rules = { ...limits, allowPrivate, resolve: options.resolve ?? systemResolve };
  const access = createAccess(boundTo, options.token);
  const slots = createSlots(limits);

  async function fetchFor(req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams) {
    access.check(req);
    const address = readAddress(query.get('url'));
    const host = nameOf(address);
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), limits.totalMs);
    // Whoever leaves needs no answer, and the other host no visitor.
    res.once('close', () => ending.abort());
    let release: (() => void) | undefined;
    try {
      release = await slots.take(host, ending.signal);
      const job: Job = { address, signal: ending.signal, limits, rules, cache: options.cache };
      await (path === '/proxy/feed' ? sendFeed(req, res, job) : sendImage(res, job));
    } catch (error) {
      if (error instanceof HttpError) throw error;
      throw tooSlow(host);
    } finally {
      clearTimeout(timer);
      release?.();
    }
  }

  return {
    isOpenTo: access.isOpenTo,
    async handle(req, res, path) {
      if (req.method !== 'GET') {
        throw new HttpError(405, 'method', 'Only reading is possible here.', { Allow: 'GET' });
      }
      const query = new URL(req.url ?? '/', 'http://companion').searchParams;
      if (path === '/proxy/enter') return enter(res, access.enter(query.get('token')));
      if (path !== '/proxy/feed' && path !== '/proxy/image') {
        throw new HttpError(404, 'not-found', 'There is nothing at this address.');
      }
      await fetchFor(req, res, path, query);
    },
  };
}

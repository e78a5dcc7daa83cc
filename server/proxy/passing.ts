/** A picture on its way through the proxy: recognised by its first bytes, then passed on as it comes, and kept on the side. */
import type { ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { setHeaders } from '../headers.ts';
import type { BodySink } from './body.ts';
import type { CacheWriter, DiskCache } from './disk-cache.ts';
import type { Outbound } from './outbound.ts';
import { noImage } from './problems.ts';
import { imageType, sniffBytes } from './sniff.ts';
import { nameOf, type TargetRules } from './target.ts';

/** An SVG or a page that slips through as a feed has no origin and loads nothing. */
export const sandbox = "sandbox; default-src 'none'";

const printable = (text: string | undefined, pattern: RegExp): string | undefined =>
  text !== undefined && pattern.test(text) ? text : undefined;

export function validators({ headers }: Outbound): Record<string, string> {
  const etag = printable(headers.etag, /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/);
  const lastModified = printable(headers['last-modified'], /^[\w ,:]{20,40}$/);
  return {
    ...(etag === undefined ? {} : { ETag: etag }),
    ...(lastModified === undefined ? {} : { 'Last-Modified': lastModified }),
  };
}

/** Whether the other host lets its pages be shown inside others; pages cannot find that out by themselves. */
export function framing({ headers }: Outbound): Record<string, string> {
  const policy = String(headers['content-security-policy'] ?? '');
  const ancestors = /frame-ancestors\s+([^;,]*)/i.exec(policy)?.[1]?.trim();
  const isRefused =
    ancestors === undefined
      ? headers['x-frame-options'] !== undefined
      : !/(?:^|\s)(?:\*|https?:)(?:\s|$)/.test(ancestors);
  return isRefused ? { 'X-Proxy-Framing': 'refused' } : {};
}

/** What is asked for, as far as passing it on needs to know. */
export interface PictureJob {
  readonly address: URL;
  readonly rules: TargetRules;
  readonly cache: DiskCache | undefined;
}

/** Another permission is another world: what was kept under it is not found without it. */
export const cacheKey = ({ address, rules }: PictureJob): string =>
  `${[...rules.allowPrivate].toSorted().join(' ')}\n${address.href}`;

export function sendImageHead(res: ServerResponse, type: string, more: Record<string, string | number>): void {
  setHeaders(res, {
    ...more,
    'Content-Type': type,
    'Cache-Control': 'private, max-age=86400',
    'Content-Security-Policy': sandbox,
  });
}

/** The client may be this far behind: less would make both sides wait for each other at every piece. */
const aheadBytes = 512 * 1024;

/** A picture on its way: looked at, then passed on as it comes, a copy of each piece given to the cache. */
export class Passing implements BodySink {
  readonly #res: ServerResponse;
  readonly #answer: Outbound;
  readonly #job: PictureJob;
  #first: Buffer[] = [];
  #length = 0;
  #writer: CacheWriter | null = null;
  #isOpen = false;

  constructor(res: ServerResponse, answer: Outbound, job: PictureJob) {
    this.#res = res;
    this.#answer = answer;
    this.#job = job;
  }

  take(piece: Buffer): boolean {
    if (this.#isOpen) {
      this.#writer?.write(piece);
      this.#res.write(piece);
      return this.#res.writableLength < aheadBytes;
    }
    this.#first.push(piece);
    this.#length += piece.length;
    return this.#length < sniffBytes;
  }

  whenFree(goOn: () => void, fail: (error: unknown) => void): void {
    if (this.#isOpen) this.#res.once('drain', goOn);
    else this.#open().then(goOn, fail);
  }

  /** The body is whole. */
  async end(): Promise<void> {
    if (!this.#isOpen) await this.#open();
    this.#res.end();
    await finished(this.#res);
    await this.#writer?.keep();
  }

  /** Harmless after `end`. */
  async drop(): Promise<void> {
    await this.#writer?.drop();
  }

  /** Throws `proxy-type`. */
  async #open(): Promise<void> {
    const { url, headers } = this.#answer;
    const start = Buffer.concat(this.#first);
    const type = imageType(start);
    if (type === null) throw noImage(nameOf(url));
    const checks = validators(this.#answer);
    const { ETag: etag, 'Last-Modified': lastModified } = checks;
    this.#writer =
      (await this.#job.cache?.writer(cacheKey(this.#job), {
        type,
        fetchedMs: Date.now(),
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      })) ?? null;
    const declared =
      headers['content-encoding'] === undefined ? printable(headers['content-length'], /^\d+$/) : undefined;
    sendImageHead(this.#res, type, { ...checks, ...(declared === undefined ? {} : { 'Content-Length': declared }) });
    this.#isOpen = true;
    this.#first = [];
    this.take(start);
  }
}

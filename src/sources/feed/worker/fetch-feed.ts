/**
 * Fetches one feed: conditionally, within a deadline and a number of bytes, directly or through the companion where the host does not
 * let browsers in. Worker only.
 */
import { AppError } from '../../../shared/errors.ts';
import type { KeptOut } from '../../../shared/feed.ts';
import { say } from '../../../shared/i18n.ts';
import { hostInWords } from '../../../shared/known-hosts.ts';
import { readCounted } from '../../../shared/read-counted.ts';
import { throughProxy } from './picture-address.ts';
import { unpacked } from './unpack.ts';

export const deadlineMs = 15_000;
export const maxFeedBytes = 16 * 1024 * 1024;

export interface FetchedFeed {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  /** Where the feed is now, after redirects. */
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The header that may name the page of older items. */
  readonly link?: string | null;
  /** Its host keeps browsers out; the companion fetched it. */
  readonly isByCompanion?: boolean;
}

export type FeedAnswer =
  | { readonly type: 'feed'; readonly feed: FetchedFeed }
  | { readonly type: 'unchanged' }
  /** `retryAfter` is the header. `final`: asking again soon is of no use. `isSilence`: nobody answered at all. */
  | {
      readonly type: 'trouble';
      readonly error: AppError;
      readonly retryAfter: string | null;
      readonly final: boolean;
      readonly isSilence?: boolean;
    };

export interface Conditions {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

const trouble = (error: AppError, retryAfter: string | null = null, final = false): FeedAnswer => ({
  type: 'trouble',
  error,
  retryAfter,
  final,
});

const silence = (error: AppError): FeedAnswer => ({
  type: 'trouble',
  error,
  retryAfter: null,
  final: false,
  isSilence: true,
});

const unreachable = (message: string, detail: string): AppError =>
  new AppError('source.unreachable', message, { retryable: true, detail });

function refused(status: number, host: string, retryAfter: string | null): FeedAnswer {
  const detail = `HTTP ${status}`;
  if (status === 401 || status === 403) {
    const message = say`“${host}” does not give out this feed without signing in, or not to this device. Use a public feed.`;
    return trouble(unreachable(message, detail), retryAfter, true);
  }
  if (status === 404 || status === 410) {
    return trouble(
      unreachable(say`“${host}” has no feed at this address any more. Look for its new address.`, detail),
      null,
      true,
    );
  }
  if (status === 429) {
    return trouble(
      unreachable(say`“${host}” wants to be asked less often. It is asked again later by itself.`, detail),
      retryAfter,
    );
  }
  return trouble(
    unreachable(say`“${host}” answered with an error (${status}). It is asked again later by itself.`, detail),
    retryAfter,
  );
}

async function readBody(response: Response, host: string): Promise<Uint8Array> {
  const limits = {
    maxBytes: maxFeedBytes,
    tooLarge: () =>
      new AppError('feed.too-large', say`The feed of ${host} is too large to read. Use one with fewer pictures.`),
  };
  return unpacked(await readCounted(response, limits), limits);
}

async function take(response: Response, url: string, host: string): Promise<FeedAnswer> {
  if (response.status === 304) return { type: 'unchanged' };
  if (!response.ok) {
    void response.body?.cancel().catch(() => undefined);
    return refused(response.status, host, response.headers.get('retry-after'));
  }
  const { headers } = response;
  return {
    type: 'feed',
    feed: {
      bytes: await readBody(response, host),
      contentType: headers.get('content-type') ?? undefined,
      url,
      etag: headers.get('etag'),
      lastModified: headers.get('last-modified'),
      link: headers.get('link'),
    },
  };
}

/** The browser does not say why it refused: with a connection, it is nearly always the host's missing permission (CORS). */
function blocked(host: string, detail: string): AppError {
  if (globalThis.navigator?.onLine === false) {
    return unreachable('There is no connection just now. The feed is read when it is back.', detail);
  }
  const keptOut: KeptOut = 'kept out';
  return unreachable(
    say`${hostInWords(host)} does not let browsers read its feed directly, or cannot be reached. Start the companion, which fetches it for you, or use another feed.`,
    `${keptOut}; ${detail}`,
  );
}

/** The companion's own no, in its own words; null when there is no companion or it offers no proxy. */
async function throughCompanion(
  url: string,
  baseUrl: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<FeedAnswer | null> {
  const proxy = new URL('/proxy/feed', baseUrl);
  proxy.searchParams.set('url', url);
  const response = await fetch(proxy, { signal, headers, cache: 'no-store' });
  const { host } = new URL(url);
  const upstream = response.headers.get('x-proxy-url');
  if (response.ok || response.status === 304) {
    if (upstream === null) return null;
    const taken = await take(response, upstream, host);
    return taken.type === 'feed' ? { type: 'feed', feed: { ...taken.feed, isByCompanion: true } } : taken;
  }
  const value: unknown = await response.json().catch(() => null);
  const { error } = (value ?? {}) as { error?: { kind?: unknown; message?: unknown } };
  if (typeof error?.kind !== 'string' || !error.kind.startsWith('proxy-') || typeof error.message !== 'string')
    return null;
  const detail = `${error.kind}, HTTP ${response.status}`;
  if (error.kind === 'proxy-token') {
    const words = say`“${host}” does not let browsers read its feed directly, and the companion wants its token first. Enter it in the settings, below this source.`;
    return trouble(new AppError('source.token', words, { retryable: true, detail }));
  }
  const refusal = unreachable(error.message.slice(0, 300), detail);
  if (/^proxy-(?:name|unreachable|slow|busy)$/.test(error.kind)) return silence(refusal);
  return trouble(refusal, response.headers.get('retry-after'));
}

/** A proxy of the user's own: whatever it answers counts as the host's answer. */
async function throughOwnProxy(url: string, proxy: string, signal: AbortSignal): Promise<FeedAnswer> {
  const response = await fetch(throughProxy(proxy, url), { signal, cache: 'no-cache', credentials: 'omit' });
  return take(response, url, new URL(url).host);
}

/** The browser makes this one conditional from its own cache: set by hand, the headers would need the host's permission. */
async function directly(url: string, signal: AbortSignal): Promise<FeedAnswer> {
  const response = await fetch(url, {
    signal,
    cache: 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  return await take(response, response.url || url, new URL(url).host);
}

export interface FeedEnvironment {
  readonly baseUrl: string;
  readonly signal: AbortSignal;
  readonly proxy?: string;
  /** Its host kept us out last time: the companion is asked first. */
  readonly isKeptOut?: boolean;
}

async function ask(url: string, conditions: Conditions, environment: FeedEnvironment): Promise<FeedAnswer> {
  const { baseUrl, signal, proxy, isKeptOut } = environment;
  const headers: Record<string, string> = {};
  if (conditions.etag !== null) headers['if-none-match'] = conditions.etag;
  else if (conditions.lastModified !== null) headers['if-modified-since'] = conditions.lastModified;
  const byCompanion = () => throughCompanion(url, baseUrl, headers, signal).catch(() => null);
  const early = isKeptOut && proxy === undefined ? await byCompanion() : null;
  if (early !== null) return early;
  try {
    return await directly(url, signal);
  } catch (cause) {
    if (cause instanceof AppError) return trouble(cause, null, true);
    if (signal.aborted) throw cause;
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const own = proxy === undefined ? null : await throughOwnProxy(url, proxy, signal).catch(() => null);
    if (own !== null) return own;
    return (await byCompanion()) ?? silence(blocked(new URL(url).host, detail));
  }
}

/** Throws only `aborted`. */
export async function fetchFeed(
  url: string,
  conditions: Conditions,
  environment: FeedEnvironment,
): Promise<FeedAnswer> {
  const { signal } = environment;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), deadlineMs);
  const stop = () => deadline.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await ask(url, conditions, { ...environment, signal: deadline.signal });
  } catch (cause) {
    if (signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true, cause });
    const { host } = new URL(url);
    return silence(
      unreachable(say`“${host}” did not answer in time. It is asked again later by itself.`, `${deadlineMs} ms`),
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

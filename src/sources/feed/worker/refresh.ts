/**
 * One feed, as fresh as politeness allows: from memory while it is young, else asked for again; after a failure later and later, with
 * what was known before. Never throws, except `aborted`. Worker only.
 */
import { AppError, toErrorData } from '../../../shared/errors.ts';
import type { KeptOut, ListOfFeeds } from '../../../shared/feed.ts';
import { say } from '../../../shared/i18n.ts';
import type { ReadFeed } from '../../../shared/source.ts';
import { recall, remember, type FeedMemory, type Listed } from './feed-memory.ts';
import { fetchFeed, type FeedAnswer, type FetchedFeed } from './fetch-feed.ts';
import { closeHost, learnHost, retryAfterMs, takeTurn } from './host-pace.ts';
import { nextInHeader } from './link-header.ts';
import { olderAfter } from './older.ts';
import { photosOf } from './photos-of.ts';

/** Of the feeds that a list names. */
export const maxListed = 50;
const firstRetryMs = 60_000;
const lastRetryMs = 12 * 3_600_000;
/** A feed that never gave anything was perhaps mistyped or waits for the companion: whoever mends that should not wait long. */
const lastFirstTryMs = 300_000;
/** Of an interval, at random, so that screens that started together do not ask together for ever. */
const jitter = 0.1;

export interface Wanted {
  readonly refreshMs: number;
  readonly minimumPx: number;
  readonly baseUrl: string;
  readonly signal: AbortSignal;
  readonly readFeed: ReadFeed;
  /** The user's own proxy, for hosts that keep browsers out. */
  readonly proxy?: string;
  /** The address of the list (OPML) that names the feed. */
  readonly list?: string;
  /** For tests; [0, 1). */
  readonly random?: () => number;
}

const unknown: FeedMemory = {
  title: '',
  photos: [],
  etag: null,
  lastModified: null,
  nextMs: 0,
  failures: 0,
  trouble: null,
};

const hasSomething = ({ photos, listed }: FeedMemory): boolean => photos.length > 0 || listed !== undefined;

const spread = (ms: number, { random = Math.random }: Wanted): number => ms * (1 - jitter + 2 * jitter * random());

/** One request per feed at a time, whoever asks. */
const running = new Map<string, Promise<FeedMemory>>();

export function refreshFeed(url: string, wanted: Wanted): Promise<FeedMemory> {
  const key = memoryKey(url, wanted);
  const known = running.get(key);
  if (known) return known;
  const task = refresh(url, wanted).finally(() => running.delete(key));
  running.set(key, task);
  return task;
}

/**
 * What is remembered holds for one smallest size: with another, the feed is read anew. What a list names is remembered below the list, so
 * that it is forgotten with it (`../index.ts`).
 */
export function memoryKey(url: string, { minimumPx, list }: Pick<Wanted, 'minimumPx' | 'list'>): string {
  if (list !== undefined) return `${list}#${minimumPx} ${url}`;
  return minimumPx === 0 ? url : `${url}#${minimumPx}`;
}

async function refresh(url: string, wanted: Wanted): Promise<FeedMemory> {
  const key = memoryKey(url, wanted);
  const before = (await recall(key)) ?? unknown;
  const nowMs = Date.now();
  // A clock that was set back must not close a feed for years.
  if (nowMs < before.nextMs && before.nextMs - nowMs <= 2 * Math.max(lastRetryMs, wanted.refreshMs)) return before;
  // No connection is no failure of the feed: it is asked as soon as there is one.
  if (globalThis.navigator?.onLine === false && hasSomething(before)) return before;
  const next = await askFor(before.feedUrl ?? url, before, wanted);
  await remember(key, next);
  return next;
}

async function askFor(url: string, before: FeedMemory, wanted: Wanted): Promise<FeedMemory> {
  const nowMs = Date.now();
  const { host } = new URL(url);
  await learnHost(host, nowMs);
  const waitMs = takeTurn(host, nowMs);
  if (waitMs > 0)
    return { ...before, nextMs: nowMs + waitMs, trouble: before.trouble ?? (before === unknown ? busy(host) : null) };
  const answer = await fetchFeed(url, before, { ...wanted, isKeptOut: before.via === 'companion' });
  return settle(before, answer, host, wanted);
}

/** A web page names its feed, and that is what whoever pasted the page's address wants. One step: a feed that is a page again is none. */
async function follow(before: FeedMemory, feedUrl: string, wanted: Wanted): Promise<FeedMemory> {
  const { via: _way, ...known } = before;
  const next = await askFor(feedUrl, { ...known, etag: null, lastModified: null, feedUrl }, wanted);
  // Until it has answered once, the page is asked again: it may name another by then.
  return next.lastSuccessMs === undefined ? withoutFeedUrl(next) : next;
}

function withoutFeedUrl({ feedUrl: _url, ...memory }: FeedMemory): FeedMemory {
  return memory;
}

/** The feed that a page names; it came with the error that says that it is a page. */
function namedFeed(error: unknown, asked: string, { feedUrl }: FeedMemory): string | null {
  const named = (error as { feedUrl?: unknown } | null)?.feedUrl;
  return typeof named === 'string' && feedUrl === undefined && named !== asked && /^https?:\/\//i.test(named)
    ? named
    : null;
}

/** What an address names that turned out to be a list of feeds. A list in a list is none: whoever publishes lists could go on for ever. */
function listIn(error: unknown, { list }: Wanted): { readonly title: string; readonly listed: Listed } | null {
  const found = list === undefined ? (error as { list?: ListOfFeeds } | null)?.list : undefined;
  if (!found || found.feeds.length === 0) return null;
  return { title: found.title, listed: { feeds: found.feeds.slice(0, maxListed), named: found.feeds.length } };
}

const busy = (host: string): FeedMemory['trouble'] => ({
  kind: 'source.unreachable',
  message: say`“${host}” is asked at most fifteen times a minute. This feed of it follows by itself.`,
});

const well = () => ({ failures: 0, trouble: null, lastSuccessMs: Date.now() });

async function settle(before: FeedMemory, answer: FeedAnswer, host: string, wanted: Wanted): Promise<FeedMemory> {
  const nextMs = Date.now() + spread(wanted.refreshMs, wanted);
  if (answer.type === 'unchanged') return { ...before, nextMs, ...well() };
  if (answer.type === 'feed') {
    const way = {
      ...(answer.feed.isByCompanion && { via: 'companion' as const }),
      ...(before.feedUrl !== undefined && { feedUrl: before.feedUrl }),
    };
    try {
      const { next, ...newest } = await understood(answer.feed, host, wanted);
      const older = olderAfter(before, newest.photos, next, Date.now());
      return { ...newest, nextMs, ...well(), ...way, ...(older && { older }) };
    } catch (error) {
      const named = namedFeed(error, answer.feed.url, before);
      if (named !== null) return follow(before, named, wanted);
      const list = listIn(error, wanted);
      const { etag, lastModified } = answer.feed;
      if (list) return { ...list, photos: [], etag, lastModified, nextMs, ...well(), ...way };
      const { kind, message } = toErrorData(error);
      return failed(withoutFeedUrl(before), { kind, message }, null, wanted);
    }
  }
  const { error, retryAfter, final, isSilence } = answer;
  const askedFor = retryAfterMs(retryAfter, Date.now());
  if (askedFor !== null) await closeHost(host, Date.now() + askedFor);
  const waitMs = Math.max(askedFor ?? 0, final && hasSomething(before) ? wanted.refreshMs : 0);
  const { kind, message } = error;
  const keptOut: KeptOut = 'kept out';
  const isKeptOut = error.detail?.startsWith(keptOut) ?? false;
  // A feed that is gone may stand elsewhere: its page knows.
  const after = final ? withoutFeedUrl(before) : before;
  return failed(
    after,
    { kind, message, ...(isSilence && { isSilence }), ...(isKeptOut && { isKeptOut }) },
    waitMs,
    wanted,
  );
}

/** The network is there again: what only silence keeps from being asked may be asked at once. */
export async function forgiveSilence(url: string, wanted: Pick<Wanted, 'minimumPx' | 'list'>): Promise<void> {
  const key = memoryKey(url, wanted);
  const memory = await recall(key);
  if (memory?.trouble?.isSilence) await remember(key, { ...memory, nextMs: 0, failures: 0 });
}

async function understood(
  feed: FetchedFeed,
  host: string,
  { readFeed, minimumPx }: Wanted,
): Promise<Pick<FeedMemory, 'title' | 'photos' | 'etag' | 'lastModified'> & { readonly next: string | null }> {
  const { bytes, contentType, url, etag, lastModified } = feed;
  const parsed = await readFeed(bytes, contentType === undefined ? { url } : { url, contentType });
  const photos = photosOf(parsed, minimumPx);
  if (photos.length === 0) {
    const small = minimumPx > 0 && photosOf(parsed, 0).length > 0;
    const marked = !small && parsed.items.some((item) => item.notForEveryone && item.images.length > 0);
    throw new AppError(
      'source.invalid',
      marked
        ? say`All pictures in the feed of ${host} are marked as not for everyone, and are left out. Use another one.`
        : small
          ? say`The feed of ${host} has no pictures of ${minimumPx} pixels or more. Ask for smaller ones.`
          : say`The feed of ${host} has no pictures. Use another one, or look again later.`,
    );
  }
  const next = parsed.next ?? nextInHeader(feed.link, url);
  return { title: parsed.title, photos, etag, lastModified, next };
}

function failed(
  before: FeedMemory,
  trouble: FeedMemory['trouble'],
  atLeastMs: number | null,
  wanted: Wanted,
): FeedMemory {
  const failures = before.failures + 1;
  const longestMs = hasSomething(before) ? lastRetryMs : lastFirstTryMs;
  const backoffMs = Math.min(longestMs, firstRetryMs * 2 ** Math.min(failures - 1, 12));
  return { ...before, nextMs: Date.now() + Math.max(spread(backoffMs, wanted), atLeastMs ?? 0), failures, trouble };
}

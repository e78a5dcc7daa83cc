/**
 * What is remembered of each feed across restarts: its pictures, what the server needs to say “unchanged”, and when it may be
 * asked again. Kept in a cache of the browser where there is one, else for this session. Worker only; the page
 * deletes from the cache when the user removes the feeds (`../index.ts`, which knows the names below).
 */
import type { ListedFeed } from '../../../shared/feed.ts';
import { profiled } from '../../../shared/profile.ts';

export interface FeedPhoto {
  readonly url: string;
  readonly title: string;
  readonly author?: string;
  readonly link?: string;
  readonly dateMs?: number;
}

/** What stands on the pages before the newest one, as far as it was asked for (`older.ts`). */
export interface OlderPages {
  readonly photos: readonly FeedPhoto[];
  /** The page to go on with; null: there are no more. */
  readonly next: string | null;
  readonly pages: number;
  /** When the first of them was asked for, and when the next one may be; milliseconds since 1970. */
  readonly beganMs: number;
  readonly waitUntilMs?: number;
}

/** The first feeds of a list, and how many it names in all. */
export interface Listed {
  readonly feeds: readonly ListedFeed[];
  readonly named: number;
}

export interface FeedMemory {
  readonly title: string;
  readonly photos: readonly FeedPhoto[];
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Milliseconds since 1970; not asked before. */
  readonly nextMs: number;
  /** Milliseconds since 1970; missing: not yet, or remembered by an older version. */
  readonly lastSuccessMs?: number;
  /** Failures in a row. */
  readonly failures: number;
  /** The sentence about the last failure, and its kind; null after a success. `isSilence`: nobody answered at all. `isKeptOut`: it lets no browser in. */
  readonly trouble: {
    readonly kind: string;
    readonly message: string;
    readonly isSilence?: boolean;
    readonly isKeptOut?: boolean;
  } | null;
  /** The way that worked last: a host that keeps browsers out is not asked twice each time. */
  readonly via?: 'companion';
  /** The user gave a web page; this is the feed it names, and what is asked. */
  readonly feedUrl?: string;
  /** Only of a feed that has more than its newest page. */
  readonly older?: OlderPages;
  /** Only of an address that holds a list of feeds (OPML): those are read instead. */
  readonly listed?: Listed;
}

const cacheName = profiled('afterimage-feeds');
const session = new Map<string, FeedMemory>();
const keyOf = (key: string): string => `https://feeds.invalid/?${encodeURIComponent(key)}`;

async function cache(): Promise<Cache | null> {
  try {
    return await globalThis.caches.open(cacheName);
  } catch {
    // No secure context, or no storage allowed: the session's memory must do.
    return null;
  }
}

const hostKey = (host: string): string => `host ${host}`;

/** Until when a host wants to be left alone, milliseconds since 1970; 0: it said nothing. Never throws. */
export async function recallClosed(host: string): Promise<number> {
  try {
    const stored: unknown = await (await (await cache())?.match(keyOf(hostKey(host))))?.json();
    return typeof stored === 'number' ? stored : 0;
  } catch {
    return 0;
  }
}

/** Never throws. */
export async function rememberClosed(host: string, untilMs: number): Promise<void> {
  try {
    await (await cache())?.put(keyOf(hostKey(host)), new Response(String(untilMs)));
  } catch {
    // Then it holds for this session only.
  }
}

const arePhotos = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every(({ url, title }: Partial<FeedPhoto>) => typeof url === 'string' && typeof title === 'string');

function isMemory(value: unknown): value is FeedMemory {
  const { photos, nextMs, failures, older, listed } = (value ?? {}) as Partial<FeedMemory>;
  const isOlderWhole = older === undefined || (arePhotos(older.photos) && typeof older.pages === 'number');
  const isListWhole =
    listed === undefined || (Array.isArray(listed.feeds) && listed.feeds.every(({ url }) => typeof url === 'string'));
  return arePhotos(photos) && isOlderWhole && isListWhole && typeof nextMs === 'number' && typeof failures === 'number';
}

export async function recall(url: string): Promise<FeedMemory | null> {
  const known = session.get(url);
  if (known) return known;
  try {
    const stored: unknown = await (await (await cache())?.match(keyOf(url)))?.json();
    if (!isMemory(stored)) return null;
    session.set(url, stored);
    return stored;
  } catch {
    return null;
  }
}

export async function remember(url: string, memory: FeedMemory): Promise<void> {
  session.set(url, memory);
  const body = JSON.stringify(memory);
  try {
    await (await cache())?.put(keyOf(url), new Response(body, { headers: { 'content-type': 'application/json' } }));
  } catch {
    // The next restart asks anew; nothing else is lost.
  }
}

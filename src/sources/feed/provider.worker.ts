/** The pictures of feeds. Worker only. Feeds are read side by side; what can be read is listed, what cannot is told at the end. */
import { AppError, type ErrorKind } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import type { FeedMemory, FeedPhoto } from './worker/feed-memory.ts';
import { refreshFeed, type Wanted } from './worker/refresh.ts';
import { pictureAddress } from './worker/picture-address.ts';

const sourceId = 'feed';
const maxFeeds = 50;
const defaultRefreshMinutes = 60;
const atOnce = 4;
/** The longest time a timer can take; and a device that slept finds its feeds old. */
const longestSleepMs = 3_600_000;

interface Checked {
  readonly urls: readonly string[];
  readonly wanted: Wanted;
}

const clamp = (value: unknown, low: number, high: number, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;

function isWebAddress(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 4096) return false;
  try {
    return /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

function check(params: Readonly<Record<string, unknown>>, { baseUrl, signal, readFeed }: SourceContext): Checked {
  const given: readonly unknown[] = Array.isArray(params['urls']) ? params['urls'] : [];
  const urls = [...new Set(given.filter(isWebAddress))].slice(0, maxFeeds);
  if (urls.length === 0 || !readFeed) {
    throw new AppError('source.invalid', 'There are no feeds yet. Paste the address of one.');
  }
  const refreshMs = clamp(params['refreshMinutes'], 15, 10_080, defaultRefreshMinutes) * 60_000;
  return {
    urls,
    wanted: { refreshMs, minimumPx: clamp(params['minimumPx'], 0, 99_999, 0), baseUrl, signal, readFeed },
  };
}

function toRef(photo: FeedPhoto, feed: FeedMemory, url: string, { entryId }: SourceContext): PhotoRef {
  return {
    id: `${entryId}:${photo.url}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url },
    title: photo.title,
    name: `${feed.title || new URL(photo.url).host}/${photo.title}`,
    ...(photo.dateMs !== undefined && { dateMs: photo.dateMs }),
    ...(photo.author !== undefined && { credit: photo.author }),
    ...(photo.link !== undefined && { link: photo.link }),
  };
}

/** Begins the next few feeds before the first is through. */
function readAhead(urls: readonly string[], wanted: Wanted): (index: number) => Promise<FeedMemory> {
  const begun: Promise<FeedMemory>[] = [];
  return (index) => {
    while (begun.length < Math.min(urls.length, index + atOnce)) {
      const task = refreshFeed(urls[begun.length] ?? '', wanted);
      // Heard by whoever waits for it; when the listing ends early, by nobody.
      task.catch(() => undefined);
      begun.push(task);
    }
    return begun[index] ?? Promise.reject(new AppError('aborted', 'Stopped.'));
  };
}

/** What each entry's last listing held, to see whether a refresh brought anything. */
const listed = new Map<string, string>();
const summary = (feeds: readonly FeedMemory[]): string =>
  feeds.map(({ photos, trouble }) => `${trouble?.message ?? ''} ${photos.map(({ url }) => url).join(' ')}`).join('\n');

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const { urls, wanted } = check(params, context);
  const address = await pictureAddress(context.baseUrl, context.signal);
  const feedAt = readAhead(urls, wanted);
  const feeds: FeedMemory[] = [];
  const seen = new Set<string>();
  for (const index of urls.keys()) {
    if (context.signal.aborted) return;
    const feed = await feedAt(index);
    feeds.push(feed);
    for (const photo of feed.photos) {
      if (context.signal.aborted) return;
      if (seen.has(photo.url)) continue;
      seen.add(photo.url);
      yield toRef(photo, feed, address(photo.url), context);
    }
  }
  listed.set(context.entryId, summary(feeds));
  const [first, ...others] = feeds.flatMap(({ trouble }) => trouble ?? []);
  if (first) throw told(first, others.length);
}

function told({ kind, message }: NonNullable<FeedMemory['trouble']>, others: number): AppError {
  const more =
    others === 0 ? '' : others === 1 ? ' One more feed is missing too.' : ` ${others} more feeds are missing too.`;
  // Listings fail with errors of sources; what kind of feed error it was stays in the detail.
  const known: ErrorKind =
    kind === 'source.invalid' || kind.startsWith('feed.') ? 'source.invalid' : 'source.unreachable';
  return new AppError(known, message + more, { retryable: true, detail: kind });
}

function watch(params: Readonly<Record<string, unknown>>, context: SourceContext, changed: () => void): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    stop.abort();
    clearTimeout(timer);
  };
  context.signal.addEventListener('abort', end, { once: true });
  const { urls, wanted } = check(params, { ...context, signal: stop.signal });

  async function look(): Promise<void> {
    try {
      const feeds: FeedMemory[] = [];
      // One after the other: nobody waits for them.
      for (const url of urls) feeds.push(await refreshFeed(url, wanted));
      if (stop.signal.aborted) return;
      const before = listed.get(context.entryId);
      if (before !== undefined && before !== summary(feeds)) changed();
      later(Math.min(...feeds.map(({ nextMs }) => nextMs)) - Date.now());
    } catch {
      later(longestSleepMs);
    }
  }
  function later(waitMs: number): void {
    if (!stop.signal.aborted) timer = setTimeout(() => void look(), Math.min(Math.max(waitMs, 30_000), longestSleepMs));
  }
  later(30_000);
  return end;
}

export const provider: SourceProvider = { list, watch };

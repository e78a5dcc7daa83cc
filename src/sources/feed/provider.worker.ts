/** The pictures of feeds. Worker only. Feeds are read side by side; what can be read is listed, what cannot is told at the end. */
import '../../shared/plurals.ts';
import { AppError, type ErrorKind } from '../../shared/errors.ts';
import type { KeptOut } from '../../shared/feed.ts';
import { sentence } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceHealth, SourceProvider } from '../../shared/source.ts';
import { recall, type FeedMemory, type FeedPhoto } from './worker/feed-memory.ts';
import { Following, keyOfFollowed, wantedFor, type Followed } from './worker/following.ts';
import { feedHealth } from './worker/feed-health.ts';
import { allPhotos } from './worker/older.ts';
import { deepen } from './worker/read-older.ts';
import { forgiveSilence, refreshFeed, type Wanted } from './worker/refresh.ts';
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

type Params = Readonly<Record<string, unknown>>;

function addressesOf(params: Params): string[] {
  const given: readonly unknown[] = Array.isArray(params['urls']) ? params['urls'] : [];
  return [...new Set(given.filter(isWebAddress))].slice(0, maxFeeds);
}

const proxyOf = ({ proxy }: Params): { proxy?: string } => (isWebAddress(proxy) ? { proxy } : {});

const minimumOf = (params: Params): number => clamp(params['minimumPx'], 0, 99_999, 0);

/** Each day another feed is asked first: where a host's patience ends early, it is not always the same ones that wait. */
function rotated(urls: readonly string[]): string[] {
  const first = Math.floor(Date.now() / 86_400_000) % Math.max(1, urls.length);
  return [...urls.slice(first), ...urls.slice(0, first)];
}

function check(params: Params, { baseUrl, signal, readFeed }: SourceContext): Checked {
  const urls = rotated(addressesOf(params));
  if (urls.length === 0 || !readFeed) {
    throw new AppError('source.invalid', 'There are no feeds yet. Paste the address of one.');
  }
  const refreshMs = clamp(params['refreshMinutes'], 15, 10_080, defaultRefreshMinutes) * 60_000;
  return {
    urls,
    wanted: { refreshMs, minimumPx: minimumOf(params), baseUrl, signal, readFeed, ...proxyOf(params) },
  };
}

function toRef(photo: FeedPhoto, feed: FeedMemory, url: string, leastPx: number, { entryId }: SourceContext): PhotoRef {
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
    ...(leastPx > 0 && { leastPx }),
  };
}

/** Begins the next few feeds before the first is through. */
function readAhead({ all }: Following, wanted: Wanted): (index: number) => Promise<FeedMemory> {
  const begun: Promise<FeedMemory>[] = [];
  return (index) => {
    for (let feed = all[begun.length]; feed && begun.length < index + atOnce; feed = all[begun.length]) {
      const task = refreshFeed(feed.url, wantedFor(feed, wanted));
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
  feeds
    .map(
      (feed) =>
        `${feed.trouble?.message ?? ''} ${allPhotos(feed)
          .map(({ url }) => url)
          .join(' ')}`,
    )
    .join('\n');

async function* list(params: Params, context: SourceContext): AsyncGenerator<PhotoRef> {
  const { urls, wanted } = check(params, context);
  const address = await pictureAddress(context.baseUrl, context.signal, wanted.proxy);
  const following = new Following(urls);
  const feedAt = readAhead(following, wanted);
  const feeds: FeedMemory[] = [];
  const seen = new Set<string>();
  for (const [index, followed] of following.all.entries()) {
    if (context.signal.aborted) return;
    const feed = await feedAt(index);
    feeds.push(feed);
    following.learn(followed, feed);
    for (const photo of allPhotos(feed)) {
      if (context.signal.aborted) return;
      if (seen.has(photo.url)) continue;
      seen.add(photo.url);
      yield toRef(photo, feed, address(photo.url), wanted.minimumPx, context);
    }
  }
  listed.set(context.entryId, summary(feeds));
  const [first, ...others] = feeds.flatMap(({ trouble }) => trouble ?? []);
  if (first) throw told(first, others.length);
}

function told({ kind, message, isKeptOut }: NonNullable<FeedMemory['trouble']>, others: number): AppError {
  const whole =
    others === 0
      ? message
      : sentence(
          '{message} {count, plural, one {One more feed is missing too.} other {# more feeds are missing too.}}',
          {
            message,
            count: others,
          },
        );
  const keptOut: KeptOut = 'kept out';
  // Listings fail with errors of sources; what kind of feed error it was stays in the detail.
  const known: ErrorKind =
    kind === 'source.token'
      ? kind
      : kind === 'source.invalid' || kind.startsWith('feed.')
        ? 'source.invalid'
        : 'source.unreachable';
  return new AppError(known, whole, { retryable: true, detail: isKeptOut ? keptOut : kind });
}

function watch(params: Params, context: SourceContext, changed: () => void): () => void {
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
      const following = new Following(urls);
      // One after the other: nobody waits for them.
      for (const followed of following.all) {
        const feed = await refreshFeed(followed.url, wantedFor(followed, wanted));
        feeds.push(feed);
        following.learn(followed, feed);
      }
      if (stop.signal.aborted) return;
      const tell = (now: readonly FeedMemory[]): void => {
        const before = listed.get(context.entryId);
        if (before !== undefined && before !== summary(now)) changed();
      };
      tell(feeds);
      tell(await deepen(following.all, feeds, wanted));
      if (stop.signal.aborted) return;
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

/** All that is followed, as far as it was read before. */
async function remembered(params: Params): Promise<readonly (readonly [Followed, FeedMemory | null])[]> {
  const minimumPx = minimumOf(params);
  const following = new Following(addressesOf(params));
  const found: (readonly [Followed, FeedMemory | null])[] = [];
  for (const followed of following.all) {
    const memory = await recall(keyOfFollowed(followed, minimumPx));
    found.push([followed, memory]);
    if (memory) following.learn(followed, memory);
  }
  return found;
}

async function health(params: Params): Promise<readonly SourceHealth[]> {
  return (await remembered(params)).flatMap(([followed, memory]) => feedHealth(followed, memory));
}

async function recovered(params: Params): Promise<void> {
  const minimumPx = minimumOf(params);
  const known = await remembered(params);
  await Promise.all(
    known.map(([{ url, list }]) => forgiveSilence(url, { minimumPx, ...(list !== undefined && { list }) })),
  );
}

export const provider: SourceProvider = { list, watch, recovered, health };

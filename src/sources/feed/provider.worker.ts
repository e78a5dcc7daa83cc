/** The pictures of feeds. Worker only. Feeds are read side by side; what can be read is listed, what cannot is told at the end. */
import '../../shared/plurals.ts';
import { AppError, type ErrorKind } from '../../shared/errors.ts';
import { sentence, wordsOf } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceHealth, SourceProvider } from '../../shared/source.ts';
import { recall, type FeedMemory, type FeedPhoto } from './worker/feed-memory.ts';
import { allPhotos } from './worker/older.ts';
import { deepen } from './worker/read-older.ts';
import { forgiveSilence, memoryKey, refreshFeed, type Wanted } from './worker/refresh.ts';
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
  const feedAt = readAhead(urls, wanted);
  const feeds: FeedMemory[] = [];
  const seen = new Set<string>();
  for (const index of urls.keys()) {
    if (context.signal.aborted) return;
    const feed = await feedAt(index);
    feeds.push(feed);
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

/** What the sentence is made of goes along to the page. */
function wordsFor(message: string | undefined): Pick<SourceHealth, 'words'> {
  const words = message === undefined ? undefined : wordsOf(message);
  return words ? { words } : {};
}

function told({ kind, message }: NonNullable<FeedMemory['trouble']>, others: number): AppError {
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
  // Listings fail with errors of sources; what kind of feed error it was stays in the detail.
  const known: ErrorKind =
    kind === 'source.token'
      ? kind
      : kind === 'source.invalid' || kind.startsWith('feed.')
        ? 'source.invalid'
        : 'source.unreachable';
  return new AppError(known, whole, { retryable: true, detail: kind });
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
      // One after the other: nobody waits for them.
      for (const url of urls) feeds.push(await refreshFeed(url, wanted));
      if (stop.signal.aborted) return;
      const tell = (now: readonly FeedMemory[]): void => {
        const before = listed.get(context.entryId);
        if (before !== undefined && before !== summary(now)) changed();
      };
      tell(feeds);
      tell(await deepen(urls, feeds, wanted));
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

async function health(params: Params): Promise<readonly SourceHealth[]> {
  const minimumPx = minimumOf(params);
  return Promise.all(
    addressesOf(params).map(async (url) => {
      const memory = await recall(memoryKey(url, { minimumPx }));
      return {
        name: url,
        title: memory?.title || new URL(url).host.replace(/^www\./, ''),
        photos: memory ? allPhotos(memory).length : 0,
        lastSuccessMs: memory?.lastSuccessMs ?? null,
        nextTryMs: memory?.nextMs ?? null,
        failures: memory?.failures ?? 0,
        trouble: memory?.trouble?.message ?? null,
        ...wordsFor(memory?.trouble?.message),
        ...(memory?.trouble?.kind === 'source.token' && { needsToken: true }),
      };
    }),
  );
}

async function recovered(params: Params): Promise<void> {
  const minimumPx = minimumOf(params);
  await Promise.all(addressesOf(params).map((url) => forgiveSilence(url, { minimumPx })));
}

export const provider: SourceProvider = { list, watch, recovered, health };

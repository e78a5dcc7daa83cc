/** Asks for a feed's pages of older pictures, one at a time and with pauses. Never throws, except `aborted`. Worker only. */
import { recall, remember, type FeedMemory, type FeedPhoto, type OlderPages } from './feed-memory.ts';
import { fetchFeed } from './fetch-feed.ts';
import { closeHost, learnHost, retryAfterMs, takeTurn } from './host-pace.ts';
import { nextInHeader } from './link-header.ts';
import { nextToDeepen, olderWith } from './older.ts';
import { photosOf } from './photos-of.ts';
import { keyOfFollowed, type Followed } from './following.ts';
import type { Wanted } from './refresh.ts';

/** Between two pages, whatever their hosts. */
export const pauseMs = 3_000;
const pagesAtOnce = 8;
/** After a page that did not come. */
const laterMs = 3_600_000;

type Page = { readonly photos: readonly FeedPhoto[]; readonly next: string | null };

/** Null: the page cannot be had now. */
async function readPage(url: string, memory: FeedMemory, wanted: Wanted): Promise<Page | null> {
  const { host } = new URL(url);
  const answer = await fetchFeed(
    url,
    { etag: null, lastModified: null },
    { ...wanted, isKeptOut: memory.via === 'companion' },
  );
  if (answer.type === 'feed') {
    const { bytes, contentType, url: asked, link } = answer.feed;
    try {
      const parsed = await wanted.readFeed(
        bytes,
        contentType === undefined ? { url: asked } : { url: asked, contentType },
      );
      return { photos: photosOf(parsed, wanted.minimumPx), next: parsed.next ?? nextInHeader(link, asked) };
    } catch {
      // Whatever it is, it is no page of the feed.
      return { photos: [], next: null };
    }
  }
  if (answer.type === 'unchanged') return null;
  const askedFor = retryAfterMs(answer.retryAfter, Date.now());
  if (askedFor !== null) await closeHost(host, Date.now() + askedFor);
  // Software that counts its pages answers so behind the last one.
  return answer.final && !answer.isSilence ? { photos: [], next: null } : null;
}

async function oneMore(feed: Followed, memory: FeedMemory, wanted: Wanted): Promise<FeedMemory> {
  const { older } = memory;
  if (!older?.next) return memory;
  const { host } = new URL(older.next);
  const nowMs = Date.now();
  await learnHost(host, nowMs);
  const waitMs = takeTurn(host, nowMs);
  const page = waitMs > 0 ? null : await readPage(older.next, memory, wanted);
  const key = keyOfFollowed(feed, wanted.minimumPx);
  // The newest page may have been read meanwhile.
  const known = (await recall(key)) ?? memory;
  const waiting: OlderPages | undefined = known.older && {
    ...known.older,
    waitUntilMs: Date.now() + (waitMs > 0 ? waitMs : laterMs),
  };
  const after = page ? olderWith(known, page.photos, page.next) : waiting;
  const next: FeedMemory = after ? { ...known, older: after } : known;
  await remember(key, next);
  return next;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, pauseMs);
    signal.addEventListener('abort', end);
  });
}

/** Reads older pages of these feeds (in the same order) while there are few pictures. Returns what is known then. */
export async function deepen(
  followed: readonly Followed[],
  feeds: readonly FeedMemory[],
  wanted: Wanted,
): Promise<readonly FeedMemory[]> {
  const known = [...feeds];
  for (let page = 0; page < pagesAtOnce; page++) {
    const index = nextToDeepen(known, Date.now());
    const [feed, memory] = [followed[index], known[index]];
    if (!feed || !memory) break;
    if (page > 0) await pause(wanted.signal);
    if (wanted.signal.aborted) break;
    known[index] = await oneMore(feed, memory, wanted);
  }
  return known;
}

/**
 * What a feed has beyond its newest page. Pages are asked for while the show has few pictures, are bounded in number, and are remembered:
 * only the newest page is asked for again and again. Pure; `read-older.ts` asks.
 */
import type { FeedMemory, FeedPhoto, OlderPages } from './feed-memory.ts';

/** A show with so many pictures does without older ones. */
export const enoughPhotos = 120;
/** Beyond the newest one. */
export const maxPages = 12;
const maxPhotos = 500;
/** Then they are read anew: pictures are deleted, posts change. */
const keepMs = 14 * 86_400_000;

/** Newest first. */
export const allPhotos = ({ photos, older }: FeedMemory): readonly FeedPhoto[] =>
  older && older.photos.length > 0 ? [...photos, ...older.photos] : photos;

function unlike(newest: readonly FeedPhoto[], others: readonly FeedPhoto[]): FeedPhoto[] {
  const seen = new Set(newest.map(({ url }) => url));
  return others.filter(({ url }) => !seen.has(url) && seen.add(url)).slice(0, Math.max(0, maxPhotos - newest.length));
}

/** After the newest page was read: what went over its edge stands on the next one now. `next`: the page it names. */
export function olderAfter(
  before: FeedMemory,
  photos: readonly FeedPhoto[],
  next: string | null,
  nowMs: number,
): OlderPages | undefined {
  const known = before.older;
  const isYoung = known !== undefined && Math.abs(nowMs - known.beganMs) < keepMs;
  if (!isYoung) return next === null ? undefined : { photos: [], next, pages: 0, beganMs: nowMs };
  const kept = unlike(photos, [...before.photos, ...known.photos]);
  return { ...known, photos: kept, next: known.pages === 0 ? next : known.next };
}

/** After one more page. An empty `found` is no end: some pages have only words. */
export function olderWith(
  memory: FeedMemory,
  found: readonly FeedPhoto[],
  next: string | null,
): OlderPages | undefined {
  const { older, photos } = memory;
  if (!older) return undefined;
  const pages = older.pages + 1;
  const kept = unlike(photos, [...older.photos, ...found]);
  const isOver = pages >= maxPages || photos.length + kept.length >= maxPhotos || next === older.next;
  const { waitUntilMs: _wait, ...rest } = older;
  return { ...rest, photos: kept, pages, next: isOver ? null : next };
}

export const hasMore = ({ older, trouble }: FeedMemory, nowMs: number): boolean =>
  trouble === null && typeof older?.next === 'string' && nowMs >= (older.waitUntilMs ?? 0);

/** The feed whose next page is to be read: the one with the fewest pages so far; -1: none, or there are pictures enough. */
export function nextToDeepen(feeds: readonly FeedMemory[], nowMs: number): number {
  const photos = new Set(feeds.flatMap((feed) => allPhotos(feed).map(({ url }) => url)));
  if (photos.size >= enoughPhotos) return -1;
  let best = -1;
  for (const [index, feed] of feeds.entries()) {
    const pages = feed.older?.pages ?? 0;
    if (hasMore(feed, nowMs) && (best < 0 || pages < (feeds[best]?.older?.pages ?? 0))) best = index;
  }
  return best;
}

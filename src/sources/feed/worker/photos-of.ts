/** From the items of a feed to photos: one per item, the best that is large enough. Worker only. */
import type { FeedImage, FeedItem, ParsedFeed } from '../../../shared/feed.ts';
import { isPageMark } from '../../../shared/page-marks.ts';
import type { FeedPhoto } from './feed-memory.ts';

/** Of one feed; the newest stand first in nearly all of them. */
const maxPhotos = 500;

/** What the feed does not say may be large. */
function isLargeEnough({ width, height }: FeedImage, minimumPx: number): boolean {
  const side = Math.max(width ?? 0, height ?? 0);
  return side === 0 || side >= minimumPx;
}

/** A drawing is no photo. */
const drawing = /\.svg(?:[?#]|$)/i;

/** Whether the feed itself says that a picture is a mere button. */
const isTiny = ({ width, height }: FeedImage): boolean =>
  width !== undefined && height !== undefined && Math.max(width, height) <= 64;

/** A title that is nothing but a picture says nothing to read. */
const captionOf = (title: string): string => (/^<[a-z][^]*>$/i.test(title) ? '' : title);

const bestOf = (item: FeedItem, minimumPx: number): FeedImage | undefined =>
  item.images.find(
    (image) => isLargeEnough(image, minimumPx) && !isTiny(image) && !drawing.test(image.url) && !isPageMark(image.url),
  );

/** Photos for any room: what the feed marks as not for everyone is left out. */
export function photosOf(feed: ParsedFeed, minimumPx: number): FeedPhoto[] {
  const photos: FeedPhoto[] = [];
  const seen = new Set<string>();
  for (const item of feed.items) {
    const image = item.notForEveryone ? undefined : bestOf(item, minimumPx);
    if (!image || seen.has(image.url)) continue;
    seen.add(image.url);
    const dateMs = item.published === null ? Number.NaN : Date.parse(item.published);
    photos.push({
      url: image.url,
      title: captionOf(item.title) || captionOf(feed.title) || new URL(image.url).host,
      ...(item.author !== null && { author: item.author }),
      ...(item.link !== null && { link: item.link }),
      ...(Number.isFinite(dateMs) && { dateMs }),
    });
    if (photos.length >= maxPhotos) break;
  }
  return photos;
}

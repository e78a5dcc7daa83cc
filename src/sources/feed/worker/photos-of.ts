/** From the items of a feed to photos: one per item, the best that is large enough. Worker only. */
import type { FeedImage, FeedItem, ParsedFeed } from '../../../shared/feed.ts';
import type { FeedPhoto } from './feed-memory.ts';

/** Of one feed; the newest stand first in nearly all of them. */
const maxPhotos = 500;

/** What the feed does not say may be large. */
function isLargeEnough({ width, height }: FeedImage, minimumPx: number): boolean {
  const side = Math.max(width ?? 0, height ?? 0);
  return side === 0 || side >= minimumPx;
}

/** Marks of the page that stand in feeds: none of them is what the item shows. Whole words only: a statue is no statistic. */
const furniture = new RegExp(
  [
    // Files called after what they are for.
    String.raw`\/(?:pixel|spacer|blank|tracking|emoji|avatar|gravatar|favicon|feedburner|stats?|rss|smiley|icon_\w+)(?![a-z])[^/]*$`,
    // Folders of such files.
    String.raw`\/(?:emojis?|emoticons?|smil(?:ies|eys?)|avatars?|favicons?)\/`,
    // Counters, buttons and faces of hosts that do nothing else.
    String.raw`^https?:\/\/(?:[\w-]+\.)*(?:gravatar\.com|doubleclick\.net|feedsportal\.com|feedburner\.com|pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|google-analytics\.com)\/`,
    String.raw`\.svg(?:[?#]|$)`,
  ].join('|'),
  'i',
);

/** Whether the feed itself says that a picture is a mere button. */
const isTiny = ({ width, height }: FeedImage): boolean =>
  width !== undefined && height !== undefined && Math.max(width, height) <= 64;

/** A title that is nothing but a picture says nothing to read. */
const captionOf = (title: string): string => (/^<[a-z][^]*>$/i.test(title) ? '' : title);

const bestOf = (item: FeedItem, minimumPx: number): FeedImage | undefined =>
  item.images.find((image) => isLargeEnough(image, minimumPx) && !isTiny(image) && !furniture.test(image.url));

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

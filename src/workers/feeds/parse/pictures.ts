/**
 * Which pictures of an item come first. Declared media before what merely stands in the text, large before small, thumbnails
 * last; a thumbnail whose service says where its original is stands right behind that original.
 */
import { originalOf } from './originals.ts';
import { limits } from './limits.ts';
import { isMarkHost } from '../../../shared/page-marks.ts';
import type { FeedImage } from '../../../shared/feed.ts';

export interface PictureGroups {
  readonly media: FeedImage[];
  readonly enclosures: FeedImage[];
  readonly content: FeedImage[];
  readonly covers: FeedImage[];
  readonly thumbnails: FeedImage[];
}

export function noPictures(): PictureGroups {
  return { media: [], enclosures: [], content: [], covers: [], thumbnails: [] };
}

/** What a picture of unknown size is taken for: more than a thumbnail, less than a large one. */
const unknownArea = 800 * 600;

function area({ width, height }: FeedImage): number {
  if (width !== undefined && height !== undefined) return width * height;
  const side = width ?? height;
  return side === undefined ? unknownArea : side * side * 0.67;
}

const largestFirst = (images: readonly FeedImage[]): FeedImage[] =>
  images.length < 2
    ? [...images]
    : images
        .map((image) => ({ image, size: area(image) }))
        .sort((a, b) => b.size - a.size)
        .map(({ image }) => image);

/** Hosts that hold nothing but thumbnails, wherever their pictures stand. */
const thumbnailHost = /^https?:\/\/\w\.thumbs\.redditmedia\.com\//i;

/** An ampersand that was escaped once too often: no address has it, and servers read another name from it. */
const unescaped = (image: FeedImage): FeedImage =>
  image.url.includes('&') ? { ...image, url: image.url.replace(/&(?:amp|#0?38);/g, '&') } : image;

/** Every address once, best first. */
export function rankPictures(groups: PictureGroups): FeedImage[] {
  const ranked: FeedImage[] = [];
  const seen = new Set<string>();
  const add = (written: FeedImage): void => {
    const image = unescaped(written);
    if (seen.has(image.url) || ranked.length >= limits.imagesPerItem || isMarkHost(image.url)) return;
    seen.add(image.url);
    ranked.push(image);
  };
  const declared = [...largestFirst(groups.media), ...largestFirst(groups.enclosures)];
  const isSmall = ({ url }: FeedImage): boolean => thumbnailHost.test(url);
  const [shown, small] = groups.content.some(isSmall)
    ? [groups.content.filter((image) => !isSmall(image)), groups.content.filter(isSmall)]
    : [groups.content, []];
  for (const image of [...declared, ...shown, ...groups.covers, ...largestFirst([...groups.thumbnails, ...small])]) {
    const original = originalOf(image.url);
    if (original !== null) add(image.type === undefined ? { url: original } : { url: original, type: image.type });
    add(image);
  }
  return ranked;
}

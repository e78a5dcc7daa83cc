/** Pictures that HTML shows or links to. */
import { resolveAddress } from './address.ts';
import type { Attribute } from './tag-scanner.ts';
import type { FeedImage } from '../../../shared/feed.ts';

const pictureFile = /\.(jpe?g|png|gif|webp|avif|jxl|heic|bmp|tiff?|svg)$/i;

/** Whether the path of an address ends like the name of a picture file. */
export function namesPicture(address: string): boolean {
  return pictureFile.test(address.replace(/[?#].*$/s, ''));
}

const value = (attributes: readonly Attribute[], name: string): string =>
  attributes.find((attribute) => attribute.name === name)?.value ?? '';

export function pixels(text: string | undefined): number | undefined {
  const match = /^\s*(\d{1,6})(?:\.\d+)?\s*(px)?\s*$/i.exec(text ?? '');
  const count = Number(match?.[1]);
  return match && count > 0 ? count : undefined;
}

export function sized(url: string, width: number | undefined, height: number | undefined, type?: string): FeedImage {
  return {
    url,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(type === undefined || type === '' ? {} : { type }),
  };
}

interface SetMember {
  readonly url: string;
  /** Pixels for `w`, a thousand times the factor for `x`. */
  readonly size: number;
  readonly written: string;
}

/** The members of a `srcset`: commas also occur inside addresses, so only those after white space or at an end divide. */
function members(text: string, base: string): SetMember[] {
  const found: SetMember[] = [];
  for (const part of text.slice(0, 16_384).split(/,\s+|\s+,|,(?=https?:\/\/)/)) {
    const [address = '', descriptor = '1x'] = part.trim().split(/\s+/);
    const url = resolveAddress(address, base);
    const size = /^(\d+(?:\.\d+)?)([wx])$/.exec(descriptor.replace(/,$/, ''));
    if (url === null || !size) continue;
    found.push({ url, size: Number(size[1]) * (size[2] === 'x' ? 1000 : 1), written: size[0] });
  }
  return found;
}

/** A `srcset` with absolute addresses; '' when nothing of it can be used. */
export function sourceSet(text: string, base: string): string {
  return members(text, base)
    .map(({ url, written }) => `${url} ${written}`)
    .join(', ');
}

const lazyAttributes = ['data-src', 'data-original', 'data-lazy-src', 'data-orig-file'];

/** What an `img`, `source` or SVG `image` shows: the largest of its set first, nothing for pixels that only count readers. */
export function picturesOf(name: string, attributes: readonly Attribute[], base: string): FeedImage[] {
  const width = pixels(value(attributes, 'width'));
  const height = pixels(value(attributes, 'height'));
  if ((width !== undefined && width <= 2) || (height !== undefined && height <= 2)) return [];
  const type = value(attributes, 'type').toLowerCase();
  if (name === 'source' && type !== '' && !type.startsWith('image/')) return [];
  const pictures: FeedImage[] = [];
  let largest: SetMember | undefined;
  for (const member of members(value(attributes, 'srcset') || value(attributes, 'data-srcset'), base)) {
    if (!largest || member.size > largest.size) largest = member;
  }
  if (largest) pictures.push(sized(largest.url, largest.written.endsWith('w') ? largest.size : undefined, undefined));
  if (name === 'source') return pictures;
  // Where a script loads the picture later, `src` is a stand-in: it comes second.
  for (const keys of [lazyAttributes, ['src', 'href', 'xlink:href']]) {
    for (const key of keys) {
      const url = resolveAddress(value(attributes, key), base);
      if (url === null) continue;
      if (!pictures.some((picture) => picture.url === url)) pictures.push(sized(url, width, height));
      break;
    }
  }
  return pictures;
}

/** The picture a link leads to: blogs show a small one and link to it in full. A wiki's page about a file is no picture. */
export function anchorPicture(attributes: readonly Attribute[], base: string): FeedImage | null {
  const url = resolveAddress(value(attributes, 'href'), base);
  return url !== null && namesPicture(url) && !url.includes('/wiki/') && !/\.svg$/i.test(url) ? { url } : null;
}

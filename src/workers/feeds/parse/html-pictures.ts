/** Pictures that HTML shows or links to. */
import { isPageMark } from '../../../shared/page-marks.ts';
import { resolveAddress } from './address.ts';
import type { Attribute } from './tag-scanner.ts';
import type { FeedImage } from '../../../shared/feed.ts';

/** Some hosts name the wanted size behind the file: `sea.jpg:large`, `sea.jpg!wide`, `sea.jpg@1280w`. */
const pictureFile = /\.(jpe?g|png|gif|webp|avif|jxl|heic|bmp|tiff?|svg)(?:[:!@][\w.-]{1,60})?$/i;
/** Hosts that make pictures on demand say in the query what they make. */
const pictureQuery =
  /\?(?:[^#]{0,2000}&)?(?:(?:format|fm|ext)=|id=OHR\.[\w.-]{1,200}\.)(?:jpe?g|png|webp|avif)(?:[&#]|$)/i;

/** Whether an address is plainly one of a picture: its path ends like the name of such a file, or its query asks for one. */
export function namesPicture(address: string): boolean {
  return pictureFile.test(address.replace(/[?#].*$/s, '')) || pictureQuery.test(address);
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

const divides = (character: string): boolean => character === ',' || character.trim() === '';

/**
 * The members of a `srcset`, as browsers divide it (HTML, 4.8.4.2.3): an address goes on to the next white space, whatever commas
 * stand in it; what describes it goes on to the next comma. Only a comma before another absolute address divides without white space.
 */
function members(text: string, base: string): SetMember[] {
  const found: SetMember[] = [];
  const source = text.slice(0, 16_384);
  for (let at = 0; at < source.length;) {
    if (divides(source.charAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < source.length && source.charAt(at).trim() !== '') at += 1;
    const address = source.slice(start, at);
    let described = '';
    if (!address.endsWith(',')) {
      const comma = source.indexOf(',', at);
      const end = comma < 0 ? source.length : comma;
      described = source.slice(at, end);
      at = end;
    }
    const addresses = address.replace(/,{1,99}$/, '').split(/,(?=https?:\/\/)/);
    for (const [index, one] of addresses.entries()) {
      const member = memberOf(one, index === addresses.length - 1 ? described : '', base);
      if (member) found.push(member);
    }
  }
  return found;
}

function memberOf(address: string, described: string, base: string): SetMember | null {
  const url = resolveAddress(address, base);
  const words = described.trim().split(/\s+/).filter(Boolean);
  const size = words.map((word) => /^(\d+(?:\.\d+)?)([wx])$/.exec(word)).find(Boolean);
  if (url === null || (words.length > 0 && !size)) return null;
  const count = Number(size?.[1] ?? 1);
  return { url, size: size?.[2] === 'w' ? count : count * 1000, written: size?.[0] ?? '1x' };
}

/** A `srcset` with absolute addresses; '' when nothing of it can be used. */
export function sourceSet(text: string, base: string): string {
  return members(text, base)
    .map(({ url, written }) => `${url} ${written}`)
    .join(', ');
}

/** Where scripts that load pictures late find the real ones; the first are the largest where there are several. */
const lazySets = ['data-srcset', 'data-lazy-srcset', 'data-original-set', 'srcset'];
const lazyAttributes = [
  'data-orig-file',
  'data-hi-res-src',
  'data-hires',
  'data-large-file',
  'data-full-url',
  'data-full-src',
  'data-original',
  'data-src',
  'data-lazy-src',
  'data-lazy',
  'data-original-src',
  'data-url',
  'data-img-src',
  'data-actualsrc',
  'data-real-src',
  'data-lazyload',
  'data-image',
  'data-medium-file',
];
/** Such attributes may also say “true”. */
const looksLikeAddress = /\/|\.[a-z]{3,4}(?:[?#]|$)/i;

/** Too small to be meant for eyes: such pixels count readers. */
function isPixel(attributes: readonly Attribute[]): boolean {
  const sides = [value(attributes, 'width'), value(attributes, 'height')];
  const style = value(attributes, 'style').slice(0, 1000);
  return (
    sides.some((side) => /^\s?[012](?:px)?\s?$/.test(side)) ||
    /(?:^|[\s;])(?:width|height)\s?:\s?[012](?:px)?\s?(?:[;!]|$)/i.test(style)
  );
}

/** Not shown by the page; what is hidden until it is loaded, or for readers of feeds alone (“webfeedsFeaturedVisual”), is meant all the same. */
function isHidden(attributes: readonly Attribute[]): boolean {
  const isAway =
    attributes.some(({ name }) => name === 'hidden') ||
    /display\s?:\s?none/i.test(value(attributes, 'style').slice(0, 1000));
  return (
    isAway &&
    !/lazy|featured/i.test(value(attributes, 'class').slice(0, 500)) &&
    !attributes.some(({ name }) => name.startsWith('data-'))
  );
}

/** Larger ones may be meant as pictures. */
const buttonPx = 32;

/** Buttons and signs tell their size. */
function isButton(width: number | undefined, height: number | undefined): boolean {
  return width !== undefined && height !== undefined && Math.max(width, height) <= buttonPx;
}

/** Classes that publishing software gives to pictures which stand for a word or a person. */
const small = /(?:^|[\s_-])(?:emoji|emoticon|emote|smiley|wp-smiley|avatar|gravatar|favicon)(?:$|[\s_-])/i;

const isSmall = (classes: string): boolean => classes !== '' && small.test(classes.slice(0, 500));

function largestOfSets(attributes: readonly Attribute[], base: string): SetMember | undefined {
  for (const name of lazySets) {
    let largest: SetMember | undefined;
    for (const member of members(value(attributes, name), base)) {
      if (!largest || member.size > largest.size) largest = member;
    }
    if (largest) return largest;
  }
  return undefined;
}

/** The largest that a set offers. */
export function largestOf(set: string, base: string): FeedImage | null {
  const largest = largestOfSets([{ name: 'srcset', value: set }], base);
  return largest ? sized(largest.url, largest.written.endsWith('w') ? largest.size : undefined, undefined) : null;
}

/** What an `img`, `source` or SVG `image` shows: the largest of its set first, nothing for pixels that only count readers. */
export function picturesOf(name: string, attributes: readonly Attribute[], base: string): FeedImage[] {
  if (attributes.length === 0 || isPixel(attributes) || isSmall(value(attributes, 'class')) || isHidden(attributes))
    return [];
  const width = pixels(value(attributes, 'width'));
  const height = pixels(value(attributes, 'height'));
  if (isButton(width, height)) return [];
  const type = value(attributes, 'type').toLowerCase();
  if (name === 'source' && type !== '' && !type.startsWith('image/')) return [];
  const pictures: FeedImage[] = [];
  const largest = largestOfSets(attributes, base);
  if (largest) pictures.push(sized(largest.url, largest.written.endsWith('w') ? largest.size : undefined, undefined));
  if (name === 'source') return pictures;
  // Where a script loads the picture later, `src` is a stand-in: it comes second.
  for (const keys of [lazyAttributes, ['src', 'href', 'xlink:href']]) {
    for (const key of keys) {
      const written = value(attributes, key);
      // “#” is where scripts put a picture later: it is this page, not one.
      const isNone = /^\s?#/.test(written) || (keys === lazyAttributes && !looksLikeAddress.test(written));
      const url = isNone ? null : resolveAddress(written, base);
      if (url === null || isPageMark(url)) continue;
      if (!pictures.some((picture) => picture.url === url)) pictures.push(sized(url, width, height));
      break;
    }
  }
  return pictures;
}

/** What stands behind a text, by its style or for a script to put there. */
export function backgroundPicture(attributes: readonly Attribute[], base: string): FeedImage | null {
  for (const { name, value: text } of attributes) {
    const address =
      name === 'style'
        ? /background(?:-image)?\s?:[^;]{0,200}?url\(\s?["']?([^"')]{1,4000})/i.exec(text.slice(0, 8000))?.[1]
        : name === 'data-bg' || name === 'data-background' || name === 'data-background-image'
          ? text.replace(/^url\(["']?|["']?\)$/gi, '')
          : undefined;
    const url = address === undefined ? null : resolveAddress(address, base);
    if (url !== null && namesPicture(url) && !/\.svg$/i.test(url)) return { url };
  }
  return null;
}

/** The picture a link leads to: blogs show a small one and link to it in full. A wiki's page about a file is no picture. */
export function anchorPicture(attributes: readonly Attribute[], base: string): FeedImage | null {
  const url = resolveAddress(value(attributes, 'href'), base);
  return url !== null && namesPicture(url) && !url.includes('/wiki/') && !/\.svg$/i.test(url) ? { url } : null;
}

/** The still that stands for a film until it plays: all of it that is a picture, as its thumbnail is in Media RSS. */
export function posterPicture(attributes: readonly Attribute[], base: string): FeedImage | null {
  const url = resolveAddress(value(attributes, 'poster'), base);
  return url === null || isPageMark(url) ? null : { url };
}

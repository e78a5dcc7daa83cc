/**
 * The pictures in one record of JSON that follows no standard known here, largest first. What a value is follows from what it is
 * called, what stands beside it (a type, a size) and what its address looks like. Faces, marks and adornments of sites are none.
 */
import { resolveAddress } from './address.ts';
import { namesPicture, sized } from './html-pictures.ts';
import { count, isRecord, record, text, type JsonRecord } from './json-values.ts';
import { limits } from './limits.ts';
import type { FeedImage } from '../../../shared/feed.ts';

/** A record is looked into this far. */
const maxDepth = 7;
const maxValues = 2000;

/** Whoever made, owns or hosts it has pictures too, but not these. */
const others =
  /avatar|icon|logo|profile|banner|header|badge|emoji|sprite|placeholder|qr_?code|signature|^(?:user|author|owner|account|creators?|community|blog|channel|team|publisher|sponsor|provider|site|tumblelog|byline|card|reactions?|comments?|replies|related|makers?)(?:$|_|img|image|pic|photo)/i;
/** “profile_banner” and “headerImage” adorn a page; an “iconic_view” is one. */
export const isAdornment = (name: string): boolean => others.test(name) && !/^iconi|^content/i.test(name);

const pictureName =
  /image|img|photo|picture|thumb|preview|^pics?$|^src$|source_?url|content_?url|media_?url|display_?url|download_?url|^(?:hd|full|raw|orig(?:inal)?|large|big|medium|small|regular)(?:_?(?:url|src|size))?\d?x?$|^url_[a-z]$/i;
const addressName = /^(?:url|href|link|src|content|uri|path|file|identifier|@?id|base_?url|source_?url|\$t|https?|v)$/i;
/** A record called so holds pictures under names such as “url” and “content”. */
const holderName =
  /image|img|photo|picture|thumb|preview|^media$|attachment|associated_?media|online_?media|^src$|^urls?$|^sizes?$|original/i;

/** How large a name promises a picture to be; files that browsers cannot show come last. */
function promise(path: string, url: string): number {
  if (/\.(?:tiff?|heic|psd|dng|cr2|nef|svg)(?:[?#]|$)/i.test(url)) return -2;
  if (/thumb|tiny|mini|square|teaser|lqip|blur/i.test(path)) return -1;
  if (/small|preview|low|mobile/i.test(path)) return 0;
  if (/orig|full|raw|max|hd|print/i.test(path)) return 5;
  if (/large|big|xl/i.test(path)) return 4;
  if (/medium|regular|web|display/i.test(path)) return 2;
  return 3;
}

/** Pixels that the name of the field or the address tells. */
function widthIn(path: string, url: string): number | undefined {
  const told = /[-_](\d{2,4})$/.exec(path)?.[1] ?? /[?&#](?:w|width)=(\d{2,4})(?:&|$)/.exec(url)?.[1];
  return told === undefined ? undefined : count(told);
}

interface Found {
  readonly image: FeedImage;
  readonly promise: number;
}

/** What says what kind of file an address leads to. */
const typeNames = ['mime_type', 'mimeType', 'mediaType', 'contentType', 'mime', 'format', 'media_type', 'type'];

class Search {
  readonly sure: Found[] = [];
  /** Addresses beside a size, in a record that may describe a picture or a page. */
  readonly likely: Found[] = [];
  readonly #base: string;
  #left = maxValues;

  constructor(base: string) {
    this.#base = base;
  }

  look(entry: JsonRecord, path: string, depth: number): void {
    for (const name in entry) {
      if (!Object.hasOwn(entry, name) || isAdornment(name) || --this.#left < 0) continue;
      const value = entry[name];
      const inner = path === '' ? name : `${path}.${name}`;
      if (typeof value === 'string') this.#judge(value, name, inner, path, entry);
      else if (depth < maxDepth) this.#descend(value, name, inner, depth);
    }
  }

  #descend(value: unknown, name: string, path: string, depth: number): void {
    if (isRecord(value)) return this.look(value, path, depth + 1);
    if (!Array.isArray(value)) return;
    for (const item of value.slice(0, limits.imagesPerItem)) {
      if (isRecord(item)) this.look(item, path, depth + 1);
      else if (typeof item === 'string') this.#judge(item, name, path, path, {});
    }
  }

  #judge(value: string, name: string, path: string, holder: string, beside: JsonRecord): void {
    if (value.length > limits.addressChars || value.length < 5 || /\s/.test(value.trim())) return;
    const type =
      typeNames
        .map((key) => text(beside[key]))
        .find(Boolean)
        ?.toLowerCase() ?? '';
    // A still of a film is no photo; and “IMG_1.jpg” is a title or the name of a file as often as an address.
    const isAddress =
      /^(?:https?:)?\/\//i.test(value) || (namesPicture(value) && (pictureName.test(name) || addressName.test(name)));
    if (/^(?:video|audio|gifv|application|text|html)/.test(type) || !isAddress) return;
    const isNamed =
      pictureName.test(name) || (addressName.test(name) && lastTwo(holder).some((part) => holderName.test(part)));
    const isTyped = type.startsWith('image') && name !== 'link' && addressName.test(name);
    const isSure =
      namesPicture(value) ||
      ((isNamed || isTyped) && !/\.(?:html?|php|aspx?|mp4|webm|mp3|mov|m3u8|json)(?:[?#]|$)/i.test(value));
    if (!isSure && !(addressName.test(name) && sidesOf(beside) !== null)) return;
    const url = resolveAddress(value, this.#base);
    if (url === null) return;
    const image = sized(url, sideOf(beside, name, 'width') ?? widthIn(path, url), sideOf(beside, name, 'height'));
    (isSure ? this.sure : this.likely).push({ image, promise: promise(path, url) });
  }
}

const lastTwo = (path: string): string[] => path.split('.').slice(-2);

/** `width` belongs to what is called “url” and its like, `url_o` has its `width_o`, `largeImageURL` its `largeImageWidth`. */
function sideOf(entry: JsonRecord, name: string, side: 'width' | 'height'): number | undefined {
  if (addressName.test(name)) {
    const sides = sidesOf(entry);
    return sides === null ? (side === 'width' ? sizeOf(entry) : undefined) : count(sides[side]);
  }
  const capital = side === 'width' ? 'Width' : 'Height';
  return (
    count(entry[name.replace(/^url(?=_)/, side)] === name ? undefined : entry[name.replace(/^url(?=_)/, side)]) ??
    count(entry[name.replace(/ur[li]$/i, capital)])
  );
}

/** Where a record keeps its width and height: in itself, or in one that says no more than that. */
function sidesOf(entry: JsonRecord): JsonRecord | null {
  for (const place of [
    entry,
    ...['media_details', 'dimensions', 'original_dimensions', 'size'].map((name) => record(entry[name])),
  ]) {
    if (count(place['width']) !== undefined && count(place['height']) !== undefined) return place;
  }
  return null;
}

function sizeOf(entry: JsonRecord): number | undefined {
  const size = count(entry['size']);
  return size !== undefined && size > 100 && size < 20_000 ? size : undefined;
}

const area = ({ image: { width, height } }: Found): number =>
  width === undefined ? 0 : width * (height ?? width * 0.67);

/** Largest first: by what is promised where sizes are not told for both. */
function larger(a: Found, b: Found): number {
  if (a.promise < 0 || b.promise < 0) return b.promise - a.promise;
  if (area(a) > 0 && area(b) > 0) return area(b) - area(a);
  return b.promise - a.promise || area(b) - area(a);
}

export function recordPictures(entry: JsonRecord, base: string): FeedImage[] {
  const search = new Search(base);
  search.look(entry, '', 0);
  const found = search.sure.length > 0 ? search.sure : search.likely;
  return found.sort(larger).map(({ image }) => image);
}

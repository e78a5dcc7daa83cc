/**
 * Reads the HTML inside feeds once and makes three things of it: sanitised HTML, plain text, and the pictures. Linear in its
 * input, total, and strict about what comes out: known elements and attributes, http(s) addresses, balanced tags.
 */
import { resolveAddress } from './address.ts';
import { decodeReferences, escapeAttribute, escapeText } from './entities.ts';
import {
  addressAttributes,
  allowedAttributes,
  allowedElements,
  blockElements,
  knownElements,
  removedElements,
  voidElements,
} from './html-rules.ts';
import { anchorPicture, backgroundPicture, picturesOf, posterPicture, sourceSet } from './html-pictures.ts';
import { limits } from './limits.ts';
import { Finder, startsName, TagScanner, type Attribute } from './tag-scanner.ts';
import type { FeedImage } from '../../../shared/feed.ts';

export interface HtmlContent {
  readonly html: string;
  readonly text: string;
  readonly images: readonly FeedImage[];
}

const maxOpen = 64;

class HtmlReader {
  readonly #source: string;
  readonly #finder: Finder;
  readonly #tag: TagScanner;
  /** Of addresses; the text's own `base` changes it once. */
  #base: string;
  #isBased = false;
  /** How many pictures there were before the open `picture`. */
  #pictureFrom = -1;
  readonly #open: string[] = [];
  readonly #images: FeedImage[] = [];
  #html = '';
  #text = '';
  #at = 0;
  #textFrom = 0;

  constructor(source: string, base: string) {
    this.#source = source;
    this.#base = base;
    this.#finder = new Finder(source);
    this.#tag = new TagScanner(this.#finder, 'attribute');
  }

  read(): HtmlContent {
    const source = this.#source;
    for (;;) {
      const at = source.indexOf('<', this.#at);
      if (at < 0) break;
      const code = source.charCodeAt(at + 1);
      if (code === 47 && startsName(source.charCodeAt(at + 2))) this.#closeTag(at);
      else if (code === 33) this.#declaration(at);
      else if (code === 63) this.#skipTo(at, '>');
      else if (startsName(code)) this.#openTag(at);
      else this.#at = at + 1;
    }
    this.#takeText(source.length);
    while (this.#open.length > 0) this.#html += `</${this.#open.pop() ?? ''}>`;
    return { html: this.#html.trim(), text: collapse(this.#text), images: this.#images };
  }

  #takeText(to: number): void {
    if (to <= this.#textFrom) return;
    const text = decodeReferences(this.#source.slice(this.#textFrom, to), 'html');
    this.#html += escapeText(text);
    this.#text += text;
  }

  #continueAt(index: number): void {
    this.#at = index;
    this.#textFrom = index;
  }

  #skipTo(at: number, end: string): void {
    this.#takeText(at);
    const found = this.#finder.find(end, at);
    this.#continueAt(found < 0 ? this.#source.length : found + end.length);
  }

  #declaration(at: number): void {
    const source = this.#source;
    if (source.startsWith('<!--', at)) {
      this.#takeText(at);
      const end = this.#finder.find('-->', at + 4);
      return this.#continueAt(end < 0 ? at + 4 : end + 3);
    }
    if (source.startsWith('<![CDATA[', at)) {
      this.#takeText(at);
      return this.#continueAt(at + 9);
    }
    const code = source.charCodeAt(at + 2);
    if (startsName(code) || code === 45 || code === 91) this.#skipTo(at, '>');
    else this.#at = at + 2;
  }

  #openTag(at: number): void {
    const tag = this.#tag;
    tag.scan(at + 1);
    this.#takeText(at);
    this.#continueAt(tag.end);
    // What the end of the text cut off is dropped: half an address is a wrong one.
    if (!tag.complete) return;
    const name = localName(tag.name);
    if (removedElements.has(name)) {
      if (!tag.selfClosing) this.#removeTo(name);
      return;
    }
    if (blockElements.has(name)) this.#text += ' ';
    if (name === 'base' && !this.#isBased) this.#rebase(tag.attributes);
    this.#collect(name, tag.attributes);
    if (!allowedElements.has(name)) return;
    const isVoid = voidElements.has(name);
    if (!isVoid && this.#open.length >= maxOpen) return;
    let attributes = this.#attributes(name, tag.attributes);
    if (name === 'img' && !attributes.includes(' src="')) {
      // A picture that a script would have loaded: its real address takes its place.
      const [picture] = picturesOf(name, tag.attributes, this.#base);
      if (!picture) return;
      attributes = ` src="${escapeAttribute(picture.url)}"${attributes}`;
    }
    if (isVoid) this.#html += `<${name}${attributes} />`;
    else {
      if ((name === 'p' || name === 'li') && this.#open.at(-1) === name) this.#html += `</${this.#open.pop() ?? ''}>`;
      this.#html += `<${name}${attributes}>`;
      if (tag.selfClosing) this.#html += `</${name}>`;
      else this.#open.push(name);
    }
  }

  /** Goes on after the element's close tag; without one nothing that follows can be trusted to be text. */
  #removeTo(name: string): void {
    for (let at = this.#finder.find('</', this.#at); at >= 0; at = this.#finder.find('</', at + 2)) {
      if (localName(this.#source.slice(at + 2, at + 2 + name.length)) !== name) continue;
      this.#continueAt(at);
      return this.#skipTo(at, '>');
    }
    this.#continueAt(this.#source.length);
  }

  #attributes(name: string, attributes: readonly Attribute[]): string {
    let out = '';
    for (const { name: written, value } of attributes) {
      const key = localName(written);
      if (!allowedAttributes.has(key) || (key !== written && key !== 'href') || (key === 'type' && name !== 'ol'))
        continue;
      if (key === 'srcset') {
        const set = sourceSet(value, this.#base);
        if (set !== '') out += ` srcset="${escapeAttribute(set)}"`;
        continue;
      }
      if (!addressAttributes.has(key)) {
        // “url(…)” inside an SVG attribute would load something.
        if (!/url\s*\(/i.test(value)) out += ` ${key}="${escapeAttribute(value)}"`;
        continue;
      }
      const address = resolveAddress(value, this.#base);
      if (address !== null) out += ` ${key}="${escapeAttribute(address)}"`;
    }
    return out;
  }

  #rebase(attributes: readonly Attribute[]): void {
    const href = attributes.find(({ name }) => name === 'href')?.value;
    const base = href === undefined ? null : resolveAddress(href, this.#base);
    if (base === null) return;
    this.#base = base;
    this.#isBased = true;
  }

  #collect(name: string, attributes: readonly Attribute[]): void {
    if (this.#images.length >= limits.imagesPerItem) return;
    if (name === 'picture') this.#pictureFrom = this.#images.length;
    const background = attributes.length === 0 ? null : backgroundPicture(attributes, this.#base);
    if (background) this.#images.push(background);
    if (name === 'img' || name === 'source' || name === 'image' || name === 'amp-img') {
      this.#images.push(...picturesOf(name, attributes, this.#base));
    } else if (name === 'a' || name === 'video') {
      const image = name === 'a' ? anchorPicture(attributes, this.#base) : posterPicture(attributes, this.#base);
      if (image) this.#images.push(image);
    }
  }

  /** A `picture` offers one photo for screens of several widths: the widest first. */
  #rankSources(): void {
    if (this.#pictureFrom < 0) return;
    const offered = this.#images.splice(this.#pictureFrom);
    this.#images.push(...offered.sort((a, b) => (b.width ?? 0) - (a.width ?? 0)));
    this.#pictureFrom = -1;
  }

  #closeTag(at: number): void {
    this.#takeText(at);
    const end = this.#tag.nameEnd(at + 2);
    const name = localName(this.#source.slice(at + 2, end));
    const close = this.#finder.find('>', end);
    this.#continueAt(close < 0 ? this.#source.length : close + 1);
    if (blockElements.has(name)) this.#text += ' ';
    if (name === 'picture') this.#rankSources();
    const position = this.#open.lastIndexOf(name);
    if (position < 0) return;
    while (this.#open.length > position) this.#html += `</${this.#open.pop() ?? ''}>`;
  }
}

function localName(name: string): string {
  const lower = name.toLowerCase();
  const colon = lower.lastIndexOf(':');
  return colon < 0 ? lower : lower.slice(colon + 1);
}

/** White space that one space does not stand for already; most text has none. */
const looseSpace = /\s\s|[^\S ]/;

/** One line, at most as long as a summary may be. */
export function collapse(text: string): string {
  const bounded = text.length > limits.summaryChars * 2 ? text.slice(0, limits.summaryChars * 2) : text;
  const line = (looseSpace.test(bounded) ? bounded.replace(/\s+/g, ' ') : bounded).trim();
  return line.length > limits.summaryChars ? `${line.slice(0, limits.summaryChars - 1)}…` : line;
}

export function readHtml(source: string, base: string): HtmlContent {
  const bounded = source.slice(0, limits.contentChars);
  if (!bounded.includes('<') && !bounded.includes('&')) return readText(bounded);
  return new HtmlReader(bounded, base).read();
}

/** Text as content: escaped, with no pictures. */
export function readText(source: string): HtmlContent {
  const bounded = source.slice(0, limits.contentChars);
  return { html: escapeText(bounded.trim()), text: collapse(bounded), images: [] };
}

/**
 * Whether text of unknown kind is markup: it must close or reference something, and each of its tags must be one of HTML's.
 * “The <blink> tag” and “1 < 2” are text.
 */
export function looksLikeHtml(text: string): boolean {
  const bounded = text.slice(0, limits.contentChars);
  if (!bounded.includes('<'))
    return bounded.includes('&') && /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});/i.test(bounded);
  if (!/<\/[a-z]|\/>|<(br|img|hr|p)\b|&#?\w{2,8};/i.test(bounded)) return false;
  for (const [, name = ''] of bounded.matchAll(/<\/?([a-z][a-z\d]*)/gi)) {
    if (!knownElements.has(name.toLowerCase())) return false;
  }
  return true;
}

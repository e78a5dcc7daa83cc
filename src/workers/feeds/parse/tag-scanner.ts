/**
 * Reads one start tag, of XML or HTML, as leniently as feeds need: unquoted and missing values, no space between attributes, a
 * missing `>`. Moves only forward, so a document is read in linear time however broken its tags are.
 */
import { decodeReferences, type ReferenceRules } from './entities.ts';
import { limits } from './limits.ts';

export interface Attribute {
  /** As written, with prefix, in lower case. */
  readonly name: string;
  readonly value: string;
}

const none: readonly Attribute[] = [];

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Quotation marks that programs for texts put in the place of plain ones. */
const isCurled = (code: number): boolean => code === 0x201c || code === 0x201d || code === 0x201e || code === 0x2033;

/** A letter, `_` or anything beyond ASCII: what may begin the name of an element. */
export const startsName = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 0x80;

/** Where something is next; remembers what it found or missed, so that asking again from further on costs nothing. */
export class Finder {
  readonly #known = new Map<string, { from: number; at: number }>();

  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  find(what: string, from: number): number {
    const known = this.#known.get(what);
    if (known && from >= known.from && (known.at < 0 || known.at >= from)) return known.at;
    const at = this.source.indexOf(what, from);
    if (known) {
      known.from = from;
      known.at = at;
    } else this.#known.set(what, { from, at });
    return at;
  }
}

/** One scanner per document; its fields hold the tag that was read last. */
export class TagScanner {
  name = '';
  attributes: readonly Attribute[] = none;
  selfClosing = false;
  /** Index after the tag; the source's length when the tag never ended. */
  end = 0;
  /** False when the document ended inside the tag. */
  complete = false;
  readonly #rules: ReferenceRules;
  readonly #finder: Finder;
  readonly #source: string;

  constructor(finder: Finder, rules: ReferenceRules) {
    this.#finder = finder;
    this.#source = finder.source;
    this.#rules = rules;
  }

  /** `at` is the index of the name's first character. */
  scan(at: number): void {
    const source = this.#source;
    this.attributes = none;
    this.selfClosing = false;
    let index = this.nameEnd(at);
    this.name = source.slice(at, index);
    let attributes: Attribute[] | null = null;
    for (;;) {
      let code = source.charCodeAt(index);
      while (isSpace(code)) code = source.charCodeAt(++index);
      if (code === 62) return this.#finish(index + 1, attributes, true);
      // The tag lacks its “>”, but here the next one begins.
      if (code === 60) return this.#finish(index, attributes, true);
      if (index >= source.length) return this.#finish(source.length, attributes, false);
      this.selfClosing = code === 47;
      if (code === 47) {
        index++;
        continue;
      }
      const attribute = this.#attribute(index);
      if (attribute && (attributes?.length ?? 0) < limits.attributes) (attributes ??= []).push(attribute);
      index = this.end;
    }
  }

  nameEnd(at: number): number {
    const source = this.#source;
    let index = at;
    for (; index < source.length; index++) {
      const code = source.charCodeAt(index);
      if (code === 62 || code === 47 || code === 60 || isSpace(code)) break;
    }
    return index;
  }

  #finish(end: number, attributes: Attribute[] | null, complete: boolean): void {
    this.end = end;
    this.attributes = attributes ?? none;
    this.complete = complete;
  }

  #attribute(start: number): Attribute | null {
    const source = this.#source;
    let index = start;
    let code = source.charCodeAt(index);
    while (index < source.length && code !== 61 && code !== 62 && code !== 47 && code !== 60 && !isSpace(code)) {
      code = source.charCodeAt(++index);
    }
    const name = source.slice(start, index).toLowerCase();
    while (isSpace(code)) code = source.charCodeAt(++index);
    if (code !== 61) {
      this.end = index;
      return name === '' ? null : { name, value: '' };
    }
    code = source.charCodeAt(++index);
    while (isSpace(code)) code = source.charCodeAt(++index);
    const value = this.#value(index, code);
    return name === '' ? null : { name, value: decodeReferences(value, this.#rules) };
  }

  #value(start: number, code: number): string {
    const source = this.#source;
    if (code === 34 || code === 39) {
      const close = this.#finder.find(code === 34 ? '"' : "'", start + 1);
      if (close >= 0) {
        this.end = close + 1;
        return source.slice(start + 1, close);
      }
    }
    let index = start;
    while (index < source.length && source.charCodeAt(index) !== 62 && !isSpace(source.charCodeAt(index))) index++;
    this.end = index;
    const value = source.slice(start, index);
    if (isCurled(code)) return value.replace(/^[“”„″]|[“”„″]\/?$/g, '');
    // The mark of an empty element, not a part of the file's name.
    return /\.(?:jpe?g|png|gif|webp|avif)\/$/i.test(value.slice(-6)) ? value.slice(0, -1) : value;
  }
}

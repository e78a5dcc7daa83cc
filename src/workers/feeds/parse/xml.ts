/**
 * A reader for the XML that feeds really are: it never throws, expands no entities of a document's own, loads nothing, and takes
 * time and memory linear in its input. Broken markup is read the way a person would: a close tag closes what it names, an item
 * ends where the next begins, a lone `<` is text, and what the document's end cut off is marked as such.
 */
import { limits } from './limits.ts';
import { vocabularyOf, vocabularyOfPrefix, type Vocabulary } from './namespaces.ts';
import { Finder, startsName, TagScanner, type Attribute } from './tag-scanner.ts';
import { decodeXml, type XmlElement } from './xml-tree.ts';

interface Name {
  /** As written, in lower case. */
  readonly full: string;
  readonly prefix: string;
  readonly local: string;
}

type Scope = ReadonlyMap<string, string>;

interface Open {
  readonly name: Name;
  /** Null below the depth that is kept. */
  readonly element: XmlElement | null;
  readonly scope: Scope;
}

const roots = new Set(['rss', 'feed', 'rdf', 'channel']);
const structure = new Set(['item', 'entry', ...roots]);
/** Elements of an item that hold one line of text: another field of the item never begins inside. */
const lines = new Set(['title', 'link', 'pubdate', 'guid']);
const fields = new Set([
  'title',
  'link',
  'pubdate',
  'guid',
  'description',
  'enclosure',
  'category',
  'comments',
  'author',
]);

/** Those that hold texts: few, so that looking for the end of each costs no more than reading the document a few times. */
const texts = new Set(['title', 'link', 'guid', 'description', 'summary', 'content', 'content:encoded']);

class XmlReader {
  readonly document: XmlElement = { name: '#document', vocabulary: 'other', attributes: [], children: [], cut: false };
  readonly #source: string;
  readonly #finder: Finder;
  readonly #tag: TagScanner;
  readonly #names = new Map<string, Name>();
  readonly #vocabularies = new Map<string, Vocabulary>();
  readonly #open: Open[] = [];
  /** Where on the stack each name is open: closing is a look-up, not a search. */
  readonly #positions = new Map<string, number[]>();
  #current: XmlElement = this.document;
  #items = 0;
  #rootSeen = false;
  /** An XML declaration stood inside of what is open: the next root begins a document of its own. */
  #isNewDocument = false;
  /** Start of text that was not yet taken, and where to look on. */
  #textFrom = 0;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#finder = new Finder(source);
    this.#tag = new TagScanner(this.#finder, 'xml');
  }

  read(): XmlElement {
    const source = this.#source;
    for (;;) {
      const at = source.indexOf('<', this.#at);
      if (at < 0) break;
      const code = source.charCodeAt(at + 1);
      if (code === 47) this.#closeTag(at);
      else if (code === 33) this.#declaration(at);
      else if (code === 63) this.#instruction(at);
      else if (startsName(code)) this.#openTag(at);
      else this.#at = at + 1;
      if (this.#items > limits.items) return this.document;
    }
    this.#takeText(source.length);
    for (const { element } of this.#open) if (element) element.cut = true;
    return this.document;
  }

  #takeText(to: number): void {
    if (to > this.#textFrom) this.#addText(decodeXml(this.#source.slice(this.#textFrom, to)));
  }

  #addText(text: string): void {
    const { children } = this.#current;
    if (text === '') return;
    if (text.length < 40 && text.trim() === '') children.push(' ');
    else children.push(text);
  }

  #continueAt(index: number): void {
    this.#at = index;
    this.#textFrom = index;
  }

  /** Skips up to and with `end`; without one only the opening is left out. */
  #skip(at: number, end: string): void {
    this.#takeText(at);
    const found = this.#finder.find(end, at + 2);
    if (found >= 0) return this.#continueAt(found + end.length);
    const close = this.#finder.find('>', at);
    this.#continueAt(close < 0 ? this.#source.length : close + 1);
  }

  #instruction(at: number): void {
    if (this.#open.length > 0 && this.#source.startsWith('xml', at + 2)) {
      this.#isNewDocument = !startsName(this.#source.charCodeAt(at + 5)) && this.#source.charCodeAt(at + 5) !== 45;
    }
    this.#skip(at, '?>');
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
      const end = this.#finder.find(']]>', at + 9);
      const lost = this.#lostEnd(at + 9, end < 0 ? source.length : end);
      this.#addText(source.slice(at + 9, lost >= 0 ? lost : end < 0 ? source.length : end));
      return this.#continueAt(lost >= 0 ? lost : end < 0 ? source.length : end + 3);
    }
    if (startsName(source.charCodeAt(at + 2))) return this.#doctype(at);
    this.#at = at + 2;
  }

  /**
   * Where a section that nothing ends does end: before the close tag of its element, if the document ends without a mark, or the only
   * one that comes is that of a later section. -1 for all others.
   */
  #lostEnd(from: number, end: number): number {
    const name = this.#open.at(-1)?.name.full ?? '';
    const close = texts.has(name) ? this.#finder.find(`</${name}>`, from) : -1;
    if (close < 0 || close >= end) return -1;
    const next = this.#finder.find('<![CDATA[', close);
    return end === this.#source.length || (next >= 0 && next < end) ? close : -1;
  }

  #doctype(at: number): void {
    this.#takeText(at);
    const close = this.#finder.find('>', at);
    const subset = this.#finder.find('[', at);
    if (subset >= 0 && subset < close) {
      const end = this.#finder.find(']>', subset);
      if (end >= 0) return this.#continueAt(end + 2);
      for (const spaced of ['] >', ']\n>', ']\r\n>']) {
        const found = this.#finder.find(spaced, subset);
        if (found >= 0) return this.#continueAt(found + spaced.length);
      }
    }
    this.#continueAt(close < 0 ? this.#source.length : close + 1);
  }

  #nameOf(written: string): Name {
    const known = this.#names.get(written);
    if (known) return known;
    const full = written.toLowerCase();
    const colon = full.indexOf(':');
    const name = { full, prefix: colon < 0 ? '' : full.slice(0, colon), local: full.slice(colon + 1) };
    this.#names.set(written, name);
    return name;
  }

  #openTag(at: number): void {
    const tag = this.#tag;
    tag.scan(at + 1);
    this.#takeText(at);
    this.#continueAt(tag.end);
    if (!tag.complete) return;
    const name = this.#nameOf(tag.name);
    if (this.#isNewDocument) this.#endDocument(name);
    if (structure.has(name.local)) this.#endUnclosedItem(name);
    else if (fields.has(name.full)) this.#endUnclosedLine();
    const outer = this.#open.at(-1)?.scope ?? new Map<string, string>();
    const scope = this.#declared(outer, tag.attributes);
    const element = this.#append(name, scope, tag.attributes);
    if (tag.selfClosing) return;
    let positions = this.#positions.get(name.full);
    if (!positions) this.#positions.set(name.full, (positions = []));
    positions.push(this.#open.length);
    this.#open.push({ name, element, scope });
    if (element) this.#current = element;
  }

  #append(name: Name, scope: Scope, attributes: readonly Attribute[]): XmlElement | null {
    if (this.#open.length >= limits.depth) return null;
    const vocabulary = this.#vocabulary(name, scope);
    const element: XmlElement = { name: name.local, vocabulary, attributes, children: [], cut: false };
    if (name.local === 'item' || name.local === 'entry') this.#items++;
    this.#current.children.push(element);
    return element;
  }

  #declared(outer: Scope, attributes: readonly Attribute[]): Scope {
    let scope: Map<string, string> | null = null;
    for (const { name, value } of attributes) {
      if (!name.startsWith('xmlns') || (name.length > 5 && name.charCodeAt(5) !== 58)) continue;
      scope ??= new Map(outer);
      if (scope.size < limits.namespaces) scope.set(name.slice(6), value);
    }
    return scope ?? outer;
  }

  #vocabulary(name: Name, scope: Scope): Vocabulary {
    const address = scope.get(name.prefix);
    const isRoot = roots.has(name.local) && (!this.#rootSeen || this.#open.length === 0);
    if (isRoot) this.#rootSeen = true;
    if (address === undefined) return vocabularyOfPrefix(name.prefix);
    let vocabulary = this.#vocabularies.get(address);
    if (vocabulary === undefined) {
      vocabulary = vocabularyOf(address);
      this.#vocabularies.set(address, vocabulary);
    }
    // A feed in a namespace nobody knows is still a feed: its own namespace is the one of its fields.
    if (isRoot && vocabulary === 'other') this.#vocabularies.set(address, (vocabulary = 'core'));
    return vocabulary;
  }

  /** Feeds that were written one behind the other, the first of them without its end. */
  #endDocument(name: Name): void {
    this.#isNewDocument = false;
    if (!roots.has(name.local)) return;
    for (const { element } of this.#open) if (element) element.cut = true;
    this.#closeTo(0);
  }

  #endUnclosedItem(name: Name): void {
    // Nothing that holds items stands in a line of text.
    const top = this.#open.at(-1);
    if (top && lines.has(top.name.full) && this.#open.length > 1) this.#closeTo(this.#open.length - 1);
    const position = this.#positions.get(name.full)?.at(-1);
    if (position !== undefined && (name.local === 'item' || name.local === 'entry')) this.#closeTo(position);
  }

  #endUnclosedLine(): void {
    const top = this.#open.at(-1);
    if (
      top &&
      lines.has(top.name.full) &&
      (this.#positions.get('item')?.at(-1) ?? Infinity) === this.#open.length - 2
    ) {
      this.#closeTo(this.#open.length - 1);
    }
  }

  #closeTag(at: number): void {
    const source = this.#source;
    if (!startsName(source.charCodeAt(at + 2))) {
      this.#at = at + 2;
      return;
    }
    this.#takeText(at);
    const end = this.#tag.nameEnd(at + 2);
    const name = this.#nameOf(source.slice(at + 2, end));
    const close = this.#finder.find('>', end);
    const next = this.#finder.find('<', end);
    this.#continueAt(close < 0 || (next >= 0 && next < close) ? (next < 0 ? source.length : next) : close + 1);
    const position = this.#positions.get(name.full)?.at(-1);
    if (position === undefined) return;
    // A stray close tag of markup inside an item never ends the item.
    if (!structure.has(name.local) && position < this.#itemPosition()) return;
    this.#closeTo(position);
  }

  #itemPosition(): number {
    return Math.max(this.#positions.get('item')?.at(-1) ?? -1, this.#positions.get('entry')?.at(-1) ?? -1);
  }

  #closeTo(position: number): void {
    while (this.#open.length > position) {
      const closed = this.#open.pop();
      if (closed) this.#positions.get(closed.name.full)?.pop();
    }
    // Below the depth that is kept, text goes to the last element that was.
    const kept = Math.min(this.#open.length, limits.depth);
    this.#current = (kept > 0 ? this.#open[kept - 1]?.element : null) ?? this.document;
  }
}

/** A document element that holds whatever stood at the top, one root or several. */
export function readXml(source: string): XmlElement {
  return new XmlReader(source).read();
}

/**
 * One item of an XML feed. RSS, RDF, Atom and CDF name the same things differently and feeds mix them freely, so there is one
 * reader for all: for each field the names it may have, the format's own first.
 */
import { resolveAddress } from './address.ts';
import { readConstruct, readLine, readLongText } from './constructs.ts';
import { parseDate } from './dates.ts';
import type { Fields } from './fields.ts';
import { addNamedPictures, linkedPicture, writtenPictures } from './found-pictures.ts';
import type { HtmlContent } from './html.ts';
import { limits } from './limits.ts';
import { readDeclared } from './media.ts';
import { isMarked, isMarkedTitle } from './not-for-everyone.ts';
import { rankPictures } from './pictures.ts';
import type { FeedItem } from '../../../shared/feed.ts';
import { attribute, baseOf, elementsOf, textOf, type XmlElement } from './xml-tree.ts';

const blank: HtmlContent = { html: '', text: '', images: [] };

/** Titles and descriptions inside `media:content` and `media:group` speak for an item that has none of its own. */
function innerMedia(fields: Fields, name: string): XmlElement[] {
  const inner = (element: XmlElement): XmlElement[] =>
    elementsOf(element).flatMap((child) =>
      child.vocabulary !== 'media' ? [] : child.name === name ? [child] : child.name === 'content' ? inner(child) : [],
    );
  return fields.all('media:group', 'media:content').flatMap(inner);
}

/** '' when it has none. A title that is nothing but a picture keeps its markup: it is all there is of it. */
export function readTitle(fields: Fields): string {
  const candidates = [
    ...fields.all('title', 'atom:title', 'dc:title', 'itunes:title', 'media:title'),
    ...innerMedia(fields, 'title'),
  ];
  for (const element of candidates) {
    const title = element.cut ? '' : readLine(element, fields.base);
    if (title !== '') return title;
  }
  for (const element of candidates) {
    const { html, images } = readConstruct(element, fields.base, 'guess');
    if (images.length > 0 && html.length <= limits.titleChars) return html;
  }
  return '';
}

const isPage = (type: string): boolean => type === '' || /html/.test(type);

/** The page about the item: an alternate link, of HTML if there are several kinds. */
function readLinkElements(links: readonly XmlElement[], base: string): string | null {
  let other: string | null = null;
  for (const element of links) {
    const rel = (attribute(element, 'rel') ?? '').trim().toLowerCase();
    if (element.cut || (rel !== '' && rel !== 'alternate' && !rel.endsWith('#alternate'))) continue;
    const url = resolveAddress(attribute(element, 'href') ?? textOf(element), baseOf(element, base));
    if (url === null) continue;
    if (isPage((attribute(element, 'type') ?? '').toLowerCase())) return url;
    other ??= url;
  }
  return other;
}

function readLink(fields: Fields): string | null {
  const own =
    readLinkElements(fields.all('link'), fields.base) ?? readLinkElements(fields.all('atom:link'), fields.base);
  if (own !== null) return own;
  const { element, base } = fields;
  const href = attribute(element, 'href') ?? attribute(fields.first('a') ?? element, 'href');
  if (href !== undefined) return resolveAddress(href, base);
  const guid = fields.first('guid');
  if (guid) {
    const permanent = attribute(guid, 'ispermalink')?.trim().toLowerCase();
    const text = fields.text('guid');
    if (permanent === 'false' || !(permanent === 'true' || /^https?:\/\//i.test(text))) return null;
    return resolveAddress(text, baseOf(guid, base));
  }
  const id = fields.text('id') || (attribute(element, 'rdf:about') ?? '');
  return /^https?:\/\//i.test(id) ? resolveAddress(id, base) : null;
}

function readId(fields: Fields): string {
  const element = fields.first('id');
  const id =
    fields.text('id', 'guid', 'atom:id') ||
    (attribute(fields.element, 'rdf:about') ?? '').trim() ||
    fields.text('dc:identifier');
  // An id is compared, never visited, so it stays as it is; but a mere path means different things in different feeds.
  const hasBase = element !== undefined && attribute(element, 'xml:base') !== undefined;
  const isPath = /^\.{0,2}\/[^\s/]/.test(id) || (hasBase && !/^[a-z][\w+.-]*:/i.test(id));
  return isPath ? (resolveAddress(id, element ? baseOf(element, fields.base) : fields.base) ?? id) : id;
}

/** The last of several that is a date: feeds that repeat an element append the newer one. */
function dateOf(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    let last: string | null = null;
    for (const element of fields.all(name)) last = (element.cut ? null : parseDate(textOf(element))) ?? last;
    if (last !== null) return last;
  }
  return null;
}

function readDates(fields: Fields): { published: string | null; updated: string | null } {
  const issued = dateOf(
    fields,
    'published',
    'issued',
    'pubdate',
    'atom:published',
    'dcterms:issued',
    'dcterms:available',
    // Journals (PRISM).
    'other:publicationdate',
    'other:coverdate',
  );
  const dated = dateOf(fields, 'dc:date', 'date', 'dcterms:date', 'dcterms:created', 'created', 'dc:created');
  const stamp = parseDate(attribute(fields.element, 'lastmod') ?? '');
  const updated = dateOf(fields, 'updated', 'modified', 'atom:updated', 'dcterms:modified') ?? stamp;
  return { published: issued ?? dated ?? updated, updated: updated ?? (issued === null ? null : dated) };
}

/** Atom's person: its name, with the mail address in brackets when the feed gives one. */
function readPerson(element: XmlElement): string {
  const part = (name: string): string => {
    const found = elementsOf(element).find((child) => child.name === name);
    return found ? textOf(found).trim() : '';
  };
  const [name, email] = [part('name'), part('email')];
  if (name !== '') return email === '' ? name : `${name} (${email})`;
  return email || (elementsOf(element).length > 0 ? '' : readLine(element, ''));
}

const authors = [
  'author',
  'atom:author',
  'dc:creator',
  'dc:author',
  'itunes:author',
  'media:credit',
  'itunes:owner',
  'other:creator',
];

/** Those that one kind of element names. Beside a name, an address is that of the person's picture or page. */
function peopleOf(elements: readonly XmlElement[]): string {
  const names = elements.map(readPerson).filter((person) => person !== '');
  const people = names.filter((person) => !/^https?:\/\/\S*$/i.test(person));
  return [...new Set(people.length > 0 ? people : names)].slice(0, 5).join(', ');
}

export function readAuthor(fields: Fields): string | null {
  const found = authors.map((name) => peopleOf(fields.all(name))).filter((people) => people !== '');
  // RSS asks for a mail address, and some say the name elsewhere.
  const [first] = found;
  if (first !== undefined) return found.find((people) => !/^[^\s,]+@[^\s,]+$/.test(people)) ?? first;
  // RFC 4287 4.2.1: an entry taken from elsewhere has the authors of where it was.
  const origin = fields.all('source', 'atom:source').flatMap(elementsOf);
  const original = peopleOf(origin.filter(({ name }) => name === 'author'));
  if (original !== '') return original;
  for (const element of innerMedia(fields, 'credit')) {
    const person = readPerson(element);
    if (person !== '') return person;
  }
  return null;
}

const isBlank = ({ html, images }: HtmlContent): boolean => html === '' && images.length === 0;

interface Body {
  readonly summary: string;
  readonly content: string;
  readonly images: HtmlContent['images'];
}

const summaries = [
  'atom:summary',
  'dc:description',
  'itunes:summary',
  'media:description',
  'abstract',
  'itunes:subtitle',
];
/** The last for feeds that mistyped the address of the module's namespace: no other has an element of this name. */
const contents = [
  'content:encoded',
  'content',
  'xhtml:body',
  'xhtml:div',
  'body',
  'fullitem',
  'atom:content',
  'other:encoded',
];

function readBody(fields: Fields): Body {
  const read = (elements: readonly XmlElement[], fallback: 'markup' | 'guess'): HtmlContent => {
    for (const element of elements) {
      const content = readLongText(element, fields.base, fallback);
      if (!isBlank(content)) return content;
    }
    return blank;
  };
  // An item with both a description and a summary has its long text in the one that comes second.
  const short = fields.names.filter((name) => name === 'description' || name === 'summary');
  const texts = short.map((name) => read(fields.all(name), name === 'description' ? 'markup' : 'guess'));
  let brief = texts[0] ?? blank;
  if (isBlank(brief)) brief = read(fields.all(...summaries), 'guess');
  if (isBlank(brief)) brief = read(innerMedia(fields, 'description'), 'guess');
  let full = blank;
  for (const name of contents) {
    if (isBlank(full) && fields.first(name)) {
      full = read(fields.all(name), name === 'content' || name === 'atom:content' ? 'guess' : 'markup');
    }
  }
  if (isBlank(full) && texts[1]) full = texts[1];
  return {
    summary: brief.text || full.text,
    content: full.html || brief.html,
    images: full === brief ? full.images : [...full.images, ...brief.images],
  };
}

/** Newspapers put their pictures into the text that Media RSS has for what is said. */
const spokenPictures = (fields: Fields): HtmlContent['images'] =>
  fields.first('media:text')
    ? fields
        .all('media:text')
        .slice(0, limits.imagesPerItem)
        .flatMap((element) => readLongText(element, fields.base, 'guess').images)
    : [];

/** What holds for a whole feed, unless an item says otherwise. */
export interface Surroundings {
  readonly author: string | null;
  readonly notForEveryone: boolean;
}

export function readEntry(fields: Fields, feed: Surroundings): FeedItem {
  const title = readTitle(fields);
  const link = readLink(fields);
  const body = readBody(fields);
  const { pictures, enclosures } = readDeclared(fields);
  pictures.content.push(...body.images, ...spokenPictures(fields));
  addNamedPictures(fields, pictures);
  let images = rankPictures(pictures);
  if (images.length === 0) {
    pictures.content.push(...linkedPicture(link), ...writtenPictures(body.summary));
    images = rankPictures(pictures);
  }
  const notForEveryone = feed.notForEveryone || isMarked(fields) || isMarkedTitle(title);
  return {
    id: readId(fields) || (link ?? images[0]?.url ?? title),
    title,
    link,
    ...readDates(fields),
    author: readAuthor(fields) ?? feed.author,
    summary: body.summary,
    content: body.content,
    images,
    enclosures,
    ...(notForEveryone && { notForEveryone }),
  };
}

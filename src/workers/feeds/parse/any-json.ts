/**
 * JSON of no standard known here, read by what it looks like: somewhere in it is a list of records with pictures (posts, works of a
 * museum, results of a search), or it is one such record, or a list of addresses.
 */
import { epochDate, parseDate } from './dates.ts';
import { namesPicture } from './html-pictures.ts';
import { jsonItem } from './json-item.ts';
import { isRecord, list, record, text, type JsonRecord } from './json-values.ts';
import { limits } from './limits.ts';
import { isMarkedRecord } from './not-for-everyone.ts';
import { isAdornment, recordPictures } from './record-pictures.ts';
import type { FeedItem, ParsedFeed } from '../../../shared/feed.ts';

const maxDepth = 6;
/** Lists and records that are looked at in search of the list that counts. */
const maxLooked = 5000;
/** Of a list, to see whether it is the one. */
const sampled = 8;

/** A record may wrap what it is about; activity streams, maps and tables do. */
const wrappers = [
  'post', 'object', 'node', 'item', 'attributes', 'fields', 'properties', 'record', 'snippet', 'photo', 'mediaMetadata',
]; // prettier-ignore

/** A record by the names of its fields in lower case and without marks between words. */
type Facts = ReadonlyMap<string, unknown>;

function factsOf(entry: JsonRecord): Facts {
  const facts = new Map<string, unknown>();
  for (const name of Object.keys(entry).slice(0, 300)) {
    const plain = name.toLowerCase().replaceAll(/[_-]/g, '');
    if (!facts.has(plain)) facts.set(plain, entry[name]);
  }
  return facts;
}

/** What is said of one thing: by its record, and by those it wraps, two deep. */
function wrapped(entry: JsonRecord): JsonRecord[] {
  const inner = wrappers.map((name) => entry[name]).filter(isRecord);
  return [entry, ...inner, ...inner.flatMap((one) => wrappers.map((name) => one[name]).filter(isRecord))];
}

/** Text as it is, the first of several, or in the record that some services put around it. */
function words(value: unknown, depth = 0): string {
  if (depth > 3) return '';
  if (Array.isArray(value)) return words(value[0], depth + 1);
  if (!isRecord(value)) return text(value);
  for (const name of ['rendered', '$t', '_content', 'value', 'text', 'name', 'en', 'none', 'v']) {
    const found = words(value[name], depth + 1);
    if (found !== '') return found;
  }
  return '';
}

function firstOf(about: readonly Facts[], names: readonly string[]): string {
  for (const facts of about) {
    for (const name of names) {
      const found = facts.has(name) ? words(facts.get(name)) : '';
      if (found !== '') return found;
    }
  }
  return '';
}

const titles = [
  'title',
  'name',
  'headline',
  'label',
  'alt',
  'alttext',
  'altdescription',
  'caption',
  'photocaption',
  'speciesguess',
];
const summaries = ['summary', 'excerpt', 'description', 'explanation', 'caption', 'photocaption', 'abstract', 'text'];
const bodies = ['contenthtml', 'content', 'bodyhtml', 'body', 'description', 'html'];
const dates = [
  'published', 'publishedat', 'datepublished', 'publishedtime', 'pubdate', 'dategmt', 'createdat', 'created', 'createdutc', 'datecreated',
  'timestamp', 'unixtimestamp', 'datetime', 'date', 'datetaken', 'takenat', 'taken',
]; // prettier-ignore
const otherDate = /(?:date|time|at|on)$/;
const links = [
  'htmlurl', 'permalink', 'posturl', 'pageurl', 'foreignlandingurl', 'hostpageurl', 'objecturl', 'webpage', 'apid', 'sourcelink',
  'recordlink', 'url', 'link', 'uri', 'href', 'page', 'html', 'contextlink', 'web', 'guid',
]; // prettier-ignore
const people = [
  'author', 'photographer', 'artist', 'artistdisplayname', 'artistdisplay', 'creator', 'creators', 'dccreator', 'user', 'owner', 'account',
  'credit', 'byline', 'authorname', 'authors', 'primaryauthor', 'principalorfirstmaker', 'people', 'attribution', 'copyright',
]; // prettier-ignore
const personNames = ['displayname', 'fullname', 'name', 'username', 'login', 'description', '$t', 'title'];

/** Numbers are seconds or milliseconds since 1970. */
function dateIn(value: unknown): string | null {
  const written = words(value);
  const number = /^\d{9,13}(?:\.\d+)?$/.test(written) ? Number(written) : null;
  return number === null ? parseDate(written) : epochDate(number > 1e11 ? number / 1000 : number);
}

/** The first of the usual names that is a date; then any other name that sounds like one and holds a whole day. */
function dateOf(about: readonly Facts[]): string | null {
  for (const facts of about) {
    for (const name of dates) {
      const date = facts.has(name) ? dateIn(facts.get(name)) : null;
      if (date !== null) return date;
    }
  }
  for (const facts of about) {
    for (const [name, value] of facts) {
      if (otherDate.test(name) && words(value).length >= 8) {
        const date = dateIn(value);
        if (date !== null) return date;
      }
    }
  }
  return null;
}

/** A page, not a file; where there are several, the one for people. */
function linkOf(about: readonly Facts[]): string {
  const isPage = (address: string): boolean => /^(?:https?:)?\/\/|^\//i.test(address) && !namesPicture(address);
  for (const facts of about) {
    for (const place of [facts, factsOf(record(facts.get('links'))), factsOf(record(facts.get('image')))]) {
      const found = links.map((name) => text(place.get(name))).find(isPage);
      if (found !== undefined) return found;
    }
    const alternate = list(facts.get('link'))
      .map(record)
      .find(({ rel }) => rel === 'alternate');
    if (alternate) return text(alternate['href']);
  }
  return '';
}

function personOf(about: readonly Facts[]): string {
  for (const facts of about) {
    for (const name of people) {
      const given = facts.get(name);
      const value: unknown = Array.isArray(given) ? given[0] : given;
      const found = isRecord(value) ? firstOf([factsOf(value)], personNames) : text(value);
      if (found !== '' && !/^https?:/i.test(found)) return found;
    }
  }
  return '';
}

function readRecord(entry: JsonRecord, base: string): FeedItem {
  const parts = wrapped(entry);
  const about = parts.map(factsOf);
  const title = firstOf(about, titles);
  const body = bodies.map((name) => firstOf(about, [name])).find((found) => /<[a-z]/i.test(found)) ?? '';
  const isMarked = parts.some((part) => isMarkedRecord(part));
  const item = jsonItem(
    {
      id: firstOf(about, ['id', 'guid', 'uuid', 'identifier', 'uri']),
      title,
      link: linkOf(about),
      published: dateOf(about),
      author: personOf(about),
      summary: firstOf(about, summaries),
      html: body,
      images: recordPictures(entry, base),
    },
    base,
  );
  return isMarked ? { ...item, notForEveryone: true } : item;
}

const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= limits.addressChars && namesPicture(value) && !/\s/.test(value.trim());

interface Lists {
  readonly records?: readonly JsonRecord[];
  readonly addresses?: readonly string[];
}

/** Content may show its pictures only in its text. */
const showsPictures = (entry: JsonRecord, base: string): boolean => readRecord(entry, base).images.length > 0;

const insideOf = (value: JsonRecord): unknown[] =>
  Object.keys(value)
    .slice(0, maxLooked)
    .filter((name) => !isAdornment(name))
    .map((name) => value[name])
    .filter((inner) => typeof inner === 'object');

/** Level by level: the first list of records with pictures, and the first of bare addresses. */
function findLists(root: unknown, base: string): Lists {
  let level: readonly unknown[] = [root];
  let [looked, addresses] = [0, undefined as readonly string[] | undefined];
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: unknown[] = [];
    let best: { entries: readonly JsonRecord[]; score: number } | null = null;
    for (const value of level) {
      if (++looked > maxLooked) break;
      if (!Array.isArray(value)) {
        if (isRecord(value)) next.push(...insideOf(value));
        continue;
      }
      const entries = value.filter(isRecord);
      const score = entries.slice(0, sampled).filter((entry) => showsPictures(entry, base)).length;
      if (score > (best?.score ?? 0)) best = { entries, score };
      addresses ??= value.slice(0, sampled).some(isAddress) ? value.filter(isAddress) : undefined;
      if (score === 0) next.push(...value.slice(0, sampled));
    }
    if (best) return { records: best.entries };
    level = next;
  }
  return addresses === undefined ? {} : { addresses };
}

const titleOf = (root: unknown): string => {
  const about = [root, ...['feed', 'meta', 'blog', 'channel', 'tumblelog'].map((name) => record(root)[name])];
  return firstOf(
    about.map((part) => factsOf(record(part))),
    ['title', 'name'],
  );
};

/**
 * Museums name pictures by their number alone and say once where such numbers lead
 * (https://api.artic.edu/docs/#iiif-image-api): the address is put beside the number. 1686 pixels are prepared for everybody.
 */
function withAddresses(root: unknown): unknown {
  const server = text(record(record(root)['config'])['iiif_url']).replace(/\/$/, '');
  const { data } = record(root);
  if (server === '' || !isRecord(root)) return root;
  const complete = (entry: unknown): unknown => {
    const id = isRecord(entry) ? text(entry['image_id']) : '';
    return /^[\w.-]{1,80}$/.test(id)
      ? { ...record(entry), image_url: `${server}/${id}/full/1686,/0/default.jpg` }
      : entry;
  };
  return { ...root, data: Array.isArray(data) ? data.map(complete) : complete(data) };
}

/** Null when there is no picture in it. */
export function readAnyJson(given: unknown, url: string): ParsedFeed | null {
  const root = withAddresses(given);
  const { records, addresses } = findLists(root, url);
  if (records) {
    const items = records.slice(0, limits.items).map((entry) => readRecord(entry, url));
    return { title: titleOf(root), items: items.filter(({ images, title }) => images.length > 0 || title !== '') };
  }
  const single = isRecord(root) ? readRecord(root, url) : null;
  const isWork = single !== null && single.images.length > 0 && (single.title !== '' || !addresses);
  if (isWork) return { title: '', items: [single] };
  if (!addresses) return null;
  return {
    title: titleOf(root),
    items: addresses
      .slice(0, limits.items)
      .map((address) => jsonItem({ published: null, images: [{ url: address }] }, url)),
  };
}

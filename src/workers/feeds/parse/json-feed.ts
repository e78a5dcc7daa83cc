/** JSON Feed (https://www.jsonfeed.org/version/1.1/) and the JSON that photo services answer with, told apart by their shape. */
import { resolveAddress } from './address.ts';
import { readAnyJson } from './any-json.ts';
import { parseDate } from './dates.ts';
import { brokenFeed, notAFeed } from './feed-error.ts';
import { looksLikeHtml } from './html.ts';
import { jsonItem, plainText, type RawImage } from './json-item.ts';
import { isRecord, list, record, records, text, type JsonRecord } from './json-values.ts';
import { readLenientJson } from './lenient-json.ts';
import { limits } from './limits.ts';
import { isPicture } from './picture-kind.ts';
import { nextOfJson, withNext } from './next-page.ts';
import { isMarkedRecord } from './not-for-everyone.ts';
import { readBing } from './services/bing.ts';
import { readFlickr } from './services/flickr.ts';
import { readNasa } from './services/nasa.ts';
import { readReddit } from './services/reddit.ts';
import { readWallhaven } from './services/wallhaven.ts';
import { readWikimedia } from './services/wikimedia.ts';
import { readXmlFeed } from './xml-feed.ts';
import type { FeedItem, ParsedFeed } from '../../../shared/feed.ts';

/** What keeps others from running the JSON, and comments: each may stand before it, several times. */
const guards = [
  // oxlint-disable-next-line no-control-regex
  /[\s\x1e\ufeff]+/y,
  /\)\]\}',?|(?:while ?\(1\)|for ?\(;;\)) ?;/y,
  /\/\*[^*]*\*\//y,
  /\/\/[^\n]*(?:\n|$)/y,
];
/** A function call around it (JSONP), perhaps only if there is such a function, or a variable. None of it is ever run. */
const wrapper =
  /(?:typeof [\w$.]{1,64} ?===? ?['"]function['"] ?&& ?)?[\w$.]{1,64}\s{0,9}\(|(?:(?:var|let|const) )?[\w$.]{1,64} ?= ?/y;

/** The JSON in a text, without what wraps it; null when it is none. */
export function jsonSource(source: string): string | null {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(source)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  const skipGuards = (): void => {
    while (guards.some(skip));
  };
  skipGuards();
  const isWrapped = skip(wrapper);
  skipGuards();
  if (source.charAt(at) !== '{' && source.charAt(at) !== '[') return null;
  const json = source.slice(at);
  return isWrapped ? json.slice(0, Math.max(json.lastIndexOf('}'), json.lastIndexOf(']')) + 1) : json;
}

function author(entry: JsonRecord, feed: JsonRecord): string {
  for (const owner of [entry, feed]) {
    const named = [...records(owner['authors']), record(owner['author'])]
      .map((person) => text(person['name']))
      .filter(Boolean);
    if (named.length > 0) return [...new Set(named)].slice(0, 5).join(', ');
    if (typeof owner['author'] === 'string') return owner['author'];
  }
  return '';
}

/** An address; some write an object around it. */
function imageOf(value: unknown): RawImage {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(one) ? { ...one, url: one['url'] } : { url: one };
}

/** The first of these that says anything: some name things as other formats do. */
const firstOf = (entry: JsonRecord, ...names: readonly string[]): string =>
  names.map((name) => text(entry[name])).find((found) => found !== '') ?? '';

function readItem(entry: JsonRecord, feed: JsonRecord, base: string): FeedItem {
  const attachments = records(entry['attachments']).slice(0, limits.enclosuresPerItem);
  const enclosures = attachments.flatMap((attachment) => {
    const url = resolveAddress(text(attachment['url']), base);
    const type = text(attachment['mime_type']);
    return url === null ? [] : [type === '' ? { url } : { url, type }];
  });
  const pictures = enclosures.filter(({ url, type }) => isPicture(url, (type ?? '').toLowerCase()));
  const published = parseDate(firstOf(entry, 'date_published', 'published', 'pubDate', 'date'));
  const updated = parseDate(firstOf(entry, 'date_modified', 'updated', 'modified'));
  const html = firstOf(entry, 'content_html', 'content', 'description');
  return jsonItem(
    {
      id: entry['id'],
      title: entry['title'],
      link: firstOf(entry, 'url', 'external_url', 'link'),
      published: published ?? updated,
      updated,
      author: author(entry, feed),
      summary: entry['summary'],
      html: 'content_html' in entry || looksLikeHtml(html) ? html : '',
      plain: entry['content_text'] ?? html,
      images: [imageOf(entry['image']), ...pictures, imageOf(entry['banner_image'])],
      enclosures,
      notForEveryone: isMarkedRecord(entry),
    },
    base,
  );
}

/** A list, or what PHP makes of one that has gaps: a record with numbers for names. */
function numbered(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  const names = Object.keys(record(value));
  return names.length > 0 && names.every((name) => /^\d{1,6}$/.test(name)) ? Object.values(record(value)) : null;
}

function readStandard(feed: JsonRecord, base: string): ParsedFeed | null {
  const listed = numbered(feed['items']);
  if (!listed) return null;
  const entries = records(listed).slice(0, limits.items);
  const isStandard =
    /jsonfeed\.org/.test(text(feed['version'])) || entries.some((entry) => 'id' in entry || 'url' in entry);
  if (!isStandard && entries.length > 0) return null;
  return { title: plainText(feed['title']), items: entries.map((entry) => readItem(entry, feed, base)) };
}

const saysStandard = (value: unknown): boolean => /jsonfeed\.org/.test(text(record(value)['version']));

/** Feeds that were written one behind the other. */
function readJoined(value: unknown, base: string): ParsedFeed | null {
  const feeds = list(value).slice(0, 100);
  if (feeds.length < 2 || !feeds.every(saysStandard)) return null;
  const read = records(feeds).flatMap((feed) => readStandard(feed, base) ?? []);
  return { title: read.find(({ title }) => title !== '')?.title ?? '', items: read.flatMap(({ items }) => items) };
}

/** Each returns null for what is not its own. Those with the more telling shape come first. */
const readers = [readJoined, readReddit, readFlickr, readWallhaven, readBing, readNasa, readWikimedia];

function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    const value = readLenientJson(source);
    if (value === undefined) throw brokenFeed(String(error), error);
    return value;
  }
}

const isXmlFeed = (value: unknown): value is string =>
  typeof value === 'string' && /^\s{0,99}<(?:\?xml|rss|feed|rdf:RDF)[\s>]/i.test(value.slice(0, 200));

function readValue(value: unknown, url: string): ParsedFeed {
  for (const read of readers) {
    const feed = read(value, url);
    if (feed) return { title: feed.title, items: feed.items.slice(0, limits.items) };
  }
  const feed = isRecord(value) ? readStandard(value, url) : null;
  // Many lists have items with ids; one without a picture may be of another kind.
  const isSure = saysStandard(value);
  if (feed && (isSure || feed.items.some(({ images }) => images.length > 0))) return feed;
  const other = readAnyJson(value, url) ?? feed;
  if (other) return other;
  // What fetches feeds for pages answers with JSON around them.
  const wrapped = Object.values(record(value)).find(isXmlFeed);
  if (wrapped !== undefined) return readXmlFeed(wrapped, url);
  throw notAFeed(
    `JSON with ${isRecord(value) ? Object.keys(value).slice(0, 8).join(', ') : `${list(value).length} values`}`,
  );
}

export function readJsonFeed(source: string, url: string): ParsedFeed {
  const value = parsed(source);
  return withNext(readValue(value, url), nextOfJson(value, url), url);
}

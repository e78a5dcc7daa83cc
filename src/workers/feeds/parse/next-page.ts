/**
 * Where a feed goes on: the page of older items that it names (RFC 5005, JSON Feed, what services answer with), or that its software is
 * known to have. Only addresses of the same host come out: whoever reads a feed did not ask for another.
 */
import { resolveAddress } from './address.ts';
import type { Fields } from './fields.ts';
import { record, records, text } from './json-values.ts';
import type { FeedItem, ParsedFeed } from '../../../shared/feed.ts';
import { attribute, baseOf } from './xml-tree.ts';

const hostOf = ({ host }: URL): string => host.replace(/^www\./, '');

/** Null for another host, for the page itself, and for what would leave a secure connection for a plain one. */
function sameHost(next: string | null, url: string): string | null {
  if (next === null) return null;
  try {
    const [from, to] = [new URL(url), new URL(next)];
    if (from.protocol === 'https:' && to.protocol === 'http:' && to.port === '') to.protocol = 'https:';
    to.hash = '';
    const isOther = hostOf(from) !== hostOf(to) || (from.protocol === 'https:' && to.protocol !== 'https:');
    return isOther || to.href === from.href || to.username !== '' ? null : to.href;
  } catch {
    return null;
  }
}

/** An empty page has nothing after it. */
export function withNext(feed: ParsedFeed, next: string | null, url: string): ParsedFeed {
  const address = feed.items.length === 0 ? null : sameHost(next, url);
  return address === null ? feed : { ...feed, next: address };
}

function changed(url: string, values: Readonly<Record<string, string>>): string | null {
  try {
    const address = new URL(url);
    for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
    return address.href;
  } catch {
    return null;
  }
}

function numberIn(url: string, name: string, otherwise: number): number {
  const value = new RegExp(String.raw`[?&]${name}=(\d{1,6})(?:[&#]|$)`).exec(url)?.[1];
  return value === undefined ? otherwise : Number(value);
}

/** https://developer.wordpress.org/advanced-administration/wordpress/feeds/: `paged` counts the pages of every feed it makes. */
function nextOfWordPress(head: Fields, items: readonly FeedItem[], url: string): string | null {
  const isFeed = /\/feed(?:\/(?:rss2?|rdf|atom))?\/?(?:[?#]|$)|[?&]feed=/i.test(url);
  const isWordPress = /wordpress/i.test(head.text('generator'));
  // Fewer than this on a page are all there are: nobody sets it lower.
  return isFeed && isWordPress && items.length >= 5
    ? changed(url, { paged: String(numberIn(url, 'paged', 1) + 1) })
    : null;
}

/** Blogger names its own host for the feed of every blog; the blog's answers the same question. */
function nextOfBlogger(next: string, url: string): string | null {
  const [, query = ''] = /^https?:\/\/www\.blogger\.com\/feeds\/\d+\/posts\/\w+\/?\?([^#]+)/i.exec(next) ?? [];
  return query !== '' && /\/feeds\/posts\/\w+/i.test(url)
    ? changed(url, Object.fromEntries(new URLSearchParams(query)))
    : null;
}

/** A listing as a feed goes on after its last post, like the listing itself (https://www.reddit.com/dev/api/#listings). */
function nextOfRedditFeed(items: readonly FeedItem[], url: string): string | null {
  const last = items.at(-1)?.id ?? '';
  return /^https?:\/\/(?:[\w-]+\.)?reddit\.com\/[^?#]*\.rss(?:[?#]|$)/i.test(url) && /^t3_\w{1,20}$/.test(last)
    ? changed(url, { after: last })
    : null;
}

/** `url`: where the feed came from. */
export function nextOfXml(head: Fields, items: readonly FeedItem[], url: string): string | null {
  const links = head.all('link', 'atom:link').filter((element) => !element.cut);
  for (const wanted of ['next', 'prev-archive']) {
    for (const element of links) {
      const rels = (attribute(element, 'rel') ?? '').toLowerCase().split(/\s+/);
      if (!rels.includes(wanted)) continue;
      const next = resolveAddress(attribute(element, 'href') ?? '', baseOf(element, head.base));
      if (next !== null) return nextOfBlogger(next, url) ?? next;
    }
  }
  return nextOfWordPress(head, items, url) ?? nextOfRedditFeed(items, url);
}

/** Names under which services tell the whole address, in the answer itself or in a record about its pages. */
const nextNames = ['next_url', 'nextUrl', 'next_page', 'nextPage', 'next_page_url', 'next'];
const pageRecords = ['links', '_links', 'paging', 'pagination', 'meta', 'info', 'page', 'collection'];

function namedNext(value: unknown, url: string): string | null {
  const root = record(value);
  for (const place of [root, ...pageRecords.map((name) => record(root[name]))]) {
    for (const name of nextNames) {
      const given = text(place[name]) || text(record(place[name])['href']);
      // A number or a token is no address: what to do with it is the service's own business.
      const next = /^(?:https?:\/\/|\/|\?)/i.test(given) ? resolveAddress(given, url) : null;
      if (next !== null) return next;
    }
    const link = records(place['links']).find(({ rel }) => rel === 'next');
    if (link) return resolveAddress(text(link['href']), url);
  }
  return null;
}

/** Services that count their pages, or give a mark to go on from. */
function nextOfService(value: unknown, url: string): string | null {
  const listing = record(Array.isArray(value) ? value[0] : value);
  const data = record(listing['data']);
  const after = text(data['after']);
  if (listing['kind'] === 'Listing' && /^t\d_\w{1,20}$/.test(after)) return changed(url, { after });
  const { current_page: current, last_page: last } = record(listing['meta']);
  if (typeof current === 'number' && Number(last) > current) return changed(url, { page: String(current + 1) });
  const photos = record(listing['photos'] ?? listing['photoset']);
  const page = Number(photos['page']);
  if (Array.isArray(photos['photo']) && Number(photos['pages']) > page) return changed(url, { page: String(page + 1) });
  // https://www.mediawiki.org/wiki/API:Continue: what is to be added to the question.
  const more = Object.entries(record(listing['continue'])).slice(0, 10);
  if ('query' in listing && more.length > 0)
    return changed(url, Object.fromEntries(more.map(([name, given]) => [name, text(given)])));
  // A week is the furthest back that it begins.
  const isBing = /^https?:\/\/(?:[\w-]+\.)*bing\.com\/HPImageArchive\.aspx\?/i.test(url);
  return isBing && numberIn(url, 'idx', 0) === 0 ? changed(url, { idx: '7', n: '8' }) : null;
}

export const nextOfJson = (value: unknown, url: string): string | null =>
  namedNext(value, url) ?? nextOfService(value, url);

/** RSS 0.9x, 1.0 and 2.0, RDF, Atom 0.3 and 1.0, CDF: finds the feed in a document, however it is wrapped. */
import { resolveAddress } from './address.ts';
import { decodeReferences } from './entities.ts';
import { readAuthor, readEntry, readTitle } from './entry.ts';
import { listOfFeeds, notAFeed, webPage } from './feed-error.ts';
import { Fields } from './fields.ts';
import { collapse } from './html.ts';
import { limits } from './limits.ts';
import { nextOfXml, withNext } from './next-page.ts';
import { isMarked } from './not-for-everyone.ts';
import { readListOfFeeds } from './opml.ts';
import { readBingXml } from './services/bing.ts';
import { readSitemap } from './sitemap.ts';
import type { FeedItem, ParsedFeed } from '../../../shared/feed.ts';
import type { Vocabulary } from './namespaces.ts';
import { attribute, baseOf, elementsOf, type XmlElement } from './xml-tree.ts';
import { readXml } from './xml.ts';

/** `native` is the vocabulary of the root: some declare one of another kind for all that they write. */
const isItem = ({ name, vocabulary }: XmlElement, native: Vocabulary = 'core'): boolean =>
  (name === 'item' || name === 'entry') && (vocabulary === 'core' || vocabulary === 'atom' || vocabulary === native);

const isRoot = ({ name, vocabulary }: XmlElement): boolean =>
  rootNames.has(name) && vocabulary !== 'other' && (vocabulary !== 'xhtml' || name === 'rss');

/** In a page nothing is a feed but what is plainly one. */
const isFeedInPage = (element: XmlElement): boolean =>
  isRoot(element) && elementsOf(element).some((child) => child.name === 'channel' || isItem(child));

/** Of feeds in one document. */
const maxJoined = 100;

const rootNames = new Set(['rss', 'feed', 'rdf', 'channel', 'urlset']);

/**
 * The elements that can be feeds, looked for level by level so that what merely mentions one does not count. Several stand side by side
 * where feeds were joined, or one was written twice.
 */
function findRoots(document: XmlElement): XmlElement[] {
  let level = elementsOf(document);
  let isPage = false;
  for (let depth = 0; depth < 8 && level.length > 0; depth++) {
    const roots = level.filter(isPage ? isFeedInPage : isRoot);
    if (roots.length > 0) return roots;
    if (!isPage && level.some((element) => isItem(element))) return [{ ...document, children: level }];
    isPage ||= level.some(({ name }) => name === 'html');
    level = level.slice(0, 1000).flatMap(elementsOf);
  }
  return [];
}

/** The feed that a web page names in its head. */
function feedOfPage(document: XmlElement, url: string): string | undefined {
  const pending = [document];
  for (let seen = 0; pending.length > 0 && seen < 2000; seen++) {
    const element = pending.shift();
    if (!element) break;
    const isFeed = /^application\/((rss|atom)\+xml|feed\+json)$/i.test(attribute(element, 'type') ?? '');
    if (element.name === 'link' && isFeed) return resolveAddress(attribute(element, 'href') ?? '', url) ?? undefined;
    pending.unshift(...elementsOf(element).slice(0, 100));
  }
  return undefined;
}

/** Items and the base for their addresses, in document order: in the channel, beside it (RSS 1.0), or nested channels (CDF). */
function findItems(root: XmlElement, url: string): { element: XmlElement; base: string }[] {
  const found: { element: XmlElement; base: string }[] = [];
  const visit = (element: XmlElement, outerBase: string, depth: number): void => {
    const base = baseOf(element, outerBase);
    for (const child of elementsOf(element)) {
      if (found.length >= limits.items) return;
      if (isItem(child, root.vocabulary)) found.push({ element: child, base });
      else if (depth < 3 && /^(channel|items|rdf|rss|feed)$/.test(child.name)) visit(child, base, depth + 1);
    }
  };
  visit(root, url, 0);
  return found;
}

/** Where a page begins to show the text of a feed: markup that stands there as words. */
const shownFeed = /&lt;(?:\?xml\s|rss[\s&>]|feed[\s&>]|rdf:RDF\s)/i;
const shownBytes = 8192;

/** What a page shows as words, as browsers and tools save feeds that they displayed; null for other pages. */
function feedShownIn(source: string): string | null {
  const at = source.slice(0, shownBytes).search(shownFeed);
  // Behind words of its own, it is an example in an article.
  if (at < 0 || collapse(source.slice(0, at).replace(/<head[\s>].*?<\/head>|<[^>]*>/gis, ' ')).length > 200)
    return null;
  const end = source.indexOf('</pre>', at);
  return decodeReferences(source.slice(at, end < 0 ? source.length : end), 'html');
}

/** What the document's end cut off counts only if something of it can be shown. */
const isWhole = (element: XmlElement, item: FeedItem): boolean =>
  !element.cut || item.title !== '' || item.images.length > 0 || item.link !== null || item.content !== '';

interface OneFeed extends ParsedFeed {
  readonly head: Fields;
}

function readRoot(root: XmlElement, url: string): OneFeed {
  const rootBase = baseOf(root, url);
  const channel = elementsOf(root).find(({ name }) => name === 'channel');
  const head = new Fields(channel ?? root, channel ? rootBase : url, root.vocabulary);
  const surroundings = { author: root.name === 'feed' ? readAuthor(head) : null, notForEveryone: isMarked(head) };
  const items: FeedItem[] = [];
  for (const { element, base } of findItems(root, url)) {
    const item = readEntry(new Fields(element, base, root.vocabulary), surroundings);
    if (isWhole(element, item)) items.push(item);
  }
  return { title: readTitle(head), items, head };
}

/** What joined feeds say twice counts once; within one of them, who knows. */
function joinedItems(feeds: readonly OneFeed[]): FeedItem[] {
  const seen = new Set<string>();
  const joined: FeedItem[] = [];
  for (const { items } of feeds) {
    const fresh = items.filter(({ id, title, link }) => !seen.has(JSON.stringify([id, title, link])));
    for (const { id, title, link } of fresh) seen.add(JSON.stringify([id, title, link]));
    joined.push(...fresh);
  }
  return joined.slice(0, limits.items);
}

export function readXmlFeed(source: string, url: string): ParsedFeed {
  const document = readXml(source);
  const roots = findRoots(document);
  const [root] = roots;
  if (!root) return readOther(document, source, url);
  if (root.name === 'urlset') return readSitemap(root, url);
  const first = readRoot(root, url);
  if (roots.length === 1)
    return withNext({ title: first.title, items: first.items }, nextOfXml(first.head, first.items, url), url);
  const feeds = [first, ...roots.slice(1, maxJoined).map((one) => readRoot(one, url))];
  const title = feeds.find((feed) => feed.title !== '')?.title ?? '';
  return withNext({ title, items: joinedItems(feeds) }, nextOfXml(first.head, first.items, url), url);
}

/** No feed of XML: what else it may be. */
function readOther(document: XmlElement, source: string, url: string): ParsedFeed {
  const isPage = /<(!doctype\s+html|html|body)[\s>]/i.test(source.slice(0, 4096));
  const list = readListOfFeeds(document, url);
  if (list) throw listOfFeeds(list);
  const days = readBingXml(document, url);
  if (days) return days;
  const named = isPage ? feedOfPage(document, url) : undefined;
  const isWords = /^\s{0,99}&lt;/.test(source);
  const shown = (isPage && named === undefined) || isWords ? feedShownIn(source) : null;
  if (shown !== null && !shownFeed.test(shown.slice(0, shownBytes))) return readXmlFeed(shown, url);
  throw isPage ? webPage(named) : notAFeed('no element of RSS, Atom, RDF or CDF');
}

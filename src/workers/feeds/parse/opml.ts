/**
 * A list of feeds, as readers of feeds export it or publish it for others (OPML 1.0 and 2.0, http://opml.org/spec2.opml). Pasted lists are read
 * on the page by `sources/feed/read-opml.ts`; this is for those that stand at an address.
 */
import { resolveAddress } from './address.ts';
import { collapse } from './html.ts';
import { limits } from './limits.ts';
import type { ListedFeed, ListOfFeeds } from '../../../shared/feed.ts';
import { attribute, elementsOf, textOf, type XmlElement } from './xml-tree.ts';

const named = (element: XmlElement, name: string): XmlElement | undefined =>
  elementsOf(element).find((child) => child.name === name);

/** Null where the document is none. Each address once, in order, whatever folders they are in. */
export function readListOfFeeds(document: XmlElement, url: string): ListOfFeeds | null {
  const root = named(document, 'opml');
  if (!root) return null;
  const feeds = new Map<string, ListedFeed>();
  const visit = (element: XmlElement): void => {
    for (const child of elementsOf(element)) {
      if (feeds.size >= limits.items) return;
      const written = (attribute(child, 'xmlurl') ?? '')
        .replace(/^\s*feed:(?:\/\/)?(?=https?:)/i, '')
        .replace(/^\s*feed:/i, 'http:');
      const address = written === '' ? null : resolveAddress(written, url);
      const title = collapse(attribute(child, 'title') ?? attribute(child, 'text') ?? '').slice(0, limits.titleChars);
      if (address !== null && !feeds.has(address)) feeds.set(address, { url: address, title });
      visit(child);
    }
  };
  visit(root);
  const head = named(root, 'head');
  const title = head && named(head, 'title');
  return { title: title ? collapse(textOf(title)).slice(0, limits.titleChars) : '', feeds: [...feeds.values()] };
}

/**
 * Pictures of a sitemap (https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps): every page with the
 * pictures on it. Each picture is an item of its own: a page of a gallery names many, and all of them are photos.
 */
import { resolveAddress } from './address.ts';
import { parseDate } from './dates.ts';
import { collapse } from './html.ts';
import { limits } from './limits.ts';
import type { FeedItem, ParsedFeed } from '../../../shared/feed.ts';
import { elementsOf, textOf, type XmlElement } from './xml-tree.ts';

function textIn(element: XmlElement, ...names: readonly string[]): string {
  for (const name of names) {
    const found = elementsOf(element).find((child) => child.name === name && !child.cut);
    const text = found ? collapse(textOf(found)) : '';
    if (text !== '') return text;
  }
  return '';
}

function readPicture(image: XmlElement, page: XmlElement, base: string): FeedItem[] {
  const url = image.cut ? null : resolveAddress(textIn(image, 'loc'), base);
  if (url === null) return [];
  const [title, caption] = [textIn(image, 'title', 'caption'), textIn(image, 'caption')];
  const changed = parseDate(textIn(page, 'lastmod'));
  return [
    {
      id: url,
      title: title.slice(0, limits.titleChars),
      link: resolveAddress(textIn(page, 'loc'), base),
      published: changed,
      updated: changed,
      author: null,
      summary: caption,
      content: '',
      images: [{ url }],
      enclosures: [],
    },
  ];
}

export function readSitemap(root: XmlElement, base: string): ParsedFeed {
  const items: FeedItem[] = [];
  for (const page of elementsOf(root)) {
    if (page.name !== 'url') continue;
    for (const image of elementsOf(page)) {
      if (items.length >= limits.items) return { title: '', items };
      if (image.name === 'image') items.push(...readPicture(image, page, base));
    }
  }
  return { title: '', items };
}

/**
 * Bing's picture of the day, `HPImageArchive.aspx?format=js` or `xml`: undocumented, unchanged for years. `urlbase` with `_UHD.jpg` is the
 * largest; `copyright` is “what it shows (© who)”.
 */
import { parseDate } from '../dates.ts';
import { jsonItem } from '../json-item.ts';
import { record, records, text, type JsonRecord } from '../json-values.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';
import { elementsOf, textOf, type XmlElement } from '../xml-tree.ts';

function startOf(entry: JsonRecord): string | null {
  // 202402010800 is a minute in UTC.
  const minute = /^(\d{8})(\d{4})$/.exec(text(entry['fullstartdate']));
  return parseDate(minute ? `${minute[1]}T${minute[2]}Z` : text(entry['startdate']));
}

function readImage(entry: JsonRecord, base: string): ReturnType<typeof jsonItem> {
  const { 1: caption = '', 2: credit = '' } = /^(.*?)\s*(?:\((©.*)\))?$/s.exec(text(entry['copyright'])) ?? [];
  const urlBase = text(entry['urlbase']);
  return jsonItem(
    {
      id: text(entry['hsh']) || urlBase,
      title: [entry['title'], entry['headline']].map(text).find((title) => !/^(info)?$/i.test(title)) ?? caption,
      link: /^https?:/i.test(text(entry['copyrightlink'])) ? entry['copyrightlink'] : '',
      published: startOf(entry),
      author: credit.replace(/^©\s*/, ''),
      summary: caption,
      images: [urlBase === '' ? { url: '' } : { url: `${urlBase}_UHD.jpg` }, { url: entry['url'] }],
    },
    base,
  );
}

/** The same as XML: `images` with an `image` for each day. Null for what is not that. */
export function readBingXml(document: XmlElement, url: string): ParsedFeed | null {
  const root = elementsOf(document).find(({ name }) => name === 'images');
  const days = root ? elementsOf(root).filter(({ name, cut }) => name === 'image' && !cut) : [];
  const images = days.map((day) => Object.fromEntries(elementsOf(day).map((field) => [field.name, textOf(field)])));
  return readBing({ images }, url);
}

export function readBing(value: unknown, url: string): ParsedFeed | null {
  const entries = records(record(value)['images']);
  if (entries.length === 0 || !entries.every((entry) => 'urlbase' in entry || 'copyright' in entry)) return null;
  const base = /^https?:\/\/([\w-]+\.)*bing\.com\//i.test(url) ? 'https://www.bing.com/' : url;
  return { title: 'Bing', items: entries.map((entry) => readImage(entry, base)) };
}

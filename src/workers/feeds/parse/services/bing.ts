/**
 * Bing's picture of the day, `HPImageArchive.aspx?format=js`: undocumented, unchanged for years. `urlbase` with `_UHD.jpg` is the
 * largest; `copyright` is “what it shows (© who)”.
 */
import { parseDate } from '../dates.ts';
import { jsonItem } from '../json-item.ts';
import { record, records, text, type JsonRecord } from '../json-values.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';

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
      title: /^(info)?$/i.test(text(entry['title'])) ? caption : entry['title'],
      link: /^https?:/i.test(text(entry['copyrightlink'])) ? entry['copyrightlink'] : '',
      published: startOf(entry),
      author: credit.replace(/^©\s*/, ''),
      summary: caption,
      images: [urlBase === '' ? { url: '' } : { url: `${urlBase}_UHD.jpg` }, { url: entry['url'] }],
    },
    base,
  );
}

export function readBing(value: unknown, url: string): ParsedFeed | null {
  const entries = records(record(value)['images']);
  if (entries.length === 0 || !entries.every((entry) => 'urlbase' in entry || 'copyright' in entry)) return null;
  const base = /^https?:\/\/([\w-]+\.)*bing\.com\//i.test(url) ? 'https://www.bing.com/' : url;
  return { title: 'Bing', items: entries.map((entry) => readImage(entry, base)) };
}

/**
 * NASA's picture of the day and its image library's search (https://images.nasa.gov/docs/images.nasa.gov_api_docs.pdf). The former, one
 * object or a list, comes from https://science.nasa.gov/wp-json/wp/v2/apod-basic since September 2026: there `url` is the page, `hdurl` the
 * picture, also of films, and texts are markup. Before, from https://api.nasa.gov, `url` was a smaller picture; that address now answers
 * with NASA's sign for every day.
 */
import { parseDate } from '../dates.ts';
import { jsonItem, plainText } from '../json-item.ts';
import { list, record, records, text, type JsonRecord } from '../json-values.ts';
import { isPicture } from '../picture-kind.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';

/** What stands in for a picture that is no longer there. */
const sign = /nasa-logo/i;

/** Where a day is shown: as the answer says, or where its date always stood. */
function pageOf(entry: JsonRecord, date: string): string {
  const named = [text(entry['permalink']), text(entry['url'])].find(
    (address) => /^https:\/\/(?:[\w-]+\.)*nasa\.gov\//.test(address) && !isPicture(address, ''),
  );
  const short = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(date);
  return named ?? (short ? `https://apod.nasa.gov/apod/ap${short[1]}${short[2]}${short[3]}.html` : '');
}

function readDay(entry: JsonRecord, base: string): ReturnType<typeof jsonItem> {
  const date = text(entry['date']);
  const [large, url, still] = [text(entry['hdurl']), text(entry['url']), text(entry['thumbnail_url'])];
  const pictures = text(entry['media_type']) === 'image' ? [large, isPicture(url, '') ? url : ''] : [still, large];
  return jsonItem(
    {
      id: `apod-${date}`,
      title: entry['title'],
      link: pageOf(entry, date),
      published: parseDate(date),
      author: plainText(entry['copyright']) || plainText(entry['credit']) || 'NASA',
      summary: entry['explanation'],
      images: pictures.filter((address) => !sign.test(address)).map((address) => ({ url: address })),
    },
    base,
  );
}

function readFound(entry: JsonRecord, base: string): ReturnType<typeof jsonItem> {
  const about = record(list(entry['data'])[0]);
  const links = records(entry['links']).filter((link) => isPicture(text(link['href']), '', text(link['render'])));
  const ranked = links
    .map(({ href, width, height, rel }) => ({
      url: text(href).replace(/^http:/, 'https:'),
      width,
      height,
      rel: text(rel),
    }))
    .sort(
      (a, b) =>
        Number(b.rel === 'canonical') - Number(a.rel === 'canonical') ||
        (Number(b.width) || 0) - (Number(a.width) || 0),
    );
  const id = text(about['nasa_id']);
  return jsonItem(
    {
      id,
      title: about['title'],
      link: id === '' ? '' : `https://images.nasa.gov/details/${encodeURIComponent(id)}`,
      published: parseDate(text(about['date_created'])),
      author: text(about['photographer']) || text(about['secondary_creator']) || 'NASA',
      summary: text(about['description']) || about['description_508'],
      images: text(about['media_type']) === 'image' ? ranked : [],
    },
    base,
  );
}

export function readNasa(value: unknown, url: string): ParsedFeed | null {
  const days = Array.isArray(value) ? records(value) : [record(value)];
  if (days.length > 0 && days.every((day) => 'explanation' in day && 'media_type' in day)) {
    return { title: 'Astronomy Picture of the Day', items: days.map((day) => readDay(day, url)) };
  }
  const collection = record(record(value)['collection']);
  if (!Array.isArray(collection['items'])) return null;
  return { title: 'NASA', items: records(collection['items']).map((entry) => readFound(entry, url)) };
}

/**
 * NASA's picture of the day (https://api.nasa.gov, one object or a list) and its image library's search
 * (https://images.nasa.gov/docs/images.nasa.gov_api_docs.pdf).
 */
import { parseDate } from '../dates.ts';
import { jsonItem } from '../json-item.ts';
import { list, record, records, text, type JsonRecord } from '../json-values.ts';
import { isPicture } from '../picture-kind.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';

function readDay(entry: JsonRecord, base: string): ReturnType<typeof jsonItem> {
  const date = text(entry['date']);
  const short = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(date);
  const isImage = text(entry['media_type']) === 'image';
  return jsonItem(
    {
      id: `apod-${date}`,
      title: entry['title'],
      link: short ? `https://apod.nasa.gov/apod/ap${short[1]}${short[2]}${short[3]}.html` : '',
      published: parseDate(date),
      author: text(entry['copyright']).replace(/\s+/g, ' ') || 'NASA',
      summary: entry['explanation'],
      images: isImage ? [{ url: entry['hdurl'] }, { url: entry['url'] }] : [{ url: entry['thumbnail_url'] }],
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

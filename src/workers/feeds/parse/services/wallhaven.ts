/** Wallhaven's search (https://wallhaven.cc/help/api). Its dates have no zone and are UTC. */
import { parseDate } from '../dates.ts';
import { jsonItem } from '../json-item.ts';
import { isRecord, record, records, text, type JsonRecord } from '../json-values.ts';
import { isMarkedRecord } from '../not-for-everyone.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';

function readWallpaper(entry: JsonRecord, base: string): ReturnType<typeof jsonItem> {
  const tags = records(entry['tags']).map((tag) => text(tag['name']));
  return jsonItem(
    {
      id: entry['id'],
      title: tags.slice(0, 4).join(', ') || `Wallhaven ${text(entry['id'])}`,
      link: entry['url'],
      published: parseDate(text(entry['created_at'])),
      author: record(entry['uploader'])['username'],
      images: [
        { url: entry['path'], width: entry['dimension_x'], height: entry['dimension_y'], type: entry['file_type'] },
        { url: record(entry['thumbs'])['large'] },
      ],
      notForEveryone: isMarkedRecord(entry),
    },
    base,
  );
}

export function readWallhaven(value: unknown, url: string): ParsedFeed | null {
  const { data } = record(value);
  const entries = isRecord(data) ? [data] : records(data);
  // A search that found nothing says so in its count of pages alone.
  const meta = record(record(value)['meta']);
  const isEmpty = Array.isArray(data) && data.length === 0 && meta['total'] === 0 && 'per_page' in meta;
  if (isEmpty) return { title: 'Wallhaven', items: [] };
  if (entries.length === 0 || !entries.every((entry) => 'path' in entry && 'dimension_x' in entry)) return null;
  return { title: 'Wallhaven', items: entries.map((entry) => readWallpaper(entry, url)) };
}

/**
 * Wikimedia's picture of the day: the featured feed (https://api.wikimedia.org/wiki/Feed_API/Reference/Featured_content) and file
 * lists of the MediaWiki API (`prop=imageinfo`, https://www.mediawiki.org/wiki/API:Imageinfo).
 */
import { parseDate } from '../dates.ts';
import { jsonItem } from '../json-item.ts';
import { isRecord, record, records, text, type JsonRecord } from '../json-values.ts';
import { isPicture } from '../picture-kind.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';

/** “File:Name of it.jpg” → “Name of it”. */
const fileTitle = (title: string): string =>
  title
    .replace(/^[^:]{1,20}:/, '')
    .replace(/\.\w{3,4}$/, '')
    .replaceAll('_', ' ');

/** The day of the address: the featured feed does not say it. */
function dayOf(url: string): string | null {
  const day = /\/(\d{4})\/(\d{2})\/(\d{2})(?:[/?#]|$)/.exec(url);
  return day ? parseDate(`${day[1]}-${day[2]}-${day[3]}`) : null;
}

function readFeatured(image: JsonRecord, url: string): ReturnType<typeof jsonItem> {
  const [full, small] = [record(image['image']), record(image['thumbnail'])];
  const credit = record(image['artist']);
  const about = record(image['description']);
  return jsonItem(
    {
      id: image['title'],
      title: fileTitle(text(image['title'])),
      link: image['file_page'],
      published: dayOf(url),
      author: text(credit['text']) || credit['html'],
      summary: text(about['text']) || about['html'],
      images: [full, small].map(({ source, width, height }) => ({ url: source, width, height })),
    },
    url,
  );
}

function readFile(page: JsonRecord, url: string): ReturnType<typeof jsonItem>[] {
  const info = record(Array.isArray(page['imageinfo']) ? page['imageinfo'][0] : null);
  const type = text(info['mime']);
  if (!isPicture(text(info['url']), type)) return [];
  const about = record(info['extmetadata']);
  const [artist, description, taken] = ['Artist', 'ImageDescription', 'DateTimeOriginal'].map(
    (key) => record(about[key])['value'],
  );
  const small = { url: info['thumburl'], width: info['thumbwidth'], height: info['thumbheight'] };
  const item = jsonItem(
    {
      id: text(page['title']),
      title: fileTitle(text(page['title'])),
      link: info['descriptionurl'],
      published: parseDate(text(info['timestamp'])) ?? parseDate(text(taken)),
      author: text(artist) || info['user'],
      summary: description,
      images: [{ url: info['url'], width: info['width'], height: info['height'], type }, small],
    },
    url,
  );
  return [item];
}

export function readWikimedia(value: unknown, url: string): ParsedFeed | null {
  const root = record(value);
  const { image } = root;
  if (isRecord(image) && isRecord(image['image']))
    return { title: 'Wikimedia Commons', items: [readFeatured(image, url)] };
  const { pages } = record(root['query']);
  const files = Array.isArray(pages) ? records(pages) : records(Object.values(record(pages)));
  if (!files.some((file) => 'imageinfo' in file)) return null;
  return { title: 'Wikimedia Commons', items: files.flatMap((file) => readFile(file, url)) };
}

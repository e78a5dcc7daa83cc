/** Reads a list of pictures: JSON of many shapes, or lines of text. Worker only. Total: what is no address of a picture is left out. */
import { dateAt, isRecord, textAt, webAddress } from '../../../shared/service-fields.ts';
import { isMarkedRecord, isMarkedTitle } from '../../../shared/service-marks.ts';

export interface ListedPicture {
  readonly url: string;
  readonly title?: string;
  readonly credit?: string;
  readonly link?: string;
  readonly dateMs?: number;
}

/** A list as it was read: what is marked as not for everyone is only counted. */
export interface ReadList {
  readonly pictures: readonly ListedPicture[];
  readonly marked: number;
}

type Read = ListedPicture | 'marked' | null;

const addressNames = ['url', 'src', 'image', 'image_url', 'imageUrl', 'photo', 'file', 'href', 'path'];
const listNames = [
  'photos',
  'images',
  'pictures',
  'items',
  'urls',
  'files',
  'entries',
  'results',
  'data',
  'backgrounds',
];
const maxPictures = 50_000;

const first = (item: unknown, names: readonly string[]): string =>
  names.map((name) => textAt(item, name).trim()).find((text) => text !== '') ?? '';

function readItem(item: unknown, base: string): Read {
  if (typeof item === 'string') {
    const url = webAddress(item.trim(), base);
    return url === null ? null : { url };
  }
  if (!isRecord(item)) return null;
  const given = first(item, addressNames) || first(item['image'], addressNames);
  const url = webAddress(given, base);
  if (url === null) return null;
  const title = first(item, ['title', 'name', 'caption', 'description', 'alt']);
  if (isMarkedRecord(item) || isMarkedTitle(title)) return 'marked';
  const credit = first(item, ['credit', 'author', 'artist', 'photographer', 'copyright']);
  const link = webAddress(first(item, ['link', 'page', 'source']), base);
  const dateMs = dateAt(item, 'date') ?? dateAt(item, 'taken') ?? dateAt(item, 'published') ?? dateAt(item, 'created');
  return {
    url,
    ...(title !== '' && { title: title.slice(0, 300) }),
    ...(credit !== '' && { credit: credit.slice(0, 200) }),
    ...(link !== null && { link }),
    ...(dateMs !== undefined && { dateMs }),
  };
}

/** The list itself, or the first field that holds one; two levels down at most. */
function itemsIn(value: unknown, depth = 0): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isRecord(value) || depth > 2) return null;
  for (const name of listNames) {
    const found = itemsIn(value[name], depth + 1);
    if (found) return found;
  }
  return null;
}

/** `#EXTINF:10,Title` names the next line; other lines that begin with `#` are comments. */
function readLines(text: string, base: string): Read[] {
  const pictures: Read[] = [];
  let title = '';
  for (const raw of text.split(/\r\n|[\n\r]/)) {
    const line = raw.replace(/^\uFEFF/, '').trim();
    const named = /^#EXTINF:[^,]{0,200},(.*)$/i.exec(line);
    if (named) title = (named[1] ?? '').trim().slice(0, 300);
    if (line === '' || line.startsWith('#')) continue;
    const url = /^[^<>{}"]{1,8000}$/.test(line) ? webAddress(line.replaceAll('\\', '/'), base) : null;
    if (url !== null) pictures.push(isMarkedTitle(title) ? 'marked' : { url, ...(title !== '' && { title }) });
    title = '';
    if (pictures.length >= maxPictures) break;
  }
  return pictures;
}

/** Null when the text is a page or broken JSON. Each address once, in order. */
export function readPictures(text: string, base: string): ReadList | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('<')) return null;
  let pictures: readonly Read[];
  if (/^[[{]/.test(start)) {
    try {
      const list: unknown = JSON.parse(start);
      const items = itemsIn(list);
      if (!items) return null;
      // What is said of the whole list holds for all of it.
      const isMarked = isRecord(list) && isMarkedRecord(list);
      pictures = items.slice(0, maxPictures).map((item) => {
        const read = readItem(item, base);
        return read && isMarked ? 'marked' : read;
      });
    } catch {
      return null;
    }
  } else pictures = readLines(text, base);
  const unique = new Map<string, ListedPicture>();
  let marked = 0;
  for (const picture of pictures) {
    if (picture === 'marked') marked += 1;
    else if (picture && !unique.has(picture.url)) unique.set(picture.url, picture);
  }
  return { pictures: [...unique.values()], marked };
}

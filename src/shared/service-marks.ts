/**
 * Whether a record of JSON is marked as not for everyone: adult, mature, sensitive, hidden until it is asked for. Services say so in a
 * field of their own, a rating, or a tag. Pure; any realm.
 */
import { isRecord } from './plain-data.ts';

/** Ratings that keep somebody out, of Media RSS, of films (MPAA) and of television (V-chip), and those of picture collections. */
const ratings = new Set([
  'adult',
  'r',
  'x',
  'nc-17',
  'tv-ma',
  'mature',
  'nsfw',
  'explicit',
  'questionable',
  'restricted',
]);
const categories = new Set([
  'nsfw',
  'adult',
  'adult content',
  'mature',
  'mature content',
  'r-18',
  'r18',
  '18+',
  'explicit',
  'porn',
  'sexual',
  'nudity',
  'graphic-media',
]);
const titleMark = /[[({]\s?(?:nsfw|nsfl|18\+)\s?[\])}]|^\s?nsfw\b/i;

export const isYes = (value: string): boolean => /^(?:true|yes|1|explicit)$/i.test(value.trim());
export const isRating = (value: string): boolean => ratings.has(value.trim().toLowerCase());
export const isCategory = (word: string): boolean => categories.has(word.trim().toLowerCase());
export const isMarkedTitle = (title: string): boolean => titleMark.test(title);

type JsonRecord = Readonly<Record<string, unknown>>;

const text = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

/** A list, or words with commas between them. */
const tagsIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.slice(0, 4000).split(',') : [];

const wordOf = (tag: unknown): string =>
  isRecord(tag) ? text(tag['name']) || text(tag['val']) || text(tag['title']) : text(tag);

/** Fields of services' JSON, in lower case and without marks between words. */
const flags = new Set(
  (
    'nsfw isnsfw over18 sensitive possiblysensitive spoiler mature ismature adult isadult isadultcontent explicit isexplicit ' +
    'r18 forbidden'
  ).split(' '),
);
const graded = new Set(['rating', 'contentrating', 'purity', 'safety', 'maturity']);

function isMarkedField(name: string, value: unknown): boolean {
  const key = name.toLowerCase().replaceAll(/[_-]/g, '');
  if (flags.has(key)) return value === true || value === 1 || isYes(text(value));
  if (graded.has(key)) return isRating(text(value)) || /^(?:sketchy|e|q)$/i.test(text(value));
  // Flickr: 0 is safe, 1 moderate, 2 restricted.
  if (key === 'safetylevel') return Number(text(value)) > 0;
  if (key === 'xrestrict') return Number(text(value)) > 0;
  if (key === 'isfamilyfriendly') return value === false || text(value) === 'false';
  return key === 'thumbnail' && value === 'nsfw';
}

/** Of one record and what stands directly in it; a mark on what was passed on counts too. */
export function isMarkedRecord(entry: JsonRecord, depth = 0): boolean {
  for (const name in entry) {
    const value = entry[name];
    if (isMarkedField(name, value)) return true;
    if (depth < 1 && isRecord(value) && !/^(?:subreddit|community|feed|blog)/i.test(name)) {
      if (isMarkedRecord(value, depth + 1)) return true;
    }
  }
  const tags = ['tags', 'categories', 'labels', 'keywords'].flatMap((name) => tagsIn(entry[name])).slice(0, 200);
  return tags.some((tag) => isCategory(wordOf(tag)));
}

/**
 * Which photos take part. Pure. A photo about which something is not known (yet) passes the filters that ask for it: better one too
 * many than a source that stays dark until it has been looked at. Times are what the camera's clock showed, in local time.
 */
import type { ChoiceState, MarkKind } from '../../shared/library-api.ts';
import type { Choice, ChoiceSettings } from '../../shared/library-commands.ts';
import { dayStart, isThisDay, localTime, seasonOf, timeOfDayOf } from './local-time.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';

/** Sides that differ by less are square. */
const squareRatio = 1.06;
const freshShare = 0.1;
const mostFresh = 500;
const fewestFresh = 10;

type Filter = (photo: TablePhoto) => boolean;
type Table = Pick<PhotoTable, 'all' | 'get' | 'size'>;
type Marks = ReadonlyMap<string, MarkKind>;

/** When it was taken, else the date that its source gives. */
const dateOf = (photo: TablePhoto): number | null => photo.details?.takenMs ?? photo.ref.dateMs ?? null;

function shapeOf(widthPx: number, heightPx: number): 'landscape' | 'portrait' | 'square' {
  if (Math.max(widthPx, heightPx) <= squareRatio * Math.min(widthPx, heightPx)) return 'square';
  return widthPx > heightPx ? 'landscape' : 'portrait';
}

function inAlbum(album: string): Filter {
  const [entryId = '', ...rest] = album.split(':');
  const folder = rest.join(':').replace(/\/$/, '');
  if (rest.length === 0) return ({ ref }) => ref.name.toLowerCase().startsWith(`${album.toLowerCase()}/`);
  return ({ ref }) => ref.entryId === entryId && (folder === '' || ref.name.startsWith(`${folder}/`));
}

function filtersOf(settings: ChoiceSettings): Filter[] {
  const { orientation, minMegapixels, minRating, season, timeOfDay, album } = settings;
  const filters: Filter[] = [];
  const known = (passes: (details: NonNullable<TablePhoto['details']>) => boolean): void => {
    filters.push(({ details }) => details === null || passes(details));
  };
  const sized = (passes: (widthPx: number, heightPx: number) => boolean): void =>
    known(({ widthPx, heightPx }) => widthPx === 0 || passes(widthPx, heightPx));
  if (orientation !== 'any') sized((width, height) => shapeOf(width, height) === orientation);
  if (minMegapixels > 0) sized((width, height) => width * height >= minMegapixels * 1e6);
  if (minRating > 0) known(({ rating }) => rating >= minRating);
  if (season !== 'any')
    filters.push(({ taken, details }) => taken === null || seasonOf(taken, details?.latitude ?? null) === season);
  if (timeOfDay !== 'any') filters.push(({ taken }) => taken === null || timeOfDayOf(taken) === timeOfDay);
  const from = dayStart(settings.from);
  const until = dayStart(settings.until, 1);
  if (from !== null) filters.push((photo) => (dateOf(photo) ?? Infinity) >= from);
  if (until !== null) filters.push((photo) => (dateOf(photo) ?? -Infinity) < until);
  const words = settings.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) filters.push((photo) => words.every((word) => photo.words.includes(word)));
  if (album.trim() !== '') filters.push(inAlbum(album.trim()));
  return filters;
}

/** The date that the last of them has is found first: sorting numbers costs a tenth of sorting photos. */
function freshest(fitting: readonly TablePhoto[]): string[] {
  const dates = new Float64Array(fitting.length);
  let known = 0;
  for (const photo of fitting) {
    const dateMs = dateOf(photo);
    if (dateMs !== null) dates[known++] = dateMs;
  }
  const count = Math.min(known, mostFresh, Math.max(fewestFresh, Math.ceil(known * freshShare)));
  if (count === 0) return [];
  const oldestMs = dates.subarray(0, known).sort()[known - count] ?? Infinity;
  const dated: { id: string; dateMs: number }[] = [];
  for (const photo of fitting) {
    const dateMs = dateOf(photo);
    if (dateMs !== null && dateMs >= oldestMs) dated.push({ id: photo.id, dateMs });
  }
  return dated
    .sort((a, b) => b.dateMs - a.dateMs || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}

function ofThisDay(fitting: readonly TablePhoto[], nowMs: number): Choice['today'] {
  const now = localTime(nowMs);
  return fitting
    .filter(({ taken }) => taken !== null && isThisDay(taken, now))
    .map(({ id, taken }) => ({ photoId: id, year: taken?.year ?? now.year }));
}

type Place = 'fitting' | 'unfit' | 'hidden';

/** One test of the twenty thousand that are made at once: the loop over its filters is written out. */
function allOf(filters: readonly Filter[]): Filter {
  const [first, second] = filters;
  if (!first) return () => true;
  if (!second) return first;
  return (photo) => {
    for (const passes of filters) if (!passes(photo)) return false;
    return true;
  };
}

/** Where a photo belongs. A twin is left out when the photo that stands for it takes part, or never may. */
function placesOf(table: Table, marks: Marks, settings: ChoiceSettings): (photo: TablePhoto) => Place {
  const filters = filtersOf(settings);
  if (settings.favourites === 'only') filters.push(({ id }) => marks.get(id) === 'favourite');
  const fits = allOf(filters);
  // Most people have marked nothing: then no id is looked up.
  const isNever: Filter = marks.size === 0 ? () => false : ({ id }) => marks.get(id) === 'never';
  const standsIn = (id: string): boolean => {
    const other = settings.duplicates ? table.get(id) : undefined;
    return other !== undefined && (isNever(other) || fits(other));
  };
  return (photo) => {
    if (isNever(photo) || (photo.twin !== null && standsIn(photo.twin))) return 'hidden';
    return fits(photo) ? 'fitting' : 'unfit';
  };
}

interface Sorted {
  readonly fitting: TablePhoto[];
  readonly unfit: TablePhoto[];
  readonly hidden: string[];
}

function sortTable(table: Table, marks: Marks, settings: ChoiceSettings): Sorted {
  const sorted: Sorted = { fitting: [], unfit: [], hidden: [] };
  const placeOf = placesOf(table, marks, settings);
  for (const photo of table.all()) {
    const place = placeOf(photo);
    if (place === 'hidden') sorted.hidden.push(photo.id);
    else sorted[place].push(photo);
  }
  return sorted;
}

/** Filters that would leave nothing are lifted; marks and look-alikes hold all the same. */
const isLifted = (fitting: number, unfit: number): boolean => fitting === 0 && unfit > 0;

/** How many take part, for who only wants the numbers: thousands of ids take longer to carry over than to find. */
export function countFitting(table: Table, marks: Marks, settings: ChoiceSettings): ChoiceState {
  const counts = { fitting: 0, unfit: 0, hidden: 0 };
  const placeOf = placesOf(table, marks, settings);
  for (const photo of table.all()) counts[placeOf(photo)] += 1;
  return { fitting: counts.fitting, known: table.size, lifted: isLifted(counts.fitting, counts.unfit) };
}

export function choose(table: Table, marks: Marks, settings: ChoiceSettings, nowMs: number): Choice {
  const sorted = sortTable(table, marks, settings);
  const lifted = isLifted(sorted.fitting.length, sorted.unfit.length);
  const fitting = lifted ? sorted.unfit : sorted.fitting;
  const { hidden } = sorted;
  if (!lifted) for (const { id } of sorted.unfit) hidden.push(id);
  const today = settings.onThisDay ? ofThisDay(fitting, nowMs) : [];
  const favourites =
    marks.size === 0 ? [] : fitting.filter(({ id }) => marks.get(id) === 'favourite').map(({ id }) => id);
  const fresh = settings.freshness > 0 ? freshest(fitting) : [];
  return { hidden, today, fresh, favourites, fitting: sorted.fitting.length, known: table.size, lifted };
}

/**
 * Which photos take part. Pure. A photo about which something is not known (yet) passes the filters that ask for it: better one too
 * many than a source that stays dark until it has been looked at. Times are what the camera's clock showed, in local time.
 */
import type { ChoiceState, MarkKind } from '../../shared/library-api.ts';
import type { Choice, ChoiceSettings } from '../../shared/library-commands.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';

/** Sides that differ by less are square. */
const squareRatio = 1.06;
const freshShare = 0.1;
const mostFresh = 500;
const fewestFresh = 10;

type Filter = (photo: TablePhoto) => boolean;

const takenOf = ({ details }: TablePhoto): number | null => details?.takenMs ?? null;
/** When it was taken, else the date that its source gives. */
const dateOf = (photo: TablePhoto): number | null => takenOf(photo) ?? photo.ref.dateMs ?? null;

function shapeOf(widthPx: number, heightPx: number): 'landscape' | 'portrait' | 'square' {
  if (Math.max(widthPx, heightPx) <= squareRatio * Math.min(widthPx, heightPx)) return 'square';
  return widthPx > heightPx ? 'landscape' : 'portrait';
}

const seasons = ['winter', 'spring', 'summer', 'autumn'] as const;

/** By whole months, as weather services count; half a year later south of the equator. */
export function seasonOf(takenMs: number, latitude: number | null): (typeof seasons)[number] {
  const quarter = Math.floor(((new Date(takenMs).getMonth() + 1) % 12) / 3);
  return seasons[(quarter + (latitude !== null && latitude < 0 ? 2 : 0)) % 4] ?? 'winter';
}

export function timeOfDayOf(takenMs: number): 'morning' | 'day' | 'evening' | 'night' {
  const hour = new Date(takenMs).getHours();
  if (hour >= 5 && hour < 10) return 'morning';
  if (hour >= 10 && hour < 17) return 'day';
  return hour >= 17 && hour < 22 ? 'evening' : 'night';
}

/** The beginning of a day in local time, or of the day after; null for an empty or impossible one. */
export function dayStart(day: string, daysLater = 0): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number);
  const start = new Date(year, month - 1, date + daysLater);
  return new Date(year, month - 1, date).getMonth() === month - 1 ? start.getTime() : null;
}

/** Photos of 29 February have their day on the 28th in years without one. */
export function isThisDay(takenMs: number, nowMs: number): boolean {
  const taken = new Date(takenMs);
  const now = new Date(nowMs);
  if (taken.getFullYear() >= now.getFullYear() || taken.getMonth() !== now.getMonth()) return false;
  if (taken.getDate() === now.getDate()) return true;
  const isLeapDay = taken.getMonth() === 1 && taken.getDate() === 29;
  return isLeapDay && now.getDate() === 28 && new Date(now.getFullYear(), 1, 29).getMonth() !== 1;
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
  if (season !== 'any') known(({ takenMs, latitude }) => takenMs === null || seasonOf(takenMs, latitude) === season);
  if (timeOfDay !== 'any') known(({ takenMs }) => takenMs === null || timeOfDayOf(takenMs) === timeOfDay);
  const from = dayStart(settings.from);
  const until = dayStart(settings.until, 1);
  if (from !== null) filters.push((photo) => (dateOf(photo) ?? Infinity) >= from);
  if (until !== null) filters.push((photo) => (dateOf(photo) ?? -Infinity) < until);
  const words = settings.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) filters.push((photo) => words.every((word) => photo.words.includes(word)));
  if (album.trim() !== '') filters.push(inAlbum(album.trim()));
  return filters;
}

function freshest(fitting: readonly TablePhoto[]): string[] {
  const dated = fitting.flatMap((photo) => {
    const dateMs = dateOf(photo);
    return dateMs === null ? [] : [{ id: photo.id, dateMs }];
  });
  const count = Math.min(mostFresh, Math.max(fewestFresh, Math.ceil(dated.length * freshShare)));
  return dated
    .sort((a, b) => b.dateMs - a.dateMs || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}

function ofThisDay(fitting: readonly TablePhoto[], nowMs: number): Choice['today'] {
  return fitting.flatMap((photo) => {
    const takenMs = takenOf(photo);
    if (takenMs === null || !isThisDay(takenMs, nowMs)) return [];
    return [{ photoId: photo.id, year: new Date(takenMs).getFullYear() }];
  });
}

interface Sorted {
  readonly fitting: TablePhoto[];
  readonly unfit: TablePhoto[];
  readonly hidden: string[];
}

/** A twin is left out when the photo that stands for it takes part, or never may. */
function sortOut(
  photos: Iterable<TablePhoto>,
  isNever: Filter,
  fits: Filter,
  standsIn: (id: string) => boolean,
): Sorted {
  const sorted: Sorted = { fitting: [], unfit: [], hidden: [] };
  for (const photo of photos) {
    if (isNever(photo) || (photo.twin !== null && standsIn(photo.twin))) sorted.hidden.push(photo.id);
    else if (fits(photo)) sorted.fitting.push(photo);
    else sorted.unfit.push(photo);
  }
  return sorted;
}

/** How many take part, for who only wants the numbers: thousands of ids take longer to carry over than to find. */
export function countFitting(...choice: Parameters<typeof choose>): ChoiceState {
  const { fitting, known, lifted } = choose(...choice);
  return { fitting, known, lifted };
}

/** Filters that would leave nothing are lifted; marks and look-alikes hold all the same. */
export function choose(
  table: Pick<PhotoTable, 'all' | 'get' | 'size'>,
  marks: ReadonlyMap<string, MarkKind>,
  settings: ChoiceSettings,
  nowMs: number,
): Choice {
  const filters = filtersOf(settings);
  if (settings.favourites === 'only') filters.push(({ id }) => marks.get(id) === 'favourite');
  const fits: Filter = (photo) => filters.every((passes) => passes(photo));
  const isNever: Filter = ({ id }) => marks.get(id) === 'never';
  const standsIn = (id: string): boolean => {
    const other = settings.duplicates ? table.get(id) : undefined;
    return other !== undefined && (isNever(other) || fits(other));
  };
  const sorted = sortOut(table.all(), isNever, fits, standsIn);
  const lifted = sorted.fitting.length === 0 && sorted.unfit.length > 0;
  const fitting = lifted ? sorted.unfit : sorted.fitting;
  const hidden = lifted ? sorted.hidden : [...sorted.hidden, ...sorted.unfit.map(({ id }) => id)];
  const today = settings.onThisDay ? ofThisDay(fitting, nowMs) : [];
  const favourites = fitting.flatMap(({ id }) => (marks.get(id) === 'favourite' ? [id] : []));
  const fresh = settings.freshness > 0 ? freshest(fitting) : [];
  return { hidden, today, fresh, favourites, fitting: sorted.fitting.length, known: table.size, lifted };
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { photo } from '../../../tests/slideshow/fakes.ts';
import { choiceSettings } from '../../shared/choice-settings.ts';
import type { MarkKind } from '../../shared/library-api.ts';
import type { RowDetails } from '../../shared/library-rows.ts';
import { defaultsOf } from '../../shared/settings-spec.ts';
import { choose, dayStart, isThisDay, seasonOf, timeOfDayOf } from './choose.ts';
import { PhotoTable } from './photo-table.ts';

const details = (more: Partial<RowDetails> = {}): RowDetails => ({
  widthPx: 4000,
  heightPx: 3000,
  takenMs: null,
  rating: 0,
  latitude: null,
  camera: '',
  ...more,
});

function tableOf(rows: Readonly<Record<string, Partial<RowDetails> | null>>, entryId = 'a'): PhotoTable {
  const table = new PhotoTable();
  for (const [name, more] of Object.entries(rows)) {
    const added = table.add(photo(`${entryId}:${name}`, entryId, { name, title: name.split('/').at(-1) ?? '' }), null);
    if (more) table.setDetails(added, details(more));
  }
  return table;
}

const nowMs = new Date(2026, 10, 21, 12).getTime();
const settings = defaultsOf(choiceSettings);
const hiddenBy = (table: PhotoTable, more: Partial<typeof settings>, marks: Readonly<Record<string, MarkKind>> = {}) =>
  choose(table, new Map(Object.entries(marks)), { ...settings, ...more }, nowMs).hidden.toSorted();

const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Niue', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'];
let zone: string | undefined;
beforeEach(() => (zone = process.env['TZ']));
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('on this day', () => {
  it('means the date the camera showed, in every time zone and at every hour', () => {
    for (const name of zones) {
      process.env['TZ'] = name;
      for (const hour of [0, 3, 12, 23]) {
        const now = new Date(2026, 10, 21, hour, 59).getTime();
        expect(isThisDay(new Date(2019, 10, 21, 0, 0, 1).getTime(), now), name).toBe(true);
        expect(isThisDay(new Date(2019, 10, 21, 23, 59, 59).getTime(), now), name).toBe(true);
        expect(isThisDay(new Date(2019, 10, 20, 23, 59, 59).getTime(), now), name).toBe(false);
        expect(isThisDay(new Date(2019, 10, 22).getTime(), now), name).toBe(false);
      }
    }
  });

  it('is in earlier years only', () => {
    expect(isThisDay(new Date(2026, 10, 21, 1).getTime(), nowMs)).toBe(false);
    expect(isThisDay(new Date(2027, 10, 21, 1).getTime(), nowMs)).toBe(false);
  });

  it('gives photos of 29 February the 28th in years without one, and their own day in others', () => {
    const leapDay = new Date(2020, 1, 29, 10).getTime();
    expect(isThisDay(leapDay, new Date(2026, 1, 28, 9).getTime())).toBe(true);
    expect(isThisDay(leapDay, new Date(2026, 2, 1, 9).getTime())).toBe(false);
    expect(isThisDay(leapDay, new Date(2028, 1, 28, 9).getTime())).toBe(false);
    expect(isThisDay(leapDay, new Date(2028, 1, 29, 9).getTime())).toBe(true);
    expect(isThisDay(new Date(2019, 1, 28).getTime(), new Date(2028, 1, 29, 9).getTime())).toBe(false);
    expect(isThisDay(new Date(2019, 1, 28).getTime(), new Date(2028, 1, 28, 9).getTime())).toBe(true);
  });

  it('tells the year of each', () => {
    const table = tableOf({ that: { takenMs: new Date(2019, 10, 21, 8).getTime() }, other: { takenMs: 0 } });
    expect(choose(table, new Map(), { ...settings, onThisDay: true }, nowMs).today).toEqual([
      { photoId: 'a:that', year: 2019 },
    ]);
  });
});

describe('filters', () => {
  it('by shape, size and rating; what is not known yet takes part', () => {
    const table = tableOf({
      wide: { rating: 5 },
      tall: { widthPx: 3000, heightPx: 4000, rating: 3 },
      square: { widthPx: 1000, heightPx: 1040 },
      unknown: null,
    });
    expect(hiddenBy(table, { orientation: 'landscape' })).toEqual(['a:square', 'a:tall']);
    expect(hiddenBy(table, { orientation: 'square' })).toEqual(['a:tall', 'a:wide']);
    expect(hiddenBy(table, { minMegapixels: 2 })).toEqual(['a:square']);
    expect(hiddenBy(table, { minRating: 4 })).toEqual(['a:square', 'a:tall']);
  });

  it('by days, both included, in local time', () => {
    const table = tableOf({
      first: { takenMs: new Date(2019, 6, 31, 0, 0).getTime() },
      last: { takenMs: new Date(2019, 7, 2, 23, 59).getTime() },
      late: { takenMs: new Date(2019, 7, 3, 0, 0).getTime() },
    });
    expect(hiddenBy(table, { from: '2019-07-31', until: '2019-08-02' })).toEqual(['a:late']);
    expect(hiddenBy(table, { from: '2019-08-01' })).toEqual(['a:first']);
    expect(dayStart('2019-02-30')).toBeNull();
    expect(dayStart('')).toBeNull();
  });

  it('by season, half a year later in the south, and by time of day', () => {
    const july = new Date(2019, 6, 15, 6).getTime();
    expect(seasonOf(july, 47)).toBe('summer');
    expect(seasonOf(july, null)).toBe('summer');
    expect(seasonOf(july, -33)).toBe('winter');
    expect(seasonOf(new Date(2019, 11, 1).getTime(), null)).toBe('winter');
    expect(seasonOf(new Date(2019, 2, 1).getTime(), null)).toBe('spring');
    const times = [0, 5, 10, 17, 22].map((hour) => timeOfDayOf(new Date(2019, 6, 15, hour).getTime()));
    expect(times).toEqual(['night', 'morning', 'day', 'evening', 'night']);
    const table = tableOf({ dawn: { takenMs: july }, noon: { takenMs: new Date(2019, 6, 15, 12).getTime() } });
    expect(hiddenBy(table, { timeOfDay: 'morning' })).toEqual(['a:noon']);
  });

  it('by words anywhere, and by folder', () => {
    const table = tableOf({
      'Norway/2019/fjord.jpg': { camera: 'Test Camera 1' },
      'Norway/2021/sea.jpg': {},
      'Norwayish/x.jpg': {},
    });
    expect(hiddenBy(table, { text: 'norway SEA' })).toEqual(['a:Norway/2019/fjord.jpg', 'a:Norwayish/x.jpg']);
    expect(hiddenBy(table, { text: 'camera' })).toEqual(['a:Norway/2021/sea.jpg', 'a:Norwayish/x.jpg']);
    expect(hiddenBy(table, { album: 'a:Norway' })).toEqual(['a:Norwayish/x.jpg']);
    expect(hiddenBy(table, { album: 'Norway/2021' })).toEqual(['a:Norway/2019/fjord.jpg', 'a:Norwayish/x.jpg']);
  });

  it('that leave nothing are lifted; what is never shown stays out', () => {
    const table = tableOf({ one: {}, two: {}, three: {} });
    const choice = choose(table, new Map([['a:two', 'never']]), { ...settings, text: 'nowhere' }, nowMs);
    expect(choice).toMatchObject({ hidden: ['a:two'], lifted: true, fitting: 0, known: 3 });
  });

  it('show favourites alone where that is wanted', () => {
    const table = tableOf({ one: {}, two: {} });
    expect(hiddenBy(table, { favourites: 'only' }, { 'a:one': 'favourite' })).toEqual(['a:two']);
  });

  it('find the newest among those that fit', () => {
    const table = tableOf(
      Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}`, { takenMs: index * 1000 }])),
    );
    const { fresh } = choose(table, new Map([['a:p199', 'never']]), { ...settings, freshness: 50 }, nowMs);
    expect(fresh.slice(0, 2)).toEqual(['a:p198', 'a:p197']);
    expect(fresh).toHaveLength(20);
  });
});

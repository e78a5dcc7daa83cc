import { describe, expect, it } from 'vitest';
import { photo } from '../../../tests/slideshow/fakes.ts';
import { choiceSettings } from '../../shared/choice-settings.ts';
import type { MarkKind } from '../../shared/library-api.ts';
import type { RowDetails } from '../../shared/library-rows.ts';
import { defaultsOf } from '../../shared/settings-spec.ts';
import { choose, countFitting } from './choose.ts';
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

describe('on this day', () => {
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
  });

  it('by season and by time of day', () => {
    const july = new Date(2019, 6, 15, 6).getTime();
    const table = tableOf({ dawn: { takenMs: july }, noon: { takenMs: new Date(2019, 6, 15, 12).getTime() } });
    expect(hiddenBy(table, { timeOfDay: 'morning' })).toEqual(['a:noon']);
    const south = tableOf({ here: { takenMs: july, latitude: 47 }, there: { takenMs: july, latitude: -33 } });
    expect(hiddenBy(south, { season: 'summer' })).toEqual(['a:there']);
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
    const counted = countFitting(table, new Map(), { ...settings, text: 'nowhere' });
    expect(counted).toEqual({ lifted: true, fitting: 0, known: 3 });
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

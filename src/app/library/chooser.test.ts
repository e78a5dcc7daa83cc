import { describe, expect, it } from 'vitest';
import { entry, FakeSettings, photos } from '../../../tests/slideshow/fakes.ts';
import type { Settings } from '../../shared/core-settings.ts';
import type { Chosen } from '../../shared/library-commands.ts';
import { PhotoQueue } from '../../slideshow/queue.ts';
import { weighed } from './balance.ts';
import { LibraryChooser } from './chooser.ts';
import { sayHealth, sayWhy } from './words.ts';

const none: Chosen = {
  shown: [],
  hidden: [],
  hasMore: false,
  today: [],
  fresh: [],
  favourites: [],
  fitting: 0,
  known: 0,
  lifted: false,
};

/** A queue of `count` photos with the library's say in it. */
function open(count: number, choice: Partial<Settings['choice']>, order: 'shuffle' | 'flow' = 'shuffle') {
  const settings = new FakeSettings([entry('a')], { order });
  settings.set((now) => ({ choice: { ...now.choice, ...choice } }));
  let day = 1;
  let turn = 0;
  const drawn: string[] = [];
  const chooser = new LibraryChooser({
    settings: () => settings.get(),
    // Over all values, in the same order every time.
    random: () => (turn = (turn + 0.37) % 1),
    added: () => undefined,
    removed: () => undefined,
    drawn: (id) => drawn.push(id),
    day: () => day,
  });
  const queue = new PhotoQueue(5);
  queue.configure([{ id: 'a', weight: 1 }], settings.get().slideshow);
  queue.add(photos(count));
  queue.choose(chooser);
  const shown: string[] = [];
  const show = (times = 1): string[] =>
    Array.from({ length: times }, () => {
      const draw = queue.draw(shown.at(-1) ?? null, 0);
      if (!draw) return '';
      queue.commit(draw);
      shown.push(draw.ref.id);
      return draw.ref.id;
    });
  const take = (more: Partial<Chosen>, isFresh = false) => queue.rechoose(chooser.take({ ...none, ...more }, isFresh));
  return { chooser, queue, shown, show, take, drawn, tomorrow: () => (day += 1) };
}

describe('the library’s say', () => {
  it('brings photos of this day in between, each once a day, and tells the year', () => {
    const { chooser, show, take, shown, tomorrow } = open(40, { onThisDay: true });
    const today = [
      { photoId: 'a:3', year: 2019 },
      { photoId: 'a:9', year: 2021 },
    ];
    take({ today });
    show(7);
    const ofToday = shown.filter((id) => chooser.reason(id)?.rule === 'on-this-day');
    expect(ofToday.toSorted()).toEqual(['a:3', 'a:9']);
    expect(chooser.reason('a:3')).toEqual({ rule: 'on-this-day', year: 2019 });
    show(20);
    expect(shown.filter((id) => id === 'a:3')).toHaveLength(1);
    tomorrow();
    take({ today });
    show(7);
    expect(shown.filter((id) => id === 'a:3')).toHaveLength(2);
  });

  it('shows favourites more often, and all others still once a round', () => {
    const { show, take, shown } = open(20, { favourites: 'more' });
    take({ favourites: ['a:1', 'a:2', 'a:3', 'a:4'] });
    show(40);
    const times = (id: string) => shown.filter((one) => one === id).length;
    for (const id of ['a:1', 'a:2', 'a:3', 'a:4']) expect(times(id)).toBeGreaterThanOrEqual(2);
    expect(new Set(shown).size).toBe(20);
    expect(shown.every((id, index) => id !== shown[index - 1])).toBe(true);
  });

  it('takes the newest first, and nobody loses or wins a turn', () => {
    const { show, take, shown } = open(40, { freshness: 90 });
    take({ fresh: ['a:31', 'a:32', 'a:33', 'a:34'] });
    show(40);
    expect(shown.slice(0, 8).filter((id) => /3[1-4]$/.test(id)).length).toBeGreaterThanOrEqual(3);
    expect(new Set(shown).size).toBe(40);
  });

  it('flows to the nearest photo that still has its turn', () => {
    const { chooser, show, take, shown, drawn } = open(6, {}, 'flow');
    take({});
    const [first = ''] = show();
    const others = photos(6).flatMap(({ id }) => (id === first ? [] : [id]));
    chooser.setNeighbours(first, others);
    expect(show()).toEqual([others[0]]);
    expect(chooser.reason(others[0] ?? '')).toEqual({ rule: 'flow' });
    expect(drawn).toContain(others[0]);
    // The nearest has had its turn: the next nearest comes.
    chooser.setNeighbours(others[0] ?? '', [first, others[2] ?? '', others[1] ?? '']);
    expect(show()).toEqual([others[2]]);
    show(3);
    expect(new Set(shown).size).toBe(6);
  });

  it('shows what was asked for next, whatever had its turn', () => {
    const { chooser, show, take, shown } = open(8, {});
    take({});
    show(8);
    const wanted = [shown[2] ?? '', shown[0] ?? ''];
    chooser.ask(wanted);
    expect(show(2)).toEqual(wanted);
    expect(chooser.reason(wanted[0] ?? '')).toEqual({ rule: 'alike' });
    show(8);
    expect(chooser.reason(shown.at(-1) ?? '')?.rule).not.toBe('asked');
  });

  it('hides at once what is never to be shown, before the worker has chosen anew', () => {
    const { chooser, queue, show, take, shown } = open(5, {});
    take({});
    show();
    chooser.setNever('a:2', true);
    queue.rechoose(['a:2']);
    show(12);
    expect(shown.slice(1)).not.toContain('a:2');
    chooser.setNever('a:2', false);
    queue.rechoose(['a:2']);
    show(5);
    expect(shown).toContain('a:2');
  });

  it('takes what changed over in parts, and forgets what a worker said that is gone', () => {
    const { chooser, take } = open(9, {});
    const hidden = (): string[] => photos(9).flatMap(({ id }) => (chooser.hides(id) ? [id] : []));
    const [one = '', two = '', three = '', four = ''] = photos(9).map(({ id }) => id);
    take({ hidden: [one, two], hasMore: true }, true);
    expect(chooser.takePart({ shown: [], hidden: [three], hasMore: false })).toEqual([three]);
    expect(hidden()).toEqual([one, two, three].toSorted());
    expect(chooser.take({ ...none, shown: [one], hidden: [four] }, false)).toEqual([one, four]);
    expect(hidden()).toEqual([two, three, four].toSorted());
    // Another worker, which tells all it knows: until it is through, nothing that was hidden comes back.
    expect(chooser.take({ ...none, hidden: [four], hasMore: true }, true)).toEqual([four]);
    expect(hidden()).toEqual([two, three, four].toSorted());
    expect(chooser.takePart({ shown: [], hidden: [one], hasMore: false }).toSorted()).toEqual(
      [one, two, three].toSorted(),
    );
    expect(hidden()).toEqual([one, four].toSorted());
  });
});

describe('the balance between own photos and the web’s', () => {
  const entries = [
    { id: 'mine', weight: 1 },
    { id: 'also mine', weight: 2 },
    { id: 'web', weight: 1 },
  ];
  const kinds = new Map([
    ['mine', 'folder'],
    ['also mine', 'companion'],
    ['web', 'feed'],
  ]);
  const shareOf = (localShare: number, mix: 'photo' | 'source', counts: ReadonlyMap<string, number>) => {
    const weights = weighed(entries, { counts, kinds, localShare, mix });
    const mass = (id: string) =>
      (weights.find((one) => one.id === id)?.weight ?? 0) * (mix === 'photo' ? (counts.get(id) ?? 0) : 1);
    const local = mass('mine') + mass('also mine');
    return local / (local + mass('web'));
  };
  const counts = new Map([
    ['mine', 300],
    ['also mine', 100],
    ['web', 200],
  ]);

  it.each([0.2, 0.5, 0.8])('gives own photos a share of %d, however many there are', (share) => {
    expect(shareOf(share, 'photo', counts)).toBeCloseTo(share, 1);
    expect(shareOf(share, 'source', counts)).toBeCloseTo(share, 1);
  });

  it('keeps what the settings say within each side', () => {
    const weights = weighed(entries, { counts, kinds, localShare: 0.7, mix: 'photo' });
    expect((weights[1]?.weight ?? 0) / (weights[0]?.weight ?? 1)).toBeCloseTo(2);
  });

  it('changes nothing while one side has no photos', () => {
    expect(weighed(entries, { counts: new Map([['web', 9]]), kinds, localShare: 0.9, mix: 'photo' })).toBe(entries);
  });

  it('does not show a single photo without end', () => {
    const weights = weighed(entries, {
      counts: new Map([
        ['mine', 20_000],
        ['web', 1],
      ]),
      kinds,
      localShare: 0.5,
      mix: 'photo',
    });
    expect((weights[2]?.weight ?? 0) / (weights[0]?.weight ?? 1)).toBeLessThanOrEqual(50);
  });
});

describe('words', () => {
  it('say which source and which rule', () => {
    expect(sayWhy({ rule: 'on-this-day', year: 2019 }, 'Holidays', false)).toEqual({
      rule: 'on-this-day',
      source: 'Holidays',
      sentence: 'From Holidays. Taken on this day in 2019.',
    });
    expect(sayWhy({ rule: 'shuffle' }, '', true).sentence).toBe('Its turn in the shuffle. It fits your filters.');
  });

  it('say how far the work is, why it rests, and what is missing', () => {
    const job = { id: 'details:a', kind: 'details', entryId: 'a', state: 'running', done: 5, total: 20 } as const;
    const more = { cursor: null, attempts: 0, leaseUntilMs: null, trouble: null };
    const facts = { photos: 20, withDetails: 5, withPrints: 0, duplicates: 0, dead: [] };
    const working = { ...facts, jobs: [{ ...job, ...more }], isWorking: true, isHeld: false };
    expect(sayHealth(working, true, false)).toMatchObject({ state: 'working', photos: 20 });
    expect(sayHealth(working, true, false).sentence).toBe('Looking at your photos: 5 of 20.');
    expect(sayHealth({ ...working, isHeld: true }, true, false).state).toBe('paused');
    expect(sayHealth({ ...working, isWorking: false, jobs: [] }, true, false)).toMatchObject({ state: 'idle' });
    expect(sayHealth(working, false, false).state).toBe('off');
    expect(sayHealth(null, true, true).state).toBe('failed');
  });
});

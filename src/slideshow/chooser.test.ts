import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, entry, photo, photos } from '../../tests/slideshow/fakes.ts';
import { VirtualClock } from '../../tests/slideshow/virtual-clock.ts';
import type { Chooser, EntryWeight, Wish } from '../shared/chooser.ts';
import type { PhotoRef } from '../shared/photo.ts';
import { PhotoQueue } from './queue.ts';

/** Hides and wishes whatever it is told. */
class Whim implements Chooser {
  readonly hidden = new Set<string>();
  readonly known = new Set<string>();
  readonly granted_: string[] = [];
  wish: (afterId: string | null) => readonly Wish[] = () => [];
  weights: (entries: readonly EntryWeight[]) => readonly EntryWeight[] = (same) => same;

  added(refs: readonly PhotoRef[]): void {
    for (const { id } of refs) this.known.add(id);
  }
  removed(ids: readonly string[]): void {
    for (const id of ids) this.known.delete(id);
  }
  hides(id: string): boolean {
    return this.hidden.has(id);
  }
  wishes(afterId: string | null): readonly Wish[] {
    return this.wish(afterId);
  }
  granted({ photoId }: Wish): void {
    this.granted_.push(photoId);
  }
  weigh(entries: readonly EntryWeight[]): readonly EntryWeight[] {
    return this.weights(entries);
  }
}

function queueWith(count: number, seed: number) {
  const queue = new PhotoQueue(seed);
  queue.configure([{ id: 'a', weight: 1 }], { order: 'shuffle', direction: 'up', mix: 'photo' });
  queue.add(photos(count));
  const whim = new Whim();
  queue.choose(whim);
  const shown: string[] = [];
  const show = (): string | null => {
    const draw = queue.draw(shown.at(-1) ?? null, 1_000_000);
    if (!draw) return null;
    queue.commit(draw);
    shown.push(draw.ref.id);
    return draw.ref.id;
  };
  return { queue, whim, shown, show };
}

const noRepeats = (shown: readonly string[]) => shown.every((id, index) => id !== shown[index - 1]);

describe('a chooser', () => {
  it('learns of every photo, those before it included', () => {
    const { queue, whim } = queueWith(3, 1);
    queue.add([photo('a:late')]);
    queue.remove(['a:0']);
    expect([...whim.known].toSorted()).toEqual(['a:1', 'a:2', 'a:late']);
  });

  it('leaves photos out: none of them is drawn, all others once a round', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 4, max: 30 }),
        fc.array(fc.nat(29), { maxLength: 20 }),
        (seed, n, out) => {
          const { queue, whim, shown, show } = queueWith(n, seed);
          const ids = photos(n).map(({ id }) => id);
          for (const index of out.slice(0, n - 2)) whim.hidden.add(ids[index % n] ?? '');
          queue.rechoose(ids);
          const left = ids.filter((id) => !whim.hidden.has(id));
          for (let i = 0; i < left.length * 3; i++) show();
          for (let round = 0; round < 3; round++) {
            const seen = shown.slice(round * left.length, (round + 1) * left.length);
            expect(new Set(seen)).toEqual(new Set(left));
          }
          expect(noRepeats(shown)).toBe(true);
        },
      ),
    );
  });

  it('lets photos in again, which then have their turn in what remains of the round', () => {
    const { queue, whim, shown, show } = queueWith(10, 5);
    for (let index = 0; index < 5; index++) whim.hidden.add(`a:${index}`);
    queue.rechoose(whim.hidden);
    for (let i = 0; i < 3; i++) show();
    const back = [...whim.hidden];
    whim.hidden.clear();
    queue.rechoose(back);
    for (let i = 0; i < 7; i++) show();
    expect(new Set(shown).size).toBe(10);
  });

  it('has its wishes without anyone losing a turn: every photo once a round, never twice in a row', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 3, max: 25 }),
        fc.array(fc.nat(24), { minLength: 1 }),
        (seed, n, wanted) => {
          const { whim, shown, show } = queueWith(n, seed);
          let turn = 0;
          whim.wish = () => [{ photoId: `a:${(wanted[turn++ % wanted.length] ?? 0) % n}` }];
          for (let i = 0; i < n * 3; i++) show();
          for (let round = 0; round < 3; round++) {
            expect(new Set(shown.slice(round * n, (round + 1) * n)).size).toBe(n);
          }
          expect(noRepeats(shown)).toBe(true);
        },
      ),
    );
  });

  it('may ask for extras, and all photos still have their turn', () => {
    const { whim, shown, show } = queueWith(12, 3);
    let draws = 0;
    whim.wish = () => (++draws % 3 === 0 ? [{ photoId: 'a:4', again: true }] : []);
    for (let i = 0; i < 24; i++) show();
    expect(new Set(shown).size).toBe(12);
    expect(shown.filter((id) => id === 'a:4').length).toBeGreaterThan(5);
    expect(noRepeats(shown)).toBe(true);
  });

  it('takes the best wish that can be shown, and hears which one it was', () => {
    const { whim, shown, show } = queueWith(5, 8);
    whim.hidden.add('a:1');
    whim.wish = () => [{ photoId: 'gone' }, { photoId: 'a:1' }, { photoId: 'a:2' }];
    expect(show()).toBe('a:2');
    expect(whim.granted_).toEqual(['a:2']);
    expect(shown).toEqual(['a:2']);
  });

  it('decides how much of each source there is', () => {
    const queue = new PhotoQueue(4);
    const whim = new Whim();
    whim.weights = (entries) => entries.map((one) => ({ ...one, weight: one.id === 'a' ? 4 : 1 }));
    queue.configure(
      [
        { id: 'a', weight: 1 },
        { id: 'b', weight: 1 },
      ],
      { order: 'shuffle', direction: 'up', mix: 'source' },
    );
    queue.add([...photos(20, 'a'), ...photos(20, 'b')]);
    queue.choose(whim);
    let last: string | null = null;
    let ofA = 0;
    for (let i = 0; i < 1000; i++) {
      const draw = queue.draw(last, 0);
      if (!draw) throw new Error('nothing drawn');
      queue.commit(draw);
      last = draw.ref.id;
      if (last.startsWith('a:')) ofA += 1;
    }
    expect(ofA).toBeGreaterThan(740);
    expect(ofA).toBeLessThan(860);
  });

  it('holds in name order too, and its wishes wait', () => {
    const queue = new PhotoQueue(1);
    const whim = new Whim();
    queue.configure([{ id: 'a', weight: 1 }], { order: 'name', direction: 'up', mix: 'photo' });
    queue.add(photos(4));
    while (queue.settle());
    whim.hidden.add('a:1');
    whim.wish = () => [{ photoId: 'a:3', again: true }];
    queue.choose(whim);
    expect(queue.draw('a:0', 0)?.ref.id).toBe('a:2');
  });
});

describe('photos that are never shown', () => {
  it('are out from the first draw of the next visit on, whoever comes later', () => {
    for (let seed = 1; seed < 30; seed++) {
      const queue = new PhotoQueue(seed);
      queue.configure([{ id: 'a', weight: 1 }], { order: 'shuffle', direction: 'up', mix: 'photo' });
      queue.add(photos(3));
      queue.restore({ seed, played: [], history: ['a:0'], historyIndex: 0, failures: [], never: ['a:1'] });
      const drawn = [queue.draw(null, 0)?.ref.id, queue.draw('a:0', 0)?.ref.id];
      expect(drawn).not.toContain('a:1');
      queue.choose(new Whim());
      expect(queue.canShow('a:1')).toBe(true);
    }
  });
});

describe('a show with a chooser', () => {
  it('throws away what was decoded ahead and leaves the photo on screen', async () => {
    const clock = new VirtualClock();
    const world = createWorld({ clock, entries: [entry('a')], lists: { a: photos(6) } });
    world.show.start();
    await clock.advance(3_000);
    const onScreen = world.show.current()?.ref.id ?? '';
    const ahead = world.show.upcoming()[0]?.photoId ?? '';
    expect(ahead).not.toBe('');
    const whim = new Whim();
    const apply = world.show.choose(whim);
    whim.hidden.add(ahead).add(onScreen);
    apply([ahead, onScreen]);
    expect(world.show.current()?.ref.id).toBe(onScreen);
    await clock.advance(60_000);
    expect(world.stage.shown.slice(1)).not.toContain(ahead);
    expect(world.stage.shown.slice(1)).not.toContain(onScreen);
    world.show.dispose();
    world.stage.dispose();
    expect(world.decoder.bitmaps.open).toBe(0);
    expect(world.decoder.bitmaps.doubleClosed).toEqual([]);
  });

  it('keeps the last photo while every other one is left out, and goes on when they are back', async () => {
    const clock = new VirtualClock();
    const world = createWorld({ clock, entries: [entry('a')], lists: { a: photos(3) } });
    world.show.start();
    await clock.advance(3_000);
    const whim = new Whim();
    const apply = world.show.choose(whim);
    const ids = photos(3).map(({ id }) => id);
    for (const id of ids) whim.hidden.add(id);
    apply(ids);
    const shown = world.stage.shown.length;
    await clock.advance(120_000);
    expect(world.stage.shown.length).toBe(shown);
    expect(world.show.current()).not.toBeNull();
    whim.hidden.clear();
    apply(ids);
    await clock.advance(60_000);
    expect(world.stage.shown.length).toBeGreaterThan(shown);
    world.show.dispose();
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { photo, photos, remember } from '../../tests/slideshow/fakes.ts';
import type { EntryWeight } from '../shared/chooser.ts';
import { AppError } from '../shared/errors.ts';
import type { PhotoRef } from '../shared/photo.ts';
import type { QueueMemory, QueueStep } from '../shared/queue-memory.ts';
import { PhotoQueue, type QueueOrder } from './queue.ts';

const shuffled: QueueOrder = { order: 'shuffle', direction: 'up', mix: 'photo' };
const empty: QueueMemory = { seed: 0, played: [], history: [], historyIndex: -1, failures: [] };

/** A queue with its memory, and what it showed. */
class Player {
  queue: PhotoQueue;
  memory = empty;
  nowMs = 1_000_000;
  readonly shown: string[] = [];
  readonly listed = new Map<string, PhotoRef>();
  readonly #entries: readonly EntryWeight[];
  readonly #order: QueueOrder;
  #seed: number;

  constructor(seed: number, entries: readonly EntryWeight[] = [{ id: 'a', weight: 1 }], order = shuffled) {
    this.#seed = seed;
    this.#entries = entries;
    this.#order = order;
    this.queue = new PhotoQueue(seed);
    this.queue.configure(entries, order);
  }

  get last(): string | null {
    return this.shown.at(-1) ?? null;
  }

  add(refs: readonly PhotoRef[]): void {
    for (const ref of refs) this.listed.set(ref.id, ref);
    this.queue.add(refs);
    while (this.queue.settle());
  }

  remove(id: string): void {
    this.listed.delete(id);
    this.queue.remove([id]);
  }

  show(): string | null {
    const draw = this.queue.draw(this.last, this.nowMs);
    if (!draw) return null;
    this.save(this.queue.commit(draw));
    this.shown.push(draw.ref.id);
    this.save([
      { type: 'history', history: this.shown.slice(-200), historyIndex: Math.min(200, this.shown.length) - 1 },
    ]);
    return draw.ref.id;
  }

  showMany(count: number): string[] {
    return Array.from({ length: count }, () => this.show() ?? '');
  }

  save(steps: readonly QueueStep[]): void {
    this.memory = steps.reduce(remember, this.memory);
  }

  /** A new visit: everything but the memory is new, and photos arrive in another order. */
  restart(order: readonly string[] = [...this.listed.keys()].toReversed()): void {
    this.#seed += 1;
    this.queue = new PhotoQueue(this.#seed);
    this.queue.configure(this.#entries, this.#order);
    this.queue.restore(this.memory);
    this.queue.add(order.flatMap((id) => this.listed.get(id) ?? []));
    while (this.queue.settle());
  }
}

const noRepeats = (shown: readonly string[]) => shown.every((id, index) => id !== shown[index - 1]);
const counts = (shown: readonly string[]) => {
  const result = new Map<string, number>();
  for (const id of shown) result.set(id, (result.get(id) ?? 0) + 1);
  return result;
};
const corrupt = new AppError('photo.corrupt', 'This file is damaged.');

describe('the first photo of a visit', () => {
  const mixed = photos(60).map((ref, index) => ({ ...ref, quick: index % 6 === 0 }));

  it('is one that opens fast, and the round still shows every photo once', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const player = new Player(seed);
      player.add(mixed);
      const first = player.show();
      expect(player.listed.get(first ?? '')?.quick).toBe(true);
      expect(new Set([first, ...player.showMany(59)]).size).toBe(60);
    }
  });

  it('is found among as many as are painted in a round, few of which open fast', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const player = new Player(seed);
      player.add(photos(48).map((ref, index) => ({ ...ref, quick: index % 11 === 0 })));
      const first = player.show();
      expect(player.listed.get(first ?? '')?.quick).toBe(true);
      expect(new Set([first, ...player.showMany(47)]).size).toBe(48);
    }
  });

  it('is any photo when few are left, so that a round never ends early', () => {
    const player = new Player(3);
    player.add(mixed.slice(0, 8));
    expect(new Set(player.showMany(8)).size).toBe(8);
  });
});

describe('shuffle', () => {
  it('shows every photo exactly once per round, round after round, across restarts', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 40 }),
        fc.array(fc.nat(200), { maxLength: 5 }),
        (seed, n, at) => {
          const player = new Player(seed);
          player.add(photos(n));
          for (let i = 0; i < n * 4; i++) {
            if (at.includes(i)) player.restart();
            player.show();
          }
          for (let round = 0; round < 4; round++) {
            expect(new Set(player.shown.slice(round * n, round * n + n)).size).toBe(n);
          }
          expect(noRepeats(player.shown)).toBe(true);
        },
      ),
    );
  });

  it('has another order in every round and with every seed', () => {
    const a = new Player(1);
    a.add(photos(50));
    const b = new Player(2);
    b.add(photos(50));
    expect(a.showMany(50)).not.toEqual(b.showMany(50));
    expect(a.shown).not.toEqual(a.showMany(50));
  });

  it('does not depend on the order in which photos are listed', () => {
    const a = new Player(7);
    a.add(photos(30));
    const b = new Player(7);
    b.add(photos(30).toReversed());
    expect(a.showMany(90)).toEqual(b.showMany(90));
  });

  it('goes on after a restart exactly as it would have', () => {
    const a = new Player(3);
    const b = new Player(3);
    a.add(photos(40));
    b.add(photos(40));
    a.showMany(17);
    b.showMany(17);
    b.restart();
    expect(b.showMany(23)).toEqual(a.showMany(23));
  });

  it('places photos that join in the middle of a round evenly over what remains', () => {
    let early = 0;
    for (let seed = 0; seed < 200; seed++) {
      const player = new Player(seed);
      player.add(photos(100));
      player.showMany(60);
      player.add(photos(10, 'new').map((ref) => ({ ...ref, entryId: 'a' })));
      const rest = player.showMany(50);
      expect(new Set(rest).size).toBe(50);
      early += rest.slice(0, 25).filter((id) => id.startsWith('new')).length;
    }
    // 2,000 newcomers, half of them expected in the first half: four standard deviations.
    expect(Math.abs(early - 1000)).toBeLessThan(90);
  });

  type Step = 'show' | 'put-back' | 'fail' | 'add' | 'remove' | 'restart' | 'hour';
  const steps = fc.array(
    fc.tuple(
      fc.oneof(
        { weight: 10, arbitrary: fc.constant<Step>('show') },
        { weight: 4, arbitrary: fc.constantFrom<Step>('put-back', 'fail', 'add', 'remove', 'restart', 'hour') },
      ),
      fc.nat(1000),
    ),
    { maxLength: 150 },
  );

  it('stays fair while photos come, go, fail and the page restarts', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 3, max: 20 }), steps, (seed, n, script) => {
        const player = new Player(seed);
        player.add(photos(n));
        const steady = new Set(photos(n).map((ref) => ref.id));
        let added = 0;
        for (const [step, pick] of script) {
          const someone = [...player.listed.keys()][pick % player.listed.size] ?? '';
          if (step === 'show') player.show();
          else if (step === 'hour') player.nowMs += 3_600_000;
          else if (step === 'restart') player.restart();
          else if (step === 'add') player.add([photo(`a:new${added++}`)]);
          else if (step === 'remove' && player.listed.size > 3) {
            steady.delete(someone);
            player.remove(someone);
          } else {
            const draw = player.queue.draw(player.last, player.nowMs);
            if (draw && step === 'put-back') player.queue.putBack(draw);
            else if (draw) {
              steady.delete(draw.ref.id);
              const failure = player.queue.fail(draw.ref, draw, corrupt, player.nowMs);
              player.save([{ type: 'failure', failure }]);
            }
          }
        }
        const shown = counts(player.shown);
        const times = [...steady].map((id) => shown.get(id) ?? 0);
        if (times.length > 0) expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('never shows a photo twice in a row while there is another', () => {
    const entries = [
      { id: 'a', weight: 10 },
      { id: 'b', weight: 1 },
      { id: 'c', weight: 0.1 },
    ];
    const sizes = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).filter(([a, b, c]) => a + b + c >= 2);
    fc.assert(
      fc.property(fc.integer(), sizes, fc.constantFrom('photo' as const, 'source' as const), (seed, [a, b, c], mix) => {
        const player = new Player(seed, entries, { ...shuffled, mix });
        player.add([...photos(a, 'a'), ...photos(b, 'b'), ...photos(c, 'c')]);
        for (let i = 0; i < 60; i++) {
          if (i % 13 === 12) player.restart();
          expect(player.show()).not.toBeNull();
        }
        expect(noRepeats(player.shown)).toBe(true);
      }),
    );
  });

  it('gives a photo that failed its turn in the same round once it may be tried again', () => {
    for (let seed = 0; seed < 20; seed++) {
      const player = new Player(seed);
      player.add(photos(8));
      const draw = player.queue.draw(null, player.nowMs);
      if (!draw) throw new Error('nothing drawn');
      player.queue.fail(draw.ref, draw, corrupt, player.nowMs);
      expect(player.showMany(4)).not.toContain(draw.ref.id);
      player.nowMs += 61_000;
      player.showMany(4);
      expect(new Set(player.shown).size).toBe(8);
    }
  });

  it('does not show a photo again that went and came back within a round', () => {
    for (let seed = 0; seed < 20; seed++) {
      const player = new Player(seed);
      player.add(photos(6));
      const [, second = ''] = player.showMany(3);
      const ref = player.listed.get(second);
      player.remove(second);
      if (ref) player.add([ref]);
      player.showMany(3);
      expect(new Set(player.shown).size).toBe(6);
    }
  });

  it('comes back to a photo that was given back before any other', () => {
    const player = new Player(9);
    player.add(photos(6));
    const first = player.queue.draw(null, player.nowMs);
    const second = player.queue.draw(first?.ref.id ?? null, player.nowMs);
    if (!first || !second) throw new Error('nothing drawn');
    player.queue.putBack(second);
    player.queue.putBack(first);
    expect(player.showMany(2)).toEqual([first.ref.id, second.ref.id]);
  });

  it('leaves a single photo alone', () => {
    const player = new Player(1);
    player.add(photos(1));
    expect(player.show()).toBe('a:0');
    expect(player.show()).toBeNull();
  });

  it('drops a removed photo at once, also one that was given back', () => {
    const player = new Player(5);
    player.add(photos(3));
    const draw = player.queue.draw(null, player.nowMs);
    if (!draw) throw new Error('nothing drawn');
    player.queue.putBack(draw);
    player.remove(draw.ref.id);
    expect(new Set(player.showMany(8))).not.toContain(draw.ref.id);
  });
});

describe('weights', () => {
  it('shows the photos of an entry as often as its weight says, each once before any again', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const player = new Player(seed, [
          { id: 'a', weight: 3 },
          { id: 'b', weight: 1.5 },
        ]);
        player.add([...photos(10, 'a'), ...photos(20, 'b')]);
        const shown = player.showMany(40);
        for (const [id, count] of counts(shown)) expect(count).toBe(id.startsWith('a') ? 2 : 1);
        const ofA = shown.filter((id) => id.startsWith('a'));
        expect(new Set(ofA.slice(0, 10)).size).toBe(10);
      }),
      { numRuns: 50 },
    );
  });

  it('gives a fractional weight to the right share of photos', () => {
    const player = new Player(11, [
      { id: 'a', weight: 1.5 },
      { id: 'b', weight: 1 },
    ]);
    player.add([...photos(200, 'a'), ...photos(200, 'b')]);
    const shown = player.showMany(5000);
    const ofA = shown.filter((id) => id.startsWith('a')).length;
    expect(ofA / (shown.length - ofA)).toBeGreaterThan(1.4);
    expect(ofA / (shown.length - ofA)).toBeLessThan(1.6);
  });

  it('mixed by source, gives each entry its share whatever its size', () => {
    const player = new Player(
      13,
      [
        { id: 'a', weight: 3 },
        { id: 'b', weight: 1 },
      ],
      { ...shuffled, mix: 'source' },
    );
    player.add([...photos(5, 'a'), ...photos(500, 'b')]);
    const shown = player.showMany(2000);
    expect(shown.filter((id) => id.startsWith('a')).length).toBeGreaterThan(1400);
    expect(shown.filter((id) => id.startsWith('a')).length).toBeLessThan(1600);
    const ofB = shown.filter((id) => id.startsWith('b'));
    expect(new Set(ofB).size).toBe(Math.min(500, ofB.length));
    const ofA = shown.filter((id) => id.startsWith('a'));
    for (let i = 0; i + 5 <= ofA.length; i += 5) expect(new Set(ofA.slice(i, i + 5)).size).toBe(5);
    // A small entry's rounds end all the time: what is remembered must not grow.
    expect(player.memory.played.length).toBeLessThanOrEqual(505);
  });
});

const at = (index: number) => photo(`a:${String(index).padStart(2, '0')}`);

describe('name and date order', () => {
  const names = ['IMG 10.jpg', 'IMG 2.jpg', 'img 1.jpg', 'Äpfel.jpg', 'zoo.jpg'];
  const named = names.map((name, index) => photo(`a:${index}`, 'a', { name, dateMs: 1000 - index }));
  const play = (order: QueueOrder, count: number) => {
    const player = new Player(1, undefined, order);
    player.add(named);
    return player.showMany(count).map((id) => player.listed.get(id)?.name);
  };

  it('counts numbers as numbers, both ways, and wraps around', () => {
    const up = ['Äpfel.jpg', 'img 1.jpg', 'IMG 2.jpg', 'IMG 10.jpg', 'zoo.jpg'];
    expect(play({ order: 'name', direction: 'up', mix: 'photo' }, 7)).toEqual([...up, ...up.slice(0, 2)]);
    expect(play({ order: 'name', direction: 'down', mix: 'photo' }, 5)).toEqual(up.toReversed());
    expect(play({ order: 'date', direction: 'up', mix: 'photo' }, 5)).toEqual(names.toReversed());
  });

  it('goes on after the current photo when photos come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(99)), { maxLength: 60 }), (script) => {
        const player = new Player(1, undefined, { order: 'name', direction: 'up', mix: 'photo' });
        player.add([at(20), at(40), at(60), at(80)]);
        for (const [isAdd, index] of script) {
          if (isAdd) player.add([at(index)]);
          else if (player.listed.size > 2) player.remove(at(index).id);
          const before = player.last;
          const sorted = [...player.listed.keys()].toSorted();
          expect(player.show()).toBe(sorted.find((id) => before === null || id > before) ?? sorted[0]);
        }
      }),
    );
  });

  it('goes on where it was after a restart, also when that photo is listed late', () => {
    const order: QueueOrder = { order: 'name', direction: 'up', mix: 'photo' };
    const all = Array.from({ length: 30 }, (_, index) => at(index));
    const player = new Player(1, undefined, order);
    player.add(all);
    player.showMany(12);
    player.restart([]);
    player.add(all.slice(0, 5));
    expect(player.show()).toBe('a:00');
    player.add(all);
    expect(player.show()).toBe('a:12');
    expect(player.show()).toBe('a:13');
  });

  it('survives photos without any date', () => {
    const player = new Player(1, undefined, { order: 'date', direction: 'up', mix: 'photo' });
    player.add([...photos(5), photo('a:dated', 'a', { dateMs: 5 })]);
    expect(new Set(player.showMany(6)).size).toBe(6);
  });
});

describe('a large library', () => {
  it('takes 20,000 photos in pages and draws them all', () => {
    for (const order of ['shuffle', 'name', 'date'] as const) {
      const queue = new PhotoQueue(1);
      queue.configure([{ id: 'a', weight: 1 }], { order, direction: 'up', mix: 'photo' });
      const all = photos(20_000);
      for (let from = 0; from < all.length; from += 500) queue.add(all.slice(from, from + 500));
      let slices = 0;
      while (queue.settle()) slices += 1;
      if (order === 'name') expect(slices).toBeGreaterThan(200);
      const seen = new Set<string>();
      let last: string | null = null;
      const draws = order === 'shuffle' ? 20_000 : 2_000;
      for (let i = 0; i < draws; i++) {
        const draw = queue.draw(last, 0);
        if (!draw) break;
        queue.commit(draw);
        last = draw.ref.id;
        seen.add(last);
      }
      expect(seen.size).toBe(draws);
    }
  }, 60_000);
});

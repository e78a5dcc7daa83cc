import { describe, expect, it } from 'vitest';
import { photos } from '../../../tests/slideshow/fakes.ts';
import { flush, VirtualClock } from '../../../tests/slideshow/virtual-clock.ts';
import { LibraryFeed } from './feed.ts';

function open() {
  const clock = new VirtualClock();
  const known = new Set<string>();
  let isAway = false;
  let arrived = 0;
  const feed = new LibraryFeed({
    entries: () => [{ id: 'a', isNear: true }],
    know: async (_entries, refs) => {
      if (isAway) throw new Error('gone');
      for (const { id } of refs) known.add(id);
    },
    forget: async (ids) => {
      if (isAway) throw new Error('gone');
      for (const id of ids) known.delete(id);
    },
    arrived: () => (arrived += 1),
    wait: (ms) => new Promise((resolve) => void clock.setTimeout(() => resolve(), ms)),
  });
  return { clock, feed, known, arrived: () => arrived, away: (is: boolean) => (isAway = is) };
}

describe('photos on their way to the library', () => {
  it('wait for the worker, come in pieces, and all of them arrive', async () => {
    const { clock, feed, known, arrived } = open();
    feed.add(photos(10));
    await clock.advance(1000);
    expect(known.size).toBe(0);
    feed.restart(photos(1500));
    await clock.advance(1000);
    expect(known.size).toBe(1500);
    expect(arrived()).toBe(1);
  });

  it('are not lost while the worker is away', async () => {
    const { clock, feed, known, away } = open();
    feed.restart([]);
    await clock.advance(100);
    away(true);
    feed.add(photos(900));
    await clock.advance(20_000);
    expect(known.size).toBe(0);
    away(false);
    await clock.advance(20_000);
    expect(known.size).toBe(900);
  });

  it('leave when their source has them no more, also when they are still on their way', async () => {
    const { clock, feed, known } = open();
    feed.restart(photos(5));
    await clock.advance(500);
    feed.add(photos(7));
    feed.remove(['a:1', 'a:6'], true);
    await clock.advance(500);
    await flush();
    expect([...known].toSorted()).toEqual(['a:0', 'a:2', 'a:3', 'a:4', 'a:5']);
  });

  it('are photos: painted pictures stay away, what a service opens in a way of its own does not', async () => {
    const { clock, feed, known } = open();
    const [first, second] = photos(2);
    if (!first || !second) throw new Error('two photos');
    const locator = (sourceId: string) => ({ kind: 'provider', sourceId, key: 'k' }) as const;
    feed.restart([
      { ...first, sourceId: 'generative', locator: locator('generative') },
      { ...second, sourceId: 'photoprism', locator: locator('photoprism') },
    ]);
    await clock.advance(500);
    expect([...known]).toEqual([second.id]);
  });
});

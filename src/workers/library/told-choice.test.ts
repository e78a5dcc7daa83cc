import { describe, expect, it } from 'vitest';
import { partSize, ToldChoice } from './told-choice.ts';

const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, index) => `p${from + index}`);

/** A page that takes over what it is told. */
function page() {
  const told = new ToldChoice();
  const hidden = new Set<string>();
  const sizes: number[] = [];
  let leastHidden = Infinity;
  const choose = (wanted: readonly string[], isFresh = false, most = Infinity): void => {
    if (isFresh) hidden.clear();
    let part = told.begin(wanted, isFresh);
    for (let parts = 1; ; parts++) {
      sizes.push(part.shown.length + part.hidden.length);
      for (const id of part.shown) hidden.delete(id);
      leastHidden = Math.min(leastHidden, hidden.size);
      for (const id of part.hidden) hidden.add(id);
      if (!part.hasMore || parts >= most) return;
      part = told.next();
    }
  };
  return { choose, hidden: () => [...hidden].toSorted(), sizes, leastHidden: () => leastHidden };
}

describe('what the page is told of a choice', () => {
  it('is the difference, in small parts', () => {
    const { choose, hidden, sizes } = page();
    choose(ids(0, 4500), true);
    expect(hidden()).toEqual(ids(0, 4500).toSorted());
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 500]);
    sizes.length = 0;
    choose(ids(0, 4500));
    choose(ids(2, 4500));
    expect(sizes).toEqual([0, 4]);
    expect(hidden()).toEqual(ids(2, 4500).toSorted());
    expect(Math.max(...sizes)).toBeLessThanOrEqual(partSize);
  });

  it('begins with what is shown again, so that something always is', () => {
    const { choose, hidden, leastHidden } = page();
    choose(ids(0, 2000), true);
    choose(ids(2000, 2000));
    expect(hidden()).toEqual(ids(2000, 2000).toSorted());
    expect(leastHidden()).toBe(0);
  });

  it('holds when another choice comes before it was told whole', () => {
    const { choose, hidden } = page();
    choose(ids(0, 5000), true, 2);
    choose(ids(3000, 5000), false, 3);
    choose(ids(100, 50));
    expect(hidden()).toEqual(ids(100, 50).toSorted());
  });
});

import { describe, expect, it } from 'vitest';
import { findTyped, line, tidy, type MenuItem } from './items.ts';
import { placeAt, placeBeside, type Bounds } from './place.ts';

const bounds: Bounds = { width: 1000, height: 600, edgeX: 8, edgeY: 8 };
const box = { width: 240, height: 300 };

describe('a menu', () => {
  it('opens at the pointer, and stays within the screen in every corner', () => {
    expect(placeAt({ x: 100, y: 50 }, box, bounds, false)).toEqual({ left: 102, top: 52 });
    expect(placeAt({ x: 990, y: 50 }, box, bounds, false)).toEqual({ left: 748, top: 52 });
    expect(placeAt({ x: 100, y: 590 }, box, bounds, false)).toEqual({ left: 102, top: 288 });
    expect(placeAt({ x: 500, y: 50 }, box, bounds, true)).toEqual({ left: 258, top: 52 });
    for (const x of [0, 500, 1000]) {
      for (const y of [0, 300, 600]) {
        for (const isRtl of [true, false]) {
          const { left, top } = placeAt({ x, y }, box, bounds, isRtl);
          expect(left).toBeGreaterThanOrEqual(8);
          expect(left + box.width).toBeLessThanOrEqual(992);
          expect(top).toBeGreaterThanOrEqual(8);
          expect(top + box.height).toBeLessThanOrEqual(592);
        }
      }
    }
  });

  it('shows its beginning when it is larger than the screen', () => {
    expect(placeAt({ x: 300, y: 300 }, { width: 1200, height: 900 }, bounds, false)).toEqual({ left: 8, top: 8 });
  });

  it('opens a second level beside the first, on the side with room', () => {
    expect(placeBeside({ left: 100, right: 340, top: 200 }, box, bounds, false)).toEqual({ left: 344, top: 200 });
    expect(placeBeside({ left: 700, right: 940, top: 500 }, box, bounds, false)).toEqual({ left: 456, top: 292 });
  });

  it('leaves no line without something on both sides', () => {
    const entry: MenuItem = { kind: 'do', label: 'Next', run: () => undefined };
    expect(tidy([line, null, entry, line, false, line, entry, line])).toEqual([entry, line, entry]);
    expect(tidy([line, null])).toEqual([]);
  });

  it('finds an entry by the letters that are typed', () => {
    const labels = ['Previous', 'Next', 'Pause', 'Settings', 'Sound'];
    expect(findTyped(labels, 's', 0)).toBe(3);
    expect(findTyped(labels, 'ss', 3), 'the same letter walks on').toBe(4);
    expect(findTyped(labels, 'so', 3)).toBe(4);
    expect(findTyped(labels, 'p', 0)).toBe(2);
    expect(findTyped(labels, 'p', 2)).toBe(0);
    expect(findTyped(labels, 'é', 0)).toBe(-1);
  });
});

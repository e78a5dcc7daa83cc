import { describe, expect, it } from 'vitest';
import { floorPhotos, roomFor, toEvict, type KeptRow } from './offline-policy.ts';

const rowsOf = (entryId: string, count: number, fromMs: number): KeptRow[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `${entryId}:${index}`,
    entryId,
    bytes: 100,
    usedMs: fromMs + index,
    digest: '',
  }));

describe('what stays on the device', () => {
  it('is at most a gigabyte, and less where the browser has less', () => {
    expect(roomFor(100_000_000_000)).toBe(1_000_000_000);
    expect(roomFor(1_000_000_000)).toBe(400_000_000);
    expect(roomFor(0)).toBe(0);
  });

  it('loses nothing while there is room, then what was not seen for longest', () => {
    const rows = rowsOf('a', 30, 0);
    expect(toEvict(rows, 100, 3100)).toEqual([]);
    expect(toEvict(rows, 100, 2900).map(({ key }) => key)).toEqual(['a:0', 'a:1']);
  });

  it('leaves each source its floor while another has more', () => {
    const rows = [...rowsOf('quiet', floorPhotos, 0), ...rowsOf('busy', 40, 1000)];
    const gone = toEvict(rows, 100, rows.length * 100 - 1900);
    expect(gone).toHaveLength(20);
    expect(new Set(gone.map(({ entryId }) => entryId))).toEqual(new Set(['busy']));
  });

  it('gives up the floor too when there is nothing else', () => {
    expect(toEvict(rowsOf('a', floorPhotos, 0), 0, 500)).toHaveLength(floorPhotos - 5);
  });
});

import { describe, expect, it } from 'vitest';
import { floorPhotos, roomFor, toEvict, type KeptRow } from './offline-policy.ts';

const rowsOf = (entryId: string, count: number, fromMs: number): KeptRow[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `${entryId}:${index}`,
    entryId,
    ref: {
      id: `${entryId}:${index}`,
      sourceId: 'feed',
      entryId,
      locator: { kind: 'url', url: `https://a.test/${index}` },
      title: '',
      name: '',
    },
    file: `${entryId}${index}`,
    bytes: 100,
    usedMs: fromMs + index,
    digest: '',
  }));

const GB = 1_000_000_000;
const ample = { limitBytes: GB, quotaBytes: 100 * GB, usageBytes: 0, keptBytes: 0 };

describe('what stays on the device', () => {
  it('is what the user allows, and less where the browser has less', () => {
    expect(roomFor(ample)).toEqual({ bytes: GB, isTight: false });
    expect(roomFor({ ...ample, quotaBytes: GB })).toEqual({ bytes: 0.4 * GB, isTight: false });
    expect(roomFor({ ...ample, limitBytes: 5000 }).bytes).toBe(5000);
    expect(roomFor({ ...ample, limitBytes: 0 }).bytes).toBe(0);
    expect(roomFor({ ...ample, quotaBytes: 0 }).bytes, 'a browser that does not say').toBe(0.5 * GB);
    expect(roomFor({ ...ample, quotaBytes: 0, limitBytes: 0 }).bytes).toBe(0);
  });

  it('gives way when others have filled the device', () => {
    const full = { ...ample, quotaBytes: 4 * GB, usageBytes: 3.9 * GB, keptBytes: 0.5 * GB };
    expect(roomFor(full)).toEqual({ bytes: 0.58 * GB, isTight: true });
    expect(roomFor({ ...full, usageBytes: 5 * GB })).toEqual({ bytes: 0.5 * GB, isTight: true });
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

  it('keeps nothing for ever because a clock was wrong when it was seen', () => {
    const nowMs = 1_000_000_000_000;
    const rows = [...rowsOf('a', 20, nowMs - 1000), ...rowsOf('b', 20, nowMs + 400 * 86_400_000)];
    const gone = toEvict(rows, 100, rows.length * 100 - 700, nowMs);
    expect(new Set(gone.map(({ entryId }) => entryId))).toEqual(new Set(['b']));
  });

  it('gives up the floor too when there is nothing else', () => {
    expect(toEvict(rowsOf('a', floorPhotos, 0), 0, 500)).toHaveLength(floorPhotos - 5);
  });
});

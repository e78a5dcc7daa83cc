import { describe, expect, it } from 'vitest';
import { colliding, snap, type SnapField } from './snap.ts';

const field: SnapField = { width: 1000, height: 500, marginX: 40, marginY: 40, gridPx: 8, reachPx: 12, others: [] };
const box = (left: number, top: number) => ({ left, top, width: 100, height: 50 });

describe('snapping', () => {
  it('takes the margin, the middle of the display and the edges of others', () => {
    expect(snap(box(47, 140), field)).toMatchObject({ left: 40, guides: [{ axis: 'x', at: 40 }] });
    expect(snap(box(455, 120), field).left).toBe(450);
    const beside = snap(box(600, 305), { ...field, others: [{ left: 100, top: 300, width: 80, height: 80 }] });
    expect(beside).toMatchObject({ top: 300, guides: [{ axis: 'y', at: 300 }] });
  });

  it('falls back to the grid', () => {
    expect(snap(box(203, 101), field)).toEqual({ left: 200, top: 104, guides: [] });
  });

  it('sees which boxes lie on each other', () => {
    expect(colliding([box(0, 0), box(50, 20), box(300, 0)])).toEqual([true, true, false]);
    expect(colliding([box(0, 0), box(100, 0)])).toEqual([false, false]);
  });
});

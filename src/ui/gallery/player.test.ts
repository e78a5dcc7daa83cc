import { describe, expect, it } from 'vitest';
import { momentAt } from './player.ts';

describe('a preview', () => {
  it('rests on the first photo, changes, rests on the second and comes back, without a jump', () => {
    expect(momentAt(0, 0)).toEqual({ progress: 0, isBack: false });
    expect(momentAt(800, 0).progress).toBe(0);
    expect(momentAt(900 + 850, 0).progress).toBeCloseTo(0.5);
    const end = momentAt(2_599, 0);
    expect(end.progress).toBeCloseTo(1, 3);
    expect(momentAt(2_600, 0)).toEqual({ progress: 0, isBack: true });
    expect(momentAt(5_200, 0)).toEqual({ progress: 0, isBack: false });
  });

  it('stands elsewhere than its neighbour', () => {
    expect(momentAt(0, 0.5)).toEqual({ progress: 0, isBack: true });
  });
});

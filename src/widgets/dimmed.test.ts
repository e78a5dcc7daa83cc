import { describe, expect, it } from 'vitest';
import type { LuminanceGrid } from '../shared/photo.ts';
import { dimmed, dimmedBy, dimmedFrom } from './dimmed.ts';
import { chooseInk, groundOfTone, groundUnder } from './ink.ts';

const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const grid: LuminanceGrid = {
  columns: 1,
  rows: 1,
  mean: Uint8Array.of(200),
  detail: Uint8Array.of(10),
  low: Uint8Array.of(150),
  high: Uint8Array.of(250),
  tone: new Uint8Array(12).fill(200),
};

describe('a dimmed photo', () => {
  it('is the photo itself while nothing dims', () => {
    expect(dimmed(grid, dimmedBy(0))).toBe(grid);
  });

  it('is darker by the share that black takes of each value', () => {
    const half = dimmed(grid, dimmedBy(0.5));
    expect(groundUnder(half, whole)).toEqual({ low: 75 / 255, high: 125 / 255 });
    expect(groundOfTone(half, whole)?.high).toBeCloseTo(100 / 255, 5);
    expect(dimmed(grid, dimmedBy(0.5)), 'drawn once').toBe(half);
  });

  it('is anything between before and after while it fades', () => {
    const { low, high } = groundUnder(dimmed(grid, dimmedFrom(dimmedBy(0), 0.8)), whole);
    expect(low).toBeCloseTo(30 / 255, 5);
    expect(high).toBeCloseTo(250 / 255, 5);
    expect(groundUnder(dimmed(grid, dimmedFrom(dimmedFrom(dimmedBy(0.8), 0.2), 0)), whole)).toEqual({ low, high });
  });

  it('is bounded where only its mean was measured', () => {
    const { low: _low, high: _high, ...plain } = grid;
    expect(groundUnder(dimmed(plain, dimmedBy(0.5)), whole)).toEqual({ low: 88 / 255, high: 113 / 255 });
  });

  it('wears light ink where a bright one wore dark', () => {
    expect(chooseInk(groundUnder(grid, whole), null, 200 / 255)).toBe('dark');
    expect(chooseInk(groundUnder(dimmed(grid, dimmedBy(0.8)), whole), null, 40 / 255)).toBe('light');
  });
});

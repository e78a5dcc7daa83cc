import { describe, expect, it } from 'vitest';
import type { WidgetInstance } from '../shared/widget.ts';
import { isWithinHours } from './shown.ts';
import { middleOf, spotOf } from './place.ts';

const instance = (more: Partial<WidgetInstance>) => more as WidgetInstance;

describe('free places', () => {
  it('have a spot per orientation and lend each other theirs', () => {
    const only = instance({ landscape: { x: 0.2, y: 0.3 } });
    expect(spotOf(only, 'portrait')).toEqual({ x: 0.2, y: 0.3 });
    expect(spotOf(instance({}), 'landscape')).toEqual({ x: 0.5, y: 0.5 });
  });

  it('keep a widget on the display, in the middle when it is too wide', () => {
    const margins = { x: 10, y: 10 };
    const layer = { width: 400, height: 300 };
    expect(middleOf({ x: 1, y: 0 }, layer, { width: 100, height: 40 }, margins)).toEqual({ x: 340, y: 30 });
    expect(middleOf({ x: 0, y: 0.5 }, layer, { width: 500, height: 40 }, margins).x).toBe(200);
  });
});

describe('hours of the day', () => {
  const at = (hour: number, minute = 0) => new Date(2026, 0, 1, hour, minute);
  it('may go over midnight, and have open ends', () => {
    expect(isWithinHours('', '', at(3))).toBe(true);
    expect(isWithinHours('22:00', '07:00', at(23))).toBe(true);
    expect(isWithinHours('22:00', '07:00', at(6, 59))).toBe(true);
    expect(isWithinHours('22:00', '07:00', at(7))).toBe(false);
    expect(isWithinHours('08:30', '', at(8, 29))).toBe(false);
  });
});

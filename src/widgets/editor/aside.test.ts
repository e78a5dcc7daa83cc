import { expect, it } from 'vitest';
import { sideFor, type Side } from './aside.ts';

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
/** A phone held upright; the bar at its foot. */
const bar = (now: Side) => ({ now, own: box(10, 640, 370, 190), edgePx: 14, heightPx: 844 });
const [clock, weather, date] = [box(20, 700, 250, 130), box(20, 20, 290, 220), box(220, 20, 150, 90)];

it('stays where nothing is in its way', () => {
  expect(sideFor({ ...bar('bottom'), chosen: weather, others: [date] })).toBe('bottom');
  expect(sideFor({ ...bar('middle'), chosen: weather, others: [clock] })).toBe('middle');
});

it('leaves the chosen widget for where it covers least of others', () => {
  expect(sideFor({ ...bar('bottom'), chosen: clock, others: [] })).toBe('top');
  expect(sideFor({ ...bar('bottom'), chosen: clock, others: [weather, date] })).toBe('middle');
  expect(sideFor({ ...bar('bottom'), chosen: clock, others: [weather, box(220, 260, 150, 100)] })).toBe('middle');
  expect(sideFor({ ...bar('top'), chosen: weather, others: [clock] })).toBe('middle');
});

it('lies on others rather than on the chosen one, and stays where it can help nothing', () => {
  expect(sideFor({ ...bar('bottom'), chosen: box(0, 300, 390, 544), others: [weather, date] })).toBe('top');
  expect(sideFor({ ...bar('bottom'), chosen: box(0, 0, 390, 844), others: [] })).toBe('bottom');
});

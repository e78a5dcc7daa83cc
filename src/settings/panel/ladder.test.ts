import { describe, expect, it } from 'vitest';
import { ladder, nearestStop, sayValue } from './ladder.ts';

describe('ladder', () => {
  it('climbs from one second to a day in sensible steps', () => {
    const stops = ladder(1, 86_400, 's');
    expect(stops[0]).toBe(1);
    expect(stops.at(-1)).toBe(86_400);
    expect(stops).toEqual(expect.arrayContaining([5, 10, 15, 30, 60, 90, 300, 600, 900, 3600, 7200]));
    expect(stops.length).toBeLessThan(90);
    stops.slice(1).forEach((stop, index) => expect(stop).toBeGreaterThan(stops[index] ?? 0));
  });

  it('climbs from a tenth to ten, with one in the middle', () => {
    expect(ladder(0.1, 10, '×')).toEqual([0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10]);
  });

  it('finds the nearest stop for a value between two, below and above', () => {
    const stops = ladder(1, 86_400, 's');
    expect(stops[nearestStop(stops, 31)]).toBe(30);
    expect(stops[nearestStop(stops, 0)]).toBe(1);
    expect(stops[nearestStop(stops, 1e9)]).toBe(86_400);
  });

  it('says values in words', () => {
    expect(sayValue(1, 's')).toBe('1 second');
    expect(sayValue(90, 's')).toBe('1 minute 30 seconds');
    expect(sayValue(86_400, 's')).toBe('24 hours');
    expect(sayValue(1500, 'ms')).toBe('1.5 seconds');
    expect(sayValue(8, '%')).toBe('8 %');
  });
});

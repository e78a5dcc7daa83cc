import { describe, expect, it } from 'vitest';
import { daysAhead, readWeather, type Weather } from './data.ts';

const dayOf = (date: string) => ({ date, code: 2, lowC: 1, highC: 9 });
const weather = readWeather({
  place: 'Kiritimati',
  temperatureC: 27,
  code: 1,
  // A day ahead of most of the world.
  offsetSec: 14 * 3600,
  days: ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07'].map(dayOf),
}) as Weather;

describe('the days of a forecast', () => {
  const ahead = (nowMs: number, of = weather) => daysAhead(of, nowMs).map(({ date }) => date.slice(-2));

  it('begin with tomorrow, by the calendar of the place', () => {
    expect(ahead(Date.UTC(2026, 2, 3, 10, 30))).toEqual(['05', '06', '07']);
    expect(ahead(Date.UTC(2026, 2, 4, 9, 59))).toEqual(['05', '06', '07']);
    expect(ahead(Date.UTC(2026, 2, 4, 10))).toEqual(['06', '07']);
  });

  it('are none that are over, however old the answer is', () => {
    expect(ahead(Date.UTC(2026, 2, 5, 12))).toEqual(['07']);
    expect(ahead(Date.UTC(2026, 2, 9))).toEqual([]);
  });

  it('go by this device where the place does not say', () => {
    const before = new Date(2026, 2, 4, 12).getTime();
    expect(ahead(before, { ...weather, offsetSec: null })).toEqual(['05', '06', '07']);
  });
});

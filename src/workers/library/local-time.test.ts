import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayStart, isThisDay, localTime, seasonOf, timeOfDayOf } from './local-time.ts';

/** By the clock on the wall: `2019-11-21T08:00`. */
const at = (wall: string) => localTime(new Date(wall).getTime());

const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Niue', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'];
let zone: string | undefined;
beforeEach(() => (zone = process.env['TZ']));
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it('“on this day” means the date the camera showed, in every time zone and at every hour', () => {
  for (const name of zones) {
    process.env['TZ'] = name;
    for (const hour of ['00', '03', '12', '23']) {
      const now = at(`2026-11-21T${hour}:59`);
      expect(isThisDay(at('2019-11-21T00:00:01'), now), name).toBe(true);
      expect(isThisDay(at('2019-11-21T23:59:59'), now), name).toBe(true);
      expect(isThisDay(at('2019-11-20T23:59:59'), now), name).toBe(false);
      expect(isThisDay(at('2019-11-22T00:00:00'), now), name).toBe(false);
    }
  }
});

it('“on this day” is in earlier years only', () => {
  const now = at('2026-11-21T12:00');
  expect(isThisDay(at('2026-11-21T01:00'), now)).toBe(false);
  expect(isThisDay(at('2027-11-21T01:00'), now)).toBe(false);
});

it('photos of 29 February have their day on the 28th in years without one, and their own in others', () => {
  const leapDay = at('2020-02-29T10:00');
  expect(isThisDay(leapDay, at('2026-02-28T09:00'))).toBe(true);
  expect(isThisDay(leapDay, at('2026-03-01T09:00'))).toBe(false);
  expect(isThisDay(leapDay, at('2028-02-28T09:00'))).toBe(false);
  expect(isThisDay(leapDay, at('2028-02-29T09:00'))).toBe(true);
  expect(isThisDay(at('2019-02-28T00:00'), at('2028-02-29T09:00'))).toBe(false);
  expect(isThisDay(at('2019-02-28T00:00'), at('2028-02-28T09:00'))).toBe(true);
});

it('seasons come half a year later in the south', () => {
  const july = at('2019-07-15T06:00');
  expect(seasonOf(july, 47)).toBe('summer');
  expect(seasonOf(july, null)).toBe('summer');
  expect(seasonOf(july, -33)).toBe('winter');
  expect(seasonOf(at('2019-12-01T00:00'), null)).toBe('winter');
  expect(seasonOf(at('2019-03-01T00:00'), null)).toBe('spring');
});

it('a day has a morning, an evening and a night', () => {
  const times = ['00', '05', '10', '17', '22'].map((hour) => timeOfDayOf(at(`2019-07-15T${hour}:00`)));
  expect(times).toEqual(['night', 'morning', 'day', 'evening', 'night']);
});

it('days that do not exist have no beginning', () => {
  expect(dayStart('2019-08-01')).toBe(new Date('2019-08-01T00:00').getTime());
  expect(dayStart('2019-08-31', 1)).toBe(new Date('2019-09-01T00:00').getTime());
  expect(dayStart('2019-02-30')).toBeNull();
  expect(dayStart('')).toBeNull();
});

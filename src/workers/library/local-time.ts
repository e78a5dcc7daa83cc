/** What a clock and a calendar on the wall say of a moment. Pure. */

/** Read once per photo: asking a `Date` twenty thousand times takes longer than everything else about a choice. */
export interface LocalTime {
  readonly year: number;
  /** 0–11. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
  readonly hour: number;
}

export function localTime(ms: number): LocalTime {
  const date = new Date(ms);
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate(), hour: date.getHours() };
}

const seasons = ['winter', 'spring', 'summer', 'autumn'] as const;

/** By whole months, as weather services count; half a year later south of the equator. */
export function seasonOf({ month }: LocalTime, latitude: number | null): (typeof seasons)[number] {
  const quarter = Math.floor(((month + 1) % 12) / 3);
  return seasons[(quarter + (latitude !== null && latitude < 0 ? 2 : 0)) % 4] ?? 'winter';
}

export function timeOfDayOf({ hour }: LocalTime): 'morning' | 'day' | 'evening' | 'night' {
  if (hour >= 5 && hour < 10) return 'morning';
  if (hour >= 10 && hour < 17) return 'day';
  return hour >= 17 && hour < 22 ? 'evening' : 'night';
}

/** The beginning of a day in local time, or of the day after; null for an empty or impossible one. */
export function dayStart(day: string, daysLater = 0): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number);
  const start = new Date(year, month - 1, date + daysLater);
  return new Date(year, month - 1, date).getMonth() === month - 1 ? start.getTime() : null;
}

const hasLeapDay = (year: number): boolean => new Date(year, 1, 29).getMonth() === 1;

/** Photos of 29 February have their day on the 28th in years without one. */
export function isThisDay(taken: LocalTime, now: LocalTime): boolean {
  if (taken.year >= now.year || taken.month !== now.month) return false;
  if (taken.day === now.day) return true;
  return taken.month === 1 && taken.day === 29 && now.day === 28 && !hasLeapDay(now.year);
}

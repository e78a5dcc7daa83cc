/** How long it is until a moment. Pure. */

/** `2027-01-01`, `2027-01-01 18:30`, in local time; null for anything else. */
export function readMoment(text: string): number | null {
  const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?\s*$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const date = new Date(year, month - 1, day, hour, minute);
  const isReal = date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60;
  return isReal ? date.getTime() : null;
}

/** What nothing written counts to: the next New Year, and on its own day the one that has just begun. */
export function newYearAt(nowMs: number): number {
  const now = new Date(nowMs);
  const isItsDay = now.getMonth() === 0 && now.getDate() === 1;
  return new Date(now.getFullYear() + (isItsDay ? 0 : 1), 0, 1).getTime();
}

export interface Span {
  readonly isPast: boolean;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

function daysAfter(atMs: number, days: number): number {
  const date = new Date(atMs);
  date.setDate(date.getDate() + days);
  return date.getTime();
}

/**
 * Whole seconds, rounded up: a countdown shows 0 when it is over, not a second before. Days are those of the calendar: to midnight
 * in ten days it is ten days, though the clocks change on the way.
 */
export function spanBetween(nowMs: number, thenMs: number): Span {
  const isPast = thenMs <= nowMs;
  const from = isPast ? thenMs : nowMs;
  const seconds = isPast ? Math.floor((nowMs - from) / 1000) : Math.ceil((thenMs - from) / 1000);
  const to = from + seconds * 1000;
  // With an hour to spare: the last day may have had one less.
  let days = Math.floor((to - from + 3_600_000) / 86_400_000);
  if (daysAfter(from, days) > to) days--;
  const rest = Math.round((to - daysAfter(from, days)) / 1000);
  return {
    isPast,
    days,
    hours: Math.floor(rest / 3600),
    minutes: Math.floor(rest / 60) % 60,
    seconds: rest % 60,
  };
}

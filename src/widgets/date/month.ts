/** A month as weeks of days. Pure; counts in whole UTC days, so that no change of the clocks can move one. */
import { createZoneParts } from '../../shared/zone-parts.ts';

const dayMs = 86_400_000;

export interface Day {
  readonly day: number;
  readonly isInMonth: boolean;
  readonly isToday: boolean;
}

export interface Week {
  /** ISO 8601: weeks begin on Monday, the first one has the year's first Thursday. */
  readonly number: number;
  readonly days: readonly Day[];
}

export interface CalendarDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

export const dateIn = (atMs: number, timeZone: string | undefined): CalendarDate => createZoneParts(timeZone)(atMs);

function weekNumber(mondayMs: number): number {
  const thursday = mondayMs + 3 * dayMs;
  const yearStart = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday - yearStart) / (7 * dayMs));
}

/** `firstDay` 1 is Monday, 7 is Sunday. */
export function weeksOf(today: CalendarDate, firstDay: number): Week[] {
  const first = Date.UTC(today.year, today.month - 1, 1);
  const last = Date.UTC(today.year, today.month, 0);
  const back = (new Date(first).getUTCDay() - (firstDay % 7) + 7) % 7;
  const weeks: Week[] = [];
  for (let start = first - back * dayMs; start <= last; start += 7 * dayMs) {
    const days = Array.from({ length: 7 }, (_, index) => {
      const date = new Date(start + index * dayMs);
      const isInMonth = date.getUTCMonth() === today.month - 1;
      return { day: date.getUTCDate(), isInMonth, isToday: isInMonth && date.getUTCDate() === today.day };
    });
    const toMonday = (8 - new Date(start).getUTCDay()) % 7;
    weeks.push({ number: weekNumber(start + toMonday * dayMs), days });
  }
  return weeks;
}

/** 1–7, from the language's region where the browser knows. */
export function firstDayOf(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?(): { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1;
}

export interface DateFormats {
  readonly weekday: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
}

/** Beside the days of a Gregorian month stand its own name and year, whatever calendar is usual in that language. */
export function formatsFor(locale: string, hasMonth: boolean): DateFormats {
  const calendar = hasMonth ? { calendar: 'gregory' } : {};
  return {
    weekday: new Intl.DateTimeFormat(locale, { ...calendar, weekday: 'long' }),
    day: new Intl.DateTimeFormat(locale, { ...calendar, day: 'numeric', month: 'long' }),
    month: new Intl.DateTimeFormat(locale, { ...calendar, month: 'long', year: 'numeric' }),
  };
}

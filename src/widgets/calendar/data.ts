/** What one calendar answers: plain data, checked wherever it comes from. Pure; used by both halves. */

interface Named {
  readonly title: string;
  /** Empty when it is not said. */
  readonly place: string;
}

export interface TimedEvent extends Named {
  /** Milliseconds since 1970; the end is not part of it. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Whole days, which begin wherever one is. */
export interface DayEvent extends Named {
  /** `2026-11-21`, both part of it. */
  readonly first: string;
  readonly last: string;
}

export interface CalendarData {
  /** What the calendar calls itself, or empty. */
  readonly name: string;
  readonly timed: readonly TimedEvent[];
  readonly allDay: readonly DayEvent[];
  /** Some repeats were too many to be counted. */
  readonly isCut: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isMs = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An answer that was kept by any version of this widget; null when it is none. */
export function readCalendar(data: unknown): CalendarData | null {
  if (typeof data !== 'object' || data === null) return null;
  const { name, timed, allDay, isCut } = data as Partial<Record<keyof CalendarData, unknown>>;
  if (!Array.isArray(timed) || !Array.isArray(allDay)) return null;
  const named = (value: unknown): Readonly<Record<string, unknown>> & Named => {
    const it = (value ?? {}) as Readonly<Record<string, unknown>>;
    return { ...it, title: textOf(it['title']), place: textOf(it['place']) };
  };
  return {
    name: textOf(name),
    timed: listOf(timed).flatMap((value): TimedEvent[] => {
      const { title, place, startMs, endMs } = named(value) as Named & { startMs?: unknown; endMs?: unknown };
      return isMs(startMs) && isMs(endMs) ? [{ title, place, startMs, endMs: Math.max(startMs, endMs) }] : [];
    }),
    allDay: listOf(allDay).flatMap((value): DayEvent[] => {
      const { title, place, first, last } = named(value) as Named & { first?: unknown; last?: unknown };
      return isDay(first) && isDay(last) ? [{ title, place, first, last: last < first ? first : last }] : [];
    }),
    isCut: isCut === true,
  };
}

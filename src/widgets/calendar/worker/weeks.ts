/**
 * Yearly rules that name weeks of the year (`BYWEEKNO`, RFC 5545, 3.3.10), which ical.js reads as every week: their days are worked
 * out here. Pure; local times as in `repeats.ts`.
 */
import type ICAL from 'ical.js';

type Recur = InstanceType<typeof ICAL.Recur>;

const dayMs = 86_400_000;
const days = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** Nobody looks further back than this. */
const mostYears = 400;

export const numbersOf = (values: unknown): number[] =>
  (Array.isArray(values) ? values : []).map(Number).filter((value) => Number.isInteger(value));

export const isByWeek = ({ freq, parts }: Recur): boolean =>
  freq === 'YEARLY' && numbersOf(parts['BYWEEKNO']).length > 0;

/** The first day of week 1: the first week with four days or more in that year. `first`: the day that weeks begin with, 0 is Sunday. */
function firstWeekOf(year: number, first: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() - first + 7) % 7) * dayMs;
}

/** From the beginning of the event to the end of the span, in order. */
export function* timesByWeek(rule: Recur, startMs: number, untilMs: number): Generator<number> {
  const { parts, interval } = rule;
  const begin = new Date(startMs);
  // The library counts from 1, Sunday.
  const first = (Number(rule.wkst ?? 2) + 6) % 7;
  const named = (Array.isArray(parts['BYDAY']) ? parts['BYDAY'] : []).map((day) => days.indexOf(String(day).slice(-2)));
  const weekdays = named.length > 0 ? named : [begin.getUTCDay()];
  const months = numbersOf(parts['BYMONTH']);
  const weeks = numbersOf(parts['BYWEEKNO']);
  const last = rule.until ? Date.UTC(rule.until.year, rule.until.month - 1, rule.until.day, 23, 59, 59) : untilMs;
  const hourMs = startMs - Math.floor(startMs / dayMs) * dayMs;
  const lastYear = Math.min(new Date(Math.min(untilMs, last)).getUTCFullYear(), begin.getUTCFullYear() + mostYears);
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let year = begin.getUTCFullYear(); year <= lastYear; year += Math.max(1, interval)) {
    const [one, next] = [firstWeekOf(year, first), firstWeekOf(year + 1, first)];
    const count = (next - one) / (7 * dayMs);
    const found = weeks
      .map((week) => (week < 0 ? count + 1 + week : week))
      .filter((week) => week >= 1 && week <= count)
      .flatMap((week) => weekdays.map((day) => one + (7 * (week - 1) + ((day - first + 7) % 7)) * dayMs + hourMs))
      .filter((ms) => months.length === 0 || months.includes(new Date(ms).getUTCMonth() + 1));
    for (const ms of [...new Set(found)].sort((a, b) => a - b)) {
      if (ms < startMs) continue;
      if (ms > Math.min(untilMs, last) || left-- <= 0) return;
      yield ms;
    }
  }
}

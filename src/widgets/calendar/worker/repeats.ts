/**
 * The repeats of an event within a span, as local times. The rules are read by ical.js; this bounds what they may cost, whatever a
 * file asks for: a rule that never meets, a step of a billion days, a repeat every second since 1970. Worker only.
 */
import ICAL from 'ical.js';
import { daysByMonth, isByMonth } from './months.ts';
import { isByWeek, timesByWeek } from './weeks.ts';

type Time = InstanceType<typeof ICAL.Time>;
type Recur = InstanceType<typeof ICAL.Recur>;

const dayMs = 86_400_000;

/** Enough for every day of forty years. */
const mostStepsOfRule = 16_000;

/** Steps that may still be made, shared by all rules of one file. */
export interface Budget {
  left: number;
}

class OutOfSteps extends Error {}

/** The iterator works while it is being made, before it has fields of its own: the budget stands beside it. */
let spending: Budget = { left: 0 };

function spend(steps: number): void {
  spending.left -= Math.max(1, steps);
  if (spending.left < 0) throw new OutOfSteps();
}

/** Every loop in the library goes through one of these. */
class BoundedIterator extends ICAL.RecurIterator {
  override increment_monthday(inc: number): void {
    spend(inc);
    super.increment_monthday(inc);
  }

  override increment_month(): void {
    spend(1);
    super.increment_month();
  }

  override increment_year(inc: number): void {
    spend(1);
    super.increment_year(inc);
  }

  override increment_generic(inc: number, unit: string, factor: number, next: string): void {
    spend(1);
    super.increment_generic(inc, unit, factor, next);
  }

  override expand_year_days(year: number): number {
    spend(20);
    if (!isByMonth(this.rule)) return super.expand_year_days(year);
    // The library's types hide where it keeps them.
    Object.assign(this, { days: daysByMonth(this.rule, this.dtstart, year) });
    return 0;
  }

  override check_contracting_rules(): boolean {
    spend(1);
    return super.check_contracting_rules();
  }
}

export const localOf = ({ year, month, day, hour, minute, second, isDate }: Time): number =>
  isDate ? Date.UTC(year, month - 1, day) : Date.UTC(year, month - 1, day, hour, minute, second);

export function timeOf(localMs: number, isDate: boolean): Time {
  const date = new Date(localMs);
  return ICAL.Time.fromData({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: isDate ? 0 : date.getUTCHours(),
    minute: isDate ? 0 : date.getUTCMinutes(),
    second: isDate ? 0 : date.getUTCSeconds(),
    isDate,
  });
}

/**
 * Days that the beginning may be moved on by without changing what follows; 0: not at all. A rule that counts, or goes by months
 * or years, has to be followed from its beginning.
 */
function strideDays({ freq, interval, count }: Recur): number {
  if (count) return 0;
  if (freq === 'WEEKLY') return 7 * interval;
  return freq === 'DAILY' || freq === 'HOURLY' || freq === 'MINUTELY' || freq === 'SECONDLY' ? interval : 0;
}

export interface RepeatSpan {
  /** Local times. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly most: number;
}

/** Local times at which it begins, in order. `isCut`: the budget ended before the span did. */
export function repeatsOf(
  rule: Recur,
  start: { readonly localMs: number; readonly isDate: boolean },
  span: RepeatSpan,
  budget: Budget,
): { readonly times: readonly number[]; readonly isCut: boolean } {
  if (isByWeek(rule)) {
    const all = [...timesByWeek(rule, start.localMs, span.untilMs)].filter((ms) => ms >= span.fromMs);
    return { times: all.slice(0, span.most), isCut: all.length > span.most };
  }
  const times: number[] = [];
  const strideMs = strideDays(rule) * dayMs;
  const strides = strideMs > 0 ? Math.floor((span.fromMs - start.localMs) / strideMs) - 1 : 0;
  const beginMs = start.localMs + Math.max(0, strides) * strideMs;
  const limit = Math.min(budget.left, mostStepsOfRule);
  spending = { left: limit };
  let isCut = false;
  try {
    const iterator = new BoundedIterator({ rule, dtstart: timeOf(beginMs, start.isDate) });
    for (let time = iterator.next(); time; time = iterator.next()) {
      spend(1);
      const localMs = localOf(time);
      if (!Number.isFinite(localMs) || localMs >= span.untilMs) break;
      if (localMs >= span.fromMs) times.push(localMs);
      if (times.length >= span.most) {
        isCut = true;
        break;
      }
    }
  } catch (error) {
    // A rule that says nothing sensible repeats nothing.
    isCut = error instanceof OutOfSteps;
  }
  budget.left -= limit - Math.max(0, spending.left);
  return { times, isCut };
}

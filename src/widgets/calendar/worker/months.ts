/**
 * The days of yearly rules that name months, days of months, or neither (RFC 5545, 3.3.10). ical.js moves a day that a month does
 * not have on into the next one, 29 February to 1 March; such days are to be left out. Pure.
 */
import type ICAL from 'ical.js';
import { numbersOf } from './weeks.ts';

type Recur = InstanceType<typeof ICAL.Recur>;
type Time = InstanceType<typeof ICAL.Time>;

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const isByMonth = ({ freq, parts }: Recur): boolean =>
  freq === 'YEARLY' && !['BYDAY', 'BYWEEKNO', 'BYYEARDAY'].some((name) => name in parts);

/** 1 is 1 January. What a rule does not say is said by the beginning of the event. */
export function daysByMonth({ parts }: Recur, start: Pick<Time, 'month' | 'day'>, year: number): number[] {
  const named = numbersOf(parts['BYMONTHDAY']);
  const months = numbersOf(parts['BYMONTH']);
  const wanted = named.length > 0 ? named : [start.day];
  // Days without months are those of every month.
  const isIn = (month: number): boolean =>
    months.length > 0 ? months.includes(month) : named.length > 0 || month === start.month;
  const found: number[] = [];
  let passed = 0;
  lengths.forEach((usual, index) => {
    const length = index === 1 && isLeap(year) ? 29 : usual;
    const days = wanted.map((day) => (day < 0 ? length + 1 + day : day)).filter((day) => day >= 1 && day <= length);
    if (isIn(index + 1)) found.push(...[...new Set(days)].sort((a, b) => a - b).map((day) => passed + day));
    passed += length;
  });
  return found;
}

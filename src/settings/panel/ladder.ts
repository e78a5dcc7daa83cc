/**
 * The stops of a logarithmic slider: one key press is one sensible step, from 1 second to 24 hours as from 0.1 to 10.
 * Values between the stops stay possible in the number field.
 */

/** Seconds: [up to, step]. */
const secondSteps = [
  [10, 1],
  [60, 5],
  [600, 30],
  [3600, 300],
  [21_600, 1800],
  [Number.POSITIVE_INFINITY, 3600],
] as const;
const decade = [1, 1.5, 2, 3, 5, 7];

function secondsLadder(min: number, max: number): number[] {
  const stops: number[] = [];
  for (let value = min; value < max;) {
    stops.push(value);
    const step = secondSteps.find(([upTo]) => value < upTo)?.[1] ?? 3600;
    value = Math.floor(value / step + 1) * step;
  }
  return [...stops, max];
}

function plainLadder(min: number, max: number): number[] {
  const stops: number[] = [];
  for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power++) {
    for (const digit of decade) {
      const value = Number((digit * 10 ** power).toPrecision(3));
      if (value > min && value < max) stops.push(value);
    }
  }
  return [min, ...stops, max];
}

/** Rising, from `min` to `max`; `min` must be above 0. */
export function ladder(min: number, max: number, unit: string): readonly number[] {
  return unit === 's' ? secondsLadder(min, max) : plainLadder(min, max);
}

/** The stop closest to `value`, measured in ratios. */
export function nearestStop(stops: readonly number[], value: number): number {
  const distance = (stop: number): number => Math.abs(Math.log(stop / Math.max(value, 1e-9)));
  return stops.reduce((best, stop, index) => (distance(stop) < distance(stops[best] ?? 1) ? index : best), 0);
}

const span = (locale: string, value: number, unit: 'hour' | 'minute' | 'second' | 'millisecond'): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 2 }).format(value);

/** “1 hour 30 minutes”, for people and screen readers. */
export function sayValue(value: number, unit: string, locale = 'en'): string {
  if (unit === 's' && value >= 60) {
    const hours = Math.floor(value / 3600);
    const minutes = Math.floor((value % 3600) / 60);
    const seconds = Math.round(value % 60);
    return [
      hours > 0 && span(locale, hours, 'hour'),
      minutes > 0 && span(locale, minutes, 'minute'),
      seconds > 0 && span(locale, seconds, 'second'),
    ]
      .filter(Boolean)
      .join(' ');
  }
  if (unit === 's') return span(locale, value, 'second');
  if (unit === 'ms') {
    return Math.abs(value) >= 1000 ? span(locale, value / 1000, 'second') : span(locale, value, 'millisecond');
  }
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value);
  return unit ? `${number} ${unit}` : number;
}

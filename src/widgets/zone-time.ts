/** A moment as a clock shows it, in any time zone. Pure; the calendar and its leaps are the browser's. */

export type HourStyle = 'auto' | '12' | '24';

export interface Moment {
  /** As written: `9`, `09`. */
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  /** `AM`, `vorm.`; empty with 24 hours. */
  readonly period: string;
  /** The period stands before the time in this language. */
  readonly periodFirst: boolean;
  /** What stands between hour and minute. */
  readonly colon: string;
  /** Of hands, in degrees clockwise from the top. */
  readonly hands: { readonly hour: number; readonly minute: number; readonly second: number };
}

export interface ClockFormat {
  moment(atMs: number): Moment;
  date(atMs: number): string;
  /** `GMT+2`, `PDT`. */
  zoneName(atMs: number): string;
}

/** Where the device is now. */
export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone, or undefined for this device's own; null when there is none of this name. */
export function checkZone(zone: string): string | undefined | null {
  const name = zone.trim();
  if (name === '') return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name;
  } catch {
    return null;
  }
}

const of = (parts: readonly Intl.DateTimeFormatPart[], type: string): string =>
  parts.find((part) => part.type === type)?.value ?? '';

export function createClockFormat(
  locale: string,
  style: HourStyle,
  timeZone: string | undefined,
  dateStyle: 'short' | 'long',
): ClockFormat {
  const zone = timeZone === undefined ? {} : { timeZone };
  const auto = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle ?? 'h23';
  const isTwelve = style === '12' || (style === 'auto' && (auto === 'h12' || auto === 'h11'));
  const written = new Intl.DateTimeFormat(locale, {
    ...zone,
    hour: isTwelve ? 'numeric' : '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: isTwelve ? 'h12' : 'h23',
  });
  const plain = new Intl.DateTimeFormat('en', {
    ...zone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(locale, {
    ...zone,
    weekday: dateStyle,
    day: 'numeric',
    month: dateStyle,
  });
  const named = new Intl.DateTimeFormat(locale, { ...zone, hour: 'numeric', timeZoneName: 'short' });
  return {
    moment(atMs) {
      const parts = written.formatToParts(atMs);
      const numbers = plain.formatToParts(atMs);
      const [hour, minute, second] = ['hour', 'minute', 'second'].map((type) => Number(of(numbers, type)));
      const types = parts.map(({ type }) => type);
      const literal = parts[types.indexOf('hour') + 1];
      return {
        hour: of(parts, 'hour'),
        minute: of(parts, 'minute'),
        second: of(parts, 'second'),
        period: of(parts, 'dayPeriod'),
        periodFirst: types.indexOf('dayPeriod') >= 0 && types.indexOf('dayPeriod') < types.indexOf('hour'),
        colon: literal?.type === 'literal' ? literal.value : ':',
        hands: {
          hour: (((hour ?? 0) % 12) + (minute ?? 0) / 60) * 30,
          minute: (minute ?? 0) * 6,
          second: (second ?? 0) * 6,
        },
      };
    },
    date: (atMs) => day.format(atMs),
    zoneName: (atMs) => of(named.formatToParts(atMs), 'timeZoneName'),
  };
}

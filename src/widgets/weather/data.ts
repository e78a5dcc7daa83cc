/** What the weather widget shows: plain data, checked wherever it comes from. Pure; used by both halves. */
import { words } from '../../shared/i18n.ts';

export interface WeatherDay {
  /** `2026-11-21`, at the place. */
  readonly date: string;
  readonly code: number;
  readonly lowC: number;
  readonly highC: number;
}

export interface Weather {
  readonly place: string;
  readonly temperatureC: number;
  /** WMO 4677. */
  readonly code: number;
  readonly isDay: boolean;
  readonly windKmh: number | null;
  readonly humidityPercent: number | null;
  readonly rainPercent: number | null;
  /** Seconds east of Greenwich, at the place; null in answers of earlier versions. */
  readonly offsetSec: number | null;
  readonly days: readonly WeatherDay[];
}

type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An answer that was kept by any version of this widget; null when it is none. */
export function readWeather(data: unknown): Weather | null {
  const it = fieldsOf(data);
  const [temperatureC, code] = [numberOf(it['temperatureC']), numberOf(it['code'])];
  if (temperatureC === null || code === null || typeof it['place'] !== 'string') return null;
  const days = listOf(it['days']).flatMap((value) => {
    const day = fieldsOf(value);
    const [dayCode, lowC, highC] = [numberOf(day['code']), numberOf(day['lowC']), numberOf(day['highC'])];
    const isWhole = typeof day['date'] === 'string' && dayCode !== null && lowC !== null && highC !== null;
    return isWhole ? [{ date: String(day['date']), code: dayCode, lowC, highC }] : [];
  });
  return {
    place: it['place'],
    temperatureC,
    code,
    isDay: it['isDay'] !== false,
    windKmh: numberOf(it['windKmh']),
    humidityPercent: numberOf(it['humidityPercent']),
    rainPercent: numberOf(it['rainPercent']),
    offsetSec: numberOf(it['offsetSec']),
    days,
  };
}

/** Days that are still to come at the place: an answer may be older than its forecast. */
export function daysAhead({ days, offsetSec }: Weather, nowMs: number): readonly WeatherDay[] {
  const offsetMs = offsetSec === null ? -new Date(nowMs).getTimezoneOffset() * 60_000 : offsetSec * 1000;
  const today = new Date(nowMs + offsetMs).toISOString().slice(0, 10);
  return days.filter(({ date }) => date > today);
}

export type Sky = 'clear' | 'partly' | 'cloud' | 'fog' | 'drizzle' | 'rain' | 'snow' | 'storm';

const skies: readonly (readonly [number, number, Sky, string])[] = [
  [0, 0, 'clear', words('Clear')],
  [1, 1, 'clear', words('Mostly clear')],
  [2, 2, 'partly', words('Partly cloudy')],
  [3, 3, 'cloud', words('Overcast')],
  [45, 48, 'fog', words('Fog')],
  [51, 57, 'drizzle', words('Drizzle')],
  [61, 63, 'rain', words('Rain')],
  [65, 65, 'rain', words('Heavy rain')],
  [66, 67, 'rain', words('Freezing rain')],
  [71, 73, 'snow', words('Snow')],
  [75, 77, 'snow', words('Heavy snow')],
  [80, 82, 'rain', words('Showers')],
  [85, 86, 'snow', words('Snow showers')],
  [95, 95, 'storm', words('Thunderstorm')],
  [96, 99, 'storm', words('Thunderstorm with hail')],
];

export function skyOf(code: number): { readonly sky: Sky; readonly label: string } {
  const found = skies.find(([from, to]) => code >= from && code <= to);
  return found ? { sky: found[2], label: found[3] } : { sky: 'cloud', label: words('Cloudy') };
}

/** Where people count in Fahrenheit and miles. */
const imperial = new Set(['US', 'LR', 'MM', 'BS', 'BZ', 'KY', 'PW', 'FM', 'MH']);

export const usesImperial = (locale: string): boolean => imperial.has(new Intl.Locale(locale).maximize().region ?? '');

/** With a real minus. */
export function sayDegrees(celsius: number, isImperial: boolean): string {
  const value = Math.round(isImperial ? celsius * 1.8 + 32 : celsius);
  return `${value < 0 ? '\u2212' : ''}${Math.abs(value)}°`;
}

/** Places as they stand in the settings, and how far their time is from here. Pure. */
import { t } from '../../shared/i18n.ts';
import { createZoneOffset, createZoneParts } from '../../shared/zone-parts.ts';

export interface Place {
  readonly zone: string;
  readonly name: string;
}

const mostPlaces = 12;

/** `America/Argentina/Buenos_Aires` is Buenos Aires to people. */
const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

export function readZones(text: string): Place[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([zone = '']) => zone !== '')
    .slice(0, mostPlaces)
    .map(([zone = '', ...name]) => ({ zone: zone.slice(0, 60), name: name.join(' ').slice(0, 60) || cityOf(zone) }));
}

/** Days since 1970, of the date that is written there. */
export function wholeDayIn(atMs: number, zone: string | undefined): number {
  const { year, month, day } = createZoneParts(zone)(atMs);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Minutes east of Greenwich. */
export const zoneOffsetMin = (atMs: number, zone: string): number => Math.round(createZoneOffset(zone)(atMs) / 60_000);

/** `+8 h`, `−4:30 h, yesterday`. */
export function sayDifference(minutes: number, days: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60;
  const hours = `${Math.floor(size / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  const span =
    minutes === 0 ? '' : t('{hours} h', { hours: `${minutes < 0 ? '\u2212' : '+'}${hours}` }).replace(' ', '\u00a0');
  const day = days > 0 ? t('tomorrow') : days < 0 ? t('yesterday') : '';
  return [span, day].filter(Boolean).join(', ') || t('as here');
}

/**
 * Where sun and moon are. Pure. Low-precision formulas of the Astronomical Almanac (sun: ±0.01°) and of Jean Meeus,
 * "Astronomical Algorithms", chapter 48 (lit part of the moon); good to a minute or two away from the poles.
 */
import { words } from '../../shared/i18n.ts';

const dayMs = 86_400_000;
const rad = Math.PI / 180;
/** Of the centre, with refraction and the sun's radius. */
const horizonDeg = -0.833;

/** Days since noon of 1 January 2000, UTC. */
const daysOf = (atMs: number): number => atMs / dayMs - 10_957.5;

interface Equatorial {
  readonly ra: number;
  readonly dec: number;
}

function sunAt(days: number): Equatorial & { readonly longitude: number } {
  const anomaly = rad * (357.529 + 0.98560028 * days);
  const mean = 280.459 + 0.98564736 * days;
  const longitude = rad * (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly));
  const tilt = rad * (23.439 - 0.00000036 * days);
  return {
    longitude,
    ra: Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude)),
    dec: Math.asin(Math.sin(tilt) * Math.sin(longitude)),
  };
}

/** Height over the horizon in degrees. */
function sunHeight(atMs: number, latitude: number, longitude: number): number {
  const days = daysOf(atMs);
  const { ra, dec } = sunAt(days);
  const sidereal = rad * (280.46061837 + 360.98564736629 * days + longitude);
  const [lat, hourAngle] = [latitude * rad, sidereal - ra];
  return Math.asin(Math.sin(lat) * Math.sin(dec) + Math.cos(lat) * Math.cos(dec) * Math.cos(hourAngle)) / rad;
}

export interface SunDay {
  /** Milliseconds since 1970; null when it does not happen this day. */
  readonly riseMs: number | null;
  readonly setMs: number | null;
  /** It is up, or down, all day. */
  readonly always: 'up' | 'down' | null;
}

function crossing(fromMs: number, toMs: number, height: (atMs: number) => number): number {
  let [low, high] = [fromMs, toMs];
  const isRising = height(high) > horizonDeg;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (height(middle) > horizonDeg === isRising) high = middle;
    else low = middle;
  }
  return Math.round(high / 1000) * 1000;
}

/** From `startMs` on for 24 hours. */
export function sunDay(startMs: number, latitude: number, longitude: number): SunDay {
  const height = (atMs: number): number => sunHeight(atMs, latitude, longitude);
  const stepMs = dayMs / 144;
  let [riseMs, setMs]: (number | null)[] = [null, null];
  for (let at = startMs; at < startMs + dayMs; at += stepMs) {
    const [before, after] = [height(at) > horizonDeg, height(at + stepMs) > horizonDeg];
    if (!before && after) riseMs ??= crossing(at, at + stepMs, height);
    if (before && !after) setMs ??= crossing(at, at + stepMs, height);
  }
  const always = (riseMs ?? setMs ?? null) !== null ? null : height(startMs + dayMs / 2) > horizonDeg ? 'up' : 'down';
  return { riseMs: riseMs ?? null, setMs: setMs ?? null, always };
}

export interface Moon {
  /** 0 new, 0.25 first quarter, 0.5 full, 0.75 last quarter. */
  readonly phase: number;
  /** Lit part of the disc, 0–1. */
  readonly lit: number;
}

export function moonAt(atMs: number): Moon {
  const t = daysOf(atMs) / 36_525;
  const elongation = 297.8501921 + 445_267.1114034 * t;
  const [d, sun, moon] = [elongation, 357.5291092 + 35_999.0502909 * t, 134.9633964 + 477_198.8675055 * t].map(
    (degrees) => degrees * rad,
  ) as [number, number, number];
  const shift =
    6.289 * Math.sin(moon) -
    2.1 * Math.sin(sun) +
    1.274 * Math.sin(2 * d - moon) +
    0.658 * Math.sin(2 * d) +
    0.214 * Math.sin(2 * moon) +
    0.11 * Math.sin(d);
  const age = (((elongation + shift) % 360) + 360) % 360;
  return { phase: age / 360, lit: (1 - Math.cos(age * rad)) / 2 };
}

const names = [
  words('New moon'),
  words('Waxing crescent'),
  words('First quarter'),
  words('Waxing gibbous'),
  words('Full moon'),
  words('Waning gibbous'),
  words('Last quarter'),
  words('Waning crescent'),
];

/** The four moments last about a day each. */
export function phaseName(phase: number): string {
  const near = Math.round(phase * 4) / 4;
  const isMoment = Math.abs(phase - near) < 0.02;
  return names[isMoment ? (near * 8) % 8 : Math.floor(phase * 4) * 2 + 1] ?? '';
}

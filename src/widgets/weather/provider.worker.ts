/** Weather from Open-Meteo, which asks for no key. The place is looked up there, too. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { WidgetAsk, WidgetProvider } from '../../shared/widget-provider.ts';
import { fieldsOf, listOf, numberOf, type Weather } from './data.ts';

const timeoutMs = 15_000;

interface Place {
  readonly name: string;
  readonly full: string;
  readonly latitude: number;
  readonly longitude: number;
}

async function getJson(address: URL, { signal }: WidgetAsk): Promise<unknown> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    if (response.ok) return await response.json();
    throw new AppError(
      'source.unreachable',
      say`Open-Meteo answered with an error (${response.status}). It is asked again later.`,
      {
        retryable: true,
      },
    );
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message = 'Open-Meteo cannot be reached just now. It is asked again later by itself.';
    throw new AppError('source.unreachable', message, { retryable: true, cause });
  }
}

async function findPlaces(text: string, count: number, ask: WidgetAsk): Promise<Place[]> {
  const [name = '', ...rest] = text.split(',').map((part) => part.trim());
  const address = new URL('https://geocoding-api.open-meteo.com/v1/search');
  address.search = new URLSearchParams({
    name,
    count: rest.length > 0 ? '10' : String(count),
    format: 'json',
  }).toString();
  const found = listOf(fieldsOf(await getJson(address, ask))['results']).flatMap((value) => {
    const it = fieldsOf(value);
    const [latitude, longitude] = [numberOf(it['latitude']), numberOf(it['longitude'])];
    if (typeof it['name'] !== 'string' || latitude === null || longitude === null) return [];
    const full = [it['name'], it['admin1'], it['country']]
      .filter((part) => typeof part === 'string' && part)
      .join(', ');
    return [{ name: it['name'], full, latitude, longitude }];
  });
  const wanted = rest.join(', ').toLowerCase();
  // “Springfield, Illinois”: the rest tells which one.
  return found.sort(
    (a, b) => Number(b.full.toLowerCase().includes(wanted)) - Number(a.full.toLowerCase().includes(wanted)),
  );
}

const known = new Map<string, Place>();

async function placeOf(text: string, ask: WidgetAsk): Promise<Place> {
  const coordinates = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (coordinates)
    return { name: text, full: text, latitude: Number(coordinates[1]), longitude: Number(coordinates[2]) };
  const place = known.get(text) ?? (await findPlaces(text, 1, ask))[0];
  if (!place)
    throw new AppError(
      'source.invalid',
      say`No place called “${text}” was found. Write it another way, or add the country.`,
    );
  known.set(text, place);
  return place;
}

/** Total: what is missing or of another kind is left out; without a temperature it is no weather. */
export function weatherOf(place: string, answer: unknown): Weather {
  const { current: now, daily, utc_offset_seconds: offset } = fieldsOf(answer);
  const [current, days] = [fieldsOf(now), fieldsOf(daily)];
  const temperatureC = numberOf(current['temperature_2m']);
  if (temperatureC === null) {
    throw new AppError('source.unreachable', 'Open-Meteo sent no weather. It is asked again later.', {
      retryable: true,
    });
  }
  const column = (name: string): (number | null)[] => listOf(days[name]).map(numberOf);
  const [codes, lows, highs, rain] = [
    column('weather_code'),
    column('temperature_2m_min'),
    column('temperature_2m_max'),
    column('precipitation_probability_max'),
  ];
  return {
    place,
    temperatureC,
    code: numberOf(current['weather_code']) ?? 3,
    isDay: current['is_day'] !== 0,
    windKmh: numberOf(current['wind_speed_10m']),
    humidityPercent: numberOf(current['relative_humidity_2m']),
    rainPercent: rain?.[0] ?? null,
    offsetSec: numberOf(offset),
    days: listOf(days['time']).flatMap((date, at) => {
      const [code, lowC, highC] = [codes?.[at], lows?.[at], highs?.[at]];
      const isWhole =
        typeof date === 'string' && typeof code === 'number' && typeof lowC === 'number' && typeof highC === 'number';
      return isWhole ? [{ date, code, lowC, highC }] : [];
    }),
  };
}

export const provider: WidgetProvider = {
  async ask(query, ask) {
    const { place: text } = fieldsOf(query);
    if (typeof text !== 'string' || text.trim() === '')
      throw new AppError('source.invalid', 'Say in the settings for which place.');
    const place = await placeOf(text.trim(), ask);
    const address = new URL('https://api.open-meteo.com/v1/forecast');
    address.search = new URLSearchParams({
      latitude: place.latitude.toFixed(2),
      longitude: place.longitude.toFixed(2),
      current: 'temperature_2m,weather_code,wind_speed_10m,is_day,relative_humidity_2m',
      daily: 'weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max',
      forecast_days: '5',
      timezone: 'auto',
    }).toString();
    return weatherOf(place.name, await getJson(address, ask));
  },
  async suggest(_option, text, ask) {
    if (text.trim().length < 2) return [];
    const places = await findPlaces(text, 8, ask);
    return [...new Set(places.map(({ full }) => full))].slice(0, 8);
  },
};

import './style.css';
import { t, told } from '../../shared/i18n.ts';
import { createAsking } from '../asking.ts';
import { element } from '../element.ts';
import { defineWidget, type WidgetAnswer, type WidgetTools } from '../widget.ts';
import { weatherIcon } from './icons.ts';
import { daysAhead, readWeather, sayDegrees, skyOf, usesImperial, type Weather, type WeatherDay } from './data.ts';

interface Values {
  readonly place: string;
  readonly units: string;
  readonly days: number;
  readonly details: boolean;
}

const refreshMs = 30 * 60_000;
/** Older than this, its age stands beside it. */
const freshMs = 2 * 3_600_000;

/** A first guess that sends nothing: the city in the name of the device's time zone. */
const cityOfZone = (): string =>
  Intl.DateTimeFormat().resolvedOptions().timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? '';

function detailsOf({ windKmh, humidityPercent, rainPercent }: Weather, isImperial: boolean): string {
  const wind = windKmh === null ? null : Math.round(isImperial ? windKmh / 1.609 : windKmh);
  return [
    rainPercent === null ? '' : t('Rain {percent}%', { percent: rainPercent }),
    humidityPercent === null ? '' : t('Humidity {percent}%', { percent: humidityPercent }),
    wind === null ? '' : isImperial ? t('Wind {wind} mph', { wind }) : t('Wind {wind} km/h', { wind }),
  ]
    .filter(Boolean)
    .map((part) => part.replaceAll(' ', '\u00a0'))
    .join(' · ');
}

function createDays(days: readonly WeatherDay[], isImperial: boolean, locale: string): HTMLElement {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const cells = days.map(({ date, code, lowC, highC }) =>
    element(
      'li',
      {},
      element('span', { class: 'weather-weekday', text: weekday.format(Date.parse(`${date}T12:00:00Z`)) }),
      weatherIcon(skyOf(code).sky, true),
      element('b', { text: sayDegrees(highC, isImperial) }),
      element('span', { class: 'weather-low', text: sayDegrees(lowC, isImperial) }),
    ),
  );
  return element('ul', { class: 'weather-days' }, ...cells);
}

/** `as of 09:30`, or with the day when that is longer ago. */
function ageOf(atMs: number | null, nowMs: number, locale: string): string {
  if (atMs === null || nowMs - atMs < freshMs) return '';
  const isToday = nowMs - atMs < 20 * 3_600_000;
  const style = isToday
    ? { timeStyle: 'short' as const }
    : { dateStyle: 'medium' as const, timeStyle: 'short' as const };
  return t('As of {time}', { time: new Intl.DateTimeFormat(locale, style).format(atMs) });
}

function draw({ data, atMs, error }: WidgetAnswer, values: Values, tools: WidgetTools): HTMLElement {
  const weather = readWeather(data);
  if (!weather) {
    const text = error ? told(error) : t('Looking at the sky …');
    return element('p', { class: 'widget-note weather-words', text });
  }
  const isImperial = values.units === 'auto' ? usesImperial(tools.locale) : values.units === 'imperial';
  const { sky, label } = skyOf(weather.code);
  const details = values.details ? detailsOf(weather, isImperial) : '';
  const age = ageOf(atMs, tools.now(), tools.locale);
  const days = daysAhead(weather, tools.now()).slice(0, values.days);
  return element(
    'div',
    { class: 'weather' },
    element('p', { class: 'weather-place', text: weather.place, attributes: { dir: 'auto' } }),
    element(
      'p',
      { class: 'weather-now' },
      weatherIcon(sky, weather.isDay),
      element('b', { text: sayDegrees(weather.temperatureC, isImperial) }),
      element('span', { text: t(label) }),
    ),
    details !== '' && element('p', { class: 'weather-details', text: details }),
    days.length > 0 && createDays(days, isImperial, tools.locale),
    element('p', { class: 'widget-note weather-source', text: [age, 'Open-Meteo.com'].filter(Boolean).join(' · ') }),
  );
}

export const widget = defineWidget({
  id: 'weather',
  label: 'Weather',
  description: 'Now and the next days, for any place. No key and no account.',
  service: 'Open-Meteo',
  options: {
    place: {
      kind: 'text',
      label: 'Place',
      default: '',
      maxLength: 120,
      suggest: 'search',
      help: 'A city, or latitude and longitude. Empty takes the city of your time zone.',
    },
    units: {
      kind: 'choice',
      label: 'Units',
      default: 'auto',
      options: { auto: 'As usual here', metric: '°C', imperial: '°F' },
    },
    days: { kind: 'number', label: 'Days ahead', default: 3, min: 0, max: 4 },
    details: { kind: 'switch', label: 'Rain, humidity, wind', default: true },
  },
  begin: { place: 'top-left' },
  mount(host, first, tools) {
    let values: Values = first;
    let shown = '';
    const asking = createAsking(tools, refreshMs, () => show());
    const ask = (): void => asking.ask({ place: values.place.trim() || cityOfZone() });
    const show = (): void => {
      const age = ageOf(asking.answer.atMs, tools.now(), tools.locale);
      const weather = readWeather(asking.answer.data);
      const ahead = weather && daysAhead(weather, tools.now()).length;
      const key = JSON.stringify([asking.answer.data, asking.answer.error?.message, values, age, ahead]);
      if (key === shown) return;
      shown = key;
      host.replaceChildren(draw(asking.answer, values, tools));
    };
    ask();
    show();
    // Its age goes on without an answer, and the device may travel to the city of another zone.
    tools.each('minute', () => {
      ask();
      show();
    });
    return {
      update(next) {
        values = next;
        ask();
        show();
      },
      dispose: () => asking.stop(),
    };
  },
});

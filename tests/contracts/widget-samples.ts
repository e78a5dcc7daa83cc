/** What each widget is given to show, in any words: the options that make it show something, and what its worker would answer. */
import type { WidgetPhoto } from '../../src/widgets/widget.ts';
import { photo } from './widget-world.ts';

export interface Sample {
  /** Several: each is a face of its own. */
  readonly options?: readonly object[];
  /** Of its worker; missing: it asks nobody. */
  readonly answer?: (words: string, nowMs: number) => object;
  /** An answer with nothing in it. */
  readonly empty?: object;
  /** It shows what was answered, and so has to say when that is old. */
  readonly tellsAge?: boolean;
}

const hourMs = 3_600_000;
/** `2026-03-05` */
const dayAt = (nowMs: number, days: number): string => new Date(nowMs + days * 24 * hourMs).toISOString().slice(0, 10);

const forecast = (words: string, nowMs: number): object => ({
  place: words,
  temperatureC: -3.4,
  code: 61,
  isDay: true,
  windKmh: 14,
  humidityPercent: 62,
  rainPercent: 20,
  days: [0, 1, 2, 3, 4].map((days) => ({ date: dayAt(nowMs, days), code: 2, lowC: -9, highC: 2 })),
});

const agenda = (words: string, nowMs: number): object => ({
  name: words,
  timed: [
    { title: words, place: words, startMs: nowMs + hourMs, endMs: nowMs + 2 * hourMs },
    { title: words, place: '', startMs: nowMs + 30 * hourMs, endMs: nowMs + 31 * hourMs },
  ],
  allDay: [{ title: words, place: '', first: dayAt(nowMs, 0), last: dayAt(nowMs, 2) }],
  isCut: false,
});

export const samples: Readonly<Record<string, Sample>> = {
  calendar: {
    options: [{ calendars: 'https://host.test/a.ics' }, { calendars: 'https://host.test/a.ics', view: 'today' }],
    answer: agenda,
    empty: { name: '', timed: [], allDay: [], isCut: false },
    tellsAge: true,
  },
  clock: {
    options: [
      { seconds: true, showZone: true },
      { face: 'analog', numerals: true, date: 'short' },
      { zone: 'Europe/Berlin', showZone: true },
    ],
  },
  countdown: { options: [{ until: '2026-12-24 18:00' }, { seconds: true }, { mode: 'timer' }] },
  date: { options: [{ weekNumbers: true }, { days: 'month' }, { days: 'date' }] },
  headlines: {
    options: [{ address: 'https://host.test/feed' }, { address: 'https://host.test/feed', motion: 'line' }],
    answer: (words, nowMs) => ({
      title: words,
      items: [1, 2, 3].map((hours) => ({ title: words, link: 'https://host.test/1', atMs: nowMs - hours * hourMs })),
    }),
    empty: { title: '', items: [] },
    tellsAge: true,
  },
  quote: { options: [{}, { change: 'hour' }] },
  reddit: {
    options: [{ name: 'tea' }],
    answer: (words, nowMs) => ({
      posts: [{ title: words, link: null, author: words, atMs: nowMs - 2 * hourMs, points: 1234 }],
    }),
    empty: { posts: [] },
    tellsAge: true,
  },
  status: { options: [{ memory: true }] },
  sun: { options: [{ place: '52.52, 13.40' }, { place: '78.2, 15.6' }] },
  weather: {
    options: [{ place: 'Bergen', days: 4 }, {}],
    answer: forecast,
    empty: { place: '', temperatureC: 0, code: 3, days: [] },
    tellsAge: true,
  },
  'web-page': { options: [{ address: 'https://host.test/' }], answer: () => ({ isRefused: false }) },
  'world-clocks': {
    options: [{ zones: 'Europe/Berlin\nAustralia/Lord_Howe\nAmerica/New_York' }, { row: true, hours: '12' }],
  },
};

export const trackOf = (words: string): object => ({
  title: words,
  artist: words,
  album: words,
  index: 0,
  count: 2,
  isPlaying: true,
  positionSec: 3,
  durationSec: 180,
});

export const photoOf = (words: string): WidgetPhoto => ({
  ...photo,
  ref: { ...photo.ref, title: words, place: words, credit: words },
  sourceLabel: words,
});

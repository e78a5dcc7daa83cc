/**
 * What services answered to widgets, so that their pictures need no network and are the same in every run. Hosts of people are
 * example.org; nothing here is somebody's.
 */

/** Midsummer, a quarter past nine in the morning in Berlin. */
export const momentMs = Date.UTC(2026, 5, 21, 7, 14);
const hourMs = 3_600_000;

const pad = (value) => String(value).padStart(2, '0');
const ago = (hours) => new Date(momentMs - hours * hourMs);
/** So many days after the moment. */
const dayAt = (days) => new Date(momentMs + days * 24 * hourMs).toISOString().slice(0, 10);

const geocoding = {
  results: [{ name: 'Bergen', admin1: 'Vestland', country: 'Norway', latitude: 60.39, longitude: 5.32 }],
};

const forecast = {
  current: {
    temperature_2m: 16.6,
    weather_code: 2,
    wind_speed_10m: 14,
    is_day: 1,
    relative_humidity_2m: 62,
  },
  daily: {
    time: [0, 1, 2, 3, 4].map(dayAt),
    weather_code: [2, 0, 3, 61, 80],
    temperature_2m_max: [19, 22, 18, 15, 16],
    temperature_2m_min: [11, 12, 12, 10, 9],
    precipitation_probability_max: [20, 0, 30, 85, 60],
  },
};

const news = [
  ['The night train to the coast runs again after six years', 0.6],
  ['A forgotten orchard gives apples that no list of varieties knows', 2],
  ['Swifts are back over the old town, two weeks late', 5],
  ['Library lends telescopes for the short nights of June', 9],
];

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>${news
  .map(
    ([title, hours], at) =>
      `<item><title>${title}</title><link>https://example.org/news/${at}</link><guid>${at}</guid><pubDate>${ago(hours).toUTCString()}</pubDate></item>`,
  )
  .join('')}</channel></rss>`;

const posts = [
  ['Fog pours over the ridge at sunrise, Lofoten', 18_400, 7],
  ['The glacier we camped below, seen from the pass', 9_120, 11],
  ['First light on the dunes after a night of wind', 4_860, 14],
];

const listing = {
  kind: 'Listing',
  data: {
    children: posts.map(([title, score, hours], at) => ({
      kind: 't3',
      data: {
        name: `t3_${at}`,
        id: `t3_${at}`,
        title,
        score,
        author: 'somebody',
        permalink: `/r/EarthPorn/comments/${at}/`,
        created_utc: ago(hours).getTime() / 1000,
      },
    })),
  },
};

const timeOf = (days, hour, minute) => `${dayAt(days).replaceAll('-', '')}T${pad(hour)}${pad(minute)}00`;

const eventOf = ([summary, place, days, from, until], at) =>
  [
    'BEGIN:VEVENT',
    `UID:${at}`,
    `SUMMARY:${summary}`,
    place && `LOCATION:${place}`,
    from ? `DTSTART:${timeOf(days, ...from)}` : `DTSTART;VALUE=DATE:${dayAt(days).replaceAll('-', '')}`,
    until && `DTEND:${timeOf(days, ...until)}`,
    'END:VEVENT',
  ].filter(Boolean);

const calendarOf = (name, events) =>
  ['BEGIN:VCALENDAR', `X-WR-CALNAME:${name}`, ...events.flatMap(eventOf), 'END:VCALENDAR'].join('\r\n');

const family = calendarOf('Family', [
  ['Breakfast with Nora', 'Café Solsiden', 0, [9, 0], [10, 30]],
  ['Midsummer fire', 'By the lake', 0, [20, 30], [23, 0]],
  ['Grandma’s birthday', '', 2],
]);
const school = calendarOf('School', [
  ['Swimming lesson', '', 1, [15, 0], [16, 0]],
  ['Last day before the holidays', '', 3],
]);

const board = `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:#10243a;color:#f2f5f8;font:18px/1.3 Inter,system-ui,sans-serif;padding:26px 30px}
h1{margin:0 0 18px;font-size:20px;font-weight:600;color:#9fc0dd}
table{width:100%;border-spacing:0}td{padding:9px 0;border-top:1px solid #2b4560}td:last-child{text-align:right;font-variant-numeric:tabular-nums}
b{display:inline-block;min-width:34px;margin-right:12px;border-radius:5px;background:#e8b63a;color:#10243a;text-align:center}
</style><h1>Departures, Harbour Square</h1><table>
<tr><td><b>3</b>Old Town<td>2 min<tr><td><b>11</b>Lighthouse<td>5 min<tr><td><b>3</b>Old Town<td>12 min<tr><td><b>27</b>Airport<td>16 min</table>`;

/** By the address without its query: `[content type, body]`. */
export const recordedAnswers = {
  'https://geocoding-api.open-meteo.com/v1/search': ['application/json', JSON.stringify(geocoding)],
  'https://api.open-meteo.com/v1/forecast': ['application/json', JSON.stringify(forecast)],
  'https://www.reddit.com/r/EarthPorn/top.json': ['application/json', JSON.stringify(listing)],
  'https://example.org/feed.xml': ['application/rss+xml', feed],
  'https://example.org/family.ics': ['text/calendar', family],
  'https://example.org/school.ics': ['text/calendar', school],
  'https://example.org/departures': ['text/html', board],
};

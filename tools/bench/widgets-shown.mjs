/** The widgets that are measured, the settings that show them, and when they stand. */

const lines = 'Adopt the pace of nature. -- Emerson';
const kinds = [
  ['clock', {}],
  ['date', {}],
  ['sun', { place: '52.5, 13.4' }],
  ['note', { text: '# Welcome\nThe key is under the **pot**.' }],
  ['countdown', { until: '2040-01-01' }],
  ['qr', { text: 'https://example.org' }],
  ['quote', { own: lines }],
  ['status', {}],
  ['photo-info', { lines: '{title}\nHeld still' }],
  ['world-clocks', {}],
  ['calendar', {}],
  ['note', { text: 'A second note' }],
];
const places = ['top-left', 'top', 'top-right', 'left', 'right', 'bottom-left', 'bottom', 'bottom-right', 'center'];
const cards = ['none', 'glass', 'outline', 'solid'];

export const twelve = kinds.map(([widget, options], index) => ({
  id: `${widget}-${index}`,
  widget,
  place: places[index % places.length],
  card: cards[index % cards.length],
  size: 0.45,
  options,
}));

const feed = 'https://example.org/feed.xml';
const calendars = 'https://example.org/family.ics #f2725c Family\nhttps://example.org/school.ics #3fb68b School';

/** Those that ask somebody, and faces that the twelve have not; all on the bare photo. Their answers are recorded. */
export const answered = [
  ['weather', { place: 'Bergen, Norway' }, 'top-left'],
  ['reddit', { name: 'r/EarthPorn', count: 2 }, 'top'],
  ['date', { days: 'month', weekNumbers: true }, 'top-right'],
  ['calendar', { calendars, most: 3 }, 'left'],
  ['clock', { face: 'analog', numerals: true, date: 'none' }, 'center'],
  ['countdown', { mode: 'timer' }, 'right'],
  ['headlines', { address: feed, count: 2, code: true }, 'bottom-left'],
  ['now-playing', {}, 'bottom-right'],
  ['headlines', { address: feed, motion: 'line', width: 40 }, 'bottom'],
].map(([widget, options, place], index) => ({ id: `${widget}-${index}`, widget, place, size: 0.45, options }));

export const settingsOf = (tier, more = {}) => ({
  'widgets.instances': JSON.stringify(twelve),
  'display.tier': tier,
  'display.minFps': 0,
  'slideshow.order': 'name',
  ...more,
});

export async function standing(page, wanted = twelve.length) {
  await page.waitForFunction(async (count) => {
    const all = await window.afterimage.widgets.inspect();
    return all.filter(({ visible }) => visible).length >= count;
  }, wanted);
  await page.waitForTimeout(1500);
}

/** The widget layer in the built app: readable on anything, quiet at rest, and gone without a trace. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  address,
  advance,
  calm,
  expect,
  openShow,
  startCompanion,
  statusOf,
  temporaryFolder,
  test,
  type RunningCompanion,
} from './support.ts';
import { measureContrast } from '../fixtures/contrast.mjs';
import { hardPhotos } from '../fixtures/hard-photos.mjs';

test.use({ viewport: { width: 960, height: 540 } });

let folder: ReturnType<typeof temporaryFolder>;
let companion: RunningCompanion;
/** `npm run bench -- widgets` looks at all thirty. */
const photos = hardPhotos(8);

test.beforeAll(async () => {
  folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(photos)) writeFileSync(join(folder.path, name), bytes);
  companion = await startCompanion(['--photos', folder.path]);
});
test.afterAll(async () => {
  await companion.stop();
  folder.remove();
});

const instance = (widget: string, place: string, more: object = {}, options: object = {}) => ({
  id: `${widget}-${place}`,
  widget,
  enabled: true,
  place,
  size: 0.55,
  font: 'text',
  color: 'auto',
  card: 'none',
  opacity: 1,
  from: '',
  until: '',
  options,
  ...more,
});

const layout = [
  instance('clock', 'bottom-left', { font: 'thin' }),
  instance('note', 'left', { card: 'glass' }, { text: '# Welcome home\nThe key is under the **pot**.' }),
  instance('quote', 'top', { opacity: 0.6 }, { own: 'Adopt the pace of nature. -- Emerson' }),
  instance('countdown', 'right', { card: 'outline' }, { until: '2040-01-01' }),
  instance('date', 'top-right', { card: 'solid', size: 0.45 }),
  instance('clock', 'top-left', { color: '#ffb070' }, { name: 'Tokyo', zone: 'Asia/Tokyo', date: 'none' }),
];

const settings = {
  ...calm,
  'slideshow.order': 'name',
  'display.tier': 'css',
  'transitions.durationMs': '300',
};

async function openWith(page: Page, instances: readonly object[], more: Record<string, string> = {}): Promise<void> {
  await openShow(
    page,
    address(companion.url, { ...settings, 'widgets.instances': JSON.stringify(instances), ...more }),
  );
  const wanted = instances.length;
  await expect.poll(async () => (await inspect(page)).filter(({ visible }) => visible).length).toBe(wanted);
}

const inspect = (page: Page) => page.evaluate(() => window.afterimage.widgets.inspect());

async function expectReadable(page: Page, where: string): Promise<void> {
  const poor = (await measureContrast(page)).filter(({ contrast }) => contrast < 4.5);
  expect(poor, where).toEqual([]);
}

test('every text can be read on every photo', async ({ page }) => {
  await openWith(page, layout);
  for (let shown = 0; shown < Object.keys(photos).length; shown++) {
    // The scrim takes this long to settle.
    await page.waitForTimeout(1000);
    await expectReadable(page, (await statusOf(page)).photo?.title ?? '');
    await advance(page);
  }
  // From white, on which ink is dark, to a grey on which it is light.
  expect((await statusOf(page)).photo?.title).toMatch(/white/);
  const inks = async () => [...new Set((await inspect(page)).map(({ ink }) => ink))];
  expect(await inks()).toContain('dark');
  await page.evaluate(() => window.afterimage.settings.set({ display: { dim: 80 } }));
  await expectReadable(page, 'white that is being dimmed');
  await page.waitForTimeout(1800);
  expect(await inks()).toEqual(['light']);
  await expectReadable(page, 'white, dimmed');
});

test('every text can be read in the middle of a transition', async ({ page }) => {
  await openWith(page, layout, { 'transitions.durationMs': '9000', 'transitions.type': 'wipe' });
  for (const change of ['white to black', 'black to noise']) {
    await page.evaluate(() => window.afterimage.next());
    for (const progress of [0.15, 0.55]) {
      await page.waitForFunction((wanted) => (window.afterimage.status().transition?.progress ?? 0) > wanted, progress);
      await expectReadable(page, `${change} at ${progress}`);
    }
    await expect.poll(async () => (await statusOf(page)).transition, { timeout: 30_000 }).toBeNull();
  }
});

test('a layout is arranged by mouse and by keyboard, taken back, kept and brought back', async ({ page }) => {
  await openWith(page, [instance('clock', 'bottom-left', { font: 'thin' }, { date: 'none', hours: '24' })]);
  const place = async () => (await inspect(page))[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  const start = await place();
  await page.evaluate(() => window.afterimage.widgets.edit(true));
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(480, 200, { steps: 4 });
  await page.mouse.up();
  const dragged = await place();
  // It comes to rest on the middle of the display.
  expect(dragged.x + dragged.width / 2).toBeCloseTo(480, -0.5);
  expect(Math.abs(dragged.y + dragged.height / 2 - 200)).toBeLessThan(16);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Alt+ArrowUp');
  const nudged = await place();
  expect(dragged.x - nudged.x).toBeGreaterThanOrEqual(7);
  expect(Math.round(dragged.y - nudged.y)).toBe(1);
  await page.keyboard.press('+');
  expect((await place()).width).toBeGreaterThan(nudged.width * 1.02);
  expect((await statusOf(page)).slide, 'the show does not hear the keys').toBe(1);
  await page.keyboard.press('Escape');
  expect(await place()).toEqual(start);

  await page.keyboard.press('Shift+Digit3');
  await page.evaluate(() => window.afterimage.widgets.change('clock-bottom-left', { place: 'top-right', size: 0.4 }));
  await expect.poll(async () => (await place()).y).toBeLessThan(100);
  await page.keyboard.press('Digit3');
  await expect.poll(place).toEqual(start);

  // What comes stands at once where it stays, while what was there fades.
  const other = instance('note', 'bottom-left', {}, { text: 'Another layout' });
  await page.evaluate((value) => window.afterimage.settings.set({ widgets: { instances: [value] as never } }), other);
  await expect.poll(async () => (await inspect(page))[0]?.visible).toBe(true);
  const first = await place();
  await expect.poll(() => page.locator('#widgets .widget').count()).toBe(1);
  expect(await place()).toEqual(first);
});

test('a still photo under widgets costs no frames, and a widget that was switched off leaves nothing', async ({
  page,
}) => {
  await openWith(page, layout);
  await page.waitForTimeout(1200);
  const count = () =>
    page.evaluate(
      () =>
        new Promise<{ changes: number; drawn: number }>((resolve) => {
          let changes = 0;
          const watch = new MutationObserver((list) => (changes += list.length));
          watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
          const before = window.afterimage.metrics();
          setTimeout(() => {
            watch.disconnect();
            const after = window.afterimage.metrics();
            const drawn = after.frames.count + after.idleFramesDrawn - before.frames.count - before.idleFramesDrawn;
            resolve({ changes, drawn });
          }, 2500);
        }),
    );
  // A minute may begin in between; hardly twice.
  const seen = [await count(), await count()];
  expect(Math.min(...seen.map(({ changes }) => changes))).toBe(0);
  expect(seen.map(({ drawn }) => drawn)).toEqual([0, 0]);

  await page.evaluate(() => window.afterimage.settings.set({ widgets: { instances: [] } }));
  await expect.poll(() => page.locator('#widgets .widget').count()).toBe(0);
});

test('on an upright phone every widget has room of its own, and a kept calendar is shown', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const pad = (value: number): string => String(value).padStart(2, '0');
  const now = new Date();
  const day = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const file = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1',
    'SUMMARY:Tea with Nora',
    `DTSTART;VALUE=DATE:${day}`,
    'RRULE:FREQ=WEEKLY',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const full = { size: 1 };
  await openWith(page, [
    instance('clock', 'bottom-left', { ...full, font: 'thin' }),
    instance('world-clocks', 'top-right', full),
    instance('calendar', 'right', { ...full, card: 'glass' }),
    instance('date', 'top-left', full),
    instance('status', 'bottom-right', full),
  ]);
  await page.evaluate(async (text) => {
    const { widgets } = window.afterimage;
    const line = await widgets.keepFile('calendar', new File([text], 'family.ics', { type: 'text/calendar' }));
    await widgets.change('calendar-right', { options: { calendars: line } });
  }, file);
  await expect(page.locator('.calendar-title').first()).toHaveText('Tea with Nora');
  expect((await statusOf(page)).workers['widgets']?.state).toBe('ready');
  const boxes = await inspect(page);
  for (const [at, { id, box }] of boxes.entries()) {
    expect(box.y, id).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height, id).toBeLessThanOrEqual(844);
    for (const other of boxes.slice(at + 1)) {
      const apart =
        box.x + box.width <= other.box.x ||
        other.box.x + other.box.width <= box.x ||
        box.y + box.height <= other.box.y ||
        other.box.y + other.box.height <= box.y;
      expect(apart, `${id} and ${other.id}`).toBe(true);
    }
  }
});

test('a press does what was chosen for it', async ({ page }) => {
  await openWith(page, [instance('note', 'center', { size: 1, click: 'next' }, { text: 'Press me' })]);
  const { slide } = await statusOf(page);
  await page.locator('[data-press="widget"]').click();
  await expect.poll(async () => (await statusOf(page)).slide).toBeGreaterThan(slide);
  await page.evaluate(() =>
    window.afterimage.widgets.change('note-center', { click: 'settings', screens: 'portrait' }),
  );
  await expect.poll(async () => (await inspect(page)).length, 'not on a wide display').toBe(0);
});

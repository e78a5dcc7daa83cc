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
import { measureContrast } from './widgets/contrast.ts';
import { hardPhotos } from './widgets/photos.ts';

test.use({ viewport: { width: 960, height: 540 } });

let folder: ReturnType<typeof temporaryFolder>;
let companion: RunningCompanion;
const photos = hardPhotos();

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

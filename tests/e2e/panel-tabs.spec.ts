/** Two tabs and a panel in a window of its own change the same settings at once: they agree in the end, and nothing is done twice. */
import type { Page } from '@playwright/test';
import { calm, address, expect, openShow, test } from './support.ts';
import { openSection } from './ui-page/actions.ts';

interface Heard {
  readonly type: string;
  readonly atMs: number;
  readonly instance?: string;
}

const fits = ['fill', 'fit', 'blur', 'shrink'] as const;

/** What the tab shows of what is changed here. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const { display, slideshow, widgets } = window.afterimage.settings.get();
    return {
      fit: display.fit,
      sharpen: display.sharpen,
      order: slideshow.order,
      range: display.kenBurnsZoom,
      notes: widgets.instances.filter(({ widget }) => widget === 'note').length,
    };
  });

/** The same, as the database keeps it. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const { display, slideshow, widgets } = await new Promise<Record<string, { values: Record<string, unknown> }>>(
      (resolve) => {
        const request = indexedDB.open('afterimage');
        request.onsuccess = () => {
          const store = request.result.transaction('settings').objectStore('settings');
          const [keys, rows] = [store.getAllKeys(), store.getAll()];
          rows.onsuccess = () => {
            request.result.close();
            resolve(Object.fromEntries(keys.result.map((key, at) => [String(key), rows.result[at]])));
          };
        };
      },
    );
    const instances = (widgets?.values['instances'] ?? []) as { widget: string }[];
    return {
      // Only what is chosen is kept.
      fit: display?.values['fit'] ?? 'fill',
      sharpen: display?.values['sharpen'],
      order: slideshow?.values['order'],
      range: display?.values['kenBurnsZoom'],
      notes: instances.filter(({ widget }) => widget === 'note').length,
    };
  });

/** Notes what goes over the channel from now on. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: Heard[] = [];
    const channel = new BroadcastChannel('afterimage-panel');
    channel.addEventListener('message', ({ data }: MessageEvent<{ type: string; instance?: string }>) => {
      const { type, instance } = data;
      heard.push({ type, atMs: performance.now(), ...(instance === undefined ? {} : { instance }) });
    });
    (window as unknown as { heard: Heard[] }).heard = heard;
  });

/** From the first word of the panel that came last to the state it was given, milliseconds. */
const caughtUpMs = (page: Page) =>
  page.evaluate(() => {
    const { heard } = window as unknown as { heard: Heard[] };
    const last = heard.findLast(({ type }) => type === 'ping')?.instance;
    const first = heard.findIndex(({ type, instance }) => type === 'ping' && instance === last);
    const answer = heard.slice(first).find(({ type }) => type === 'snapshot');
    return (answer?.atMs ?? Number.POSITIVE_INFINITY) - (heard[first]?.atMs ?? 0);
  });

test.setTimeout(120_000);

test('two tabs and a panel of their own agree with each other and with what is kept', async ({ page, companion }) => {
  const here = address(companion.url, { ...calm, 'display.tier': 'css' });
  const other = await page.context().newPage();
  await Promise.all([openShow(page, here), openShow(other, here)]);
  await page.bringToFront();
  await page.setViewportSize({ width: 1000, height: 600 });
  await expect(async () => {
    await page.keyboard.press('s');
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 30_000 });
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Open in a window of its own' }).click();
  const panel = await opening;
  await openSection(panel, 'display');
  await listen(page);

  // One setting of each, and the same one of all, again and again.
  const rush = (tab: Page, own: object) =>
    tab.evaluate(
      async ([fits, own]) => {
        for (let round = 0; round < 12; round++) {
          await window.afterimage.settings.set({ display: { fit: fits[round % fits.length] ?? 'fill' } });
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await window.afterimage.settings.set(own);
      },
      [fits, own] as const,
    );
  const fitRow = panel.locator('[data-path="display.fit"]');
  const clicks = async (): Promise<void> => {
    // Pressed, not checked: the tabs may have chosen another one before the press is looked at.
    for (const name of ['Blurred edges', 'Fit', 'Shrink'])
      await fitRow.getByRole('radio', { name, exact: true }).click();
    await panel.locator('[data-path="display.sharpen"]').getByRole('switch').check();
  };
  await Promise.all([
    rush(page, { slideshow: { order: 'name' } }),
    rush(other, { display: { kenBurnsZoom: 11 } }),
    clicks(),
  ]);

  // A command that would be noticed if it came twice or never, given in the moment of a reload.
  await openSection(panel, 'widgets');
  const note = panel.locator('[data-add-widget=note]');
  await note.click();
  await note.click();
  await panel.reload();
  await openSection(panel, 'display');
  expect(await caughtUpMs(page)).toBeLessThanOrEqual(1000);

  await expect.poll(async () => (await seen(page)).notes).toBe(2);
  await expect.poll(async () => JSON.stringify(await seen(other))).toBe(JSON.stringify(await seen(page)));
  const agreed = await seen(page);
  expect(agreed).toMatchObject({ sharpen: true, order: 'name', range: 11, notes: 2 });
  await expect.poll(() => kept(other)).toEqual(agreed);
  await expect(fitRow.getByRole('radio', { checked: true })).toHaveValue(agreed.fit);
  await expect(panel.locator('[data-path="display.sharpen"]').getByRole('switch')).toBeChecked();
  // Given a little later, twice would have been noticed by now.
  expect(await seen(other)).toEqual(agreed);

  // Its own tab goes: the other one takes over what is given meanwhile.
  await page.close();
  await fitRow.getByRole('radio', { name: /^Fill/ }).check();
  await expect.poll(async () => (await seen(other)).fit).toBe('fill');
  await expect.poll(async () => (await kept(other)).fit).toBe('fill');
});

/** Settings rows that something has damaged: the show starts, only what is damaged falls back, and nothing is lost. */
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, test } from './support.ts';

/** Puts rows into the database as they are, whatever they are. */
function storeRows(page: Page, rows: Readonly<Record<string, unknown>>): Promise<void> {
  return page.evaluate(
    (entries) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('afterimage');
        request.addEventListener('error', () => reject(new Error('the database does not open')));
        request.onsuccess = () => {
          const transaction = request.result.transaction('settings', 'readwrite');
          for (const [namespace, row] of Object.entries(entries))
            transaction.objectStore('settings').put(row, namespace);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    rows,
  );
}

const quarantined = (page: Page): Promise<{ namespace: string; row: unknown; message: string }[]> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('afterimage');
        request.onsuccess = () => {
          const all = request.result.transaction('quarantine').objectStore('quarantine').getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result as { namespace: string; row: unknown; message: string }[]);
          };
        };
      }),
  );

test('damaged settings lose the damaged field alone, and what was there is kept aside', async ({ page, companion }) => {
  await openShow(page, companion.url);
  const { slideshow } = await page.evaluate(() => window.afterimage.settings.get());
  await page.evaluate(() =>
    window.afterimage.settings.set({
      slideshow: { intervalSec: 77, order: 'name' },
      transitions: { durationMs: 1500 },
      interaction: { welcome: false },
    }),
  );
  await expect
    .poll(async () => {
      await openShow(page, companion.url);
      return page.evaluate(() => window.afterimage.settings.get().slideshow.intervalSec);
    })
    .toBe(77);
  await storeRows(page, {
    slideshow: { version: 1, values: { ...slideshow, intervalSec: 'soon', order: 'name' } },
    transitions: 'not a row at all',
    display: { version: 999, values: { fit: 'from the future' } },
  });
  await openShow(page, companion.url);
  const after = await page.evaluate(() => window.afterimage.settings.get());
  expect(after.slideshow).toEqual({ ...slideshow, order: 'name' });
  expect(after.interaction.welcome).toBe(false);
  expect((await page.evaluate(() => window.afterimage.status())).photo).not.toBeNull();
  await expect.poll(async () => JSON.stringify(await quarantined(page))).toMatch(/soon/);
  expect(JSON.stringify(await quarantined(page))).toContain('not a row at all');
});

test('a database that cannot be opened costs persistence, not the show', async ({ page, companion }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no storage here', 'SecurityError');
    };
  });
  await openShow(page, address(companion.url, calm));
  const status = await page.evaluate(() => window.afterimage.status());
  expect(status.photo).not.toBeNull();
  await page.evaluate(() => window.afterimage.settings.set({ slideshow: { intervalSec: 44 } }));
  expect(await page.evaluate(() => window.afterimage.settings.get().slideshow.intervalSec)).toBe(44);
});

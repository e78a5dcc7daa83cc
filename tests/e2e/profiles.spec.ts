/** Profiles as a user meets them: worlds apart, one of them without a network; and settings that survive a reload at once. */
import { address, calm, expect, openShow, test } from './support.ts';

const interval = () => window.afterimage.settings.get().slideshow.intervalSec;

test('a profile is a world of its own, and one without a network asks nobody', async ({ page, companion }) => {
  await openShow(page, companion.url);
  // Changed and reloaded in the same moment: no time for the database.
  await page.evaluate(() => void window.afterimage.settings.set({ slideshow: { intervalSec: 77 } }));
  await openShow(page, companion.url);
  expect(await page.evaluate(interval)).toBe(77);
  await openShow(page, address(companion.url, {}, { profile: 'guests' }));
  expect(await page.evaluate(interval)).toBe(30);
  expect((await page.evaluate(() => indexedDB.databases())).map(({ name }) => name)).toContain('afterimage@guests');

  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOut =
      /^https?:$/.test(url.protocol) && (url.origin !== companion.url || url.pathname.startsWith('/proxy/'));
    if (isOut) asked.push(url.href);
  });
  await page.evaluate(() => {
    const list = [{ name: 'quiet', label: 'Quiet', network: 'none' }];
    localStorage.setItem('afterimage.profiles', JSON.stringify({ current: 'quiet', list }));
  });
  await openShow(page, address(companion.url, calm));
  await page.evaluate(() => {
    const urls = ['https://example.org/a.jpg'];
    const entry = { source: 'links', label: '', enabled: true, weight: 1 };
    window.afterimage.settings.set({
      sources: {
        entries: [
          ...window.afterimage.settings.get().sources.entries,
          { ...entry, id: 'links', params: { urls } },
          { ...entry, id: 'feed', source: 'feed', params: { urls: ['https://example.org/feed'] } },
        ],
      },
    });
    const picture = document.createElement('img');
    picture.src = 'https://example.org/b.jpg';
    document.body.append(picture);
  });
  await page.waitForTimeout(1500);
  expect(asked).toEqual([]);
  expect((await page.evaluate(() => window.afterimage.status())).photo).not.toBeNull();
});

/** Two windows of one browser on two displays. */
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, statusOf, test } from './support.ts';

const { 'transitions.type': _, ...chance } = calm;

/** What a window has shown: transitions in order, and when each photo came, milliseconds since 1970. */
const shownBy = (page: Page) =>
  page.evaluate(() => {
    const { events } = window.afterimage.status();
    return {
      transitions: events.flatMap((event) => (event.type === 'transition.ended' ? [event.id] : [])),
      comesAtMs: events.flatMap(({ type, atMs }) => (type === 'photo.shown' ? [performance.timeOrigin + atMs] : [])),
    };
  });

test('displays in step change together, and another one leads when the leader closes', async ({ page, companion }) => {
  test.setTimeout(120_000);
  const settings = { ...chance, 'display.inStep': 'true', 'display.tier': 'css', 'slideshow.intervalSec': '4' };
  const other = await page.context().newPage();
  await openShow(page, address(companion.url, settings, { display: 'kitchen' }));
  await openShow(other, address(companion.url, settings, { display: 'hall' }));
  // A window in the background of this browser draws a frame a second; photos come when they should all the same.
  const slowest = async () =>
    Math.min(...(await Promise.all([shownBy(page), shownBy(other)])).map(({ transitions }) => transitions.length));
  await expect.poll(slowest, { timeout: 60_000 }).toBeGreaterThan(1);
  const [mine, theirs] = await Promise.all([shownBy(page), shownBy(other)]);
  expect(theirs.transitions.slice(0, 2)).toEqual(mine.transitions.slice(0, 2));
  expect(theirs.transitions[0]).not.toBe(theirs.transitions[1]);
  // The first photos came when each window was opened.
  for (const change of [1, 2]) {
    expect(Math.abs((mine.comesAtMs[change] ?? 0) - (theirs.comesAtMs[change] ?? 0))).toBeLessThan(600);
  }
  const { slide } = await statusOf(other);
  await page.close();
  await expect.poll(async () => (await statusOf(other)).slide, { timeout: 20_000 }).toBeGreaterThan(slide);
});

/** Two windows of one browser on two displays. */
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, statusOf, test } from './support.ts';

const { 'transitions.type': _, ...chance } = calm;
const togetherMs = 600;

/** The changes of a window that are over: which transition, and when its photo came, milliseconds since 1970. */
const changesOf = (page: Page) =>
  page.evaluate(() => {
    const { events } = window.afterimage.status();
    const cameAtMs = events.flatMap(({ type, atMs }) =>
      type === 'photo.shown' ? [performance.timeOrigin + atMs] : [],
    );
    // The first photo came without a transition.
    return events
      .flatMap((event) => (event.type === 'transition.ended' ? [event.id] : []))
      .map((id, index) => ({ id, atMs: cameAtMs[index + 1] ?? 0 }));
  });

test('displays in step change together, and another one leads when the leader closes', async ({ page, companion }) => {
  test.setTimeout(120_000);
  const settings = { ...chance, 'display.inStep': 'true', 'display.tier': 'css', 'slideshow.intervalSec': '4' };
  const other = await page.context().newPage();
  await openShow(page, address(companion.url, settings, { display: 'kitchen' }));
  await openShow(other, address(companion.url, settings, { display: 'hall' }));
  // The one that was there first may have changed alone; a window in the background of this browser draws a frame a second.
  const together = async () => {
    const [mine, theirs] = await Promise.all([changesOf(page), changesOf(other)]);
    return mine.filter(({ id, atMs }) => theirs.some((it) => it.id === id && Math.abs(it.atMs - atMs) < togetherMs))
      .length;
  };
  await expect.poll(together, { timeout: 60_000 }).toBeGreaterThan(1);
  const { slide } = await statusOf(other);
  await page.close();
  await expect.poll(async () => (await statusOf(other)).slide, { timeout: 20_000 }).toBeGreaterThan(slide);
});

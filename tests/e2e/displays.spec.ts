/** Two windows of one browser on two displays. */
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, statusOf, test } from './support.ts';

const { 'transitions.type': _, ...chance } = calm;

interface Change {
  readonly id: string;
  readonly atMs: number;
}

/** Notes every transition from its first frame on. */
const note = (page: Page) =>
  page.evaluate(() => {
    const noted: Change[] = [];
    Object.assign(window, { noted });
    let last: string | null = null;
    setInterval(() => {
      const now = window.afterimage.status().transition;
      const running = now && now.progress > 0 ? now.id : null;
      if (running && running !== last) noted.push({ id: running, atMs: Date.now() });
      last = running;
    }, 10);
  });
const noted = (page: Page) => page.evaluate(() => (window as unknown as { noted: Change[] }).noted);

test('displays in step change together, and another one leads when the leader closes', async ({ page, companion }) => {
  test.setTimeout(120_000);
  const settings = { ...chance, 'display.inStep': 'true', 'display.tier': 'css', 'slideshow.intervalSec': '4' };
  const other = await page.context().newPage();
  await openShow(page, address(companion.url, settings, { display: 'kitchen' }));
  await openShow(other, address(companion.url, settings, { display: 'hall' }));
  await Promise.all([note(page), note(other)]);
  await expect.poll(async () => (await noted(other)).length, { timeout: 60_000 }).toBeGreaterThan(2);
  const [mine, theirs] = [(await noted(page)).slice(-2), (await noted(other)).slice(-2)];
  expect(theirs.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
  expect(theirs[0]?.id).not.toBe(theirs[1]?.id);
  for (const [index, { atMs }] of mine.entries()) expect(Math.abs(atMs - (theirs[index]?.atMs ?? 0))).toBeLessThan(600);
  const { slide } = await statusOf(other);
  await page.close();
  await expect.poll(async () => (await statusOf(other)).slide, { timeout: 20_000 }).toBeGreaterThan(slide);
});

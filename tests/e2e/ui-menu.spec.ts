/** The menu of the show, and how a display answers to people: as a screensaver and as a kiosk. */
import { expect, test, type Page } from '@playwright/test';
import { asked, expectAccessible, setting } from './ui-page/actions.ts';
import { serveUiPage, type UiPage } from './ui-page/serve.ts';

let site: UiPage;
test.beforeAll(async () => {
  site = await serveUiPage();
});
test.afterAll(() => site.close());

async function open(page: Page, query: Record<string, string> = {}): Promise<void> {
  await page.goto(site.at(query));
  await page.waitForFunction(() => 'harness' in window);
}

const menu = (page: Page) => page.getByRole('menu', { name: 'Show' });
const entry = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const asleep = (page: Page) => page.evaluate(() => window.harness.host.interaction?.isAsleep());
const mode = (page: Page) => page.evaluate(() => window.harness.host.interaction?.mode());

test('the menu by mouse: at the pointer, within the screen, two levels, closed by a press beside it', async ({
  page,
}) => {
  await open(page);
  await page.mouse.click(620, 340, { button: 'right' });
  await expect(menu(page)).toBeVisible();
  const box = await menu(page).boundingBox();
  expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 640 && box.y + box.height <= 360).toBe(true);
  await entry(page, 'Next photo').click();
  await expect(menu(page)).toHaveCount(0);
  expect(await asked(page)).toEqual(['next']);

  await page.mouse.click(20, 20, { button: 'right' });
  await entry(page, /^Transition/).hover();
  const second = page.getByRole('menu', { name: 'Transition' });
  await expect(second).toBeVisible();
  await second.getByRole('menuitemradio', { name: 'Ripple' }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  expect(await asked(page)).toEqual(['next', 'use ripple']);

  await page.mouse.click(20, 20, { button: 'right' });
  await expect(menu(page)).toBeVisible();
  await page.mouse.click(620, 340);
  await expect(menu(page)).toHaveCount(0);
  expect(await asked(page), 'the press beside it means nothing else').toHaveLength(2);
});

test('the menu by keyboard and remote: arrows, letters, both ends, marks, and the way back', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Shift+F10');
  await expect(entry(page, 'Next photo')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('End');
  await expect(entry(page, 'About')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(entry(page, 'Next photo')).toBeFocused();
  await page.keyboard.type('wi');
  await expect(entry(page, 'Widgets')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const shown = page.getByRole('menuitemcheckbox', { name: 'Show widgets' });
  await expect(shown).toBeFocused();
  await expect(shown).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('Space');
  await expect(shown, 'Space leaves the menu open').toHaveAttribute('aria-checked', 'false');
  expect(await setting(page, 'widgets.shown')).toBe(false);
  await expectAccessible(page);
  await page.keyboard.press('ArrowLeft');
  await expect(entry(page, 'Widgets')).toBeFocused();
  await page.keyboard.type('set');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(entry(page, 'Next photo')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Menu' })).toBeFocused();
  expect(await asked(page)).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 640 } });

  test('the menu by touch: a long press, one level in the place of the other', async ({ page, context }) => {
    await open(page);
    const client = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchEnd'): Promise<unknown> =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 200, y: 300 }] });
    await touch('touchStart');
    await expect(menu(page)).toBeVisible();
    await touch('touchEnd');
    await expect(menu(page)).toBeVisible();
    await entry(page, /^Visualizer/).tap();
    await expect(menu(page)).toBeHidden();
    await page.getByRole('menuitem', { name: 'Back' }).tap();
    await expect(menu(page)).toBeVisible();
    await entry(page, 'About').tap();
    await expect(page.getByRole('dialog', { name: 'About' })).toBeVisible();
    await expectAccessible(page);
    expect(await asked(page)).toEqual([]);
  });
});

test('a screensaver leaves at a move that is meant; Ctrl holds it back; then it rests again', async ({ page }) => {
  await open(page, { mode: 'screensaver', rules: '{"leave":"bar","restSec":5,"leaveMovePx":40}' });
  expect(await asleep(page)).toBe(true);
  await page.waitForTimeout(1300);
  await page.mouse.move(200, 200);
  await page.mouse.move(210, 205);
  expect(await asleep(page), 'a tremble').toBe(true);
  await page.keyboard.down('Control');
  await page.mouse.move(400, 300, { steps: 4 });
  await expect(page.locator('.pointer-halo')).toHaveClass(/shown/);
  expect(await asleep(page), 'with Ctrl').toBe(true);
  await page.keyboard.up('Control');
  await page.keyboard.press('MediaPlayPause');
  expect(await asked(page)).toEqual(['pause']);
  expect(await asleep(page), 'a media key').toBe(true);
  await page.mouse.move(100, 100, { steps: 2 });
  await expect(page.getByRole('toolbar')).toBeVisible();
  expect(await asleep(page)).toBe(false);
  await page.mouse.move(640, 0);
  await expect.poll(() => asleep(page), { timeout: 20_000 }).toBe(true);
  await page.keyboard.press('x');
  expect(await asleep(page)).toBe(false);
  expect(await asked(page), 'the key that woke it means nothing else').toEqual(['pause']);
});

test('a kiosk answers to nobody without its PIN, not even by another address', async ({ page }) => {
  await open(page);
  await page.mouse.click(300, 200, { button: 'right' });
  await entry(page, /^Mode/).hover();
  await page.getByRole('menuitemradio', { name: 'Kiosk' }).click();
  const pad = page.getByRole('dialog', { name: 'Choose a PIN' });
  await expect(pad).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The same once more' })).toBeVisible();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Kiosk mode is on.')).toBeVisible();
  expect(await mode(page)).toBe('kiosk');

  // The settings of this page live in memory: to the next start they say “normal”.
  await open(page, { rules: '{}' });
  await page.evaluate(() => window.harness.host.store.set({ interaction: { holdSec: 1 } }));
  expect(await setting(page, 'interaction.mode')).toBe('normal');
  expect(await mode(page)).toBe('kiosk');
  for (const key of ['s', 'x', '?', 'Escape', 'Shift+F10', 'Enter', 'Control+r', 'MediaTrackNext']) {
    await page.keyboard.press(key);
  }
  await page.mouse.move(300, 200);
  await page.mouse.click(300, 200, { button: 'right' });
  await page.mouse.dblclick(300, 200);
  await page.mouse.wheel(0, 200);
  await page.waitForTimeout(300);
  expect(await asked(page)).toEqual([]);
  await expect(page.locator('#overlay > :is(dialog, .menu-layer, .bar)')).toHaveCount(0);

  const hold = async (ms: number): Promise<void> => {
    await page.mouse.move(630, 10);
    await page.mouse.down();
    await page.waitForTimeout(ms);
    await page.mouse.up();
  };
  await hold(300);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await hold(1300);
  await expect(page.getByRole('dialog', { name: 'Enter the PIN' })).toBeVisible();
  for (const wrong of ['1111', '2222', '3333']) {
    await page.keyboard.type(wrong);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).not.toBeEmpty();
    await expect(page.locator('.pin-dots i')).toHaveCount(0);
  }
  await expect(page.getByRole('alert')).toContainText('Try again in');
  await page.keyboard.type('2580');
  await expect(page.locator('.pin-dots i'), 'nothing can be typed meanwhile').toHaveCount(0);
  await expect(page.getByRole('alert')).toBeEmpty({ timeout: 10_000 });
  // By remote: the pad is walked as it is drawn, from the middle.
  for (const key of ['ArrowUp', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter']) {
    await page.keyboard.press(key);
  }
  await expect(page.locator('.pin-dots i')).toHaveCount(4);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Open until nobody touches it')).toBeVisible();
  expect(await asleep(page)).toBe(false);
  await page.getByRole('button', { name: 'Leave kiosk mode' }).click();
  expect(await mode(page)).toBe('normal');
  await page.evaluate(() => window.harness.host.store.set({ interaction: { mode: 'kiosk' } }));
  await expect(page.getByText('Kiosk mode is on.'), 'chosen in the panel, it says the way back, too').toBeVisible();
  await page.evaluate(() => window.harness.host.interaction?.choose('normal'));
  await page.keyboard.press('x');
  expect(await asked(page)).toEqual(['next']);
});

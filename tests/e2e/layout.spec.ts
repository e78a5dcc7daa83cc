/** Editing the layout in the built app: by mouse, by touch and by keys alone, and without a trace afterwards. */
import type { CDPSession, Page } from '@playwright/test';
import { address, calm, expect, openShow, test } from './support.ts';

test.use({ viewport: { width: 960, height: 540 }, hasTouch: true });

const instance = (id: string, widget: string, place: string, options: object = {}) => ({
  id,
  widget,
  enabled: true,
  place,
  size: 0.5,
  font: 'text',
  color: 'auto',
  card: 'none',
  opacity: 1,
  from: '',
  until: '',
  options,
});

const layout = [
  instance('clock', 'clock', 'bottom-left', { date: 'none', hours: '24' }),
  instance('note', 'note', 'top-right', { text: 'The key is under the pot.' }),
];

async function open(page: Page, url: string, extra: Record<string, string> = {}): Promise<void> {
  const settings = { ...calm, 'display.tier': 'css', 'widgets.instances': JSON.stringify(layout) };
  await openShow(page, address(url, settings, extra));
  await expect.poll(async () => (await inspect(page)).filter(({ visible }) => visible).length).toBe(layout.length);
}

const inspect = (page: Page) => page.evaluate(() => window.afterimage.widgets.inspect());

async function boxOf(page: Page, id: string) {
  const found = (await inspect(page)).find((it) => it.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  const { x, y, width, height } = found.box;
  return { x, y, width, height, middleX: x + width / 2, middleY: y + height / 2 };
}

const order = (page: Page) =>
  page.evaluate(() => window.afterimage.settings.get().widgets.instances.map(({ id }) => id));

/** A finger goes from one point to another. */
async function dragByTouch(client: CDPSession, from: [number, number], to: [number, number]): Promise<void> {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: [number, number]) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at[0], y: at[1] }] : [] });
  await send('touchStart', from);
  for (const share of [0.3, 0.6, 1]) {
    await send('touchMove', [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
  }
  await send('touchEnd');
}

test('by mouse: drag, pull a corner, turn the wheel, warn, take back', async ({ page, companion }) => {
  await open(page, companion.url);
  const start = await boxOf(page, 'clock');
  await page.evaluate(() => window.afterimage.widgets.edit(true));
  await expect(page.locator('.widget-safe')).toBeVisible();
  await page.mouse.move(start.middleX, start.middleY);
  await page.mouse.down();
  await page.mouse.move(480, 270, { steps: 4 });
  await expect(page.locator('.widget-guides > i').first()).toBeAttached();
  await expect(page.getByRole('button', { name: 'Done' }), 'the bar is gone while something is dragged').toBeHidden();
  await page.mouse.up();
  const dragged = await boxOf(page, 'clock');
  expect(Math.abs(dragged.middleX - 480)).toBeLessThanOrEqual(1);

  const grip = await page.locator('[data-id="clock"] .widget-grip[data-corner="se"]').boundingBox();
  if (!grip) throw new Error('There is no corner to pull.');
  await page.mouse.move(grip.x + 22, grip.y + 22);
  await page.mouse.down();
  await page.mouse.move(grip.x + 80, grip.y + 50, { steps: 3 });
  await page.mouse.up();
  const pulled = await boxOf(page, 'clock');
  expect(pulled.width).toBeGreaterThan(dragged.width * 1.15);
  expect(Math.abs(pulled.middleX - dragged.middleX), 'it grows around its middle').toBeLessThanOrEqual(2);
  await page.mouse.move(pulled.middleX, pulled.middleY);
  await page.mouse.wheel(0, 100);
  await expect.poll(async () => (await boxOf(page, 'clock')).width).toBeLessThan(pulled.width);

  const note = await boxOf(page, 'note');
  await page.mouse.move(note.middleX, note.middleY);
  await page.mouse.down();
  await page.mouse.move(480, 270, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByText('Two widgets lie on each other.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Two widgets lie on each other.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await boxOf(page, 'clock')).toEqual(start);
});

test('by touch: drag, and buttons for all that keys do', async ({ page, companion, context }) => {
  await open(page, companion.url);
  const client = await context.newCDPSession(page);
  const start = await boxOf(page, 'clock');
  await page.evaluate(() => window.afterimage.widgets.edit(true));
  await dragByTouch(client, [start.middleX, start.middleY], [300, 200]);
  const dragged = await boxOf(page, 'clock');
  expect(Math.hypot(dragged.middleX - 300, dragged.middleY - 200)).toBeLessThan(14);
  const larger = page.getByRole('button', { name: 'Larger' });
  const bar = await larger.boundingBox();
  for (let taps = 1; taps <= 3; taps++) {
    const { width } = await boxOf(page, 'clock');
    await larger.tap();
    expect((await boxOf(page, 'clock')).width, 'a drag with a swing takes no tap away').toBeGreaterThan(width);
  }
  expect(await larger.boundingBox(), 'what is pressed again stays where it was').toEqual(bar);
  await page.getByRole('button', { name: 'To the front' }).tap();
  expect(await order(page)).toEqual(['note', 'clock']);
  await page.getByRole('button', { name: 'Off' }).tap();
  await expect.poll(async () => (await inspect(page)).length).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).tap();
  await expect.poll(async () => (await inspect(page)).length).toBe(2);
  await page.getByRole('button', { name: 'Reset all' }).tap();
  await page.getByRole('button', { name: 'Done' }).tap();
  await expect(page.locator('.widget-editor')).toHaveCount(0);
});

test('on a phone the bar can be sent away from what it covers', async ({ page, companion }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, companion.url);
  await page.evaluate(() => window.afterimage.widgets.edit(true));
  // The bar stands away from the chosen clock, at the foot of the display, and makes way for nothing that comes by itself.
  const bar = page.locator('.widget-editor');
  const away = page.getByRole('button', { name: 'Move this bar' });
  await away.tap();
  await expect(bar).toHaveAttribute('data-side', 'top');
  const isCovered = (): Promise<boolean> =>
    page.evaluate(() => {
      const [note, own] = ['[data-id="note"]', '.widget-editor'].map((it) =>
        document.querySelector(it)?.getBoundingClientRect(),
      );
      return note !== undefined && own !== undefined && note.top < own.bottom && own.top < note.bottom;
    });
  expect(await isCovered()).toBe(true);
  await away.tap();
  expect(await isCovered()).toBe(false);
  await page.locator('[data-id="note"]').tap();
  await expect(page.locator('[data-id="note"]')).toHaveClass(/is-chosen/);
});

test('by keys alone: from the menu to a kept layout and back', async ({ page, companion }) => {
  await open(page, companion.url);
  const start = await boxOf(page, 'clock');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Next photo' })).toBeFocused();
  await page.keyboard.type('wid');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('ed');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-id="clock"]')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  const nudged = await boxOf(page, 'clock');
  expect(start.y - nudged.y).toBeGreaterThanOrEqual(7);
  await page.keyboard.press('Shift+ArrowUp');
  const jumped = await boxOf(page, 'clock');
  expect(nudged.y - jumped.y).toBeGreaterThan(5 * 7);
  await page.keyboard.press('Alt+ArrowUp');
  expect(Math.round(jumped.y - (await boxOf(page, 'clock')).y)).toBe(1);
  await page.keyboard.press('+');
  await page.keyboard.press('PageUp');
  expect(await order(page)).toEqual(['note', 'clock']);
  await page.keyboard.press('Control+z');
  expect(await order(page)).toEqual(['clock', 'note']);
  const kept = await boxOf(page, 'clock');
  await page.keyboard.press('Shift+Digit2');
  await page.keyboard.press('r');
  expect(await boxOf(page, 'clock')).not.toEqual(kept);
  await page.keyboard.press('Digit2');
  await expect.poll(() => boxOf(page, 'clock')).toEqual(kept);
  await page.keyboard.press('Enter');
  await expect(page.locator('.widget-editor')).toHaveCount(0);
  expect((await page.evaluate(() => window.afterimage.status())).slide, 'the show heard nothing of it').toBe(1);
});

test('to another display: over the edge, by its button, by a key, and back', async ({ page, companion, context }) => {
  await open(page, companion.url, { display: 'hall' });
  await page.evaluate(() => window.afterimage.widgets.edit(true));
  await page.locator('[data-id="clock"]').focus();
  await page.keyboard.press('m');
  await expect(page.getByText('No other display is open.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'To another display' })).toBeVisible();

  const kitchen = await context.newPage();
  await open(kitchen, companion.url, { display: 'kitchen' });
  await page.bringToFront();
  await expect(page.getByRole('button', { name: 'Move to “kitchen”' })).toBeVisible();
  const start = await boxOf(page, 'clock');
  await page.mouse.move(start.middleX, start.middleY);
  await page.mouse.down();
  await page.mouse.move(959, 200, { steps: 4 });
  await expect(page.getByText('Let go to move it to “kitchen”.')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByText('“Clock” is on “kitchen” now.')).toBeVisible();
  await expect.poll(async () => (await inspect(page)).map(({ id }) => id)).toEqual(['note']);
  const displays = () =>
    page.evaluate(() => window.afterimage.settings.get().widgets.instances.map((it) => it.displays ?? ''));
  expect(await displays()).toEqual(['kitchen', '']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await inspect(page)).length).toBe(2);
  expect(await displays()).toEqual(['', '']);
  await page.locator('[data-id="note"]').focus();
  await page.keyboard.press('m');
  expect(await displays()).toEqual(['', 'kitchen']);
  await kitchen.close();
});

test('a thousand edits, recalls and turns of the display leave nothing behind', async ({
  page,
  companion,
  context,
}) => {
  await open(page, companion.url);
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable');
  const count = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { metrics } = await client.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((it) => it.name === name)?.value ?? 0;
    return { listeners: of('JSEventListeners'), nodes: of('Nodes') };
  };
  const work = (rounds: number) =>
    page.evaluate(async (rounds) => {
      const { widgets } = window.afterimage;
      await widgets.saveSlot(1);
      for (let round = 0; round < rounds; round++) {
        if (round % 50 === 0) await widgets.edit(true);
        await widgets.change('clock', { place: round % 2 ? 'top-left' : 'free', size: 0.4 + (round % 5) / 10 });
        if (round % 3 === 0) await widgets.recallSlot(1);
        if (round % 50 === 49) await widgets.edit(false);
      }
      await widgets.edit(false);
      await widgets.recallSlot(1);
    }, rounds);
  const turn = async () => {
    await page.setViewportSize({ width: 540, height: 960 });
    await page.setViewportSize({ width: 960, height: 540 });
  };
  await work(60);
  await turn();
  await page.waitForTimeout(700);
  const before = await count();
  await work(1000);
  await turn();
  await page.waitForTimeout(700);
  const after = await count();
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.nodes - before.nodes).toBeLessThan(40);
  expect(await page.locator('.widget-grip, .widget-safe, .widget-guides, .widget-editor').count()).toBe(0);
});

/** The settings panel by keyboard only, by remote only, by touch only; for screen readers; and what it leaves behind: nothing. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openSection, setting } from './ui-page/actions.ts';
import { serveUiPage, type UiPage } from './ui-page/serve.ts';

let site: UiPage;
test.beforeAll(async () => {
  site = await serveUiPage();
});
test.afterAll(() => site.close());

const sections = [
  'photos',
  'transitions',
  'visualizer',
  'widgets',
  'layout',
  'display',
  'sound',
  'devices',
  'privacy',
  'backup',
  'health',
  'about',
];

const panel = (page: Page) => page.getByRole('dialog', { name: 'Settings' });

/** Loads the page and opens the panel with a key, as a person does. */
async function open(page: Page): Promise<void> {
  await page.goto(site.at({}));
  await page.waitForFunction(() => 'harness' in window);
  // Whatever had the focus before: bars go by themselves, this stays.
  await page.evaluate(() => {
    const before = document.createElement('button');
    before.textContent = 'Before';
    document.body.prepend(before);
    before.focus();
  });
  await page.keyboard.press('s');
  await expect(panel(page)).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeFocused();
}

/** What has the focus, inside the panel's own root: its section, path or name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const host = document.activeElement;
    const active = host?.shadowRoot?.activeElement as HTMLElement | null | undefined;
    if (!active) return `outside: ${host?.tagName ?? ''}`;
    return active.dataset['section'] ?? active.getAttribute('aria-label') ?? (active.id || (active.textContent ?? ''));
  });

test.describe('wide', () => {
  test.use({ viewport: { width: 1280, height: 720 } });

  test('by keyboard only: everything in reading order, letters stay in fields, Esc gives the focus back', async ({
    page,
  }) => {
    await open(page);
    const order: string[] = [];
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab');
      order.push(await focused(page));
    }
    expect(order).toEqual(['Search settings', 'photos', 'Undo', 'Redo']);
    await page.keyboard.press('/');
    // Each of these letters is a command of the show.
    await page.keyboard.type('sfx motion');
    await expect(page.getByRole('searchbox')).toHaveValue('sfx motion');
    await page.keyboard.press('Escape');
    await page.keyboard.type('hide the pointer');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('set-interaction-hidePointerSec');
    await page.keyboard.press('ArrowRight');
    expect(await setting(page, 'interaction.hidePointerSec')).toBeGreaterThan(2);
    await page.keyboard.press('Control+z');
    await expect.poll(() => setting(page, 'interaction.hidePointerSec')).toBe(2);
    expect(await focused(page)).toBe('set-interaction-hidePointerSec');
    await page.keyboard.press('Escape');
    await expect(panel(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Before' })).toBeFocused();
  });

  test('by remote only: arrows walk, Enter acts, Back closes', async ({ page }) => {
    await open(page);
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Search settings');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('photos');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('display');
    await page.keyboard.press('Enter');
    await expect(page.locator('.content[data-built]')).toBeVisible();
    await expect(page.locator('[data-path="display.kenBurns"]')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    for (let step = 0; step < 12 && (await focused(page)) !== 'set-display-kenBurns'; step++) {
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).not.toContain('outside');
    }
    expect(await focused(page)).toBe('set-display-kenBurns');
    await page.keyboard.press('Space');
    expect(await setting(page, 'display.kenBurns')).toBe(false);
    for (let step = 0; step < 40 && !sections.includes(await focused(page)); step++) {
      await page.keyboard.press('ArrowLeft');
      if (!sections.includes(await focused(page))) await page.keyboard.press('ArrowUp');
    }
    expect(sections).toContain(await focused(page));
    // The driver's keyboard has no such key.
    await page.evaluate(() => {
      let node = document.activeElement;
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      const back = { key: 'GoBack', bubbles: true, composed: true, cancelable: true };
      node?.dispatchEvent(new KeyboardEvent('keydown', back));
    });
    await expect(panel(page)).toHaveCount(0);
  });

  test('gives a plugin its controls: a place by keys and by mouse, a font, a folder', async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
    });
    await page.goto(site.at({ open: 'settings', plugin: '' }));
    await expect(panel(page)).toBeVisible({ timeout: 40_000 });
    await openSection(page, 'more-postcard');
    const place = page.getByRole('combobox', { name: 'Sent from' });
    await place.focus();
    await page.keyboard.type('Par');
    await expect(page.getByRole('option')).toHaveCount(3);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(place).toHaveAttribute('aria-activedescendant', /-1$/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('option')).toHaveCount(0);
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option')).toHaveCount(3);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await setting(page, 'postcard.place')).toBe('Paris, France');
    await place.fill('Par');
    await page.getByRole('option', { name: 'Paraty, Brazil' }).click();
    expect(await setting(page, 'postcard.place')).toBe('Paraty, Brazil');
    await expect(place).toBeFocused();
    // With the list closed, the arrows walk on.
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('set-postcard-font-Inter-Variable');
    await page.keyboard.press('ArrowRight');
    expect(await setting(page, 'postcard.font')).toBe('system-ui');
    const { violations } = await new AxeBuilder({ page: page as never }).include('dialog.sheet').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    const folder = page.locator('[data-path="postcard.folder"]');
    await expect(folder).toContainText('No folder');
    await folder.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(folder.getByRole('button', { name: 'Choose a folder' })).toBeEnabled();
  });

  for (const look of ['dark', 'light', 'rtl'] as const) {
    test(`has names, roles and contrast for everybody: ${look}`, async ({ page }) => {
      test.setTimeout(180_000);
      await open(page);
      await page.evaluate((look) => {
        document.documentElement.dir = look === 'rtl' ? 'rtl' : 'ltr';
        const panelTheme = look === 'light' ? 'light' : 'dark';
        window.harness.host.store.set({ interaction: { panelTheme }, slideshow: { intervalSec: 300 } });
      }, look);
      const troubles: string[] = [];
      // Names and roles are the same in every look, colours are not, and turned round only the lengths change.
      const whole = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      for (const section of sections) {
        await openSection(page, section);
        await page.evaluate(() =>
          Promise.all(document.getAnimations().map((it) => it.finished.catch(() => undefined))),
        );
        const builder = new AxeBuilder({ page: page as never }).include('dialog.sheet');
        if (look === 'dark') builder.withTags(whole);
        else builder.withRules(look === 'light' ? ['color-contrast'] : ['target-size', 'scrollable-region-focusable']);
        const { violations } = await builder.analyze();
        for (const { id, nodes } of violations) troubles.push(`${section} ${id}: ${nodes[0]?.html ?? ''}`);
        const overflow = await page.evaluate(() => {
          const content = document.querySelector('.panel-place')?.shadowRoot?.querySelector('.content');
          return content ? content.scrollWidth - content.clientWidth : 0;
        });
        if (overflow > 1) troubles.push(`${section} is wider than its place by ${overflow}`);
      }
      expect(troubles).toEqual([]);
    });
  }

  test('leaves no listeners and no nodes after fifty visits', async ({ page }) => {
    test.setTimeout(120_000);
    await open(page);
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable');
    const visit = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++) {
        await page.evaluate(async () => {
          const { overlay } = window.harness;
          const until = async (isThere: boolean): Promise<void> => {
            while (Boolean(document.querySelector('dialog.sheet')) !== isThere) {
              await new Promise((resolve) => setTimeout(resolve, 10));
            }
          };
          overlay.open('settings');
          await until(true);
          overlay.close('settings');
          await until(false);
        });
      }
    };
    const left = async () => {
      // The browser itself lets go of what has left with the next frames.
      await page.evaluate(
        () =>
          new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100)))),
      );
      await client.send('HeapProfiler.collectGarbage');
      const { metrics } = await client.send('Performance.getMetrics');
      const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
      return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heapMb: of('JSHeapUsedSize') / 1e6 };
    };
    await page.keyboard.press('Escape');
    await expect(panel(page)).toHaveCount(0);
    await visit(3);
    const before = await left();
    await visit(50);
    const after = await left();
    expect(after.listeners - before.listeners).toBeLessThanOrEqual(0);
    expect(after.nodes - before.nodes).toBeLessThanOrEqual(0);
    expect(after.heapMb - before.heapMb).toBeLessThan(2);
  });
});

test.describe('phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('by touch only: a list, a section, back, and a pull at the head closes', async ({ page }) => {
    await page.goto(site.at({ open: 'settings' }));
    await expect(panel(page)).toBeVisible({ timeout: 40_000 });
    await page.locator('[data-section=display]').tap();
    await page.locator('[data-path="display.sharpen"]').getByRole('switch').tap();
    expect(await setting(page, 'display.sharpen')).toBe(true);
    const small = await page.evaluate(() =>
      [...(document.querySelector('.panel-place')?.shadowRoot?.querySelectorAll('button, select, .segment') ?? [])]
        .map((node) => ({ name: node.className, box: node.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && box.height < 24)
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
    await page.getByRole('button', { name: 'Back to all sections' }).tap();
    await expect(page.locator('[data-section=display]')).toBeFocused();
    const title = await page.getByRole('heading', { name: 'Settings' }).boundingBox();
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 60, y }] });
    const from = (title?.y ?? 0) + 10;
    await touch('touchStart', from);
    for (let step = 1; step <= 6; step++) await touch('touchMove', from + step * 30);
    await touch('touchEnd');
    await expect(panel(page)).toHaveCount(0);
  });

  test('fits the narrowest phone without scrolling sideways', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await page.goto(site.at({ open: 'settings' }));
    await expect(panel(page)).toBeVisible({ timeout: 40_000 });
    for (const section of sections) {
      await openSection(page, section);
      const overflow = await page.evaluate(() => {
        const content = document.querySelector('.panel-place')?.shadowRoot?.querySelector('.content');
        return content ? content.scrollWidth - content.clientWidth : 0;
      });
      expect(overflow, section).toBeLessThanOrEqual(1);
    }
  });
});

import { expect, test, type Page } from '@playwright/test';
import { coreSettings } from '../../src/shared/core-settings.ts';
import type { SettingsSpec } from '../../src/shared/settings-spec.ts';
import { describeField } from '../../src/settings/panel/describe.ts';
import { asked, expectAccessible, setting } from './ui-page/actions.ts';
import { serveUiPage, type UiPage } from './ui-page/serve.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
let site: UiPage;
test.beforeAll(async () => {
  site = await serveUiPage();
});
test.afterAll(() => site.close());

async function open(page: Page, query: Record<string, string> = {}): Promise<void> {
  await page.goto(site.at({ open: 'settings', ...query }));
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
}

const row = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

test('shows every field of every spec with its label and sentence', async ({ page }) => {
  await open(page);
  for (const spec of specs) {
    for (const [field, hint] of Object.entries(spec.hints)) {
      if (hint.hidden) continue;
      const place = row(page, `${spec.namespace}.${field}`);
      await expect(place, `${spec.namespace}.${field}`).toContainText(hint.label);
      await expect(place).toContainText(hint.help);
    }
  }
});

test('changes every field live, takes it back with its own reset, and the other way round', async ({ page }) => {
  await open(page);
  for (const spec of specs) {
    for (const field of Object.keys(spec.hints)) {
      const path = `${spec.namespace}.${field}`;
      const before = await setting(page, path);
      const place = row(page, path);
      const kind = path === 'transitions.type' ? { kind: 'choice' } : describeField(spec, field);
      if (kind.kind === 'none' || path === 'interaction.panelTheme') continue;
      if (kind.kind === 'switch') await place.getByRole('switch').click();
      else if (kind.kind === 'number') {
        await place.getByRole('slider').focus();
        await page.keyboard.press('max' in kind && before === kind.max ? 'ArrowLeft' : 'ArrowRight');
      } else if (await place.getByRole('combobox').count()) {
        await place.getByRole('combobox').selectOption({ index: 1 });
      } else await place.getByRole('radio').last().check();
      expect(await setting(page, path), path).not.toEqual(before);
      await place.getByRole('button', { name: /^Reset .* to default$/ }).click();
      expect(await setting(page, path), path).toEqual(before);
      await expect(place.getByRole('button', { name: /^Reset/ })).toBeHidden();
    }
  }
});

test('says why a value is refused, and keeps the old one', async ({ page }) => {
  await open(page);
  const place = row(page, 'slideshow.intervalSec');
  const box = place.getByRole('spinbutton');
  await box.fill('0');
  await box.blur();
  await expect(place.getByRole('alert')).toHaveText('Time per photo must be a number from 1 to 86400. It stays at 30.');
  await expect(box).toHaveValue('30');
  await box.fill('');
  await box.blur();
  await expect(place.getByRole('alert')).toContainText('It stays at 30.');
  await box.fill('45');
  await box.blur();
  await expect(place.getByRole('alert')).toHaveText('');
  expect(await setting(page, 'slideshow.intervalSec')).toBe(45);
});

test('follows a change from elsewhere without taking the focus or what is being typed', async ({ page }) => {
  await open(page);
  const box = row(page, 'slideshow.intervalSec').getByRole('spinbutton');
  await box.fill('12');
  await page.evaluate(() => window.harness.host.store.set({ display: { kenBurns: false, fit: 'blur' } }));
  await expect(row(page, 'display.kenBurns').getByRole('switch')).not.toBeChecked();
  await expect(row(page, 'display.fit').getByRole('radio', { name: 'Blurred edges' })).toBeChecked();
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('12');
});

test('offers the transitions there are, and a pool only for random', async ({ page }) => {
  await open(page);
  const type = row(page, 'transitions.type').getByRole('combobox');
  await expect(type.getByRole('option')).toHaveText(['Random (default)', 'Crossfade', 'Ripple', 'Slide', 'Wipe']);
  const pool = row(page, 'transitions.pool');
  await pool.getByRole('checkbox', { name: 'Ripple' }).check();
  await pool.getByRole('checkbox', { name: 'Wipe' }).check();
  expect(await setting(page, 'transitions.pool')).toEqual(['ripple', 'wipe']);
  await pool.getByRole('button', { name: /^Reset/ }).click();
  expect(await setting(page, 'transitions.pool')).toEqual([]);
  await type.selectOption('ripple');
  await expect(pool).toBeHidden();
  await page.evaluate(() => window.harness.host.store.set({ transitions: { params: { ripple: { waves: 3 } } } }));
  await row(page, 'transitions.params')
    .getByRole('button', { name: /^Reset/ })
    .click();
  expect(await setting(page, 'transitions.params')).toEqual({});
});

test('adds sources of every kind, switches, weighs, removes and brings back', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Folder A folder on this' }).click();
  await page.getByRole('button', { name: /^Links/ }).click();
  await page.getByRole('form', { name: 'Links' }).getByRole('textbox').fill('https://example.org/1.jpg');
  await page.getByRole('form', { name: 'Links' }).getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('form', { name: 'Links' })).toHaveCount(0);
  expect(await asked(page)).toEqual(['add folder', 'add links https://example.org/1.jpg']);
  await expect(page.locator('[data-source="generative"]')).toBeHidden();

  const folder = page.locator('[data-entry="folder-1"]');
  await folder.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await folder.getByRole('switch').click();
  expect(await setting(page, 'sources.entries')).toMatchObject([
    {},
    { id: 'folder-1', weight: 1.5, enabled: false },
    {},
  ]);
  await folder.getByRole('switch').click();

  await folder.getByRole('button', { name: 'Remove Folder' }).click();
  await expect(folder).toContainText('Removed “Folder”.');
  await expect(folder.getByRole('button', { name: 'Undo' })).toBeFocused();
  expect(await setting(page, 'sources.entries')).toMatchObject([{}, { enabled: false }, {}]);
  await page.keyboard.press('Enter');
  expect(await setting(page, 'sources.entries')).toMatchObject([{}, { enabled: true }, {}]);
  await folder.getByRole('button', { name: 'Remove Folder' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await asked(page)).toContain('remove folder-1');
});

test('says what is wrong with a source and what to do, and lists what was left out', async ({ page }) => {
  await page.goto(site.at({}));
  await page.waitForFunction(() => 'harness' in window);
  await page.evaluate(() => {
    const { host, overlay } = window.harness;
    const message = 'Your photos folder needs permission again. Allow it to see these photos.';
    host.states = [
      { entryId: 'generative', photos: 0, error: { kind: 'source.permission', message, retryable: true } },
    ];
    const error = { kind: 'photo.corrupt', message: 'This file is damaged.', retryable: false } as const;
    host.leftOut = [{ photoId: 'a', title: 'broken.jpg', error }];
    overlay.open('settings');
  });
  const source = page.locator('[data-entry="generative"]');
  await expect(source).toContainText('needs permission again');
  await source.getByRole('button', { name: 'Allow again' }).click();
  expect(await asked(page)).toEqual(['regrant generative']);
  const leftOut = page.getByRole('region', { name: 'Left out' });
  await expect(leftOut).toContainText('This file is damaged.');
  await leftOut.getByRole('button', { name: 'Try broken.jpg again' }).click();
  await expect(leftOut).toBeHidden();
  expect(await asked(page)).toEqual(['regrant generative', 'clear a']);
});

test('resets everything after asking once, and keeps the sources', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.harness.host.store.set({ slideshow: { intervalSec: 5 } }));
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page.getByRole('button', { name: 'Keep as it is' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await setting(page, 'slideshow.intervalSec')).toBe(5);
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await page.getByRole('button', { name: 'Reset everything now' }).click();
  expect(await setting(page, 'slideshow.intervalSec')).toBe(30);
  await expect(row(page, 'slideshow.intervalSec').getByRole('spinbutton')).toHaveValue('30');
});

test('keeps the focus inside, lets a D-pad walk, closes with Esc or a press beside, and gives the focus back', async ({
  page,
}) => {
  await page.goto(site.at({}));
  await page.waitForFunction(() => 'harness' in window);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Done' })).toBeFocused();
  const seen = new Set<string>();
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('ArrowDown');
    const here = await page.evaluate(() => {
      const active = document.activeElement;
      return active?.closest('dialog') ? active.id || active.textContent : 'outside';
    });
    seen.add(here ?? '');
  }
  expect(seen).not.toContain('outside');
  for (const id of ['set-slideshow-intervalSec', 'set-slideshow-order-shuffle', 'set-display-kenBurns']) {
    expect([...seen]).toContain(id);
  }
  expect([...seen].at(-1)).toBe('Reset everything');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.mouse.click(20, 20);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

for (const theme of ['dark', 'light'] as const) {
  test(`is accessible in the ${theme} theme, with everything open`, async ({ page }) => {
    await open(page, { scene: 'snow' });
    await page.evaluate((panelTheme) => {
      const { host } = window.harness;
      host.leftOut = [
        {
          photoId: 'a',
          title: 'broken.jpg',
          error: { kind: 'photo.corrupt', message: 'This file is damaged.', retryable: false },
        },
      ];
      host.store.set({ interaction: { panelTheme }, slideshow: { intervalSec: 300 } });
    }, theme);
    await page.getByRole('button', { name: 'Folder A folder on this' }).click();
    await page.getByRole('button', { name: /^Links/ }).click();
    await expectAccessible(page);
  });
}

test('fits every screen from a small phone to a 4K wall without scrolling sideways', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Folder A folder on this' }).click();
  for (const [width, height] of [
    [320, 568],
    [390, 844],
    [768, 1024],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    const overflow = await page.evaluate(() => {
      const sheet = document.querySelector('dialog')!;
      const { right } = sheet.getBoundingClientRect();
      return [...sheet.querySelectorAll('*')]
        .filter((it) => it.getBoundingClientRect().right > right + 1)
        .map((it) => it.className);
    });
    expect(overflow, `${width} × ${height}`).toEqual([]);
  }
});

/** The settings panel over a picture, without the rest of the app: every field of every spec, sources, search, undo, focus. */
import { expect, test, type Page } from '@playwright/test';
import { coreSettings } from '../../src/shared/core-settings.ts';
import type { SettingsSpec } from '../../src/shared/settings-spec.ts';
import { describeField } from '../../src/settings/panel/describe.ts';
import { sectionOf } from '../../src/settings/panel/places.ts';
import { asked, openSection, setting } from './ui-page/actions.ts';
import { serveUiPage, type UiPage } from './ui-page/serve.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
let site: UiPage;
test.beforeAll(async () => {
  site = await serveUiPage();
});
test.afterAll(() => site.close());

test.use({ viewport: { width: 1280, height: 720 } });

async function open(page: Page): Promise<void> {
  await page.goto(site.at({ open: 'settings' }));
  // Every module of the panel is fetched by itself here.
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible({ timeout: 40_000 });
}

const row = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

/** What can be changed, section by section; fields that wait for another one's value are left to a test of their own. */
function fieldsBySection(): Map<string, { path: string; spec: SettingsSpec; field: string }[]> {
  const sections = new Map<string, { path: string; spec: SettingsSpec; field: string }[]>();
  for (const spec of specs) {
    for (const [field, hint] of Object.entries(spec.hints)) {
      if (hint.hidden || hint.shownWhen) continue;
      const section = sectionOf(spec, hint);
      const fields = sections.get(section) ?? [];
      sections.set(section, [...fields, { path: `${spec.namespace}.${field}`, spec, field }]);
    }
  }
  return sections;
}

/** Makes the control say something else, as a person would. */
async function changeIt(page: Page, path: string, before: unknown, kind: ReturnType<typeof describeField>) {
  const place = row(page, path);
  if (kind.kind === 'switch') return place.getByRole('switch').click();
  if (kind.kind === 'number') {
    await place.getByRole('slider').focus();
    return page.keyboard.press(before === kind.max ? 'ArrowLeft' : 'ArrowRight');
  }
  if (await place.getByRole('combobox').count()) return place.getByRole('combobox').selectOption({ index: 1 });
  if (await place.getByRole('radio').count()) return place.locator('input[type=radio]:not(:checked)').first().check();
  if (kind.kind === 'list') {
    await place.getByRole('textbox').fill('one');
    return page.keyboard.press('Enter');
  }
  const isTime = kind.kind === 'time' || kind.kind === 'time-range';
  const text = isTime ? '07:30' : /from|until/.test(path) ? '2019-07-31' : 'ab12';
  for (const field of await place.locator('input, textarea').all()) await field.fill(text);
  return place.locator('input, textarea').last().blur();
}

test('shows every field with its sentence, changes it live, and takes it back with its own reset', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page);
  for (const [section, fields] of fieldsBySection()) {
    await openSection(page, section);
    for (const { path, spec, field } of fields) {
      const place = row(page, path);
      await expect(place, path).toContainText(spec.hints[field]?.label ?? '');
      await expect(place, path).toContainText(spec.hints[field]?.help ?? '');
      if (path === 'display.language') continue;
      const before = await setting(page, path);
      await changeIt(page, path, before, describeField(spec, field));
      await expect.poll(() => setting(page, path), { message: path }).not.toEqual(before);
      await place.getByRole('button', { name: /^Reset .* to default$/ }).click();
      await expect.poll(() => setting(page, path), { message: path }).toEqual(before);
      await expect(place.getByRole('button', { name: /^Reset .* to default$/ })).toBeHidden();
      expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement !== null), path).toBe(true);
    }
  }
});

test('says why a value is refused, follows changes from elsewhere, and leaves alone what is being typed', async ({
  page,
}) => {
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
  await box.fill('12');
  await page.evaluate(() => window.harness.host.store.set({ slideshow: { direction: 'down' } }));
  await expect(row(page, 'slideshow.direction').getByRole('radio', { name: 'Down' })).toBeChecked();
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('12');
});

test('shows what whoever runs the screen has locked, row or list, and lets nobody press it; their defaults are the defaults', async ({
  page,
}) => {
  const defaults = JSON.stringify({ display: { sharpen: true } });
  await page.goto(site.at({ open: 'settings', locked: ['display.fit', 'sources.entries'], defaults }));
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible({ timeout: 40_000 });
  const set = 'Whoever runs this screen has set it.';
  const entry = page.locator('[data-entry]').first();
  await expect(page.locator('.group', { has: entry })).toContainText(set);
  await expect(entry.getByRole('switch')).toBeDisabled();
  await expect(entry.getByRole('button', { name: /^Remove/ })).toBeDisabled();
  await expect(page.locator('.content[data-built]')).toBeVisible();
  await expect(page.locator('[data-path="photos.add"]')).toHaveCount(0);
  await openSection(page, 'display');
  await expect(row(page, 'display.fit')).toContainText(set);
  await expect(row(page, 'display.fit').getByRole('radio', { name: 'Shrink' })).toBeDisabled();
  await expect(row(page, 'display.kenBurns').getByRole('switch')).toBeEnabled();
  const sharpen = row(page, 'display.sharpen');
  await sharpen.getByRole('button', { name: /^Reset/ }).click();
  expect(await setting(page, 'display.sharpen')).toBe(true);
  await expect(sharpen).not.toHaveClass(/changed/);
});

test('offers the transitions there are, and a pool only for random', async ({ page }) => {
  await open(page);
  await openSection(page, 'transitions');
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
  await openSection(page, 'visualizer');
  await row(page, 'visualizer.id').getByRole('combobox').selectOption('spectrum');
  await page.getByRole('button', { name: 'Few' }).click();
  expect(await setting(page, 'visualizer.params')).toEqual({ spectrum: { bars: 8 } });
  await expect(row(page, 'visualizer.params.spectrum.bars').getByRole('spinbutton')).toHaveValue('8');
});

test('adds sources of every kind, switches, weighs, removes and brings back', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Folder A folder on this' }).click();
  await page.getByRole('button', { name: /^Links/ }).click();
  await page.getByRole('form', { name: 'Links' }).getByRole('textbox').fill('https://example.org/1.jpg');
  await page.getByRole('form', { name: 'Links' }).getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('form', { name: 'Links' })).toHaveCount(0);
  expect(await asked(page)).toEqual(['add folder', 'add links https://example.org/1.jpg']);
  await expect(page.locator('[data-source="generative"]')).toHaveCount(0);

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
  await expect(folder.getByRole('switch')).toBeFocused();
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
  await expect(leftOut).toHaveCount(0);
  expect(await asked(page)).toEqual(['regrant generative', 'clear a']);
});

test('finds by any word, goes there, and takes everything back and does it again', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type('blurred edges');
  await expect(page.getByText('1 found')).toBeVisible();
  await page.keyboard.press('Enter');
  const fit = row(page, 'display.fit');
  await expect(fit).toHaveClass(/found/);
  await expect(fit.getByRole('radio', { name: 'Fill' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  expect(await setting(page, 'display.fit')).toBe('fit');
  await row(page, 'display.kenBurns').getByRole('switch').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => setting(page, 'display.kenBurns')).toBe(true);
  await expect(row(page, 'display.kenBurns').getByRole('switch')).toBeFocused();
  await page.getByRole('button', { name: 'Undo: Fit' }).click();
  expect(await setting(page, 'display.fit')).toBe('fill');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => setting(page, 'display.fit')).toBe('fit');
  await openSection(page, 'backup');
  await page.getByRole('button', { name: 'Reset everything', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Keep as it is' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await setting(page, 'display.fit')).toBe('fit');
  await page.getByRole('button', { name: 'Reset everything', exact: true }).click();
  await page.getByRole('button', { name: 'Reset everything now' }).click();
  expect(await setting(page, 'display.fit')).toBe('fill');
  await expect(page.getByRole('button', { name: 'Reset everything', exact: true })).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect.poll(() => setting(page, 'display.fit')).toBe('fit');
  await search.fill('zzz');
  await expect(page.getByText('Nothing found. Try another word.')).toBeVisible();
  await search.press('Escape');
  await expect(search).toHaveValue('');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
});

/** The settings as somebody meets them who has never read a manual: by mouse alone, in words of their own, from the first look to a backup. */
import type { Page } from '@playwright/test';
import type { Settings } from '../../src/shared/core-settings.ts';
import { address, expect, openShow, test } from './support.ts';
import { openSection } from './ui-page/actions.ts';

test.use({ viewport: { width: 1000, height: 600 } });

const settings = (page: Page): Promise<Settings> => page.evaluate(() => window.afterimage.settings.get());
const row = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);
const panel = (page: Page) => page.locator('dialog.sheet');

/** A pointer that moves brings the bar; its button opens the settings. */
async function openByCorner(page: Page): Promise<void> {
  await expect(async () => {
    await page.mouse.move(300 + Math.random() * 50, 200);
    await page.locator('.bar').getByRole('button', { name: 'Settings' }).click({ timeout: 3000 });
    await expect(panel(page)).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 30_000 });
}

/** Types words into the search, and presses what comes first. */
async function findFirst(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').click();
  await page.keyboard.type(words);
  await page.locator('.result').first().click();
}

/** Presses the slider's track at this share of its width. */
async function pressAt(page: Page, path: string, share: number): Promise<void> {
  const slider = row(page, path).getByRole('slider');
  const box = await slider.boundingBox();
  if (!box) throw new Error(`${path} has no slider on screen`);
  await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
}

/** One evening's path; each step begins where the one before has ended. */
test('a newcomer finds, changes, takes back, adds, speaks German, saves and brings back', async ({
  page,
  companion,
}) => {
  const still = { 'display.kenBurns': 'false', 'display.tier': 'css', 'interaction.welcome': 'false' };
  await openShow(page, address(companion.url, still));
  await openByCorner(page);

  const { intervalSec } = (await settings(page)).slideshow;
  await findFirst(page, 'how long each photo');
  const time = row(page, 'slideshow.intervalSec');
  await expect(time).toHaveClass(/found/);
  await pressAt(page, 'slideshow.intervalSec', 0.8);
  await expect.poll(async () => (await settings(page)).slideshow.intervalSec).toBeGreaterThan(intervalSec);
  await page.getByRole('button', { name: 'Undo: Time per photo' }).click();
  await expect.poll(async () => (await settings(page)).slideshow.intervalSec).toBe(intervalSec);
  await expect(page.getByText('Taken back: Time per photo')).toBeVisible();
  await pressAt(page, 'slideshow.intervalSec', 0.5);
  await time.getByRole('button', { name: 'Reset Time per photo to default' }).click();
  await expect.poll(async () => (await settings(page)).slideshow.intervalSec).toBe(intervalSec);

  await findFirst(page, 'dark mode');
  await row(page, 'interaction.panelTheme').getByRole('radio', { name: 'Light' }).click();
  await expect(page.locator('.panel')).toHaveAttribute('data-theme', 'light');

  await findFirst(page, 'pin');
  await expect(row(page, 'interaction.mode'), 'where a PIN comes from').toHaveClass(/found/);

  await openSection(page, 'transitions');
  await page.getByRole('button', { name: 'Open the gallery' }).click();
  await page.locator('.gallery-star').first().click();
  await expect.poll(async () => (await settings(page)).transitions.pool).toHaveLength(1);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(panel(page), 'the settings are where they were').toBeVisible();

  await openSection(page, 'photos');
  await page.locator('button.add[data-source=feed]').click();
  const addresses = page.getByRole('textbox', { name: 'One address on each line' });
  await addresses.fill('wrong');
  await page.keyboard.press('Escape');
  await expect(addresses, 'Esc leaves the form').toHaveCount(0);
  await expect(page.locator('button.add[data-source=feed]'), 'and nothing else').toBeFocused();
  await page.keyboard.press('Enter');
  await addresses.fill('https://photos.invalid/feed.xml');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.poll(async () => (await settings(page)).sources.entries.map(({ source }) => source)).toContain('feed');

  await findFirst(page, 'clock');
  await row(page, 'widgets.clock').getByRole('switch', { name: 'Clock' }).click();
  await expect
    .poll(async () => (await settings(page)).widgets.instances)
    .toContainEqual(expect.objectContaining({ id: 'clock', enabled: true }));

  await openSection(page, 'display');
  const language = row(page, 'display.language').getByRole('combobox');
  await language.selectOption('de');
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await findFirst(page, 'language');
  await row(page, 'display.language').getByRole('combobox').selectOption('en');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();

  await openSection(page, 'backup');
  await page.getByRole('textbox', { name: 'Name of a preset of your own' }).fill('Mine');
  await page.keyboard.press('Enter');
  const trash = page.getByRole('button', { name: 'Remove Mine', exact: true });
  await trash.click();
  await expect(page.getByRole('button', { name: 'Keep as it is' }), 'nothing is gone at one press').toBeFocused();
  await page.keyboard.press('Escape');
  await expect(trash).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Mine now' }).click();
  await expect(trash).toHaveCount(0);
  const download = page.waitForEvent('download');
  await row(page, 'backup.export').getByRole('button', { name: 'Save as a file' }).click();
  const saved = await download;
  const path = await saved.path();
  const chooser = page.getByLabel('Backup file');
  await chooser.setInputFiles(path);
  await expect(page.getByText('Nothing would change.')).toBeVisible();
  await page.getByRole('group', { name: 'What would change' }).getByRole('button', { name: 'Cancel' }).click();
  await openSection(page, 'display');
  await row(page, 'interaction.panelTheme').getByRole('radio', { name: 'Dark' }).click();
  await openSection(page, 'backup');
  await chooser.setInputFiles(path);
  await expect(page.getByText('1 setting changes')).toBeVisible();
  await page.getByRole('button', { name: 'Bring back', exact: true }).click();
  await expect(page.locator('.panel')).toHaveAttribute('data-theme', 'light');
  expect(saved.suggestedFilename()).toMatch(/\.json$/);

  await page.getByRole('button', { name: 'Done' }).last().click();
  await expect(panel(page)).toHaveCount(0);
});

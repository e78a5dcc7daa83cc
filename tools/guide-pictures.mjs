/**
 * Takes a picture of every section of the settings for the user guide, from the built app: `node tools/guide-pictures.mjs [folder]`.
 * Each is one size and stays under 60 kB; a section that a plugin adds is taken too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './bench/browser.mjs';
import { address, openShow, startCompanion } from './bench/show.mjs';

const folder = process.argv[2] ?? 'docs/images/settings';
const size = { width: 1280, height: 720 };
const mostBytes = 60_000;

const scenery = JSON.stringify([
  {
    id: 'generative',
    source: 'generative',
    label: 'Generated pictures',
    enabled: true,
    weight: 1,
    params: { scenes: ['ridgelines'], seed: 3, renewDaily: false },
  },
]);

/** @param {import('playwright').Page} page */
async function openPanel(page) {
  await page.waitForSelector('#overlay[data-ready]', { state: 'attached' });
  await page.keyboard.press('s');
  await page.locator('.content[data-built]').waitFor({ state: 'attached', timeout: 60_000 });
}

/** As good as fits. @param {import('playwright').Page} page */
async function take(page) {
  for (let quality = 86; quality >= 30; quality -= 8) {
    const picture = await page.screenshot({ type: 'jpeg', quality });
    if (picture.length <= mostBytes) return picture;
  }
  throw new Error('The picture of a section does not fit into its share.');
}

mkdirSync(folder, { recursive: true });
const companion = await startCompanion();
const browser = await launch(size);
try {
  const settings = {
    'sources.entries': scenery,
    'display.tier': 'css',
    'display.language': 'en',
    'interaction.panelTheme': 'dark',
  };
  const page = await openShow(browser.context, address(companion.url, settings));
  await openPanel(page);
  const sections = await page
    .locator('[data-section]')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-section') ?? ''));
  for (const section of sections) {
    await page.locator(`[data-section="${section}"]`).click();
    await page.locator('.content[data-built]').waitFor({ state: 'attached', timeout: 60_000 });
    await page.locator('.section-title').focus();
    await page.mouse.move(20, 20);
    // Lists, numbers and drawings that come from workers.
    await page.waitForTimeout(2500);
    const picture = await take(page);
    const path = join(folder, `${section}.jpg`);
    writeFileSync(path, picture);
    console.log(`${path} ${Math.round(picture.length / 1000)} kB`);
  }
} finally {
  await browser.close();
  await companion.stop();
}

/** Takes the pictures of the README and the user guide from the built app: `node tools/screenshots.mjs [folder]`. */
import { mkdirSync } from 'node:fs';
import { launch } from './bench/browser.mjs';
import { address, openShow, startCompanion } from './bench/show.mjs';

const folder = process.argv[2] ?? 'docs/images';
mkdirSync(folder, { recursive: true });

const pictures = (scenes, seed) =>
  JSON.stringify([
    {
      id: 'generative',
      source: 'generative',
      label: 'Generated pictures',
      enabled: true,
      weight: 1,
      params: { scenes, seed, renewDaily: false },
    },
  ]);

async function take(name, { width = 1280, height = 720, settings = {}, act = async () => {} }) {
  const browser = await launch({ width, height });
  try {
    const page = await openShow(browser.context, address(companion.url, { 'display.minFps': 0, ...settings }));
    const tier = settings['display.tier'] ?? 'shader';
    await page.waitForFunction((wanted) => window.afterimage.status().tier === wanted, tier, { timeout: 60_000 });
    await page.waitForTimeout(1500);
    await act(page);
    await page.screenshot({ path: `${folder}/${name}.jpg`, quality: 88 });
    console.log(`${folder}/${name}.jpg`);
  } finally {
    await browser.close();
  }
}

async function midway(page, progress) {
  await page.evaluate(() => window.afterimage.next());
  await page.waitForFunction((wanted) => (window.afterimage.status().transition?.progress ?? 0) > wanted, progress, {
    timeout: 60_000,
    polling: 20,
  });
}

/** After a change, in figures that begin with it: what a machine without a graphics card takes to start says nothing. */
async function openInformation(page) {
  await page.evaluate(() => window.afterimage.metrics.reset());
  await page.evaluate(() => window.afterimage.next());
  await page.waitForFunction(() => window.afterimage.metrics().slides > 0 && !window.afterimage.status().transition);
  await page.keyboard.press('i');
  await page.waitForTimeout(1500);
}

async function openPanel(page) {
  await page.keyboard.press('s');
  const isThere = () => document.querySelector('.panel-place')?.shadowRoot?.querySelector('.content[data-built]');
  await page.waitForFunction(isThere, undefined, { timeout: 30_000 });
  await page.waitForTimeout(1500);
}

const companion = await startCompanion();
try {
  const scenery = { 'sources.entries': pictures(['ridgelines', 'sea'], 3), 'slideshow.order': 'name' };
  await take('welcome', { settings: { ...scenery, 'interaction.welcome': true } });
  await take('ripple', {
    settings: { ...scenery, 'transitions.type': 'ripple', 'transitions.durationMs': 12000 },
    act: (page) => midway(page, 0.42),
  });
  await take('visualizer', {
    settings: { ...scenery, 'visualizer.id': 'radial' },
    async act(page) {
      // Browsers let no sound begin before a key or a click.
      await page.keyboard.press('Shift');
      await page.evaluate(async () => {
        await window.afterimage.widgets.change('clock', { enabled: true });
        await window.afterimage.sound.open('demo');
      });
      await page.waitForTimeout(9000);
    },
  });
  await take('settings', { settings: scenery, act: openPanel });
  await take('information', { settings: { ...scenery, 'display.tier': 'css' }, act: openInformation });
  if (process.argv.includes('--all')) {
    const sizes = [
      [1920, 1080],
      [768, 1024],
      [390, 844],
    ];
    for (const [width, height] of sizes) {
      const at = `${width}x${height}`;
      await take(`welcome-${at}`, { width, height, settings: { ...scenery, 'interaction.welcome': true } });
      await take(`settings-${at}`, { width, height, settings: scenery, act: openPanel });
      await take(`wipe-${at}`, {
        width,
        height,
        settings: { ...scenery, 'transitions.type': 'wipe', 'transitions.durationMs': 12000 },
        act: (page) => midway(page, 0.5),
      });
    }
  }
} finally {
  await companion.stop();
}

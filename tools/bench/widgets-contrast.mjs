/** Every text of every widget over thirty photos, at rest and in the middle of transitions, measured from pictures of the screen. */
import { measureContrast } from '../../tests/fixtures/contrast.mjs';
import { hardPhotos } from '../../tests/fixtures/hard-photos.mjs';
import { verdict } from './browser.mjs';
import { address, advance, companionOnly, openShow } from './show.mjs';
import { openRecorded } from '../lib/recorded-page.mjs';
import { playMusic } from '../lib/recorded-music.mjs';
import { answered, settingsOf, standing } from './widgets-shown.mjs';

/** Stars do not keep anybody from reading: a share of what is long, and three pixels of a short word. */
const leaveOut = 0.005;
const specks = 3;
const wanted = 4.5;

const worstOf = (found) => found.reduce((worst, one) => (one.contrast < worst.contrast ? one : worst));

async function look(page, where, found) {
  for (const one of await measureContrast(page, leaveOut, specks)) found.push({ ...one, where });
}

const titleOf = (page) => page.evaluate(() => window.afterimage.status().photo?.title ?? '');

function tell(rows, what, found) {
  const worst = worstOf(found);
  const poor = found.filter(({ contrast }) => contrast < wanted);
  const measured = `${worst.contrast.toFixed(2)} (n ${found.length}, ${poor.length} below)`;
  verdict(rows, what, measured, `≥ ${wanted}`, poor.length === 0);
  const said = new Set();
  for (const { widget, where, contrast, text } of poor.sort((a, b) => a.contrast - b.contrast)) {
    if (said.size < 12 && !said.has(`${widget} ${where}`)) {
      said.add(`${widget} ${where}`);
      console.log(`      ${contrast.toFixed(2)}  ${widget} “${text.slice(0, 24)}” on ${where}`);
    }
  }
}

async function onThirtyPhotos(page) {
  const found = [];
  for (let shown = 0; shown < Object.keys(hardPhotos()).length; shown++) {
    // The scrim takes this long to settle.
    await page.waitForTimeout(1000);
    await look(page, await titleOf(page), found);
    await advance(page, 1);
  }
  return found;
}

const atRestSettings = { 'transitions.durationMs': 200, 'transitions.type': 'crossfade' };

async function atRest(rows, browser, companion, tier, more = {}) {
  const settings = settingsOf(tier, { ...atRestSettings, ...more });
  const page = await openShow(browser.context, address(companion.url, settings), tier);
  await standing(page);
  const what = more['display.dim'] ? `, dimmed by ${more['display.dim']} %` : '';
  tell(rows, `contrast at rest, thirty photos, ${tier}${what}`, await onThirtyPhotos(page));
  await page.close();
}

/** Those that show what somebody answered, with recorded answers, and what is playing. */
async function withAnswers(rows, { browser }, companion) {
  const context = await openRecorded(browser, { width: 640, height: 360 });
  const settings = settingsOf('css', {
    ...atRestSettings,
    'sources.entries': companionOnly,
    'display.language': 'en',
    'widgets.instances': JSON.stringify(answered),
  });
  const page = await openShow(context, address(companion.url, settings), 'css');
  await playMusic(page);
  await standing(page, answered.length);
  tell(rows, 'contrast at rest, thirty photos, css, with answers', await onThirtyPhotos(page));
  await context.close();
}

async function onTheWay(rows, browser, companion, tier, type) {
  const settings = settingsOf(tier, { 'transitions.durationMs': 9000, 'transitions.type': type });
  const page = await openShow(browser.context, address(companion.url, settings), tier);
  await standing(page);
  const found = [];
  for (let shown = 1; shown < Object.keys(hardPhotos()).length; shown++) {
    const from = await titleOf(page);
    await page.evaluate(() => window.afterimage.next());
    await page.waitForFunction(() => window.afterimage.status().transition !== null);
    for (const progress of [0.15, 0.5]) {
      // A slow machine may come too late for the second look.
      const isOn = await page.waitForFunction((least) => {
        const { transition } = window.afterimage.status();
        return transition === null ? 'over' : transition.progress > least ? 'on' : null;
      }, progress);
      if ((await isOn.jsonValue()) === 'over') break;
      await look(page, `${from} and the next, ${type} at ${progress}`, found);
    }
    await page.waitForFunction(() => window.afterimage.status().transition === null);
  }
  tell(rows, `contrast in ${type}, thirty photos, ${tier}`, found);
  await page.close();
}

/** `row` is one of them alone, from 1: the whole takes a quarter of an hour. */
export async function benchContrast(rows, browser, companion, row = null) {
  const runs = [
    () => atRest(rows, browser, companion, 'css'),
    () => atRest(rows, browser, companion, 'shader'),
    () => withAnswers(rows, browser, companion),
    () => atRest(rows, browser, companion, 'css', { 'display.dim': 60 }),
    () => onTheWay(rows, browser, companion, 'css', 'wipe'),
    () => onTheWay(rows, browser, companion, 'canvas2d', 'crossfade'),
    () => onTheWay(rows, browser, companion, 'shader', 'ripple'),
  ];
  for (const [index, run] of runs.entries()) if (row === null || row === index + 1) await run();
}

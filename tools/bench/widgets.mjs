/** Twelve widgets: what they cost over a still photo and during transitions, what they leave behind, how they can be read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hardPhotos } from '../../tests/fixtures/hard-photos.mjs';
import { launch, processorMs, quantiles, show, verdict } from './browser.mjs';
import { address, openShow, startCompanion } from './show.mjs';
import { benchContrast } from './widgets-contrast.mjs';
import { benchLeaks } from './widgets-leaks.mjs';
import { settingsOf, standing, twelve } from './widgets-shown.mjs';

/** Beginning to look costs a frame of its own. */
const settleMs = 500;

/** Frames that the browser put on screen in this time. */
async function framesIn(browser, page, ms) {
  await browser.browser.startTracing(page, { categories: ['viz', 'devtools.timeline.frame'], screenshots: false });
  await page.waitForTimeout(settleMs + ms);
  const { traceEvents } = JSON.parse((await browser.browser.stopTracing()).toString());
  const begun = traceEvents.reduce((first, { ts }) => (ts > 0 ? Math.min(first, ts) : first), Number.POSITIVE_INFINITY);
  const isCounted = ({ name, ts }) => name === 'Display::DrawAndSwap' && ts > begun + settleMs * 1000;
  return traceEvents.filter(isCounted).length;
}

async function benchStill(rows, browser, companion, seconds) {
  const page = await openShow(browser.context, address(companion.url, settingsOf('css')), 'css');
  await standing(page);
  const session = await browser.context.newCDPSession(page);
  // By the processor's time of that thread: a clock would count what other processes take.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  // A clock is drawn anew with every minute: what is looked at lies between two of them.
  const spans = Math.ceil(seconds / 45);
  const spanMs = (seconds / spans) * 1000;
  let [drawn, busy] = [0, 0];
  for (let span = 0; span < spans; span++) {
    const leftMs = 60_000 - (Date.now() % 60_000);
    if (leftMs < spanMs + 4000) await page.waitForTimeout(leftMs + 3000);
    const before = await busyMs();
    drawn += await framesIn(browser, page, spanMs);
    busy += (await busyMs()) - before;
  }
  const share = busy / (seconds * 10);
  verdict(rows, `twelve widgets, still photo, compositor frames in ${seconds} s`, String(drawn), '0', drawn === 0);
  verdict(rows, 'twelve widgets, main thread busy, %', show(share, 3), '≤ 0.5', share <= 0.5);
  await page.close();
}

/** Gaps between animation frames while one transition runs. */
function gapsOfTransition() {
  return new Promise((resolve) => {
    const gaps = [];
    let last = 0;
    let begun = false;
    const frame = (now) => {
      const isRunning = window.afterimage.status().transition !== null;
      if (begun && last) gaps.push(now - last);
      last = now;
      if (begun && !isRunning) return resolve(gaps.slice(3));
      begun ||= isRunning;
      requestAnimationFrame(frame);
    };
    window.afterimage.next();
    requestAnimationFrame(frame);
  });
}

async function benchTransitions(rows, browser, companion) {
  const settings = settingsOf('canvas2d', { 'transitions.type': 'wipe', 'transitions.durationMs': 2500 });
  const page = await openShow(browser.context, address(companion.url, settings), 'canvas2d');
  await standing(page);
  const show = async (enabled) => {
    const instances = twelve.map((it) => ({ ...it, enabled }));
    await page.evaluate((value) => window.afterimage.settings.set({ widgets: { instances: value } }), instances);
    await page.waitForTimeout(1000);
  };
  const gaps = { with: [], without: [] };
  const spentMs = { with: 0, without: 0 };
  for (let round = 0; round < 4; round++) {
    for (const name of ['with', 'without']) {
      await show(name === 'with');
      const before = processorMs(browser.pid);
      for (let run = 0; run < 3; run++) gaps[name].push(...(await page.evaluate(gapsOfTransition)));
      spentMs[name] += processorMs(browser.pid) - before;
    }
  }
  const [some, none] = [quantiles(gaps.with), quantiles(gaps.without)];
  const ratio = some.p99 / none.p99;
  const measured = `${ratio.toFixed(2)} (${some.p99.toFixed(1)} / ${none.p99.toFixed(1)} ms, n ${some.count}, ${none.count})`;
  verdict(rows, 'frame gap p99 in a transition, with / without widgets', measured, '≤ 1.15', ratio <= 1.15);
  // A clock tells little where much else runs: this is the same question, asked of the processor.
  const frameMs = (name) => spentMs[name] / gaps[name].length;
  const spent = `${(frameMs('with') / frameMs('without')).toFixed(2)} (${frameMs('with').toFixed(1)} / ${frameMs('without').toFixed(1)} ms)`;
  verdict(rows, 'processor time of a frame, with / without widgets', spent, '', null);
  await page.close();
}

const rowOf = (part) => Number(part?.split('.')[1]) || null;

/** `only` names one part: still, transitions, leaks, contrast; `contrast.3` is one row of it. */
export async function benchWidgets(rows, seconds = 60, only = null) {
  const folder = mkdtempSync(join(tmpdir(), 'afterimage-hard-'));
  for (const [name, bytes] of Object.entries(hardPhotos())) writeFileSync(join(folder, name), bytes);
  const companion = await startCompanion(['--photos', folder]);
  const browser = await launch({ width: 640, height: 360, args: ['--autoplay-policy=no-user-gesture-required'] });
  const parts = {
    still: benchStill,
    transitions: benchTransitions,
    leaks: benchLeaks,
    contrast: (...all) => benchContrast(...all.slice(0, 3), rowOf(only)),
  };
  try {
    for (const [name, run] of Object.entries(parts)) {
      if (only === null || only.split('.')[0] === name) await run(rows, browser, companion, seconds);
    }
  } finally {
    await browser.close();
    await companion.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

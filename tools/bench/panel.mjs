/**
 * The settings panel: how soon it is there, how much it weighs, how long its tasks are while every section is opened and every
 * slider is moved over a running show, what it leaves behind, and how long a setting takes to read.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { byProcessor, launch, quantiles, verdict } from './browser.mjs';
import { address, openShow, startCompanion } from './show.mjs';

const assets = 'dist/client/assets';

/** The chunk of the panel and every chunk that is fetched with it alone. */
function weight() {
  const own = readdirSync(assets).filter((name) => /^(open-panel|panel-host|later-admin)-.*\.(js|css)$/.test(name));
  return own.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);
}

/** From the key to the first frame with the panel in it, milliseconds. */
function openOnce() {
  return new Promise((resolve) => {
    const start = performance.now();
    const look = () => {
      const root = document.querySelector('.panel-place')?.shadowRoot;
      if (root?.querySelector('.row')) requestAnimationFrame(() => resolve(performance.now() - start));
      else setTimeout(look, 1);
    };
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', code: 'KeyS', bubbles: true, cancelable: true }));
    look();
  });
}

/** Gaps between frames while `work` goes on and photos change, milliseconds. */
async function gapsDuring(page, work) {
  await page.evaluate(() => {
    const gaps = [];
    let last = performance.now();
    const frame = (nowMs) => {
      gaps.push(nowMs - last);
      last = nowMs;
      window.benchGaps = { gaps, id: requestAnimationFrame(frame) };
    };
    window.benchGaps = { gaps, id: requestAnimationFrame(frame) };
    window.benchNext = setInterval(() => window.afterimage.next(), 1500);
  });
  await work();
  return page.evaluate(() => {
    cancelAnimationFrame(window.benchGaps.id);
    clearInterval(window.benchNext);
    return window.benchGaps.gaps;
  });
}

/** The show alone and with the panel in use, by turns: whatever else the machine does falls on both. Milliseconds. */
async function gapsByTurns(page) {
  const turns = 4;
  const gaps = { alone: [], beside: [] };
  for (let turn = 0; turn < turns; turn++) {
    gaps.alone.push(...(await gapsDuring(page, () => page.waitForTimeout(5000))));
    await page.evaluate(openOnce);
    gaps.beside.push(...(await gapsDuring(page, () => useEverything(page, turns, turn))));
    await close(page);
  }
  return { alone: quantiles(gaps.alone), beside: quantiles(gaps.beside) };
}

/** Live bytes of the page's scripts. */
async function heapBytes(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return usedSize;
}

const close = async (page) => {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog.sheet'));
};

/** Opens every section, or one in `turns` of them, and moves every slider there. */
async function useEverything(page, turns = 1, turn = 0) {
  const sections = await page.evaluate(() => {
    const root = document.querySelector('.panel-place').shadowRoot;
    return [...root.querySelectorAll('[data-section]')].map((node) => node.dataset.section);
  });
  for (const section of sections.filter((_, index) => index % turns === turn)) {
    await page.locator(`[data-section="${section}"]`).click();
    await page.locator('.content[data-built]').waitFor();
    await page.evaluate(async () => {
      const root = document.querySelector('.panel-place').shadowRoot;
      for (const slider of [...root.querySelectorAll('input[type=range]')].slice(0, 12)) {
        const was = slider.valueAsNumber;
        for (let step = 0; step < 6; step++) {
          slider.stepUp();
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        slider.valueAsNumber = was;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
  }
}

/**
 * Lengths of what ran of the panel on the page's main thread, milliseconds, from a trace: by the clock, and what the processor had to
 * do with it. Where others want the processor too, the clock goes on while nothing is done.
 */
function panelTasks(events) {
  const calls = events.filter(
    ({ name, ph, args }) => ph === 'X' && name === 'FunctionCall' && /open-panel-/.test(args?.data?.url ?? ''),
  );
  const sorted = calls.toSorted((a, b) => a.ts - b.ts);
  const tasks = [];
  let end = 0;
  for (const { ts, dur, tdur } of sorted) {
    if (ts < end) continue;
    end = ts + dur;
    tasks.push({ length: dur / 1000, processor: (tdur ?? dur) / 1000 });
  }
  return tasks;
}

async function trace(page, work) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'devtools.timeline' });
  await work();
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await done;
  return panelTasks(events);
}

async function leftBehind(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const read = async () => {
    // The browser itself lets go of what has left with the next frames.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await client.send('HeapProfiler.collectGarbage');
    const { metrics } = await client.send('Performance.getMetrics');
    return (name) => metrics.find((one) => one.name === name)?.value ?? 0;
  };
  const visit = async (times) => {
    for (let time = 0; time < times; time++) {
      await page.evaluate(openOnce);
      await close(page);
    }
  };
  await visit(3);
  const before = await read();
  await visit(50);
  const after = await read();
  return {
    listeners: after('JSEventListeners') - before('JSEventListeners'),
    nodes: after('Nodes') - before('Nodes'),
    heapMb: (after('JSHeapUsedSize') - before('JSHeapUsedSize')) / 1e6,
  };
}

const ms = (value) => value.toFixed(1);

const size = { width: 1280, height: 720 };

/** The same gaps where layers are put together by an emulated graphics processor: nobody's screen, and all the dearer for it. */
async function gapsEmulated(target) {
  const browser = await launch(size);
  try {
    const page = await openShow(browser.context, target);
    await page.waitForSelector('#overlay[data-ready]', { state: 'attached' });
    await page.evaluate(openOnce);
    await close(page);
    return await gapsByTurns(page);
  } finally {
    await browser.close();
  }
}

export async function benchPanel(rows) {
  const bytes = weight();
  verdict(rows, 'panel, gzip', `${(bytes / 1000).toFixed(1)} kB`, '≤ 120 kB', bytes <= 120_000);
  const companion = await startCompanion();
  const browser = await launch({ ...size, args: byProcessor });
  try {
    const target = address(companion.url, { 'display.tier': 'css', 'transitions.type': 'crossfade' });
    const cold = [];
    const memory = [];
    let page = null;
    for (let time = 0; time < 3; time++) {
      await page?.close();
      page = await openShow(browser.context, target);
      await page.waitForSelector('#overlay[data-ready]', { state: 'attached' });
      const before = await heapBytes(page);
      cold.push(await page.evaluate(openOnce));
      await page.locator('.content[data-built]').waitFor({ state: 'attached' });
      memory.push(((await heapBytes(page)) - before) / 1e6);
    }
    const coldest = Math.max(...cold);
    verdict(rows, 'opening cold, ms', `${cold.map(ms).join(', ')}`, '≤ 200', coldest <= 200);
    const most = Math.max(...memory);
    verdict(rows, 'memory of its scripts, MB', memory.map((mb) => mb.toFixed(1)).join(', '), '≤ 15', most <= 15);
    const warm = [];
    for (let time = 0; time < 12; time++) {
      await close(page);
      warm.push(await page.evaluate(openOnce));
    }
    const { p50, p95 } = quantiles(warm);
    verdict(rows, 'opening warm, ms', `p50 ${ms(p50)} p95 ${ms(p95)}`, '≤ 50', p95 <= 50);
    await close(page);
    const { alone, beside } = await gapsByTurns(page);
    verdict(
      rows,
      'frame gaps while all is used, p99 ms',
      `${ms(beside.p99)}, without the panel ${ms(alone.p99)}`,
      '≤ 25 more',
      beside.p99 <= alone.p99 + 25,
    );
    await page.evaluate(openOnce);
    const tasks = await trace(page, () => useEverything(page));
    const long = tasks.filter(({ length }) => length > 8).length;
    const spread = quantiles(tasks.map(({ length }) => length));
    const work = quantiles(tasks.map(({ processor }) => processor));
    verdict(
      rows,
      'tasks of the panel while all is used, ms',
      `p99 ${ms(spread.p99)} max ${ms(spread.max)} (processor ${ms(work.p99)}, ${ms(work.max)}), over 8 ms: ${long} of ${tasks.length}`,
      '≤ 8',
      long === 0,
    );
    await close(page);
    const left = await leftBehind(page);
    verdict(
      rows,
      'left after 50 visits',
      `${left.listeners} listeners, ${left.nodes} nodes, ${left.heapMb.toFixed(2)} MB`,
      '0, 0, ≤ 2 MB',
      left.listeners <= 0 && left.nodes <= 0 && left.heapMb <= 2,
    );
    const reading = await page.evaluate(() => {
      const { settings } = window.afterimage;
      const times = [];
      let sum = 0;
      for (let round = 0; round < 2000; round++) {
        const start = performance.now();
        for (let read = 0; read < 100; read++) sum += settings.get().slideshow.intervalSec;
        times.push((performance.now() - start) / 100);
      }
      return sum > 0 ? times.sort((a, b) => a - b)[1979] : Number.NaN;
    });
    verdict(rows, 'reading a setting, p99 ms', reading.toFixed(5), '≤ 0.01', reading <= 0.01);
    await page.close();
    const dear = await gapsEmulated(target);
    const both = `${ms(dear.beside.p99)}, without the panel ${ms(dear.alone.p99)}`;
    verdict(rows, 'frame gaps with an emulated graphics processor, p99 ms', both, '', null);
  } finally {
    await browser.close();
    await companion.stop();
  }
}

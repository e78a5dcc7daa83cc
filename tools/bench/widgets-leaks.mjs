/** A thousand layout edits, recalled layouts and displays of other shapes: listeners, timers and nodes before and after. */
import { verdict } from './browser.mjs';
import { address, openShow } from './show.mjs';
import { settingsOf, standing, twelve } from './widgets-shown.mjs';

/** Before the page's own scripts: counts timers that are set and neither fired nor taken back. */
function countTimers() {
  const open = new Set();
  const { setTimeout: set, clearTimeout: clear } = window;
  window.setTimeout = (run, ms, ...rest) => {
    const id = set(
      (...all) => {
        open.delete(id);
        run(...all);
      },
      ms,
      ...rest,
    );
    open.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    open.delete(id);
    clear(id);
  };
  window.openTimers = () => open.size;
}

/** Runs in the page: `count` changes of all kinds, one after the other. */
async function shake({ from, count, ids }) {
  const places = ['top-left', 'top', 'right', 'free', 'center', 'bottom-right'];
  const cards = ['none', 'glass', 'solid', 'outline'];
  const { widgets } = window.afterimage;
  for (let step = from; step < from + count; step++) {
    const id = ids[step % ids.length];
    if (step % 10 === 9) await widgets.recallSlot(1 + ((step / 10) & 1));
    else if (step % 10 === 4) await widgets.change(id, { enabled: step % 20 !== 4 });
    else {
      const spot = { x: (step % 7) / 7, y: (step % 5) / 5 };
      const [place, card] = [places[step % places.length], cards[step % cards.length]];
      await widgets.change(id, { place, card, size: 0.3 + (step % 4) / 10, landscape: spot, portrait: spot });
    }
    if (step % 8 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** What the show brings by itself a while after its start, or at the first sign of somebody, is no leaving of an edit. */
async function letEverythingCome(page) {
  await page.mouse.move(100, 100);
  await page.mouse.move(140, 120);
  const isThere = () =>
    performance.now() > 45_000 && performance.getEntriesByType('resource').some(({ name }) => /open-panel-/.test(name));
  await page.waitForFunction(isThere, undefined, { timeout: 180_000, polling: 500 });
}

export async function benchLeaks(rows, browser, companion) {
  await browser.context.addInitScript(countTimers);
  const page = await openShow(browser.context, address(companion.url, settingsOf('css')), 'css');
  await standing(page);
  await letEverythingCome(page);
  const session = await browser.context.newCDPSession(page);
  await session.send('Performance.enable');
  const ids = twelve.map(({ id }) => id);
  const count = async () => {
    await page.evaluate(async () => (await window.afterimage.widgets.recallSlot(1)) && undefined);
    await page.setViewportSize({ width: 640, height: 360 });
    await page.waitForTimeout(2500);
    for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => metrics.find((it) => it.name === name)?.value ?? Number.NaN;
    const timers = await page.evaluate(() => window.openTimers());
    const boxes = await page.evaluate(() => document.querySelectorAll('#widgets *').length);
    return { listeners: of('JSEventListeners'), nodes: of('Nodes'), timers, boxes };
  };
  await page.evaluate(async () => {
    await window.afterimage.widgets.saveSlot(1);
    await window.afterimage.widgets.saveSlot(2);
  });
  const run = async (from, steps) => {
    for (let step = from; step < from + steps; step += 50) {
      await page.evaluate(shake, { from: step, count: 45, ids });
      // Five of each fifty are displays of another shape.
      for (const [width, height] of [
        [360, 640],
        [640, 300],
        [300, 300],
        [800, 450],
        [640, 360],
      ])
        await page.setViewportSize({ width, height });
    }
  };
  await run(0, 100);
  const before = await count();
  await run(100, 1000);
  const after = await count();
  const grown = Object.keys(before).map((name) => [name, after[name] - before[name]]);
  const measured = grown.map(([name, by]) => `${name} ${by >= 0 ? '+' : ''}${by}`).join(', ');
  const holds = grown.every(([, by]) => by <= 0);
  verdict(rows, 'left by 1,000 edits, recalls and other displays', measured, 'nothing', holds);
  await page.close();
}

/**
 * How long the page's own thread really worked, task by task: processor time from a trace of the browser. What the clock says between two
 * frames is that and everything else on the machine: with software rendering, most of all the drawing itself.
 */

const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing', '__metadata'];

/** Begins to record. Call `stop` before the page goes. */
export async function traceOwnThread(browser, page) {
  await browser.startTracing(page, { categories });
  await page.evaluate(() => performance.mark('bench-origin'));
  return {
    async stop() {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'));
      return ownTasks(traceEvents);
    },
  };
}

/** Tasks of the thread that set the mark: `startMs` on the page's clock, `wallMs`, and `ownMs` of processor time. */
function ownTasks(events) {
  const mark = events.find(({ name, cat }) => name === 'bench-origin' && String(cat).includes('user_timing'));
  if (!mark) return [];
  const originUs = mark.ts - (mark.args?.data?.startTime ?? 0) * 1000;
  return events
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === mark.pid && tid === mark.tid)
    .map(({ ts, dur = 0, tdur = 0 }) => ({
      startMs: (ts - originUs) / 1000,
      wallMs: dur / 1000,
      ownMs: tdur / 1000,
    }));
}

/** Processor milliseconds of the page's own thread in each interval; intervals in order, `[fromMs, untilMs]`. */
export function ownMsWithin(tasks, intervals) {
  const sorted = [...tasks].sort((a, b) => a.startMs - b.startMs);
  let at = 0;
  return intervals.map(([fromMs, untilMs]) => {
    let sum = 0;
    while (at < sorted.length && sorted[at].startMs < untilMs) {
      if (sorted[at].startMs >= fromMs) sum += sorted[at].ownMs;
      at += 1;
    }
    return sum;
  });
}

/** A browser for measuring: real pages, the built app, and the memory of its processes as the system sees it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { chromium } from 'playwright';
import { chromiumArgs, ensureChromium } from '../chromium.mjs';

export const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()
    .map((value) => value.toFixed(2))
    .join(' ')}`;

/** Layers are put together as browsers without a graphics processor do it (docs/decisions/0038): what is on the css tier there. */
export const byProcessor = ['--disable-gpu-compositing'];

export async function launch({ width = 640, height = 360, args = [] } = {}) {
  const server = await chromium.launchServer({ executablePath: ensureChromium(), args: [...chromiumArgs, ...args] });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { browser, context, pid: server.process().pid, close };
}

function children(pid) {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function descendants(pid) {
  return children(pid).flatMap((child) => [child, ...descendants(child)]);
}

/**
 * What the renderer and GPU processes hold, in bytes: their own pages and their share of shared memory. Not the program's
 * files, whose share changes with every other browser on the machine. Null where the system does not tell.
 */
export function processMemory(pid) {
  if (process.platform !== 'linux') return null;
  const total = { renderer: 0, gpu: 0 };
  for (const child of descendants(pid)) {
    try {
      const command = readFileSync(`/proc/${child}/cmdline`, 'utf8');
      const kind = command.includes('--type=renderer')
        ? 'renderer'
        : command.includes('--type=gpu-process')
          ? 'gpu'
          : null;
      if (!kind) continue;
      const rollup = readFileSync(`/proc/${child}/smaps_rollup`, 'utf8');
      const kB = [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)].reduce(
        (sum, [, size]) => sum + Number(size),
        0,
      );
      total[kind] += kB * 1024;
    } catch {
      // The process ended while it was read.
    }
  }
  return total.renderer + total.gpu > 0 ? total : null;
}

/** Processor time of the browser's processes so far, in milliseconds. */
export function processorMs(pid) {
  if (process.platform !== 'linux') return null;
  let ticks = 0;
  for (const child of [pid, ...descendants(pid)]) {
    try {
      const fields = readFileSync(`/proc/${child}/stat`, 'utf8').split(') ')[1].split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // The process ended while it was read.
    }
  }
  return ticks * 10;
}

/**
 * What animation frames cost while `work` runs, told by the browser's own trace: `wall` as a clock sees it, `thread` the
 * processor time of the main thread, which does not grow when another process is given the core. Milliseconds.
 */
export async function tracedFrames({ browser }, page, work) {
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  let trace;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString());
  const frames = traceEvents.filter(({ name, ph, tdur }) => name === 'FireAnimationFrame' && ph === 'X' && tdur >= 0);
  return {
    wall: quantiles(frames.map(({ dur }) => dur / 1000)),
    thread: quantiles(frames.map(({ tdur }) => tdur / 1000)),
  };
}

export const quantiles = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? 0 };
};

export const show = (value, digits = 2) => (typeof value === 'number' ? value.toFixed(digits) : String(value));
export const line = ({ count, p50, p95, p99, max }, digits = 2) =>
  `p50 ${show(p50, digits)}  p95 ${show(p95, digits)}  p99 ${show(p99, digits)}  max ${show(max, digits)}  (n ${count})`;

/** A table row: what, measured, goal, and whether it holds. */
export function verdict(rows, what, measured, goal, holds) {
  rows.push({ what, measured, goal, holds });
  console.log(
    `${holds === null ? '  ' : holds ? 'ok' : '✗ '}  ${what.padEnd(58)} ${String(measured).padEnd(34)} ${goal}`,
  );
}

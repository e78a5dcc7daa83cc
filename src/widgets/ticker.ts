/**
 * The layer's clock. One timer for all widgets, set to the next full second or minute that somebody waits for; nothing runs
 * while nobody does or while the page is hidden. A moment that was missed is not replayed: everyone is told the present.
 */
import { guarded } from './guarded.ts';
import { createLife } from './life.ts';

/** Where time comes from; tests bring their own. */
export interface TimeSource {
  /** Milliseconds since 1970. */
  now(): number;
  /** Returns a function that takes it back. */
  after(ms: number, run: () => void): () => void;
  isHidden(): boolean;
  /** Calls when the page is shown again, or the device woke up. Returns a stop function. */
  onShown(run: () => void): () => void;
}

export type TickUnit = 'second' | 'minute';

export interface Ticker {
  now(): number;
  /** Calls `run` right after each full second or minute. Returns a stop function. */
  each(unit: TickUnit, run: () => void): () => void;
  after(ms: number, run: () => void): () => void;
  dispose(): void;
}

const unitMs: Readonly<Record<TickUnit, number>> = { second: 1000, minute: 60_000 };
/** A timer may fire a little early; the second it was meant for must have begun. */
const slackMs = 5;

export const browserTime: TimeSource = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  isHidden: () => document.hidden,
  onShown(run) {
    const hear = (): void => {
      if (!document.hidden) run();
    };
    document.addEventListener('visibilitychange', hear);
    return () => document.removeEventListener('visibilitychange', hear);
  },
};

export function createTicker(time: TimeSource): Ticker {
  const life = createLife();
  const waiting = new Set<{ readonly unit: TickUnit; readonly run: () => void; doneAt: number }>();
  let cancel: (() => void) | null = null;
  const plan = (): void => {
    cancel?.();
    cancel = null;
    if (waiting.size === 0 || time.isHidden()) return;
    const stepMs = Math.min(...[...waiting].map(({ unit }) => unitMs[unit]));
    cancel = time.after(stepMs - (time.now() % stepMs) + slackMs, tick);
  };
  const tick = (): void => {
    const now = time.now();
    for (const one of waiting) {
      const moment = Math.floor(now / unitMs[one.unit]);
      if (moment === one.doneAt) continue;
      one.doneAt = moment;
      guarded(one.run);
    }
    plan();
  };
  life.onEnd(time.onShown(tick));
  life.onEnd(() => cancel?.());
  return {
    now: () => time.now(),
    each(unit, run) {
      const one = { unit, run, doneAt: Math.floor(time.now() / unitMs[unit]) };
      waiting.add(one);
      plan();
      return () => {
        if (waiting.delete(one)) plan();
      };
    },
    after: (ms, run) => time.after(ms, run),
    dispose() {
      waiting.clear();
      life.end();
    },
  };
}

/**
 * When the work on the library may go on: not while it is held (a transition, a decode), and while somebody is watching with a rest after
 * each piece, or photo by photo at an even rate. Library worker.
 */
export interface Pace {
  set(options: { readonly isOn: boolean; readonly isHeld: boolean; readonly isIdle: boolean }): void;
  readonly isOn: boolean;
  readonly isHeld: boolean;
  /** Nobody is watching. */
  readonly isIdle: boolean;
  /** Resolves when another piece may begin. `workedMs`: how long the last one took. */
  rest(workedMs: number): Promise<void>;
  /** Resolves when another photo may be opened: while somebody is watching, so many a second and no more. */
  turn(perSecond: number): Promise<void>;
}

/** A hold that nobody ends is over after this: whoever asked for it may be gone. */
export const longestHoldMs = 30_000;
/** Of the time worked, while somebody is watching. */
const restShare = 0.5;
/** Turns that were missed (a checkpoint, a busy machine) are made up for when they are no older than this. */
const lateTurnMs = 250;

export function createPace(sleep: (ms: number) => Promise<void>, elapsedMs: () => number): Pace {
  let now = { isOn: false, isHeld: false, isIdle: false };
  let nextTurnMs = 0;
  let release: (() => void) | null = null;
  return {
    get isOn() {
      return now.isOn;
    },
    get isHeld() {
      return now.isHeld;
    },
    get isIdle() {
      return now.isIdle;
    },
    async turn(perSecond) {
      if (now.isIdle) return;
      const nowMs = elapsedMs();
      const turnMs = Math.max(nextTurnMs, nowMs - lateTurnMs);
      nextTurnMs = turnMs + 1000 / perSecond;
      if (turnMs > nowMs) await sleep(turnMs - nowMs);
    },
    set(options) {
      now = options;
      if (!options.isHeld) release?.();
    },
    async rest(workedMs) {
      await sleep(now.isIdle ? 0 : Math.min(200, Math.max(1, workedMs * restShare)));
      if (!now.isHeld) return;
      const freed = new Promise<void>((resolve) => (release = resolve));
      await Promise.race([freed, sleep(longestHoldMs)]);
      release = null;
    },
  };
}

/**
 * When the work on the library may go on: not while it is held (a transition, a decode), and with a rest after each piece while
 * somebody is watching. Library worker.
 */
export interface Pace {
  set(options: { readonly isOn: boolean; readonly isHeld: boolean; readonly isIdle: boolean }): void;
  readonly isOn: boolean;
  readonly isHeld: boolean;
  /** Resolves when another piece may begin. `workedMs`: how long the last one took. */
  rest(workedMs: number): Promise<void>;
}

/** A hold that nobody ends is over after this: whoever asked for it may be gone. */
export const longestHoldMs = 30_000;
/** Of the time worked, while somebody is watching. */
const restShare = 0.5;

export function createPace(sleep: (ms: number) => Promise<void>): Pace {
  let now = { isOn: false, isHeld: false, isIdle: false };
  let release: (() => void) | null = null;
  return {
    get isOn() {
      return now.isOn;
    },
    get isHeld() {
      return now.isHeld;
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

/**
 * Brings the settings panel before it is wanted, so that it opens at once: when somebody moves a pointer, touches or presses a key,
 * its frame is drawn; where nobody does, only its code is run, a minute into the show. Fetched it has been before (`panel-ahead.ts`).
 * Page thread, loaded after the first photo. Always in idle time, and never while one photo becomes the next.
 */

/** The part of `window` that is asked. */
export interface WarmWindow {
  addEventListener(type: string, listener: () => void, options: { signal: AbortSignal; passive: boolean }): void;
  /** Missing in Safari. */
  requestIdleCallback?(run: () => void): unknown;
}

export interface WarmParts {
  readonly window: WarmWindow;
  /** Whether a transition is running. */
  isBusy(): boolean;
  /** Fetches the code; gives back what draws the frame. */
  load(): Promise<() => void>;
}

const EVENTUALLY_MS = 60_000;
const BUSY_MS = 700;
/** For browsers that do not tell when they are idle. */
const REST_MS = 200;

const signs = ['pointermove', 'pointerdown', 'keydown'];

/** Gives back what stops it. */
export function warmPanel({ window, isBusy, load }: WarmParts): () => void {
  const life = new AbortController();
  let isWanted = false;
  let draw: (() => void) | null = null;
  let isLoading = false;
  const whenIdle = (run: () => void): void => {
    const begin = (): void => {
      if (isBusy()) setTimeout(() => whenIdle(run), BUSY_MS);
      else run();
    };
    if (window.requestIdleCallback) window.requestIdleCallback(begin);
    else setTimeout(begin, REST_MS);
  };
  const drawIfWanted = (): void => {
    if (isWanted && draw) whenIdle(draw);
  };
  const fetchNow = async (): Promise<void> => {
    try {
      draw = await load();
      drawIfWanted();
    } catch {
      // Without a network: fetched when somebody opens the panel.
    }
  };
  const begin = (): void => {
    if (isLoading) return drawIfWanted();
    isLoading = true;
    whenIdle(() => void fetchNow());
  };
  const timer = setTimeout(begin, EVENTUALLY_MS);
  const somebody = (): void => {
    stop();
    isWanted = true;
    begin();
  };
  const stop = (): void => {
    life.abort();
    clearTimeout(timer);
  };
  for (const sign of signs) window.addEventListener(sign, somebody, { signal: life.signal, passive: true });
  return stop;
}

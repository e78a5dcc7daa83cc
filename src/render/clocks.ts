/** The one frame loop and the one time that everything on the stage moves by. */

/** Time that stands still while the show is paused or hidden. Monotonic. */
export class MotionClock {
  readonly #holds = new Set<string>();
  #offsetMs = 0;
  #heldAtMs = 0;
  #lastMs = 0;

  get held(): boolean {
    return this.#holds.size > 0;
  }

  hold(why: string, realMs: number): void {
    if (!this.held) this.#heldAtMs = this.at(realMs);
    this.#holds.add(why);
  }

  release(why: string, realMs: number): void {
    if (!this.#holds.delete(why) || this.held) return;
    this.#offsetMs = realMs - this.#heldAtMs;
  }

  /** Motion milliseconds for a moment in real milliseconds; never goes back. */
  at(realMs: number): number {
    if (this.held) return this.#heldAtMs;
    this.#lastMs = Math.max(this.#lastMs, realMs - this.#offsetMs);
    return this.#lastMs;
  }
}

export interface FrameSource {
  request(callback: (timeMs: number) => void): number;
  cancel(handle: number): void;
}

export const browserFrames: FrameSource = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/** Runs `onFrame` once per asked frame; it asks again only when `onFrame` says so. */
export class FrameLoop {
  readonly #source: FrameSource;
  readonly #onFrame: (timeMs: number, gapMs: number | null) => boolean;
  #handle: number | null = null;
  #lastMs: number | null = null;

  /** `gapMs`: time since the previous frame when that one asked for this one, else null. */
  constructor(source: FrameSource, onFrame: (timeMs: number, gapMs: number | null) => boolean) {
    this.#source = source;
    this.#onFrame = onFrame;
  }

  ask(): void {
    this.#handle ??= this.#source.request(this.#run);
  }

  readonly #run = (timeMs: number): void => {
    this.#handle = null;
    const gapMs = this.#lastMs === null ? null : timeMs - this.#lastMs;
    this.#lastMs = timeMs;
    if (this.#onFrame(timeMs, gapMs)) this.ask();
    else this.#lastMs = null;
  };

  stop(): void {
    if (this.#handle !== null) this.#source.cancel(this.#handle);
    this.#handle = null;
    this.#lastMs = null;
  }
}

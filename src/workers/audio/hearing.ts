/**
 * From samples to what is published: feeds the analyzer, tells when each hop was heard, and holds results back where sound
 * reaches the ear late. Worker thread; no timer of its own, it works when samples come.
 */
import type { AnalysisFrame } from '../../shared/audio-features.ts';
import { Analyzer } from './analyzer.ts';
import type { Outlet } from './outlet.ts';

/** Waves wait with their frames; this many frames at most are held back (half a second at 5.3 ms). */
const MOST_DELAY_MS = 500;
/** The heard-at clock follows the samples slowly, so that their arriving in bursts does not make it tremble. */
const CLOCK_SEC = 1;
/** Further off than this, samples were lost or time stood still: begin anew. */
const CLOCK_JUMP_MS = 80;

interface Held {
  readonly frame: AnalysisFrame;
  readonly heardAtMs: number;
  readonly pushedAtMs: number;
  /** Where its samples end in the history. */
  readonly end: number;
}

export class Hearing {
  readonly #analyzer: Analyzer;
  readonly #sampleRate: number;
  readonly #outlet: Outlet;
  readonly #now: () => number;
  /** Enough for the longest delay and a wave. */
  readonly #history: Float32Array;
  #held: Held[] = [];
  #count = 0;
  /** Milliseconds since 1970 when sample 0 was heard, evened out. */
  #originMs = Number.NaN;
  #delayMs = 0;

  /** `now`: milliseconds since 1970 on the monotonic clock. */
  constructor(sampleRate: number, outlet: Outlet, now: () => number) {
    this.#analyzer = new Analyzer({ sampleRate });
    this.#sampleRate = sampleRate;
    this.#outlet = outlet;
    this.#now = now;
    this.#history = new Float32Array(2 ** Math.ceil(Math.log2(sampleRate * 0.6 + 8192)));
  }

  set delayMs(ms: number) {
    this.#delayMs = Math.max(0, Math.min(MOST_DELAY_MS, Number.isFinite(ms) ? ms : 0));
  }

  /** `ageMs`: since the last of these samples was pushed. */
  take(samples: Float32Array, ageMs: number, dropped: number): void {
    const nowMs = this.#now();
    for (const sample of samples) {
      this.#history[this.#count & (this.#history.length - 1)] = sample;
      this.#count += 1;
    }
    const pushedAtMs = nowMs - ageMs;
    this.#follow(pushedAtMs, samples.length / this.#sampleRate);
    for (const frame of this.#analyzer.process(samples)) {
      const end = Math.round(frame.timeSec * this.#sampleRate);
      const heardAtMs = this.#originMs + frame.timeSec * 1000;
      this.#held.push({ frame, heardAtMs, pushedAtMs, end });
    }
    this.#publish(nowMs, dropped);
  }

  #follow(pushedAtMs: number, lengthSec: number): void {
    const originMs = pushedAtMs - (this.#count / this.#sampleRate) * 1000;
    const off = originMs - this.#originMs;
    if (!(Math.abs(off) < CLOCK_JUMP_MS)) this.#originMs = originMs;
    else this.#originMs += off * (1 - Math.exp(-lengthSec / CLOCK_SEC));
  }

  /** Everything that is due, of frames only the newest. */
  #publish(nowMs: number, dropped: number): void {
    let newest: Held | undefined;
    let due = 0;
    for (const held of this.#held) {
      if (this.#delayMs > 0 && held.heardAtMs > nowMs - this.#delayMs) break;
      due += 1;
      newest = held;
      const { onset, beat } = held.frame;
      if (onset) this.#outlet.onset(held.frame.timeSec, onset.strength, onset.lane);
      if (beat) this.#outlet.beat(beat.timeSec, beat.confidence);
    }
    if (newest === undefined) return;
    this.#held = this.#held.slice(due);
    const { frame, heardAtMs, pushedAtMs, end } = newest;
    this.#outlet.publish(frame, { heardAtMs, pushedAtMs, analysedAtMs: this.#now(), dropped }, (into) => {
      for (let i = 0; i < into.length; i += 1) {
        into[i] = this.#history[(end - into.length + i) & (this.#history.length - 1)] ?? 0;
      }
    });
  }
}

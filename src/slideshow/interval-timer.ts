/**
 * Counts down how long a photo stays. It can be halted and goes on with what was left; after the computer slept it
 * fires once, however late.
 */
import type { Clock } from './ports.ts';

export class IntervalTimer {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: unknown = null;
  #startedMs = 0;
  /** Null: nothing to count down. */
  #remainingMs: number | null = null;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  get armed(): boolean {
    return this.#remainingMs !== null;
  }

  /** Counts down from the full time; `run` false leaves it halted. */
  arm(durationMs: number, run: boolean): void {
    this.halt();
    this.#remainingMs = durationMs;
    if (run) this.go();
  }

  /** Adds or takes away time, down to now. */
  adjust(byMs: number): void {
    const isRunning = this.#timer !== null;
    this.halt();
    if (this.#remainingMs !== null) this.#remainingMs = Math.max(0, this.#remainingMs + byMs);
    if (isRunning) this.go();
  }

  go(): void {
    if (this.#timer !== null || this.#remainingMs === null) return;
    this.#startedMs = this.#clock.monotonicMs();
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#remainingMs = null;
      this.#onDue();
    }, this.#remainingMs);
  }

  halt(): void {
    if (this.#timer === null || this.#remainingMs === null) return;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#remainingMs = Math.max(0, this.#remainingMs - (this.#clock.monotonicMs() - this.#startedMs));
  }

  disarm(): void {
    this.halt();
    this.#remainingMs = null;
  }
}

/** A clock that only moves when told to. Promises settle between timers, as in a browser. */
import type { Clock } from '../../src/slideshow/ports.ts';

interface Timer {
  readonly id: number;
  readonly dueMs: number;
  readonly run: () => void;
}

export class VirtualClock implements Clock {
  #nowMs = 0;
  #wallOffsetMs = Date.UTC(2026, 0, 1);
  #nextId = 1;
  #timers: Timer[] = [];
  /** Timers that ran: shows busy loops. */
  fired = 0;

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  setTimeout(run: () => void, delayMs: number): unknown {
    const timer = { id: this.#nextId++, dueMs: this.#nowMs + Math.max(0, delayMs), run };
    this.#timers.push(timer);
    return timer.id;
  }

  clearTimeout(id: unknown): void {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  }

  get pending(): number {
    return this.#timers.length;
  }

  /** Runs everything that is due within the time, in order. */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#nowMs + durationMs;
    await flush();
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.dueMs - b.dueMs || a.id - b.id)[0];
      if (!next || next.dueMs > endMs) break;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.fired += 1;
      next.run();
      await flush();
    }
    this.#nowMs = endMs;
    await flush();
  }

  /** The computer sleeps: time passes and no timer runs until it wakes. */
  sleep(durationMs: number): void {
    this.#nowMs += durationMs;
  }
}

/** Lets every promise that can settle do so. */
export async function flush(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

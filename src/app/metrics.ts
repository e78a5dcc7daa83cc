/** Numbers for `metrics()`. Recording is one array write; sorting happens only when somebody asks. */
import type { Distribution } from '../shared/app-api.ts';

export interface Recorder {
  add(value: number): void;
  summary(): Distribution;
  reset(): void;
}

/** Keeps the newest `capacity` values; `max` and `count` are over all since the reset. */
export function createRecorder(capacity = 4096): Recorder {
  const ring = new Float64Array(capacity);
  let count = 0;
  let max = 0;
  return {
    add(value) {
      ring[count % capacity] = value;
      count++;
      if (value > max) max = value;
    },
    summary() {
      const sorted = ring.slice(0, Math.min(count, capacity)).sort();
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
      return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99), max };
    },
    reset() {
      count = 0;
      max = 0;
    },
  };
}

/** Main-thread tasks over 50 ms, where the browser reports them. */
export function watchLongTasks(): { count(): number; reset(): void } {
  let total = 0;
  try {
    new PerformanceObserver((list) => (total += list.getEntries().length)).observe({
      type: 'longtask',
      buffered: true,
    });
  } catch {
    // Not every browser reports long tasks; the count then stays 0.
  }
  return { count: () => total, reset: () => (total = 0) };
}

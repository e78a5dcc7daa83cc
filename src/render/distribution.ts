import type { Distribution } from '../shared/app-api.ts';

const EMPTY: Distribution = { count: 0, p50: 0, p95: 0, p99: 0, max: 0 };

/**
 * Durations in milliseconds in logarithmic bins of 2 %: constant memory however long the show runs,
 * and no allocation per sample. Percentiles are a bin's upper edge, never above the true maximum.
 */
export class Durations {
  static readonly #smallestMs = 0.005;
  static readonly #growth = Math.log(1.02);
  readonly #bins = new Uint32Array(900);
  #count = 0;
  #max = 0;

  add(ms: number): void {
    if (!(ms >= 0)) return;
    const bin = Math.ceil(Math.log(Math.max(ms, Durations.#smallestMs) / Durations.#smallestMs) / Durations.#growth);
    const index = Math.min(this.#bins.length - 1, bin);
    this.#bins[index] = (this.#bins[index] ?? 0) + 1;
    this.#count++;
    if (ms > this.#max) this.#max = ms;
  }

  reset(): void {
    this.#bins.fill(0);
    this.#count = 0;
    this.#max = 0;
  }

  get count(): number {
    return this.#count;
  }

  summary(): Distribution {
    if (this.#count === 0) return EMPTY;
    return {
      count: this.#count,
      p50: this.#percentile(0.5),
      p95: this.#percentile(0.95),
      p99: this.#percentile(0.99),
      max: this.#max,
    };
  }

  #percentile(share: number): number {
    const rank = Math.ceil(share * this.#count);
    let seen = 0;
    for (let bin = 0; bin < this.#bins.length; bin++) {
      seen += this.#bins[bin] ?? 0;
      if (seen >= rank) return Math.min(this.#max, Durations.#smallestMs * Math.exp(bin * Durations.#growth));
    }
    return this.#max;
  }
}

/**
 * Power in the seven bands and the bars, from two windows at once: a short one every hop, quick enough for hits, and a
 * long one, fine enough to tell low notes apart. Worker thread.
 */
import { BAND_EDGES_HZ, BAR_COUNT } from '../../shared/audio-features.ts';
import { type BinWeights, binWeights, overlap, PowerSpectrum, weightedPower } from './spectrum.ts';

const SHORT_SEC = 1024 / 48_000;
const LONG_SEC = 8192 / 48_000;
/** Below it the long window serves. */
const CROSSOVER_HZ = 500;
/** The long window is renewed this often. */
export const LONG_EVERY_SEC = 0.02;
const BARS_LOW_HZ = 30;
const BARS_HIGH_HZ = 16_000;

export const BAR_EDGES_HZ: readonly number[] = Array.from(
  { length: BAR_COUNT + 1 },
  (_, i) => BARS_LOW_HZ * (BARS_HIGH_HZ / BARS_LOW_HZ) ** (i / BAR_COUNT),
);

interface Bands {
  readonly powers: Float64Array;
  readonly rows: readonly { readonly long: boolean; readonly row: BinWeights }[];
}

export class BandSpectrum {
  readonly short: PowerSpectrum;
  readonly long: PowerSpectrum;
  readonly #bands: Bands;
  readonly #bars: Bands;

  constructor(sampleRate: number) {
    this.short = new PowerSpectrum(Math.round(SHORT_SEC * sampleRate), sampleRate);
    this.long = new PowerSpectrum(Math.round(LONG_SEC * sampleRate), sampleRate);
    this.#bands = this.#rows(BAND_EDGES_HZ);
    this.#bars = this.#rows(BAR_EDGES_HZ);
  }

  #rows(edges: readonly number[]): Bands {
    const rows = edges.slice(1).map((high, i) => {
      const low = edges[i] ?? 0;
      const long = high <= CROSSOVER_HZ * 1.01;
      const { power, binHz } = long ? this.long : this.short;
      return { long, row: binWeights(power.length, binHz, (hz) => overlap(hz, binHz, low, high)) };
    });
    return { powers: new Float64Array(rows.length), rows };
  }

  #sum({ powers, rows }: Bands): Float64Array {
    rows.forEach(({ long, row }, i) => {
      powers[i] = weightedPower(long ? this.long.power : this.short.power, row);
    });
    return powers;
  }

  /** Mean square in each of the seven bands; good until the next call. */
  bands(): Float64Array {
    return this.#sum(this.#bands);
  }

  bars(): Float64Array {
    return this.#sum(this.#bars);
  }
}

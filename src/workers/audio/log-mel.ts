/**
 * The frames that the beat network was trained on: 48 mel bands every 10 ms, at any sample rate. Must give the numbers of
 * tools/beat-training/features.py (the fixture of beat-network.test.ts compares them).
 */
import { type BinWeights, binWeights, PowerSpectrum, weightedPower } from './spectrum.ts';

export const MEL_FPS = 100;
export const MEL_BANDS = 48;
const WINDOW_SEC = 0.042;
const LOW_HZ = 20;
const HIGH_HZ = 16_000;

/** O'Shaughnessy's mel scale. */
const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

/** Edge frequencies: band i rises from i, peaks at i + 1 and ends at i + 2. */
export const MEL_EDGES_HZ: readonly number[] = Array.from({ length: MEL_BANDS + 2 }, (_, i) =>
  toHz(toMel(LOW_HZ) + ((toMel(HIGH_HZ) - toMel(LOW_HZ)) * i) / (MEL_BANDS + 1)),
);

function triangle(band: number): (hz: number) => number {
  const low = MEL_EDGES_HZ[band] ?? 0;
  const peak = MEL_EDGES_HZ[band + 1] ?? 0;
  const high = MEL_EDGES_HZ[band + 2] ?? 0;
  return (hz) => Math.min((hz - low) / (peak - low), (high - hz) / (high - peak));
}

export class LogMel {
  readonly windowSize: number;
  /** The newest frame's power, for others to look at. */
  readonly spectrum: PowerSpectrum;
  readonly #rows: readonly BinWeights[];
  readonly #sampleRate: number;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.windowSize = Math.round(WINDOW_SEC * sampleRate);
    this.spectrum = new PowerSpectrum(this.windowSize, sampleRate);
    const { power, binHz } = this.spectrum;
    this.#rows = Array.from({ length: MEL_BANDS }, (_, band) => binWeights(power.length, binHz, triangle(band)));
  }

  /** Input index of the sample after frame `index`. */
  endOf(index: number): number {
    return Math.floor(((index + 1) * this.#sampleRate) / MEL_FPS + 0.5);
  }

  /** Writes 48 values: (log10(power + 1e-10) + 5) / 2, so 2.5 is a full-scale band and −2.5 is silence. */
  into(frame: Float32Array, samples: Float32Array): void {
    const power = this.spectrum.of(samples);
    for (let band = 0; band < MEL_BANDS; band += 1) {
      const row = this.#rows[band];
      frame[band] = row ? (Math.log10(weightedPower(power, row) + 1e-10) + 5) / 2 : -2.5;
    }
  }
}

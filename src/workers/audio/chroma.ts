/**
 * Pitch classes and the key they suggest. Worker thread. Fed with the long spectrum, a few times a second.
 * Key profiles: Krumhansl and Kessler 1982.
 */
import { approach } from './time-constant.ts';

const LOW_HZ = 65;
const HIGH_HZ = 2100;
const CHROMA_SEC = 0.3;
const KEY_SEC = 10;
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

export interface Key {
  readonly tonic: number;
  readonly mode: 'major' | 'minor';
  readonly confidence: number;
}

function correlation(values: Float64Array, profile: readonly number[], shift: number): number {
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < 12; i += 1) {
    sumX += values[i] ?? 0;
    sumY += profile[i] ?? 0;
  }
  let cross = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < 12; i += 1) {
    const x = (values[(i + shift) % 12] ?? 0) - sumX / 12;
    const y = (profile[i] ?? 0) - sumY / 12;
    cross += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xx > 0 ? cross / Math.sqrt(xx * yy) : 0;
}

export class Chroma {
  readonly #first: number;
  readonly #classes: Int32Array;
  readonly #weights: Float64Array;
  readonly #now = new Float64Array(12);
  readonly #smooth = new Float64Array(12);
  readonly #slow = new Float64Array(12);
  #shown = new Float32Array(12);
  #key: Key = { tonic: 0, mode: 'major', confidence: 0 };

  constructor(bins: number, binHz: number) {
    this.#first = Math.ceil(LOW_HZ / binHz);
    const last = Math.min(bins - 1, Math.floor(HIGH_HZ / binHz));
    const pitches = Array.from({ length: Math.max(0, last - this.#first + 1) }, (_, i) => {
      const pitch = 69 + 12 * Math.log2(((this.#first + i) * binHz) / 440);
      return { pitch, away: pitch - Math.round(pitch) };
    });
    this.#classes = Int32Array.from(pitches, ({ pitch }) => ((Math.round(pitch) % 12) + 12) % 12);
    this.#weights = Float64Array.from(pitches, ({ away }) => Math.exp(-((away / 0.25) ** 2)));
  }

  update(power: Float64Array, dtSec: number): void {
    const now = this.#now.fill(0);
    for (let i = 0; i < this.#classes.length; i += 1) {
      const pitchClass = this.#classes[i] ?? 0;
      now[pitchClass] = (now[pitchClass] ?? 0) + Math.sqrt(power[this.#first + i] ?? 0) * (this.#weights[i] ?? 0);
    }
    const quick = approach(dtSec, CHROMA_SEC);
    const slow = approach(dtSec, KEY_SEC);
    for (let i = 0; i < 12; i += 1) {
      this.#smooth[i] = (this.#smooth[i] ?? 0) + ((now[i] ?? 0) - (this.#smooth[i] ?? 0)) * quick;
      this.#slow[i] = (this.#slow[i] ?? 0) + ((now[i] ?? 0) - (this.#slow[i] ?? 0)) * slow;
    }
    this.#key = this.#guess();
    const peak = Math.max(...this.#smooth);
    this.#shown = Float32Array.from(this.#smooth, (value) => (peak > 1e-6 ? value / peak : 0));
  }

  #guess(): Key {
    let best = { tonic: 0, mode: 'major' as Key['mode'], score: 0 };
    let second = 0;
    for (let tonic = 0; tonic < 12; tonic += 1) {
      for (const mode of ['major', 'minor'] as const) {
        const score = correlation(this.#slow, mode === 'major' ? MAJOR : MINOR, tonic);
        if (score > best.score) {
          second = best.score;
          best = { tonic, mode, score };
        } else second = Math.max(second, score);
      }
    }
    const confidence = Math.max(0, Math.min(1, best.score * (0.4 + 4 * (best.score - second))));
    return { tonic: best.tonic, mode: best.mode, confidence };
  }

  /** The strongest class 1. Made anew by each `update`, then left alone: the caller may keep it. */
  read(): Float32Array {
    return this.#shown;
  }

  key(): Key {
    return this.#key;
  }
}

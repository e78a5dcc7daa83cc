/**
 * What sounded around the pulses that the beat model follows: the last seconds of activations, onset rises and log-mel
 * frames, every 10 ms. Worker thread; owns its rings. `beat-level.ts` judges by it.
 */
import { NETWORK_DELAY_SEC } from './beat-network.ts';
import { MEL_BANDS, MEL_FPS } from './log-mel.ts';

/** Frames kept: the longest pulse looked at, half of it before, and some more. */
const KEPT = 256;
/** Beat, downbeat, and the rise in the three onset lanes. */
export const CHANNELS = 5;
/** Looked at: the pulse, and one, two and three quarters of the way to the next. */
const QUARTERS = 4;
/** Each of those, and how far the spectrum differs after from before, at the pulse and half-way. */
export const PULSE_SIZE = QUARTERS * CHANNELS + 2;
/** A peak counts up to this many frames away. */
const REACH = 3;
/** Longer pulses are looked at no further. */
const LONGEST_SEC = 1.3;
/** About 60 Hz to 7 kHz, where chords are heard; below −70 dB per band nothing changes. */
const CHORD_FROM = 2;
const CHORD_TO = 36;
const CHORD_FLOOR = -1;

export class PulseSound {
  readonly #channels = new Float32Array(KEPT * CHANNELS);
  readonly #mel = new Float32Array(KEPT * MEL_BANDS).fill(CHORD_FLOOR);
  readonly #before = new Float64Array(CHORD_TO);
  readonly #after = new Float64Array(CHORD_TO);
  #frames = 0;
  #heard = 0;

  /** A log-mel frame and how far each onset lane rose in it. */
  frame(mel: Float32Array, rises: readonly number[]): void {
    const row = this.#frames % KEPT;
    this.#mel.set(mel, row * MEL_BANDS);
    for (let lane = 0; lane < rises.length; lane += 1) this.#channels[row * CHANNELS + 2 + lane] = rises[lane] ?? 0;
    this.#frames += 1;
  }

  /** The network's word on the oldest frame of which it has not spoken yet. */
  heard(beat: number, downbeat: number): void {
    const at = (this.#heard % KEPT) * CHANNELS;
    this.#channels[at] = beat;
    this.#channels[at + 1] = downbeat;
    this.#heard += 1;
  }

  /** Describes the pulse from one moment to the next, which has just come: `PULSE_SIZE` numbers. */
  between(fromSec: number, toSec: number): Float32Array {
    const out = new Float32Array(PULSE_SIZE);
    const lengthSec = Math.min(toSec - fromSec, LONGEST_SEC);
    for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
      const frame = Math.min(this.#frameAt(fromSec + (lengthSec * quarter) / QUARTERS), this.#heard - 1 - REACH);
      for (let channel = 0; channel < CHANNELS; channel += 1)
        out[quarter * CHANNELS + channel] = this.#peak(frame, channel);
    }
    const half = Math.max(1, Math.round((lengthSec * MEL_FPS) / 2));
    out[PULSE_SIZE - 2] = this.#change(this.#frameAt(fromSec), half);
    out[PULSE_SIZE - 1] = this.#change(this.#frameAt(fromSec + lengthSec / 2), half);
    return out;
  }

  #frameAt(sec: number): number {
    return Math.round((sec + NETWORK_DELAY_SEC) * MEL_FPS) - 1;
  }

  #peak(frame: number, channel: number): number {
    let most = 0;
    for (let i = Math.max(0, this.#heard - KEPT, frame - REACH); i <= frame + REACH; i += 1)
      most = Math.max(most, this.#channels[(i % KEPT) * CHANNELS + channel] ?? 0);
    return most;
  }

  /** Mean distance of the bands' means `half` frames before and after `frame`. */
  #change(frame: number, half: number): number {
    this.#mean(this.#before, frame - half, frame);
    this.#mean(this.#after, frame, Math.min(frame + half, this.#heard));
    let sum = 0;
    for (let band = CHORD_FROM; band < CHORD_TO; band += 1)
      sum += Math.abs((this.#after[band] ?? 0) - (this.#before[band] ?? 0));
    return sum / (CHORD_TO - CHORD_FROM);
  }

  #mean(out: Float64Array, from: number, to: number): void {
    out.fill(0);
    const first = Math.max(0, this.#frames - KEPT, Math.min(from, to - 1));
    const count = Math.max(1, to - first);
    for (let i = first; i < first + count; i += 1) {
      const row = (i % KEPT) * MEL_BANDS;
      for (let band = CHORD_FROM; band < CHORD_TO; band += 1)
        out[band] = (out[band] ?? 0) + Math.max(CHORD_FLOOR, this.#mel[row + band] ?? 0) / count;
    }
  }
}

/** How likely a beat begins in a frame, from the rise of the log-mel spectrum alone. Worker thread. */
import { MEL_BANDS, MEL_FPS } from './log-mel.ts';

const smooth = (sec: number) => 1 - Math.exp(-1 / (MEL_FPS * sec));
const MEAN_RATE = smooth(2);
const PEAK_RATE = smooth(4);

export class FluxActivation {
  readonly #older = new Float32Array(MEL_BANDS).fill(-2.5);
  readonly #old = new Float32Array(MEL_BANDS).fill(-2.5);
  readonly #spread = new Float32Array(MEL_BANDS).fill(0.05);
  #mean = 0;
  #peak = 0.1;

  of(frame: Float32Array): number {
    let flux = 0;
    for (let band = 0; band < MEL_BANDS; band += 1) {
      const before = Math.max(
        this.#older[Math.max(0, band - 1)] ?? 0,
        this.#older[band] ?? 0,
        this.#older[Math.min(MEL_BANDS - 1, band + 1)] ?? 0,
      );
      const rise = Math.max(0, Math.max(-1.6, frame[band] ?? 0) - Math.max(-1.6, before));
      const spread = (this.#spread[band] ?? 0) + (rise - (this.#spread[band] ?? 0)) * MEAN_RATE;
      this.#spread[band] = spread;
      flux += rise / (spread + 0.05);
    }
    flux /= MEL_BANDS;
    this.#older.set(this.#old);
    this.#old.set(frame);
    this.#mean += (flux - this.#mean) * MEAN_RATE;
    const over = Math.max(0, flux - this.#mean);
    this.#peak += (Math.max(over, this.#peak) - this.#peak) * 0.2 - this.#peak * PEAK_RATE * 0.3;
    return Math.min(0.95, (over / (this.#peak + 0.05)) * 0.9);
  }
}

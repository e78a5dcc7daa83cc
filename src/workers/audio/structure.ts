/** Build-ups and drops, from loudness, brightness and bass over seconds. Worker thread, fed once per log-mel frame. */
import { MEL_EDGES_HZ, MEL_FPS } from './log-mel.ts';
import { approach } from './time-constant.ts';

const STEP_SEC = 1 / MEL_FPS;
const FAST = approach(STEP_SEC, 0.25);
const SLOW = approach(STEP_SEC, 4);
const BUILD = approach(STEP_SEC, 1.5);
const BASS_BANDS = MEL_EDGES_HZ.slice(1, -1).filter((hz) => hz < 160).length;
const DROP_SEC = 2;
/** In units of 20 dB. */
const BASS_JUMP = 0.3;

interface Trend {
  fast: number;
  slow: number;
}

/** How far the last quarter second lies above the last seconds. The first value is where it starts. */
const follow = (trend: Trend, value: number) => {
  if (Number.isNaN(trend.fast)) trend.fast = trend.slow = value;
  trend.fast += (value - trend.fast) * FAST;
  trend.slow += (value - trend.slow) * SLOW;
  return trend.fast - trend.slow;
};

export class Structure {
  readonly #loud: Trend = { fast: Number.NaN, slow: Number.NaN };
  readonly #bright: Trend = { fast: Number.NaN, slow: Number.NaN };
  readonly #busy: Trend = { fast: Number.NaN, slow: Number.NaN };
  readonly #bass: Trend = { fast: Number.NaN, slow: Number.NaN };
  #bassGap = 0;
  buildUp = 0;
  drop = 0;

  /** A log-mel frame and the flux in it. */
  update(frame: Float32Array, flux: number): void {
    let bass = 0;
    let all = 0;
    let weighted = 0;
    let power = 1e-12;
    for (let band = 0; band < frame.length; band += 1) {
      const kept = Math.max(-1, frame[band] ?? -1);
      all += kept;
      if (band < BASS_BANDS) bass += kept;
      const p = 10 ** kept;
      power += p;
      weighted += p * band;
    }
    const louder = follow(this.#loud, all / frame.length);
    const brighter = follow(this.#bright, weighted / power / frame.length);
    const busier = follow(this.#busy, flux);
    const heavier = follow(this.#bass, bass / BASS_BANDS);
    const rising = Math.max(0, Math.min(1, 2 * louder + 4 * brighter + 4 * busier - Math.max(0, heavier)));
    this.buildUp += (rising - this.buildUp) * BUILD;
    // a break is bass far below its mean; the drop is its return
    this.#bassGap = Math.max(this.#bassGap * (1 - SLOW), -heavier, this.buildUp * 0.5);
    this.drop *= Math.exp(-STEP_SEC / DROP_SEC);
    if (heavier > BASS_JUMP && this.#bassGap > BASS_JUMP) {
      this.drop = 1;
      this.#bassGap = 0;
      this.buildUp = 0;
    }
  }
}

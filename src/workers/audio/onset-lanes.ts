/**
 * Onsets in three lanes, from the rise of log-mel bands over 20 ms (the SuperFlux idea: Böck and Widmer 2013) against an
 * adaptive threshold. Worker thread, called once per log-mel frame.
 */
import type { OnsetLane } from '../../shared/audio-features.ts';
import { MEL_BANDS, MEL_EDGES_HZ, MEL_FPS } from './log-mel.ts';
import { approach } from './time-constant.ts';

export interface Onset {
  readonly strength: number;
  readonly lane: OnsetLane;
}

interface Lane {
  readonly lane: OnsetLane;
  readonly from: number;
  readonly to: number;
  mean: number;
  deviation: number;
  quietFrames: number;
}

/** Below −50 dB per band nothing counts as a rise. */
const FLOOR = 0;
const MEMORY = approach(1 / MEL_FPS, 1);
const REFRACTORY_FRAMES = 7;
const MIN_RISE = 0.12;
const DEVIATIONS = 2.5;

const bandsBetween = (lowHz: number, highHz: number) => {
  const centres = MEL_EDGES_HZ.slice(1, -1);
  return { from: centres.findIndex((hz) => hz >= lowHz), to: centres.findLastIndex((hz) => hz <= highHz) + 1 };
};
const lane = (name: OnsetLane, lowHz: number, highHz: number): Lane => ({
  lane: name,
  ...bandsBetween(lowHz, highHz),
  mean: 0,
  deviation: 0.1,
  quietFrames: REFRACTORY_FRAMES,
});

export class OnsetLanes {
  readonly #lanes = [lane('kick', 30, 160), lane('snare', 180, 4000), lane('hat', 6000, 16_000)];
  readonly #before = [new Float32Array(MEL_BANDS).fill(-2.5), new Float32Array(MEL_BANDS).fill(-2.5)];
  #newest = 0;
  /** Rise per band averaged over all bands: the flux that the features show. */
  flux = 0;
  /** Mean rise per band in each lane: kick, snare, hat. */
  readonly rises: number[] = [0, 0, 0];

  /** The strongest onset of this frame, if any. */
  of(frame: Float32Array): Onset | undefined {
    const before = this.#before[this.#newest];
    if (!before) return undefined;
    let total = 0;
    let found: Onset | undefined;
    for (let index = 0; index < this.#lanes.length; index += 1) {
      const entry = this.#lanes[index];
      if (!entry) continue;
      let rise = 0;
      for (let band = entry.from; band < entry.to; band += 1) {
        rise += Math.max(0, Math.max(FLOOR, frame[band] ?? 0) - Math.max(FLOOR, before[band] ?? 0));
      }
      total += rise;
      const mean = rise / (entry.to - entry.from);
      this.rises[index] = mean;
      const strength = judge(entry, mean);
      if (strength > (found?.strength ?? 0)) found = { strength, lane: entry.lane };
    }
    this.flux = total / MEL_BANDS;
    before.set(frame);
    this.#newest = 1 - this.#newest;
    return found;
  }
}

/** 0, or how strong the onset that begins here is. */
function judge(entry: Lane, rise: number): number {
  const threshold = Math.max(MIN_RISE, entry.mean + DEVIATIONS * entry.deviation);
  const fires = rise > threshold && entry.quietFrames >= REFRACTORY_FRAMES;
  entry.quietFrames = fires ? 0 : entry.quietFrames + 1;
  const away = Math.abs(rise - entry.mean);
  entry.mean += (rise - entry.mean) * MEMORY;
  entry.deviation += (away - entry.deviation) * MEMORY;
  return fires ? Math.min(1, rise / (threshold * 3)) : 0;
}

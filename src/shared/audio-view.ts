/**
 * The sound as the page reads it, once per drawn frame. Page thread. The reader owns the view and its arrays and writes
 * to them again at the next read: use them within the frame, keep nothing.
 */
import type { AudioFeatures, OnsetLane } from './audio-features.ts';

export interface HeardOnset {
  /** On the input's clock, seconds. */
  readonly timeSec: number;
  /** 0–1. */
  readonly strength: number;
  readonly lane: OnsetLane;
}

export interface HeardBeat {
  /** The beat's own time on the input's clock, seconds; may lie ahead. */
  readonly timeSec: number;
  /** 0–1. */
  readonly confidence: number;
}

export interface AudioView {
  /** An input is open. False: everything below rests at its idle values. */
  readonly active: boolean;
  /** Where the input's clock stands at this frame, seconds, the person's visual offset included. */
  readonly timeSec: number;
  readonly features: AudioFeatures;
  /** Since the read before; none is lost or told twice. */
  readonly onsets: readonly HeardOnset[];
  /** Since the read before; none is lost or told twice. */
  readonly beats: readonly HeardBeat[];
  /** 0 while unknown. */
  readonly tempoBpm: number;
  /** 0–1. */
  readonly tempoConfidence: number;
  /** 0 on the beat, rising to 1 just before the next, carried on to this frame's time. */
  readonly beatPhase: number;
  /** The newest 1024 mono samples, −1 to 1, oldest first; missing: not to be had. */
  readonly waveform?: Float32Array;
}

export interface AudioReader {
  /** The newest of everything at `nowMs` (`performance.now()`). Costs no message and no allocation. */
  read(nowMs: number): AudioView;
}

/**
 * What the analysis worker hears, as the page draws it. Plain data, no thread of its own. The worker makes a frame per
 * hop and never writes to it again; whoever holds a frame may keep it.
 */

/** Names of the seven bands, from low to high: 20–60, 60–250, 250–500, 500–2k, 2k–4k, 4k–6k and 6k–20k Hz. */
export const BAND_NAMES = ['subBass', 'bass', 'lowMid', 'mid', 'highMid', 'presence', 'air'] as const;

/** Edges of the seven bands in hertz. */
export const BAND_EDGES_HZ: readonly number[] = [20, 60, 250, 500, 2000, 4000, 6000, 20_000];

/** Bars of the spectrum from 30 Hz to 16 kHz: equally wide in pitch, the lowest 20 Hz wide. */
export const BAR_COUNT = 48;

/** One value per band or bar. */
export interface BandFeatures {
  /** Power in decibels below a full-scale sine, −120 at least, not smoothed. */
  readonly db: Float32Array;
  /** 0–1, now: against the loudest of the last seconds, 10 ms attack, 120 ms release. */
  readonly level: Float32Array;
  /** 0–1, the same over a second: how much of the music is here. */
  readonly presence: Float32Array;
  /** 0–1: jumps up when something hits, gone in 150 ms. */
  readonly hits: Float32Array;
  /** Seconds of level, added up: never runs backwards, stands still in silence. Drives motion. */
  readonly time: Float32Array;
}

export type OnsetLane = 'kick' | 'snare' | 'hat';

export interface AudioFeatures {
  /** Root mean square of the last 21 ms, 0–1. */
  readonly rms: number;
  /** RMS over 400 ms in decibels below full scale, −120 at least. */
  readonly loudnessDb: number;
  /** Power-weighted mean frequency, 0 in silence. */
  readonly centroidHz: number;
  /** Below it lie 85 % of the power, 0 in silence. */
  readonly rolloffHz: number;
  /** Geometric by arithmetic mean of the power, 0 (tone) to 1 (noise). */
  readonly flatness: number;
  /** Rise of the log spectrum since the frame before, ≥ 0. */
  readonly flux: number;
  readonly bands: BandFeatures;
  readonly bars: BandFeatures;
  /** Twelve pitch classes from C, 0–1, the strongest 1; all 0 in silence. */
  readonly chroma: Float32Array;
  /** The key that fits the last ten seconds best. */
  readonly key: { readonly tonic: number; readonly mode: 'major' | 'minor'; readonly confidence: number };
  /** Where in the bar the last beat was, counted from 0, and how sure that is (0–1). */
  readonly bar: { readonly beat: number; readonly beats: number; readonly confidence: number };
  /** 0–1: loudness, brightness and density have been rising for seconds. */
  readonly buildUp: number;
  /** 1 at the moment the bass comes back after a build-up or a break, gone in two seconds. */
  readonly drop: number;
  /** Nothing has been heard for 400 ms. */
  readonly silent: boolean;
  /** 0 while something sounds, 1 after two seconds of silence: fades visuals into their idle motion. */
  readonly idle: number;
}

export interface AnalysisFrame {
  /** End of the hop on the input's clock: samples so far / sample rate. */
  readonly timeSec: number;
  readonly features: AudioFeatures;
  readonly onset?: { readonly strength: number; readonly lane: OnsetLane };
  /**
   * A beat, announced once and never revised. `timeSec` is the beat's own time: at most 50 ms before this frame's, or
   * still to come. Strictly increasing.
   */
  readonly beat?: { readonly timeSec: number; readonly confidence: number };
  /** 0 while unknown. */
  readonly tempoBpm: number;
  /** 0–1. */
  readonly tempoConfidence: number;
  /** 0 on the beat, rising to 1 just before the next. Runs on through short breaks. */
  readonly beatPhase: number;
}

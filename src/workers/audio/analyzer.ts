/**
 * Everything that is heard in a stream of mono samples. Worker thread, or anywhere: pure, no browser API, no clock but the
 * count of samples. The same samples give the same frames in whatever chunks they come.
 *
 * Two clocks run side by side: a frame of features per hop, and a log-mel frame every 10 ms for onsets and beats, whose
 * results go out with the hop in which they fall.
 */
import type { AnalysisFrame, AudioFeatures } from '../../shared/audio-features.ts';
import { BandMeters, toDb } from './band-meters.ts';
import { BandSpectrum, LONG_EVERY_SEC } from './band-spectrum.ts';
import { BAND_EDGES_HZ, BAR_COUNT } from '../../shared/audio-features.ts';
import { Chroma } from './chroma.ts';
import { Rhythm } from './rhythm.ts';
import { History } from './spectrum.ts';
import { approach } from './time-constant.ts';
import { toneOf } from './tone.ts';

export interface AnalyzerOptions {
  /** 8,000 to 192,000 Hz. */
  readonly sampleRate: number;
  /** Samples per frame; 5.3 ms (256 at 48 kHz) unless told. */
  readonly hopSize?: number;
}

const DEFAULT_HOP_SEC = 256 / 48_000;
/** A one-pole high-pass: removes a constant offset, which a microphone may have. */
const DC_HZ = 4;
const LOUDNESS_SEC = 0.4;
const SILENCE_DB = -66;
const SILENT_AFTER_SEC = 0.4;
const IDLE_AFTER_SEC = 2;

export class Analyzer {
  readonly #sampleRate: number;
  readonly #hopSize: number;
  readonly #hopSec: number;
  readonly #history: History;
  readonly #spectrum: BandSpectrum;
  readonly #bands = new BandMeters(BAND_EDGES_HZ.length - 1);
  readonly #bars = new BandMeters(BAR_COUNT);
  readonly #chroma: Chroma;
  readonly #rhythm: Rhythm;
  readonly #dcKeep: number;
  #dcIn = 0;
  #dcOut = 0;
  /** Samples taken so far. */
  #count = 0;
  #nextHop: number;
  #sinceLongSec = Number.POSITIVE_INFINITY;
  #meanSquare = 0;
  #quietSec = 0;

  constructor({ sampleRate, hopSize }: AnalyzerOptions) {
    if (!(sampleRate >= 8000 && sampleRate <= 192_000)) throw new RangeError('sampleRate must be 8,000 to 192,000 Hz.');
    this.#sampleRate = sampleRate;
    this.#hopSize = Math.max(1, Math.round(hopSize ?? DEFAULT_HOP_SEC * sampleRate));
    this.#hopSec = this.#hopSize / sampleRate;
    this.#nextHop = this.#hopSize;
    this.#rhythm = new Rhythm(sampleRate, this.#hopSec);
    this.#spectrum = new BandSpectrum(sampleRate, this.#rhythm.spectrum);
    this.#chroma = new Chroma(this.#spectrum.long.power.length, this.#spectrum.long.binHz);
    this.#history = new History(this.#spectrum.long.windowSize + 1);
    this.#dcKeep = 1 - (2 * Math.PI * DC_HZ) / sampleRate;
  }

  /** Takes samples in −1…1 (louder ones and values that are no numbers do no harm); gives the frames they complete. */
  process(samples: Float32Array): AnalysisFrame[] {
    const frames: AnalysisFrame[] = [];
    for (let at = 0; at < samples.length;) {
      const count = Math.min(samples.length - at, Math.min(this.#rhythm.nextEnd, this.#nextHop) - this.#count);
      this.#take(samples, at, count);
      at += count;
      if (this.#count === this.#rhythm.nextEnd) this.#rhythm.advance(this.#history, this.#nextHop / this.#sampleRate);
      if (this.#count === this.#nextHop) {
        frames.push(this.#frame());
        this.#nextHop += this.#hopSize;
      }
    }
    return frames;
  }

  /** Takes `count` samples from `from` on: no more than lie before the next frame of either clock. */
  #take(samples: Float32Array, from: number, count: number): void {
    const room = this.#history.room(count);
    const keep = this.#dcKeep;
    let dcIn = this.#dcIn;
    let dcOut = this.#dcOut;
    for (let i = 0; i < count; i += 1) {
      const sample = samples[from + i] ?? 0;
      const clean = Number.isFinite(sample) ? Math.max(-8, Math.min(8, sample)) : 0;
      dcOut = clean - dcIn + keep * dcOut;
      dcIn = clean;
      room[i] = dcOut;
    }
    this.#dcIn = dcIn;
    this.#dcOut = dcOut;
    this.#count += count;
  }

  #frame(): AnalysisFrame {
    const timeSec = this.#count / this.#sampleRate;
    const features = this.#features();
    const { onset, beat } = this.#rhythm.collect();
    const { tempoBpm, tempoConfidence, beatPhase } = this.#rhythm.tempo(timeSec);
    const frame: AnalysisFrame = { timeSec, features, tempoBpm, tempoConfidence, beatPhase };
    if (!onset && !beat) return frame;
    return { ...frame, ...(onset && { onset }), ...(beat && { beat }) };
  }

  #features(): AudioFeatures {
    const { short, long } = this.#spectrum;
    const recent = this.#history.before(this.#count, short.windowSize);
    const meanSquare = meanSquareOf(recent);
    short.of(recent);
    this.#sinceLongSec += this.#hopSec;
    if (this.#sinceLongSec >= LONG_EVERY_SEC) {
      long.of(this.#history.before(this.#count, long.windowSize));
      this.#chroma.update(long.power, Math.min(this.#sinceLongSec, 1));
      this.#sinceLongSec = 0;
    }
    this.#bands.update(this.#spectrum.bands(), this.#hopSec);
    this.#bars.update(this.#spectrum.bars(), this.#hopSec);
    this.#meanSquare += (meanSquare - this.#meanSquare) * approach(this.#hopSec, LOUDNESS_SEC);
    this.#quietSec = toDb(meanSquare / 2) < SILENCE_DB ? this.#quietSec + this.#hopSec : 0;
    const silent = this.#quietSec >= SILENT_AFTER_SEC;
    const { centroidHz, rolloffHz, flatness } = toneOf(short.power, short.binHz);
    const { flux, bar, buildUp, drop } = this.#rhythm.features();
    return {
      rms: Math.sqrt(meanSquare),
      loudnessDb: toDb(this.#meanSquare / 2),
      centroidHz,
      rolloffHz,
      flatness,
      flux,
      bar,
      buildUp,
      drop,
      bands: this.#bands.read(),
      bars: this.#bars.read(),
      chroma: this.#chroma.read(),
      key: this.#chroma.key(),
      silent,
      idle: silent ? Math.min(1, this.#quietSec / IDLE_AFTER_SEC) : 0,
    };
  }
}

function meanSquareOf(samples: Float32Array): number {
  const paired = samples.length - (samples.length % 2);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < paired; i += 2) {
    even += (samples[i] ?? 0) ** 2;
    odd += (samples[i + 1] ?? 0) ** 2;
  }
  if (paired < samples.length) even += (samples[paired] ?? 0) ** 2;
  return (even + odd) / samples.length;
}

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
    for (let i = 0; i < samples.length; i += 1) {
      this.#take(samples[i] ?? 0);
      if (this.#count === this.#rhythm.nextEnd) this.#rhythm.advance(this.#history, this.#nextHop / this.#sampleRate);
      if (this.#count === this.#nextHop) {
        frames.push(this.#frame());
        this.#nextHop += this.#hopSize;
      }
    }
    return frames;
  }

  #take(sample: number): void {
    const clean = Number.isFinite(sample) ? Math.max(-8, Math.min(8, sample)) : 0;
    this.#dcOut = clean - this.#dcIn + this.#dcKeep * this.#dcOut;
    this.#dcIn = clean;
    this.#history.push(this.#dcOut);
    this.#count += 1;
  }

  #frame(): AnalysisFrame {
    const timeSec = this.#count / this.#sampleRate;
    const features = this.#features();
    const { onset, beat } = this.#rhythm.collect();
    return {
      timeSec,
      features,
      ...(onset && { onset }),
      ...(beat && { beat }),
      ...this.#rhythm.tempo(timeSec),
    };
  }

  #features(): AudioFeatures {
    const { short, long } = this.#spectrum;
    const recent = this.#history.before(this.#count, short.windowSize);
    let sum = 0;
    for (let i = 0; i < recent.length; i += 1) sum += (recent[i] ?? 0) ** 2;
    const meanSquare = sum / recent.length;
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
    return {
      rms: Math.sqrt(meanSquare),
      loudnessDb: toDb(this.#meanSquare / 2),
      ...toneOf(short.power, short.binHz),
      ...this.#rhythm.features(),
      bands: this.#bands.read(),
      bars: this.#bars.read(),
      chroma: this.#chroma.read(),
      key: this.#chroma.key(),
      silent,
      idle: silent ? Math.min(1, this.#quietSec / IDLE_AFTER_SEC) : 0,
    };
  }
}

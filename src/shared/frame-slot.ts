/**
 * An analysis frame laid out in memory: what crosses from the analysis worker to the page. The worker writes, the page
 * reads; who may do so when is the mailbox's business. Neither side allocates after construction.
 */
import { BAND_NAMES, BAR_COUNT, type AnalysisFrame, type AudioFeatures, type BandFeatures } from './audio-features.ts';

/** Newest samples that travel with a frame, for visualizers that draw the wave itself. */
const WAVE_SAMPLES = 1024;

const BANDS = BAND_NAMES.length;
const CHROMA = 12;
const METERS = ['db', 'level', 'presence', 'hits', 'time'] as const;

const scalars = [
  'timeSec',
  'heardAtMs',
  'pushedAtMs',
  'analysedAtMs',
  'dropped',
  'tempoBpm',
  'tempoConfidence',
  'beatPhase',
  'rms',
  'loudnessDb',
  'centroidHz',
  'rolloffHz',
  'flatness',
  'flux',
  'keyTonic',
  'keyMinor',
  'keyConfidence',
  'barBeat',
  'barBeats',
  'barConfidence',
  'buildUp',
  'drop',
  'silent',
  'idle',
] as const;
type Scalar = (typeof scalars)[number];
const at = Object.fromEntries(scalars.map((name, index) => [name, index])) as Readonly<Record<Scalar, number>>;

const SCALAR_BYTES = scalars.length * Float64Array.BYTES_PER_ELEMENT;
const FLOATS = METERS.length * (BANDS + BAR_COUNT) + CHROMA + WAVE_SAMPLES;

/** A multiple of 8. */
export const SLOT_BYTES = SCALAR_BYTES + Math.ceil(FLOATS / 2) * 8;

/** When a frame was what; all three in milliseconds since 1970 on the monotonic clock (`timeOrigin + now()`). */
export interface FrameTimes {
  /** When the frame's end, `timeSec` on the input's clock, was heard: evened out, so that it runs with that clock. */
  readonly heardAtMs: number;
  /** When the last of its samples left the audio thread. */
  readonly pushedAtMs: number;
  readonly analysedAtMs: number;
  /** Samples lost so far. */
  readonly dropped: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Features that are written again and again, in arrays that stay. */
export interface FeatureStore extends Mutable<Omit<AudioFeatures, 'key' | 'bar'>> {
  readonly key: Mutable<AudioFeatures['key']>;
  readonly bar: Mutable<AudioFeatures['bar']>;
}

/** A frame as read from a slot. */
export interface FrameStore {
  timeSec: number;
  heardAtMs: number;
  pushedAtMs: number;
  analysedAtMs: number;
  dropped: number;
  tempoBpm: number;
  tempoConfidence: number;
  beatPhase: number;
  readonly features: FeatureStore;
  readonly wave: Float32Array;
}

const bandStore = (count: number): BandFeatures => ({
  db: new Float32Array(count).fill(-120),
  level: new Float32Array(count),
  presence: new Float32Array(count),
  hits: new Float32Array(count),
  time: new Float32Array(count),
});

/** As everything rests when nothing is heard. */
export function createFrameStore(): FrameStore {
  return {
    timeSec: 0,
    heardAtMs: 0,
    pushedAtMs: 0,
    analysedAtMs: 0,
    dropped: 0,
    tempoBpm: 0,
    tempoConfidence: 0,
    beatPhase: 0,
    features: {
      rms: 0,
      loudnessDb: -120,
      centroidHz: 0,
      rolloffHz: 0,
      flatness: 0,
      flux: 0,
      bands: bandStore(BANDS),
      bars: bandStore(BAR_COUNT),
      chroma: new Float32Array(CHROMA),
      key: { tonic: 0, mode: 'major', confidence: 0 },
      bar: { beat: 0, beats: 4, confidence: 0 },
      buildUp: 0,
      drop: 0,
      silent: true,
      idle: 1,
    },
    wave: new Float32Array(WAVE_SAMPLES),
  };
}

/** One slot of memory, with its views made once. */
export class FrameSlot {
  readonly #scalars: Float64Array;
  readonly #bands: BandFeatures;
  readonly #bars: BandFeatures;
  readonly #chroma: Float32Array;
  readonly wave: Float32Array;

  constructor(memory: ArrayBufferLike, byteOffset = 0) {
    this.#scalars = new Float64Array(memory, byteOffset, scalars.length);
    let next = byteOffset + SCALAR_BYTES;
    const floats = (count: number): Float32Array => {
      const view = new Float32Array(memory, next, count);
      next += view.byteLength;
      return view;
    };
    const meters = (count: number): BandFeatures => ({
      db: floats(count),
      level: floats(count),
      presence: floats(count),
      hits: floats(count),
      time: floats(count),
    });
    this.#bands = meters(BANDS);
    this.#bars = meters(BAR_COUNT);
    this.#chroma = floats(CHROMA);
    this.wave = floats(WAVE_SAMPLES);
  }

  /** Everything but `wave`, which the writer fills itself. */
  write(frame: AnalysisFrame, times: FrameTimes): void {
    const { features } = frame;
    const { key, bar } = features;
    this.#set('timeSec', frame.timeSec);
    this.#set('heardAtMs', times.heardAtMs);
    this.#set('pushedAtMs', times.pushedAtMs);
    this.#set('analysedAtMs', times.analysedAtMs);
    this.#set('dropped', times.dropped);
    this.#set('tempoBpm', frame.tempoBpm);
    this.#set('tempoConfidence', frame.tempoConfidence);
    this.#set('beatPhase', frame.beatPhase);
    this.#set('rms', features.rms);
    this.#set('loudnessDb', features.loudnessDb);
    this.#set('centroidHz', features.centroidHz);
    this.#set('rolloffHz', features.rolloffHz);
    this.#set('flatness', features.flatness);
    this.#set('flux', features.flux);
    this.#set('keyTonic', key.tonic);
    this.#set('keyMinor', key.mode === 'minor' ? 1 : 0);
    this.#set('keyConfidence', key.confidence);
    this.#set('barBeat', bar.beat);
    this.#set('barBeats', bar.beats);
    this.#set('barConfidence', bar.confidence);
    this.#set('buildUp', features.buildUp);
    this.#set('drop', features.drop);
    this.#set('silent', features.silent ? 1 : 0);
    this.#set('idle', features.idle);
    copyMeters(features.bands, this.#bands);
    copyMeters(features.bars, this.#bars);
    this.#chroma.set(features.chroma);
  }

  read(into: FrameStore): void {
    const { features } = into;
    into.timeSec = this.#get('timeSec');
    into.heardAtMs = this.#get('heardAtMs');
    into.pushedAtMs = this.#get('pushedAtMs');
    into.analysedAtMs = this.#get('analysedAtMs');
    into.dropped = this.#get('dropped');
    into.tempoBpm = this.#get('tempoBpm');
    into.tempoConfidence = this.#get('tempoConfidence');
    into.beatPhase = this.#get('beatPhase');
    features.rms = this.#get('rms');
    features.loudnessDb = this.#get('loudnessDb');
    features.centroidHz = this.#get('centroidHz');
    features.rolloffHz = this.#get('rolloffHz');
    features.flatness = this.#get('flatness');
    features.flux = this.#get('flux');
    features.key.tonic = this.#get('keyTonic');
    features.key.mode = this.#get('keyMinor') === 1 ? 'minor' : 'major';
    features.key.confidence = this.#get('keyConfidence');
    features.bar.beat = this.#get('barBeat');
    features.bar.beats = this.#get('barBeats');
    features.bar.confidence = this.#get('barConfidence');
    features.buildUp = this.#get('buildUp');
    features.drop = this.#get('drop');
    features.silent = this.#get('silent') === 1;
    features.idle = this.#get('idle');
    copyMeters(this.#bands, features.bands);
    copyMeters(this.#bars, features.bars);
    features.chroma.set(this.#chroma);
    into.wave.set(this.wave);
  }

  #set(name: Scalar, value: number): void {
    this.#scalars[at[name]] = value;
  }

  #get(name: Scalar): number {
    return this.#scalars[at[name]] ?? 0;
  }
}

function copyMeters(from: BandFeatures, to: BandFeatures): void {
  for (const meter of METERS) to[meter].set(from[meter]);
}

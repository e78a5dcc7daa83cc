/** Onsets, beats, bars and structure, from log-mel frames every 10 ms. Worker thread; the analyzer gives it the samples. */
import { Bars, type BarPosition } from './bars.ts';
import { type BeatHeard, BeatNetwork, NETWORK_DELAY_SEC } from './beat-network.ts';
import { BeatTracker, type TrackedBeat } from './beat-tracker.ts';
import { LogMel, MEL_BANDS, MEL_FPS } from './log-mel.ts';
import { type Onset, OnsetLanes } from './onset-lanes.ts';
import { PulseSound } from './pulse-sound.ts';
import type { History, PowerSpectrum } from './spectrum.ts';
import { Structure } from './structure.ts';

export interface RhythmFeatures {
  readonly flux: number;
  readonly bar: BarPosition;
  readonly buildUp: number;
  readonly drop: number;
}

/** Mean square below which nothing sounds, −66 dB: where the analyzer's own silence begins. */
const SILENCE = 10 ** -6.6;

export class Rhythm {
  /** Input index at which `advance` is due. */
  nextEnd: number;
  readonly #sampleRate: number;
  readonly #mel: LogMel;
  readonly #older = new Float32Array(MEL_BANDS);
  readonly #newer = new Float32Array(MEL_BANDS);
  readonly #lanes = new OnsetLanes();
  readonly #structure = new Structure();
  readonly #network = new BeatNetwork();
  readonly #sound = new PulseSound();
  readonly #tracker: BeatTracker;
  readonly #bars = new Bars();
  #frames = 0;
  #silentFrames = 0;
  #downbeat = 0;
  #onset: Onset | undefined;
  #beat: TrackedBeat | undefined;

  constructor(sampleRate: number, hopSec: number) {
    this.#sampleRate = sampleRate;
    this.#mel = new LogMel(sampleRate);
    this.nextEnd = this.#mel.endOf(0);
    this.#tracker = new BeatTracker(Math.max(2 / MEL_FPS, hopSec), this.#sound);
  }

  /** Reads the log-mel frame that ends now. `heardSec`: end of the hop with which the results go out. */
  advance(history: History, heardSec: number): void {
    const frame = this.#frames % 2 === 0 ? this.#older : this.#newer;
    const endSec = this.nextEnd / this.#sampleRate;
    this.#mel.into(frame, history.before(this.nextEnd, this.#mel.windowSize));
    this.#silentFrames = meanSquare(this.#mel.spectrum.power) < SILENCE ? this.#silentFrames + 1 : 0;
    this.#frames += 1;
    this.nextEnd = this.#mel.endOf(this.#frames);
    const onset = this.#lanes.of(frame);
    if (onset && onset.strength > (this.#onset?.strength ?? 0)) this.#onset = onset;
    this.#structure.update(frame, this.#lanes.flux);
    this.#sound.frame(frame, this.#lanes.rises);
    if (this.#frames % 2 === 0) this.#track(this.#network.step(this.#older, this.#newer), endSec, heardSec);
  }

  #track({ beat, downbeat, pulse }: BeatHeard, endSec: number, heardSec: number): void {
    const newerSec = endSec - NETWORK_DELAY_SEC;
    this.#downbeat = Math.max(this.#downbeat * 0.7, downbeat[0], downbeat[1]);
    const silentSec = this.#silentFrames / MEL_FPS;
    this.#sound.heard(beat[0], downbeat[0]);
    const first = this.#tracker.step(beat[0], pulse, newerSec - 1 / MEL_FPS, heardSec, silentSec);
    this.#sound.heard(beat[1], downbeat[1]);
    const second = this.#tracker.step(beat[1], pulse, newerSec, heardSec, silentSec);
    const found = first ?? second;
    if (!found) return;
    this.#beat = found;
    this.#bars.beat(this.#downbeat);
  }

  /** The 42 ms window that is renewed every 10 ms. */
  get spectrum(): PowerSpectrum {
    return this.#mel.spectrum;
  }

  /** What has happened since the last call. */
  collect(): { onset: Onset | undefined; beat: TrackedBeat | undefined } {
    const happened = { onset: this.#onset, beat: this.#beat };
    this.#onset = undefined;
    this.#beat = undefined;
    return happened;
  }

  tempo(nowSec: number): { tempoBpm: number; tempoConfidence: number; beatPhase: number } {
    return {
      tempoBpm: this.#tracker.tempoBpm(),
      tempoConfidence: this.#tracker.confidence(),
      beatPhase: this.#tracker.phaseAt(nowSec),
    };
  }

  features(): RhythmFeatures {
    return {
      flux: this.#lanes.flux,
      bar: this.#bars.position,
      buildUp: this.#structure.buildUp,
      drop: this.#structure.drop,
    };
  }
}

function meanSquare(power: Float64Array): number {
  let even = 0;
  let odd = 0;
  for (let bin = 0; bin + 1 < power.length; bin += 2) {
    even += power[bin] ?? 0;
    odd += power[bin + 1] ?? 0;
  }
  // bins are one more than a power of two
  return even + odd + (power.at(-1) ?? 0);
}

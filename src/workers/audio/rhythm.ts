/** Onsets, beats, bars and structure, from log-mel frames every 10 ms. Worker thread; the analyzer gives it the samples. */
import { Bars, type BarPosition } from './bars.ts';
import { BeatTracker, type TrackedBeat } from './beat-tracker.ts';
import { FluxActivation } from './flux-activation.ts';
import { LogMel, MEL_BANDS } from './log-mel.ts';
import { type Onset, OnsetLanes } from './onset-lanes.ts';
import type { History } from './spectrum.ts';
import { Structure } from './structure.ts';

const DELAY_SEC = 0.021;

export interface RhythmFeatures {
  readonly flux: number;
  readonly bar: BarPosition;
  readonly buildUp: number;
  readonly drop: number;
}

export class Rhythm {
  /** Input index at which `advance` is due. */
  nextEnd: number;
  readonly #mel: LogMel;
  readonly #frame = new Float32Array(MEL_BANDS);
  readonly #lanes = new OnsetLanes();
  readonly #structure = new Structure();
  readonly #activation = new FluxActivation();
  readonly #tracker: BeatTracker;
  readonly #bars = new Bars();
  #frames = 0;
  #onset: Onset | undefined;
  #beat: TrackedBeat | undefined;

  constructor(sampleRate: number, hopSec: number) {
    this.#mel = new LogMel(sampleRate);
    this.nextEnd = this.#mel.endOf(0);
    this.#tracker = new BeatTracker(hopSec);
  }

  /** Reads the log-mel frame that ends now. */
  advance(history: History, nowSec: number): void {
    this.#mel.into(this.#frame, history.before(this.nextEnd, this.#mel.windowSize));
    this.#frames += 1;
    this.nextEnd = this.#mel.endOf(this.#frames);
    const onset = this.#lanes.of(this.#frame);
    if (onset && onset.strength > (this.#onset?.strength ?? 0)) this.#onset = onset;
    this.#structure.update(this.#frame, this.#lanes.flux);
    const activation = this.#activation.of(this.#frame);
    const beat = this.#tracker.step(activation, 1, nowSec - DELAY_SEC, nowSec);
    if (beat) {
      this.#beat = beat;
      this.#bars.beat(0);
    }
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

/**
 * Turns beat activations into announced beats. Worker thread. Once announced a beat stands: times strictly increase, and
 * none is announced more than 50 ms late.
 */
import { BeatLevel } from './beat-level.ts';
import { BeatOctave } from './beat-octave.ts';
import { BeatPhase } from './beat-phase.ts';
import type { PulseSound } from './pulse-sound.ts';
import { approach } from './time-constant.ts';
import { STATE_FPS, type BeatBelief, TempoStates } from './tempo-states.ts';

/** 50 ms is allowed. A beat waits for as much of its sound as fits, and is announced before the next chance is too late. */
const MAX_LATE_SEC = 0.045;
/** Two beats lie at least this part of a period apart; a shorter gap is a change of mind, and waits for the next beat. */
const MIN_GAP = 0.6;
/**
 * How much better than chance the model foresees what is heard, per step (natural logarithm), × the network's own doubt:
 * music has 0.03 to 0.2, noise 0.00, speech 0.02. The tracker speaks above the first and falls silent below the second.
 */
const SPEAK = 0.036;
const FALL_SILENT = 0.019;
const TRUST_RATE = approach(1 / STATE_FPS, 2);
/** Through a rest the beat goes on for this many beats of silence, then it has stopped. The network remembers longer. */
const REST_BEATS = 2;
/**
 * Running forward only, the model is led by the rise of an activation before its peak: its beats came 5 ms early in the
 * median of rendered songs, 8 ms in that of the annotated pieces.
 */
const EARLY_SEC = 0.006;
/** Trust at which a beat counts as certain. */
const CERTAIN = 0.09;

export interface TrackedBeat {
  readonly timeSec: number;
  readonly confidence: number;
}

export class BeatTracker {
  readonly #states = new TempoStates();
  readonly #octave = new BeatOctave();
  readonly #everySec: number;
  #belief: BeatBelief = { period: STATE_FPS / 2, position: 0, tempoShare: 0, phaseShare: 0 };
  readonly #level: BeatLevel;
  readonly #phase: BeatPhase;
  readonly #sound: PulseSound;
  /** The last pulse that was told, or would have been as every second one. */
  #lastSec = Number.NEGATIVE_INFINITY;
  /** The last pulse, told or not: the level is judged before the tracker speaks. */
  #lastPulseSec = Number.NEGATIVE_INFINITY;
  #stateSec = 0;
  #trust = 0;
  #speaking = false;
  #resting = false;

  /** `everySec`: the time between two chances to announce a beat. */
  constructor(everySec: number, sound: PulseSound, level = new BeatLevel(), phase = new BeatPhase()) {
    this.#everySec = everySec;
    this.#sound = sound;
    this.#level = level;
    this.#phase = phase;
  }

  /**
   * `stateSec` is the moment the activation speaks of, `heardSec` when what is returned will be told. `pulse` (0–1) tells
   * how sure it is that there is a beat at all, `silentSec` for how long nothing has sounded. Returns a beat to announce
   * now, if any.
   */
  step(
    activation: number,
    pulse: number,
    stateSec: number,
    heardSec: number,
    silentSec: number,
  ): TrackedBeat | undefined {
    const foreseen = this.#states.step(activation);
    this.#stateSec = stateSec + EARLY_SEC;
    this.#belief = this.#octave.keep(this.#states.read(), this.#stateSec, this.#level.told);
    this.#trust += (foreseen * pulse - this.#trust) * TRUST_RATE;
    if (this.#trust > SPEAK) this.#speaking = true;
    if (this.#trust < FALL_SILENT) this.#speaking = false;
    this.#resting = silentSec * STATE_FPS > REST_BEATS * this.#level.pulsesPerBeat * this.#belief.period;
    if (!this.#isHeard()) this.#level.rest();
    return this.#announce(heardSec);
  }

  #announce(heardSec: number): TrackedBeat | undefined {
    const pulseSec = this.#pulse(heardSec, this.#lastPulseSec, this.#belief.position);
    if (pulseSec !== undefined) {
      this.#lastPulseSec = pulseSec;
      const periodSec = this.#belief.period / STATE_FPS;
      let sound: Float32Array | undefined;
      // both judges ask for the same one
      const soundOf = (from: number, to: number) => (sound ??= this.#sound.between(from, to));
      this.#level.pulse(pulseSec, periodSec, soundOf);
      this.#phase.pulse(pulseSec, periodSec, this.#level.pulsesPerBeat, soundOf);
    }
    if (!this.#isHeard()) return undefined;
    const timeSec = this.#pulse(heardSec, this.#lastSec, this.#position());
    if (timeSec === undefined) return undefined;
    this.#lastSec = timeSec;
    return this.#level.pulsesSinceBeat(timeSec) === 0 ? { timeSec, confidence: this.#sureness() } : undefined;
  }

  /** Steps since the last pulse, or since half-way between the last two where beats are told there. */
  #position(): number {
    const { period, position } = this.#belief;
    return this.#phase.isBetween ? (position + period / 2) % period : position;
  }

  /** The pulse to tell now, if any, when the last was told at `lastSec` and `position` steps have gone by since one. */
  #pulse(heardSec: number, lastSec: number, position: number): number | undefined {
    const { period } = this.#belief;
    const periodSec = period / STATE_FPS;
    const sinceSec = position / STATE_FPS;
    const beforeSec = this.#stateSec - sinceSec;
    const afterSec = beforeSec + periodSec;
    const fresh = (sec: number) => sec - lastSec > MIN_GAP * periodSec;
    let timeSec: number | undefined;
    if (heardSec - beforeSec <= MAX_LATE_SEC && fresh(beforeSec)) timeSec = beforeSec;
    // the belief may have moved past a beat that was to come: told now, it is as old as it may be
    else if (heardSec + this.#everySec - afterSec > MAX_LATE_SEC && fresh(afterSec))
      timeSec = Math.max(afterSec, heardSec - MAX_LATE_SEC);
    return timeSec !== undefined && timeSec >= 0 ? timeSec : undefined;
  }

  #isHeard(): boolean {
    return this.#speaking && !this.#resting;
  }

  tempoBpm(): number {
    return this.#isHeard() ? (60 * STATE_FPS) / this.#belief.period / this.#level.pulsesPerBeat : 0;
  }

  confidence(): number {
    return this.#sureness() * this.#belief.tempoShare;
  }

  #sureness(): number {
    if (this.#resting) return 0;
    return Math.max(0, Math.min(1, this.#trust / CERTAIN));
  }

  /** Phase at an input time, 0 on the beat. */
  phaseAt(nowSec: number): number {
    const { period } = this.#belief;
    const position = this.#position();
    const since = this.#level.pulsesSinceBeat(this.#stateSec - position / STATE_FPS);
    const pulses = since + (position + (nowSec - this.#stateSec) * STATE_FPS) / period;
    const beats = pulses / this.#level.pulsesPerBeat;
    return beats - Math.floor(beats);
  }
}

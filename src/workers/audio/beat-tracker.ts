/**
 * Turns beat activations into announced beats. Worker thread. Once announced a beat stands: times strictly increase, and
 * none is announced more than 50 ms late.
 */
import { STATE_FPS, type BeatBelief, TempoStates } from './tempo-states.ts';

/** 50 ms is allowed. A beat waits for as much of its sound as fits, and is announced before the next chance is too late. */
const MAX_LATE_SEC = 0.045;
/** Two beats lie at least this part of a period apart; a shorter gap is a change of mind, and waits for the next beat. */
const MIN_GAP = 0.6;
/** Below this (0–1) the tracker keeps its beats to itself. */
const SPEAK = 0.5;
const FALL_SILENT = 0.35;
const TRUST_SEC = 1.2;

export interface TrackedBeat {
  readonly timeSec: number;
  readonly confidence: number;
}

export class BeatTracker {
  readonly #states = new TempoStates();
  readonly #everySec: number;
  #belief: BeatBelief = { period: STATE_FPS / 2, position: 0, tempoShare: 0, phaseShare: 0 };
  #lastSec = Number.NEGATIVE_INFINITY;
  #stateSec = 0;
  #trust = 0;
  #speaking = false;

  /** `everySec`: the time between two chances to announce a beat. */
  constructor(everySec: number) {
    this.#everySec = everySec;
  }

  /**
   * `stateSec` is the moment the activation speaks of, `heardSec` when what is returned will be told. `pulse` (0–1) tells
   * how sure it is that there is a beat at all. Returns a beat to announce now, if any.
   */
  step(activation: number, pulse: number, stateSec: number, heardSec: number): TrackedBeat | undefined {
    this.#states.step(activation);
    this.#stateSec = stateSec;
    this.#belief = this.#states.read();
    const { phaseShare } = this.#belief;
    const sure = pulse * Math.min(1, phaseShare * 1.5);
    this.#trust += (sure - this.#trust) * (1 - Math.exp(-1 / STATE_FPS / TRUST_SEC));
    if (this.#trust > SPEAK) this.#speaking = true;
    if (this.#trust < FALL_SILENT) this.#speaking = false;
    return this.#announce(heardSec);
  }

  #announce(heardSec: number): TrackedBeat | undefined {
    const { period, position } = this.#belief;
    const periodSec = period / STATE_FPS;
    const sinceSec = position / STATE_FPS;
    const beforeSec = this.#stateSec - sinceSec;
    const afterSec = beforeSec + periodSec;
    const fresh = (sec: number) => sec - this.#lastSec > MIN_GAP * periodSec;
    let timeSec: number | undefined;
    if (heardSec - beforeSec <= MAX_LATE_SEC && fresh(beforeSec)) timeSec = beforeSec;
    else if (heardSec + this.#everySec - afterSec > MAX_LATE_SEC && fresh(afterSec)) timeSec = afterSec;
    if (timeSec === undefined || timeSec < 0) return undefined;
    if (!this.#speaking) return undefined;
    this.#lastSec = timeSec;
    return { timeSec, confidence: this.#trust };
  }

  tempoBpm(): number {
    return this.#speaking ? (60 * STATE_FPS) / this.#belief.period : 0;
  }

  confidence(): number {
    return Math.min(1, this.#trust) * this.#belief.tempoShare;
  }

  /** Phase at an input time, 0 on the beat. */
  phaseAt(nowSec: number): number {
    const { period, position } = this.#belief;
    const beats = (position + (nowSec - this.#stateSec) * STATE_FPS) / period;
    return beats - Math.floor(beats);
  }
}

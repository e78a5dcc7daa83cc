/**
 * Turns beat activations into announced beats. Worker thread. Once announced a beat stands: times strictly increase, and
 * none is announced more than 50 ms late.
 */
import { STATE_FPS, type BeatBelief, TempoStates } from './tempo-states.ts';

/** A beat is announced when it is this near, or has been for this long: hearing it first makes it surer. */
const ANNOUNCE_AFTER_SEC = 0.0;
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
  readonly #hopSec: number;
  #belief: BeatBelief = { period: STATE_FPS / 2, position: 0, tempoShare: 0, phaseShare: 0 };
  #lastSec = Number.NEGATIVE_INFINITY;
  #stateSec = 0;
  #trust = 0;
  #speaking = false;

  /** `leadSec`: how long until the caller can announce again. */
  constructor(leadSec: number) {
    this.#hopSec = leadSec;
  }

  /**
   * `stateSec` is the moment the activation speaks of, `nowSec` the input's time. `pulse` (0–1) tells how sure it is that
   * there is a beat at all. Returns a beat to announce now, if any.
   */
  step(activation: number, pulse: number, stateSec: number, nowSec: number): TrackedBeat | undefined {
    this.#states.step(activation);
    this.#stateSec = stateSec;
    this.#belief = this.#states.read();
    const { phaseShare } = this.#belief;
    const sure = pulse * Math.min(1, phaseShare * 1.5);
    this.#trust += (sure - this.#trust) * (1 - Math.exp(-1 / STATE_FPS / TRUST_SEC));
    if (this.#trust > SPEAK) this.#speaking = true;
    if (this.#trust < FALL_SILENT) this.#speaking = false;
    return this.#announce(nowSec);
  }

  #announce(nowSec: number): TrackedBeat | undefined {
    const { period, position } = this.#belief;
    const periodSec = period / STATE_FPS;
    const sinceSec = position / STATE_FPS;
    const beforeSec = this.#stateSec - sinceSec;
    const afterSec = beforeSec + periodSec;
    // the beat just passed if it is new and not too late, else the next one if it comes before we can speak again
    const fresh = (sec: number) => sec - this.#lastSec > MIN_GAP * periodSec;
    let timeSec: number | undefined;
    if (nowSec - beforeSec <= MAX_LATE_SEC && fresh(beforeSec)) timeSec = beforeSec;
    else if (afterSec + ANNOUNCE_AFTER_SEC <= nowSec + this.#hopSec && fresh(afterSec)) timeSec = afterSec;
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

/**
 * A hidden Markov model of beats: the bar pointer of Krebs, Böck and Widmer (“An efficient state-space model for joint
 * tempo and meter tracking”, ISMIR 2015), one beat long, run forward only. Worker thread; owns its arrays.
 *
 * A state is (period, position): the beat began `position` steps ago and lasts `period` steps. Each step moves every
 * state one position on; at the end of a period the tempo may change, with probability ∝ exp(−λ |new / old − 1|).
 */

/** Steps per second of the model. */
export const STATE_FPS = 100;
const FASTEST_BPM = 215;
const SLOWEST_BPM = 55;
const MIN_PERIOD = Math.ceil((60 * STATE_FPS) / FASTEST_BPM);
const MAX_PERIOD = Math.floor((60 * STATE_FPS) / SLOWEST_BPM);
const PERIODS = MAX_PERIOD - MIN_PERIOD + 1;
/** The network was trained with beats counting more than gaps, twice as much over a beat's flanks: this undoes it. */
const TRAINED_WEIGHT = 2;
/** Neighbouring steps hear much the same: each counts for less than independent evidence would. */
const INDEPENDENCE = 0.6;
/** How stiff the tempo is; 100 is what the authors use. */
const TEMPO_LAMBDA = 100;
/** The 1/16 of a period around its begin is “on the beat”. */
const BEAT_PART = 16;
/** Share of belief that starts afresh each second: a new song need not fight the old one's tempo for long. */
const FORGET_PER_SEC = 0.02;

export interface BeatBelief {
  /** Steps per beat of the likeliest period. */
  readonly period: number;
  /** Steps since that beat began. */
  readonly position: number;
  /** Share of belief in periods within 4 % of it. */
  readonly tempoShare: number;
  /** Share of belief that agrees with its tempo and phase. */
  readonly phaseShare: number;
}

export class TempoStates {
  readonly #starts: Int32Array;
  #belief: Float64Array;
  #next: Float64Array;
  /** `#change[from * PERIODS + to]`. */
  readonly #change = new Float64Array(PERIODS * PERIODS);
  readonly #entry = new Float64Array(PERIODS);
  readonly #prior: Float64Array;

  constructor() {
    this.#starts = new Int32Array(PERIODS + 1);
    for (let i = 0; i < PERIODS; i += 1) this.#starts[i + 1] = (this.#starts[i] ?? 0) + MIN_PERIOD + i;
    const count = this.#starts[PERIODS] ?? 0;
    this.#belief = new Float64Array(count).fill(1 / count);
    this.#next = new Float64Array(count);
    this.#prior = new Float64Array(PERIODS).fill(1 / count);
    for (let from = 0; from < PERIODS; from += 1) {
      let sum = 0;
      for (let to = 0; to < PERIODS; to += 1) {
        const ratio = (MIN_PERIOD + to) / (MIN_PERIOD + from);
        const p = Math.exp(-TEMPO_LAMBDA * Math.abs(ratio - 1));
        this.#change[from * PERIODS + to] = p;
        sum += p;
      }
      for (let to = 0; to < PERIODS; to += 1) {
        const p = (this.#change[from * PERIODS + to] ?? 0) / sum;
        this.#change[from * PERIODS + to] = p < 1e-9 ? 0 : p;
      }
    }
  }

  /**
   * One step with the probability (0–1) that a beat falls on it. Returns how much better the model foresaw it than one
   * that knows no phase: the logarithm of the ratio of their likelihoods.
   */
  step(activation: number): number {
    this.#advance();
    const heard = Math.min(0.999, Math.max(0.001, activation));
    const onBeat = heard ** INDEPENDENCE;
    const offBeat = ((TRAINED_WEIGHT * (1 - heard)) / (BEAT_PART - 1)) ** INDEPENDENCE;
    const next = this.#next;
    let sum = 0;
    for (let i = 0; i < PERIODS; i += 1) {
      const start = this.#starts[i] ?? 0;
      const period = MIN_PERIOD + i;
      const half = period / BEAT_PART / 2;
      const beatEnd = start + half;
      const beatBegin = start + period - half;
      for (let s = start; s < start + period; s += 1) {
        const p = (next[s] ?? 0) * (s <= beatEnd || s >= beatBegin ? onBeat : offBeat);
        next[s] = p;
        sum += p;
      }
    }
    const fresh = FORGET_PER_SEC / STATE_FPS;
    const scale = (1 - fresh) / (sum || 1);
    for (let i = 0; i < PERIODS; i += 1) {
      const start = this.#starts[i] ?? 0;
      const prior = (this.#prior[i] ?? 0) * fresh;
      for (let s = start; s < start + MIN_PERIOD + i; s += 1) next[s] = (next[s] ?? 0) * scale + prior;
    }
    this.#next = this.#belief;
    this.#belief = next;
    return Math.log((sum + 1e-12) / ((onBeat + (BEAT_PART - 1) * offBeat) / BEAT_PART));
  }

  #advance(): void {
    const belief = this.#belief;
    const next = this.#next;
    const entry = this.#entry.fill(0);
    for (let from = 0; from < PERIODS; from += 1) {
      const last = belief[(this.#starts[from + 1] ?? 0) - 1] ?? 0;
      if (last < 1e-12) continue;
      for (let to = 0; to < PERIODS; to += 1) {
        entry[to] = (entry[to] ?? 0) + last * (this.#change[from * PERIODS + to] ?? 0);
      }
    }
    next.set(belief.subarray(0, belief.length - 1), 1);
    for (let i = 0; i < PERIODS; i += 1) next[this.#starts[i] ?? 0] = entry[i] ?? 0;
  }

  /** What the model believes now. */
  read(): BeatBelief {
    const belief = this.#belief;
    let best = 0;
    for (let s = 1; s < belief.length; s += 1) if ((belief[s] ?? 0) > (belief[best] ?? 0)) best = s;
    let row = 0;
    while (row + 1 < PERIODS && (this.#starts[row + 1] ?? 0) <= best) row += 1;
    const period = MIN_PERIOD + row;
    const position = best - (this.#starts[row] ?? 0);
    const near = Math.max(1, Math.round(period * 0.04));
    let tempoShare = 0;
    let phaseShare = 0;
    let phaseSum = 0;
    let periodSum = 0;
    for (let i = Math.max(0, row - near); i <= Math.min(PERIODS - 1, row + near); i += 1) {
      const length = MIN_PERIOD + i;
      const start = this.#starts[i] ?? 0;
      for (let p = 0; p < length; p += 1) {
        const share = belief[start + p] ?? 0;
        tempoShare += share;
        let away = p / length - position / period;
        away -= Math.round(away);
        if (Math.abs(away) > 0.12) continue;
        phaseShare += share;
        phaseSum += share * away;
        periodSum += share * length;
      }
    }
    // the mean over the neighbourhood is finer than a step
    const mean = periodSum / (phaseShare || 1);
    return {
      period: mean || period,
      position: (position / period + phaseSum / (phaseShare || 1)) * (mean || period),
      tempoShare,
      phaseShare,
    };
  }
}

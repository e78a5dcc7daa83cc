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
const INDEPENDENCE = 0.55;
/** How stiff the tempo is. The authors use 100; over a single beat somewhat less follows players better. */
const TEMPO_LAMBDA = 70;
/** Rarer changes of tempo are left out: a fresh start is as likely. */
const LEAST_CHANGE = 1e-6;
/** People tap rather near this tempo than at its half or double (van Noorden and Moelants, 1999): a mild, steady preference. */
const PREFERRED_BPM = 105;
/** Belief lost per second by a tempo one octave away from the preferred one, as a natural logarithm. */
const PREFERENCE_PER_SEC = 1;
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
  /** From a period's start to here, and from here to its end, a state is on the beat. */
  readonly #beatEnds = new Int32Array(PERIODS);
  readonly #beatBegins = new Int32Array(PERIODS);
  /** Each state's share of the belief is `#raw × #scale + #fresh`: dividing and renewing wait for the next step's pass. */
  readonly #raw: Float64Array;
  #scale = 1 - FORGET_PER_SEC / STATE_FPS;
  readonly #fresh: number;
  /** `#change[from * PERIODS + to]`, 0 outside of `#nearest[from]` to `#farthest[from]`. */
  readonly #change = new Float64Array(PERIODS * PERIODS);
  readonly #nearest = new Int32Array(PERIODS);
  readonly #farthest = new Int32Array(PERIODS);
  readonly #entry = new Float64Array(PERIODS);
  /** What is left of the belief in each period after a step, for being far from the preferred tempo. */
  readonly #preference = new Float64Array(PERIODS);
  /** The likeliest state. */
  #best = 0;

  constructor() {
    this.#starts = new Int32Array(PERIODS + 1);
    for (let i = 0; i < PERIODS; i += 1) this.#starts[i + 1] = (this.#starts[i] ?? 0) + MIN_PERIOD + i;
    const count = this.#starts[PERIODS] ?? 0;
    // whole fours, for `#find`
    this.#raw = new Float64Array(4 * Math.ceil(count / 4));
    this.#raw.fill(1 / count, 0, count);
    this.#fresh = FORGET_PER_SEC / STATE_FPS / count;
    for (let from = 0; from < PERIODS; from += 1) {
      const half = (MIN_PERIOD + from) / BEAT_PART / 2;
      this.#beatEnds[from] = Math.floor((this.#starts[from] ?? 0) + half) + 1;
      this.#beatBegins[from] = Math.ceil((this.#starts[from + 1] ?? 0) - half);
      const octaves = Math.log2((60 * STATE_FPS) / (MIN_PERIOD + from) / PREFERRED_BPM);
      this.#preference[from] = Math.exp((-PREFERENCE_PER_SEC * octaves ** 2) / STATE_FPS);
      this.#tabulate(from);
    }
  }

  #tabulate(from: number): void {
    const odds = Array.from({ length: PERIODS }, (_, to) =>
      Math.exp(-TEMPO_LAMBDA * Math.abs((MIN_PERIOD + to) / (MIN_PERIOD + from) - 1)),
    );
    const sum = odds.reduce((total, p) => total + p, 0);
    const possible = (p: number) => p / sum >= LEAST_CHANGE;
    this.#nearest[from] = odds.findIndex(possible);
    this.#farthest[from] = odds.findLastIndex(possible);
    odds.forEach((p, to) => (this.#change[from * PERIODS + to] = possible(p) ? p / sum : 0));
  }

  /**
   * One step with the probability (0–1) that a beat falls on it. Returns how much better the model foresaw it than one
   * that knows no phase: the logarithm of the ratio of their likelihoods.
   */
  step(activation: number): number {
    this.#enter();
    const heard = Math.min(0.999, Math.max(0.001, activation));
    const onBeat = heard ** INDEPENDENCE;
    const offBeat = ((TRAINED_WEIGHT * (1 - heard)) / (BEAT_PART - 1)) ** INDEPENDENCE;
    let sum = 0;
    for (let row = 0; row < PERIODS; row += 1) {
      const preference = this.#preference[row] ?? 1;
      const on = onBeat * preference;
      const off = offBeat * preference;
      const start = this.#starts[row] ?? 0;
      const beatEnd = this.#beatEnds[row] ?? 0;
      const beatBegin = this.#beatBegins[row] ?? 0;
      // from the end on, so that each state still finds its predecessor as it was
      sum += this.#move(beatBegin, this.#starts[row + 1] ?? 0, on);
      sum += this.#move(beatEnd, beatBegin, off);
      sum += this.#move(start + 1, beatEnd, on);
      const entered = (this.#entry[row] ?? 0) * on;
      this.#raw[start] = entered;
      sum += entered;
    }
    this.#find();
    this.#scale = (1 - FORGET_PER_SEC / STATE_FPS) / (sum || 1);
    return Math.log((sum + 1e-12) / ((onBeat + (BEAT_PART - 1) * offBeat) / BEAT_PART));
  }

  /** Notes the likeliest state, the first of equals. */
  #find(): void {
    const raw = this.#raw;
    // most often it is where the last one has moved to: beside that, few are likelier
    let best = Math.min(this.#best + 1, raw.length - 1);
    let most = raw[best] ?? 0;
    for (let s = 0; s < raw.length; s += 4) {
      const isPassedBy =
        (raw[s] ?? 0) < most && (raw[s + 1] ?? 0) < most && (raw[s + 2] ?? 0) < most && (raw[s + 3] ?? 0) < most;
      if (isPassedBy) continue;
      for (let i = s; i < s + 4; i += 1) {
        const p = raw[i] ?? 0;
        if (p < most || (p === most && i > best)) continue;
        most = p;
        best = i;
      }
    }
    this.#best = best;
  }

  /** Moves the states before `from`…`to` one position on, with this likelihood. Returns their sum. */
  #move(from: number, to: number, likelihood: number): number {
    const raw = this.#raw;
    const scale = this.#scale * likelihood;
    const fresh = this.#fresh * likelihood;
    // three at a time: their sums need not wait for each other
    let a = 0;
    let b = 0;
    let c = 0;
    let s = to - 1;
    for (; s >= from + 2; s -= 3) {
      const x = (raw[s - 1] ?? 0) * scale + fresh;
      const y = (raw[s - 2] ?? 0) * scale + fresh;
      const z = (raw[s - 3] ?? 0) * scale + fresh;
      raw[s] = x;
      raw[s - 1] = y;
      raw[s - 2] = z;
      a += x;
      b += y;
      c += z;
    }
    for (; s >= from; s -= 1) {
      const p = (raw[s - 1] ?? 0) * scale + fresh;
      raw[s] = p;
      a += p;
    }
    return a + b + c;
  }

  /** What enters each period from the ends of all. */
  #enter(): void {
    const entry = this.#entry.fill(0);
    for (let from = 0; from < PERIODS; from += 1) {
      const last = this.#shareOf((this.#starts[from + 1] ?? 0) - 1);
      const farthest = this.#farthest[from] ?? 0;
      for (let to = this.#nearest[from] ?? 0; to <= farthest; to += 1) {
        entry[to] = (entry[to] ?? 0) + last * (this.#change[from * PERIODS + to] ?? 0);
      }
    }
  }

  #shareOf(state: number): number {
    return (this.#raw[state] ?? 0) * this.#scale + this.#fresh;
  }

  /** What the model believes now. */
  read(): BeatBelief {
    const best = this.#best;
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
        const share = this.#shareOf(start + p);
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

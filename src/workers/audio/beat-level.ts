/**
 * Whether the pulses that the beat model follows are beats, or whether every second one is: the model and the network
 * before it take eighths for beats in slow music. Worker thread; owns its arrays.
 *
 * Pulses of a steady tempo are described by what sounded on and between them; from the last of them come the accents of
 * every second pulse, how well each channel repeats after 1 to 8 pulses, and the tempo. A small network (tools/beat-training/
 * train_level.py) weighs them. Minds are changed in the first pulses of a tempo only: later a listener would hear a break.
 * Where the tempo doubles, the beats that were told are carried on as every second pulse until the judge knows better.
 */
import { LEVEL_SHAPE, LEVEL_WEIGHTS } from './level-weights.ts';
import { CHANNELS, PULSE_SIZE } from './pulse-sound.ts';
import { isOctave, type ToldTempo } from './told-tempo.ts';

/** Pulses looked back on. */
const REMEMBERED = 32;
const FEWEST = 4;
/** Pulses after which the level of a tempo stands. */
const DECIDED_AFTER = 12;
/** Expected F-measure that must be won. */
const LEAST_GAIN = 0.03;
/** F-measure of beats told twice as often, or half as often, as they are. */
const OCTAVE_OFF = 2 / 3;
/** Pulses of a tempo after which its beats are carried on where it doubles. */
const CARRIED_AFTER = 4;
/** How far having been told speaks for those of two pulses that carry on: a natural logarithm of odds. */
const CARRIED_ODDS = 2;
/** Below about 52 BPM nobody taps. */
const SLOWEST_SEC = 1.15;
const REPEATS = [1, 2, 3, 4, 6, 8];
/** On the pulse: beat, downbeat, low, middle, high, change of chord. */
const ON_PULSE = [0, 1, 2, 3, 4, PULSE_SIZE - 2];
const HALF = 2 * CHANNELS;
/** Channels whose repetition is looked at, in three groups of which the mean counts: the network, onsets, chords. */
const GROUPS = [
  [0, 1],
  [2, 3, 4],
  [HALF, PULSE_SIZE - 1],
];

/** Little-endian, as every browser's processor is. */
const WEIGHTS = new Float32Array(Uint8Array.from(atob(LEVEL_WEIGHTS), (character) => character.charCodeAt(0)).buffer);

export interface LevelInput {
  /** Of the newest pulse. */
  readonly timeSec: number;
  readonly periodSec: number;
  /** The same whichever of two pulses is the beat. */
  readonly even: Float32Array;
  /** Changes its sign with it: every second pulse, the one just come among them, less the others. */
  readonly odd: Float32Array;
}

/** Probabilities that all pulses are beats, only every second one with the newest, or only the others. */
type Odds = readonly [number, number, number];

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logOf = (probability: number) => Math.log(probability + 1e-9);

interface Pulse {
  readonly index: number;
  readonly sound: Float32Array;
}

export class BeatLevel {
  #pulses: Pulse[] = [];
  /** Pulses of this tempo so far. */
  #index = 0;
  #lastSec = Number.NEGATIVE_INFINITY;
  #lastPeriodSec = 1;
  /** Which of two pulses is a beat, 0 or 1; −1: both are. */
  #parity = -1;
  /** Pulses of this tempo that came before anything of it was told. */
  #untold = 0;
  /** Which of two pulses was a beat when the tempo doubled, 0 or 1; −1: it did not. */
  #carried = -1;
  /** What the last judgement was made of, if there was one. For training. */
  input: LevelInput | undefined;

  /** A pulse has come. `soundOf` describes the one before, from its time to this one's. */
  pulse(timeSec: number, periodSec: number, soundOf: (fromSec: number, toSec: number) => Float32Array): void {
    const gap = (timeSec - this.#lastSec) / periodSec;
    const steps = Math.max(1, Math.round(gap));
    const ratio = periodSec / this.#lastPeriodSec;
    const goesOn = ratio > 0.8 && ratio < 1.25 && Math.abs(gap - steps) <= 0.3;
    if (goesOn) {
      this.#pulses.push({ index: this.#index, sound: soundOf(this.#lastSec, timeSec) });
      if (this.#pulses.length > REMEMBERED) this.#pulses.shift();
      this.#index += steps;
    } else {
      const isCarried =
        this.#parity < 0 && this.told.pulses >= CARRIED_AFTER && isOctave(2 * ratio) && Math.abs(gap - steps) <= 0.3;
      this.#carried = isCarried && 2 * periodSec < SLOWEST_SEC ? steps % 2 : -1;
      this.#parity = this.#carried;
      this.#pulses = [];
      this.#index = 0;
      this.#untold = 0;
    }
    this.#lastSec = timeSec;
    this.#lastPeriodSec = periodSec;
    this.input = this.#pulses.length < FEWEST ? undefined : describe(this.#pulses, this.#index, timeSec, periodSec);
    if (this.input && this.#index <= DECIDED_AFTER && 2 * periodSec < SLOWEST_SEC)
      this.#decide(this.#weigh(judge(this.input)));
  }

  /** Nothing is told now: what comes next has nothing to go on from. */
  rest(): void {
    this.#untold = this.#index;
  }

  /** What the judge says, and what was told before the tempo doubled. */
  #weigh([all, these, others]: Odds): Odds {
    if (this.#carried < 0) return [all, these, others];
    const side = (this.#index + this.#carried) % 2 === 0 ? CARRIED_ODDS : -CARRIED_ODDS;
    const isHere = sigmoid(logOf(these) - logOf(others) + side);
    return [all, (1 - all) * isHere, (1 - all) * (1 - isHere)];
  }

  /** Takes what is likeliest to be right: all pulses, those of this one's parity, or the others. */
  #decide([all, these, others]: Odds): void {
    const gains = [all * OCTAVE_OFF + these, all * OCTAVE_OFF + others];
    const here = this.#index % 2;
    const asNow = this.#parity < 0 ? all + OCTAVE_OFF * (these + others) : (gains[(this.#parity + here) % 2] ?? 0);
    const best = Math.max(all + OCTAVE_OFF * (these + others), ...gains);
    if (best <= asNow + LEAST_GAIN) return;
    const which = gains.indexOf(best);
    this.#parity = which < 0 ? -1 : (here + which) % 2;
  }

  /** What is followed now, for `BeatOctave`. */
  get told(): ToldTempo {
    const { pulsesPerBeat } = this;
    return {
      lastSec: this.#lastSec,
      periodSec: this.#lastPeriodSec,
      pulses: this.#index - this.#untold,
      pulsesPerBeat,
    };
  }

  /** Pulses per beat. */
  get pulsesPerBeat(): 1 | 2 {
    return this.#parity < 0 ? 1 : 2;
  }

  /** How many pulses after a beat the pulse at this time is: 0 or 1. */
  pulsesSinceBeat(timeSec: number): number {
    if (this.#parity < 0) return 0;
    const index = this.#index + Math.round((timeSec - this.#lastSec) / this.#lastPeriodSec);
    return Math.abs(index + this.#parity) % 2;
  }
}

const meanOf = (pulses: readonly Pulse[], channel: number) =>
  pulses.reduce((sum, { sound }) => sum + (sound[channel] ?? 0), 0) / (pulses.length || 1);

/** How alike `channel` is `lag` pulses later: −1 to 1, 0 where too little has been heard. */
function repetition(pulses: readonly Pulse[], channel: number, lag: number): number {
  if (pulses.length <= lag + 1) return 0;
  const mean = meanOf(pulses, channel);
  const away = pulses.map(({ sound }) => (sound[channel] ?? 0) - mean);
  const variance = away.reduce((sum, x) => sum + x * x, 0) / away.length;
  const later = away.slice(lag);
  return later.reduce((sum, x, i) => sum + x * (away[i] ?? 0), 0) / later.length / (variance + 1e-4);
}

function describe(pulses: readonly Pulse[], index: number, timeSec: number, periodSec: number): LevelInput {
  const same = pulses.filter((pulse) => (pulse.index + index) % 2 === 0);
  const other = pulses.filter((pulse) => (pulse.index + index) % 2 !== 0);
  const odd = Float32Array.from({ length: PULSE_SIZE }, (_, i) =>
    same.length && other.length ? meanOf(same, i) - meanOf(other, i) : 0,
  );
  const means = Array.from({ length: PULSE_SIZE }, (_, i) => meanOf(pulses, i));
  const accents = ON_PULSE.map((i) => odd[i] ?? 0);
  // the network's accents give the others their sign: do they fall on the same pulses?
  const side = Math.tanh(((odd[0] ?? 0) + (odd[1] ?? 0)) / 0.06);
  const quarters = Array.from(
    { length: CHANNELS },
    (_, i) => ((means[CHANNELS + i] ?? 0) + (means[3 * CHANNELS + i] ?? 0)) / 2,
  );
  const repeats = REPEATS.flatMap((lag) =>
    GROUPS.map((group) => group.reduce((sum, i) => sum + repetition(pulses, i, lag), 0) / group.length),
  );
  const octaves = Math.log2(periodSec / 0.5);
  const even = Float32Array.from([
    ...accents.map((accent) => side * accent),
    ...ON_PULSE.map((i) => means[i] ?? 0),
    ...means.slice(HALF, HALF + CHANNELS),
    ...quarters,
    means[PULSE_SIZE - 1] ?? 0,
    ...repeats,
    octaves,
    octaves * octaves,
    Math.min(pulses.length, 16) / 16,
  ]);
  return { timeSec, periodSec, even, odd };
}

function judge({ even, odd }: LevelInput): Odds {
  const { hidden, evens, odds, nets } = LEVEL_SHAPE;
  let half = 0;
  let here = 0;
  let at = 0;
  const dot = (values: ArrayLike<number>, size: number) => {
    let sum = 0;
    for (let i = 0; i < size; i += 1) sum += (WEIGHTS[at + i] ?? 0) * (values[i] ?? 0);
    at += size;
    return sum;
  };
  const one = [1];
  for (let net = 0; net < nets; net += 1) {
    const inner = Array.from({ length: hidden }, () => Math.max(0, dot(even, evens) + dot(one, 1)));
    half += (dot(inner, hidden) + dot(even, evens) + dot(one, 1)) / nets;
    here += dot(odd, odds) / nets;
  }
  const isHalf = sigmoid(half);
  const isHere = sigmoid(here);
  return [1 - isHalf, isHalf * isHere, isHalf * (1 - isHere)];
}

/**
 * Whether the pulses that the beat model follows lie half-way between the beats: where a snare or a hat sounds half-way between
 * kicks, the network may take it for the beat. Worker thread; owns its arrays.
 *
 * As in `beat-level.ts`, pulses of a steady tempo are described by what sounded on and between them. A small network
 * (tools/beat-training/train_phase.py) compares this with the same turned by half a period, so that it knows of no side but
 * by the sound; its word is weighed with that of the network of beats.
 */
import { PHASE_SHAPE, PHASE_WEIGHTS } from './phase-weights.ts';
import { CHANNELS, PULSE_SIZE } from './pulse-sound.ts';

/** Pulses looked back on. */
const REMEMBERED = 32;
const FEWEST = 4;
const QUARTERS = 4;
/** Rises in the three onset lanes, at each quarter: their mean, and how much every second pulse is accented. */
const LANES = 3;
const PER_QUARTER = 2 * LANES;
const CHORD = QUARTERS * CHANNELS;
const SIDED = QUARTERS * PER_QUARTER;
const SMALL = 0.02;
/** Least rise of the highest lane on a pulse and half-way together: below it no drums tell which is which. */
const DRUMS = 0.1;
/** Pulses that must have been heard before any is moved, and pulses of a steady phase after which they stand as they are. */
const LEAST = 6;
const DECIDED_AFTER = 32;
/** Natural logarithm of the odds for the other side, and for how many pulses on end. Chosen on rendered songs. */
const SURE = 0.75;
const SURE_FOR = 3;
/** A gap between pulses that is so long, in periods, is a rest. */
const LONGEST_GAP = 4;

/** Little-endian, as every browser's processor is. */
const WEIGHTS = new Float32Array(Uint8Array.from(atob(PHASE_WEIGHTS), (character) => character.charCodeAt(0)).buffer);

export interface PhaseInput {
  /** Of the newest pulse. */
  readonly timeSec: number;
  readonly periodSec: number;
  readonly pulses: number;
  /** What sounded: six numbers for each quarter, the change of chord on and between pulses with its accents, tempo and loudness. */
  readonly sound: Float32Array;
  /** How much more the network of beats hears on the pulses than between them. */
  readonly network: Float32Array;
}

interface Pulse {
  readonly index: number;
  readonly sound: Float32Array;
}

export class BeatPhase {
  #pulses: Pulse[] = [];
  #index = 0;
  #lastSec = Number.NEGATIVE_INFINITY;
  #lastPeriodSec = 1;
  /** Pulses since their phase last changed, and how many of the last speak for the other side. */
  #steady = 0;
  #against = 0;
  /** Whether beats are told half-way between the pulses. */
  isBetween = false;
  #input: PhaseInput | undefined;

  /** A pulse has come. `soundOf` describes the one before, from its time to this one's. */
  pulse(
    timeSec: number,
    periodSec: number,
    pulsesPerBeat: 1 | 2,
    soundOf: (fromSec: number, toSec: number) => Float32Array,
  ): void {
    const gap = (timeSec - this.#lastSec) / periodSec;
    const ratio = periodSec / this.#lastPeriodSec;
    const isSteady = ratio > 0.8 && ratio < 1.25;
    const steps = Math.max(1, Math.round(gap));
    const goesOn = isSteady && Math.abs(gap - steps) <= 0.3;
    const isTurned = isSteady && !goesOn && gap < LONGEST_GAP;
    if (goesOn) {
      this.#pulses.push({ index: this.#index, sound: soundOf(this.#lastSec, timeSec) });
      if (this.#pulses.length > REMEMBERED) this.#pulses.shift();
      this.#index += steps;
    } else {
      // pulses that slip by half a period are the same music on its other side
      this.#pulses = isTurned ? this.#pulses.map(({ index, sound }) => ({ index, sound: turned(sound) })) : [];
      this.#index = isTurned ? this.#index + Math.ceil(gap) : 0;
      this.#steady = 0;
      this.#against = 0;
      this.isBetween = false;
    }
    this.#steady += 1;
    this.#lastSec = timeSec;
    this.#lastPeriodSec = periodSec;
    this.#input = undefined;
    this.#decide(pulsesPerBeat);
  }

  /** What the newest pulse is judged by; the same object until the next comes. Made when asked for: most pulses are not judged. */
  get input(): PhaseInput | undefined {
    if (this.#pulses.length >= FEWEST) this.#input ??= describe(this.#pulses, this.#lastSec, this.#lastPeriodSec);
    return this.#input;
  }

  /** Moves the beats once at most while the pulses keep their phase: a second time would be heard as a break. */
  #decide(pulsesPerBeat: 1 | 2): void {
    if (pulsesPerBeat === 2) this.isBetween = false;
    if (this.isBetween || this.#steady > DECIDED_AFTER) return;
    const input = pulsesPerBeat === 1 && this.#pulses.length >= LEAST ? this.input : undefined;
    const isAgainst = input !== undefined && drums(input) >= DRUMS && judge(input) < -SURE;
    this.#against = isAgainst ? this.#against + 1 : 0;
    this.isBetween = this.#against >= SURE_FOR;
  }
}

/** Rise of the highest lane on the pulses and half-way. */
function drums({ sound }: PhaseInput): number {
  return (sound[LANES - 1] ?? 0) ** 2 + (sound[2 * PER_QUARTER + LANES - 1] ?? 0) ** 2;
}

/** A pulse as it would be described half a period later. */
function turned(sound: Float32Array): Float32Array {
  const half = (QUARTERS / 2) * CHANNELS;
  return Float32Array.from(sound, (_, i) => sound[i < CHORD ? (i + half) % CHORD : 2 * CHORD + 1 - i] ?? 0);
}

function describe(pulses: readonly Pulse[], timeSec: number, periodSec: number): PhaseInput {
  const means = new Float32Array(PULSE_SIZE);
  const sides = new Float32Array(PULSE_SIZE);
  const counts = [0, 0];
  for (const { index } of pulses) counts[index % 2] = (counts[index % 2] ?? 0) + 1;
  const hasBoth = counts.every((count) => count > 0);
  for (const { index, sound } of pulses) {
    const share = ((index % 2 === 0 ? 1 : -1) * (hasBoth ? 1 : 0)) / (counts[index % 2] ?? 1);
    for (let i = 0; i < PULSE_SIZE; i += 1) {
      means[i] = (means[i] ?? 0) + (sound[i] ?? 0) / pulses.length;
      sides[i] = (sides[i] ?? 0) + (sound[i] ?? 0) * share;
    }
  }
  const accents = sides.map(Math.abs);
  const sound = new Float32Array(PHASE_SHAPE.sounds);
  let low = 0;
  let high = 0;
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    const from = quarter * CHANNELS + 2;
    for (let lane = 0; lane < LANES; lane += 1) {
      sound[quarter * PER_QUARTER + lane] = Math.sqrt(means[from + lane] ?? 0);
      sound[quarter * PER_QUARTER + LANES + lane] = Math.min(accents[from + lane] ?? 0, 1.5);
    }
    low += (means[from] ?? 0) / QUARTERS;
    high += (means[from + 2] ?? 0) / QUARTERS;
  }
  const octaves = Math.log2(periodSec / 0.5);
  sound.set([means[CHORD] ?? 0, means[CHORD + 1] ?? 0, accents[CHORD] ?? 0, accents[CHORD + 1] ?? 0], SIDED);
  sound.set([octaves, octaves * octaves, Math.log(low + SMALL), Math.log(high + SMALL)], SIDED + 4);
  const half = (QUARTERS / 2) * CHANNELS;
  const beat = (means[0] ?? 0) - (means[half] ?? 0);
  const network = Float32Array.from([
    beat,
    (means[1] ?? 0) - (means[half + 1] ?? 0),
    beat / ((means[0] ?? 0) + (means[half] ?? 0) + 0.1),
    (accents[1] ?? 0) - (accents[half + 1] ?? 0),
  ]);
  return { timeSec, periodSec, pulses: pulses.length, sound, network };
}

/** Where the number at `i` of a sound is, half a period later. */
function opposite(i: number): number {
  if (i < SIDED) return (i + SIDED / 2) % SIDED;
  return i < SIDED + 4 ? i ^ 1 : i;
}

/** Natural logarithm of the odds that the pulses are beats, not half-way between them. */
function judge({ sound, network, pulses }: PhaseInput): number {
  const { hidden, sounds, nets } = PHASE_SHAPE;
  const other = sound.map((_, i) => sound[opposite(i)] ?? 0);
  let at = 0;
  let here = 0;
  for (let unit = 0; unit < hidden * nets; unit += 1) {
    let these = WEIGHTS[at] ?? 0;
    let those = these;
    for (let i = 0; i < sounds; i += 1) {
      const weight = WEIGHTS[at + 1 + i] ?? 0;
      these += weight * (sound[i] ?? 0);
      those += weight * (other[i] ?? 0);
    }
    here += (WEIGHTS[at + 1 + sounds] ?? 0) * (Math.tanh(these) - Math.tanh(those));
    at += sounds + 2;
  }
  const known = Math.min(pulses, 16) / 16;
  const facts = [here, here * known, ...network, (network[0] ?? 0) * known, known, 1];
  return facts.reduce((sum, fact, i) => sum + (WEIGHTS[at + i] ?? 0) * fact, 0);
}

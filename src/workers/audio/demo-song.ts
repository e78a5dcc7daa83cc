/**
 * A piece of music made of nothing: eight bars of build-up and eight of drums, bass and arpeggio at 112 beats a minute, as
 * a seamless loop. Pure; every voice wraps around the end, so that the loop has no seam.
 */
import type { DemoSong } from '../../shared/audio-link.ts';

export const DEMO_BPM = 112;
const BARS = 16;
const BEATS = BARS * 4;
const BEAT_SEC = 60 / DEMO_BPM;
/** Roots of the four chords (MIDI notes) and what lies on each: A minor, F, C, G, all with a ninth. */
const CHORDS = [
  { root: 45, notes: [57, 60, 64, 71] },
  { root: 41, notes: [57, 60, 65, 67] },
  { root: 48, notes: [55, 60, 64, 74] },
  { root: 43, notes: [55, 59, 62, 69] },
] as const;

const hertz = (note: number): number => 440 * 2 ** ((note - 69) / 12);

/** A small generator of even noise, −1 to 1; the same every time. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 0x8000_0000;
  };
}

class Tape {
  readonly left: Float32Array<ArrayBuffer>;
  readonly right: Float32Array<ArrayBuffer>;
  /** Voices that were made already: most sound many times. */
  readonly #made = new Map<string, Float32Array>();

  constructor(readonly sampleRate: number) {
    const length = Math.round(BEATS * BEAT_SEC * sampleRate);
    this.left = new Float32Array(length);
    this.right = new Float32Array(length);
  }

  /** Adds a voice at a beat. `wave` gives a sample at a time in seconds since then; `pan` −1 (left) to 1. */
  add({ name, beat, lengthSec, gain, pan = 0 }: Voice, wave: () => (sec: number) => number): void {
    const samples = this.#made.get(name) ?? this.#make(lengthSec, wave());
    this.#made.set(name, samples);
    const toLeft = gain * Math.sqrt((1 - pan) / 2);
    const toRight = gain * Math.sqrt((1 + pan) / 2);
    let at = Math.round(beat * BEAT_SEC * this.sampleRate) % this.left.length;
    for (const value of samples) {
      this.left[at] = (this.left[at] ?? 0) + value * toLeft;
      this.right[at] = (this.right[at] ?? 0) + value * toRight;
      at += 1;
      if (at === this.left.length) at = 0;
    }
  }

  #make(lengthSec: number, wave: (sec: number) => number): Float32Array {
    const samples = new Float32Array(Math.round(lengthSec * this.sampleRate));
    for (let i = 0; i < samples.length; i += 1) samples[i] = wave(i / this.sampleRate);
    return samples;
  }
}

interface Voice {
  /** The same name sounds the same. */
  readonly name: string;
  readonly beat: number;
  readonly lengthSec: number;
  readonly gain: number;
  readonly pan?: number;
}

function kick(tape: Tape, beat: number): void {
  // The integral of a pitch that falls from 150 to 45 Hz.
  tape.add({ name: 'kick', beat, lengthSec: 0.35, gain: 0.85 }, () => (t) => {
    const phase = 45 * t + (105 / 28) * (1 - Math.exp(-28 * t));
    return Math.sin(2 * Math.PI * phase) * Math.exp(-9 * t) * Math.min(1, t * 800);
  });
}

function snare(tape: Tape, beat: number): void {
  tape.add({ name: 'snare', beat, lengthSec: 0.22, gain: 0.32, pan: 0.05 }, () => {
    const noise = noiseFrom(77);
    return (t) => noise() * Math.exp(-20 * t) + 0.7 * Math.sin(2 * Math.PI * 190 * t) * Math.exp(-26 * t);
  });
}

function hat(tape: Tape, beat: number, gain: number): void {
  tape.add({ name: 'hat', beat, lengthSec: 0.08, gain, pan: beat % 1 === 0 ? -0.25 : 0.25 }, () => {
    const noise = noiseFrom(900);
    let before = 0;
    return (t) => {
      const value = noise();
      const high = value - before;
      before = value;
      return high * Math.exp(-60 * t);
    };
  });
}

function bass(tape: Tape, beat: number, note: number): void {
  const hz = hertz(note - 12);
  tape.add({ name: `bass ${note}`, beat, lengthSec: BEAT_SEC * 0.46, gain: 0.34 }, () => (t) => {
    const x = 2 * Math.PI * hz * t;
    return (Math.sin(x) + 0.45 * Math.sin(2 * x) * Math.exp(-8 * t)) * Math.min(1, t * 200) * Math.exp(-3 * t);
  });
}

function pad(tape: Tape, bar: number, notes: readonly number[]): void {
  const lengthSec = BEAT_SEC * 4.6;
  notes.forEach((note, index) => {
    const hz = hertz(note) * (1 + (index - 1.5) * 0.0012);
    const pan = (index - 1.5) * 0.5;
    tape.add({ name: `pad ${note} ${index}`, beat: bar * 4, lengthSec, gain: 0.075, pan }, () => (t) => {
      const shape = Math.sin(Math.PI * Math.min(1, t / lengthSec)) ** 0.6;
      const x = 2 * Math.PI * hz * t;
      return shape * (Math.sin(x) + 0.3 * Math.sin(2 * x + Math.sin(t)) + 0.12 * Math.sin(3 * x));
    });
  });
}

function arpeggio(tape: Tape, beat: number, note: number, gain: number): void {
  const hz = hertz(note + 12);
  tape.add({ name: `arpeggio ${note}`, beat, lengthSec: 0.5, gain, pan: Math.sin(beat * 1.7) * 0.6 }, () => (t) => {
    const x = 2 * Math.PI * hz * t;
    return (Math.sin(x) + 0.4 * Math.sin(3 * x) * Math.exp(-14 * t)) * Math.exp(-7 * t) * Math.min(1, t * 400);
  });
}

function playBar(tape: Tape, bar: number): void {
  const chord = CHORDS[bar % CHORDS.length];
  if (!chord) return;
  const isFull = bar >= 8;
  pad(tape, bar, chord.notes);
  for (let eighth = 0; eighth < 8; eighth += 1) {
    const beat = bar * 4 + eighth / 2;
    const note = chord.notes[(eighth * 3 + bar) % chord.notes.length] ?? chord.root;
    if (bar >= 2) arpeggio(tape, beat, note, 0.06 + (bar % 8) * 0.012);
    if (bar >= 4) hat(tape, beat, eighth % 2 === 0 ? 0.05 : 0.11);
    if (isFull) bass(tape, beat, eighth === 7 ? chord.root + 7 : chord.root);
  }
  for (let beat = 0; beat < 4; beat += 1) {
    if (isFull || (bar >= 4 && bar < 7)) kick(tape, bar * 4 + beat);
    if (isFull && beat % 2 === 1) snare(tape, bar * 4 + beat);
  }
  // The last bar before the drop: a roll.
  if (bar === 7) for (let hit = 0; hit < 16; hit += 1) snare(tape, bar * 4 + hit / 4);
}

/** `progress` is called now and then: composing takes a few tenths of a second. */
export function composeDemo(sampleRate: number, progress: () => void = () => undefined): DemoSong {
  const tape = new Tape(sampleRate);
  for (let bar = 0; bar < BARS; bar += 1) {
    playBar(tape, bar);
    progress();
  }
  const soft = (value: number): number => Math.tanh(value * 0.9);
  return { left: tape.left.map(soft), right: tape.right.map(soft) };
}

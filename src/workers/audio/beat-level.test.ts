import { describe, expect, it } from 'vitest';
import { BeatLevel } from './beat-level.ts';
import { CHANNELS, PULSE_SIZE } from './pulse-sound.ts';

interface Sounding {
  readonly beat: number;
  readonly downbeat: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly chord: number;
}

/** A pulse with a little of everything half-way to the next. */
function sounding({ beat, downbeat, low, middle, high, chord }: Sounding): Float32Array {
  const out = new Float32Array(PULSE_SIZE);
  out.set([beat, downbeat, low, middle, high]);
  out.set([0.3, 0.12, 0.1, 0.08, high / 2], 2 * CHANNELS);
  out[PULSE_SIZE - 2] = chord;
  out[PULSE_SIZE - 1] = 0.15;
  return out;
}

const strong = sounding({ beat: 0.82, downbeat: 0.5, low: 0.5, middle: 0.4, high: 0.03, chord: 0.35 });
const weak = sounding({ beat: 0.5, downbeat: 0.15, low: 0.05, middle: 0.12, high: 0.01, chord: 0.1 });
const kick = sounding({ beat: 0.78, downbeat: 0.45, low: 0.6, middle: 0.15, high: 0.1, chord: 0.2 });
const snare = sounding({ beat: 0.8, downbeat: 0.44, low: 0.3, middle: 0.35, high: 0.15, chord: 0.2 });

/** Pulses at a steady tempo, sounding by turns as told; says after each whether it is told as a beat. */
function follow(level: BeatLevel, sounds: readonly Float32Array[], bpm: number, count: number, fromSec = 0): boolean[] {
  return Array.from({ length: count }, (_, i) => {
    const atSec = fromSec + (i * 60) / bpm;
    level.pulse(atSec, 60 / bpm, () => sounds[(i - 1) % sounds.length] ?? strong);
    return level.pulsesSinceBeat(atSec) === 0;
  });
}

describe('the level of the beat', () => {
  it('is every second pulse where all weight lies on that', () => {
    const level = new BeatLevel();
    const told = follow(level, [strong, weak], 128, 24);
    expect(told.slice(0, 4)).toEqual([true, true, true, true]);
    expect(told.slice(-8)).toEqual([true, false, true, false, true, false, true, false]);
    expect(level.pulsesPerBeat).toBe(2);
  });

  it('is the other second pulse where the weight lies there', () => {
    const told = follow(new BeatLevel(), [weak, strong], 128, 24);
    expect(told.slice(-8)).toEqual([false, true, false, true, false, true, false, true]);
  });

  it('is every pulse of kicks and snares by turns', () => {
    const level = new BeatLevel();
    expect(follow(level, [kick, snare], 128, 40)).not.toContain(false);
    expect(level.pulsesPerBeat).toBe(1);
  });

  it('is every pulse where half of them would be slower than anybody taps', () => {
    expect(follow(new BeatLevel(), [strong, weak], 80, 40)).not.toContain(false);
  });

  it('stands once a song has been heard for a while', () => {
    const level = new BeatLevel();
    follow(level, [kick, snare], 128, 30);
    expect(follow(level, [strong, weak], 128, 40, (30 * 60) / 128)).not.toContain(false);
  });

  it('is judged anew at a new tempo', () => {
    const level = new BeatLevel();
    follow(level, [strong, weak], 128, 24);
    expect(level.pulsesPerBeat).toBe(2);
    expect(follow(level, [kick, snare], 96, 40, 15)).not.toContain(false);
  });

  it('carries the beats on where the tempo doubles', () => {
    const level = new BeatLevel();
    expect(follow(level, [strong], 90, 8)).not.toContain(false);
    const halfBeatLater = (7 * 60) / 90 + 60 / 180;
    expect(follow(level, [weak, strong], 180, 40, halfBeatLater)).toEqual(
      Array.from({ length: 40 }, (_, i) => i % 2 === 1),
    );
  });

  it('tells every pulse of a doubled tempo that sounds like beats all along', () => {
    const level = new BeatLevel();
    follow(level, [strong], 70, 8);
    const told = follow(level, [kick, snare], 140, 40, (7 * 60) / 70 + 60 / 140);
    expect(told.slice(0, 4)).toEqual([false, true, false, true]);
    expect(told.slice(14)).not.toContain(false);
  });

  it('carries nothing on that was told but a few times, or fell elsewhere', () => {
    const level = new BeatLevel();
    follow(level, [strong], 90, 3);
    expect(follow(level, [strong], 180, 4, (2 * 60) / 90 + 60 / 180)).not.toContain(false);
    const other = new BeatLevel();
    follow(other, [strong], 90, 8);
    expect(follow(other, [strong], 180, 4, (7 * 60) / 90 + 90 / 180)).not.toContain(false);
  });

  it('carries nothing on over a rest', () => {
    const level = new BeatLevel();
    follow(level, [strong], 90, 8);
    expect(level.told.pulses).toBe(7);
    level.rest();
    expect(level.told.pulses).toBe(0);
    expect(follow(level, [strong], 180, 4, (7 * 60) / 90 + 60 / 180)).not.toContain(false);
  });

  it('is told between pulses as well', () => {
    const level = new BeatLevel();
    follow(level, [strong, weak], 120, 25);
    expect([12, 12.5, 13, 13.5].map((sec) => level.pulsesSinceBeat(sec))).toEqual([0, 1, 0, 1]);
  });
});

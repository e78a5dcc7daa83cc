import { describe, expect, it } from 'vitest';
import { BeatPhase } from './beat-phase.ts';
import { BeatTracker } from './beat-tracker.ts';
import { CHANNELS, PULSE_SIZE, PulseSound } from './pulse-sound.ts';
import { STATE_FPS } from './tempo-states.ts';

/** Beat, downbeat, low, middle, high: on the pulse, and half-way to the next. */
function sounding(on: readonly number[], between: readonly number[]): Float32Array {
  const out = new Float32Array(PULSE_SIZE);
  out.set(on);
  out.set([0.1, 0.05, 0.09, 0.05, 0.01], CHANNELS);
  out.set(between, 2 * CHANNELS);
  out.set([0.1, 0.05, 0.14, 0.05, 0.01], 3 * CHANNELS);
  out.set([0.15, 0.2], PULSE_SIZE - 2);
  return out;
}

const kick = [0.5, 0.3, 0.55, 0.45, 0.02];
const hat = [0.5, 0.3, 0.15, 0.15, 0.14];
const onTheHat = sounding(hat, kick);
const onTheKick = sounding(kick, hat);
const withoutDrums = sounding([0.5, 0.3, 0.15, 0.15, 0.01], kick);

/** Pulses at 108 BPM that all sound alike; says how many came before beats were told between them, −1: they never were. */
function follow(phase: BeatPhase, sound: Float32Array, count: number, fromSec = 0, pulsesPerBeat: 1 | 2 = 1): number {
  let moved = -1;
  for (let i = 0; i < count; i += 1) {
    phase.pulse(fromSec + i * PERIOD_SEC, PERIOD_SEC, pulsesPerBeat, () => sound);
    if (phase.isBetween && moved < 0) moved = i;
  }
  return moved;
}
const PERIOD_SEC = 60 / 108;

describe('the phase of the beat', () => {
  it('is half-way between pulses that lie on hats between kicks, after a few of them', () => {
    const moved = follow(new BeatPhase(), onTheHat, 40);
    expect(moved).toBeGreaterThanOrEqual(6);
    expect(moved).toBeLessThanOrEqual(12);
  });

  it('is that of pulses that lie on the kicks', () => {
    expect(follow(new BeatPhase(), onTheKick, 60)).toBe(-1);
  });

  it('stays without drums, and where only every second pulse is a beat', () => {
    expect(follow(new BeatPhase(), withoutDrums, 40)).toBe(-1);
    expect(follow(new BeatPhase(), onTheHat, 40, 0, 2)).toBe(-1);
  });

  it('stands once it has been told for a while', () => {
    const phase = new BeatPhase();
    follow(phase, onTheKick, 33);
    expect(follow(phase, onTheHat, 60, 33 * PERIOD_SEC)).toBe(-1);
  });

  it('is moved once, and kept', () => {
    const phase = new BeatPhase();
    follow(phase, onTheHat, 20);
    follow(phase, onTheKick, 60, 20 * PERIOD_SEC);
    expect(phase.isBetween).toBe(true);
  });

  it.each([
    ['where they slip to the right side', 20.5],
    ['after a rest', 40.5],
  ])('is that of the pulses again %s', (_, from) => {
    const phase = new BeatPhase();
    follow(phase, onTheHat, 20);
    expect(phase.isBetween).toBe(true);
    expect(follow(phase, onTheKick, 40, from * PERIOD_SEC)).toBe(-1);
    expect(phase.isBetween).toBe(false);
  });

  it('goes on where the pulses slip to the wrong side', () => {
    const phase = new BeatPhase();
    follow(phase, onTheKick, 20);
    expect(follow(phase, onTheHat, 20, 20.5 * PERIOD_SEC)).toBeLessThanOrEqual(2);
    expect(phase.isBetween).toBe(true);
  });
});

class Between extends BeatPhase {
  override isBetween = true;
  override pulse(): void {}
}

describe('beats told between the pulses', () => {
  const PEAK = [0.2, 0.6, 0.9, 0.6, 0.2];
  /** Beats of twenty seconds of activations at 120 BPM, and the phase at the end. */
  const track = (phase: BeatPhase) => {
    const tracker = new BeatTracker(0.02, new PulseSound(), undefined, phase);
    const beats: number[] = [];
    for (let step = 0; step < 20 * STATE_FPS; step += 1) {
      const atSec = step / STATE_FPS;
      const beat = tracker.step(PEAK[(step + 2) % 50] ?? 0.01, 1, atSec, atSec + 0.02, 0);
      if (beat) beats.push(beat.timeSec);
    }
    return { late: beats.slice(-20).map((sec) => (sec % 0.5) / 0.5), phase: tracker.phaseAt(20) };
  };

  it('lie half a period from where they would have lain, and so does the phase', () => {
    const usual = track(new BeatPhase());
    const moved = track(new Between());
    expect(moved.late).toHaveLength(20);
    for (const late of moved.late) expect(Math.abs(late - 0.5)).toBeLessThan(0.06);
    expect(usual.late.every((late) => Math.min(late, 1 - late) < 0.06)).toBe(true);
    expect((moved.phase - usual.phase + 1) % 1).toBeCloseTo(0.5, 5);
  });
});

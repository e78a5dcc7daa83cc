import { describe, expect, it } from 'vitest';
import { MEL_BANDS } from './log-mel.ts';
import { CHANNELS, PULSE_SIZE, PulseSound } from './pulse-sound.ts';

/** Beats each half second with a quarter of the strength half-way, a kick on the beat, and a chord that changes each second. */
function play(seconds: number): PulseSound {
  const sound = new PulseSound();
  for (let i = 0; i < seconds * 100; i += 1) {
    const chord = Math.floor(i / 100) % 2;
    const mel = Float32Array.from({ length: MEL_BANDS }, (_, band) => (band % 2 === chord ? 0.5 : -0.5));
    sound.frame(mel, [i % 50 === 1 ? 0.7 : 0, 0, 0]);
    // the network speaks of the moment 20 ms before the end of its frame
    const phase = i % 50;
    sound.heard(phase === 1 ? 0.8 : phase === 26 ? 0.2 : 0, phase === 1 ? 0.4 : 0);
  }
  return sound;
}

describe('what sounded around a pulse', () => {
  it('holds the peaks on it and half-way', () => {
    const pulse = play(4.1).between(3.5, 4);
    expect(pulse.length).toBe(PULSE_SIZE);
    expect([...pulse.subarray(0, CHANNELS)].map((x) => Number(x.toFixed(2)))).toEqual([0.8, 0.4, 0.7, 0, 0]);
    expect(pulse[2 * CHANNELS]).toBeCloseTo(0.2);
    expect(pulse[CHANNELS]).toBe(0);
  });

  it('tells a change of chord from a chord that goes on', () => {
    const sound = play(4.6);
    const change = (fromSec: number) => sound.between(fromSec, fromSec + 0.5).at(-2)!;
    expect(change(4)).toBeGreaterThan(0.9);
    expect(change(3.5)).toBeLessThan(0.1);
  });

  it('of seconds long gone is nothing, and does no harm', () => {
    const pulse = play(6).between(0.5, 1);
    expect([...pulse].every(Number.isFinite)).toBe(true);
    expect(pulse[0]).toBe(0);
  });
});

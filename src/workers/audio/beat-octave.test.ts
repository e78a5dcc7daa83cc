import { describe, expect, it } from 'vitest';
import { BeatOctave } from './beat-octave.ts';
import type { BeatBelief } from './tempo-states.ts';
import type { ToldTempo } from './told-tempo.ts';

/** 100 steps a second: a period of 50 is 120 BPM. */
const believed = (period: number, position: number): BeatBelief => ({
  period,
  position,
  tempoShare: 1,
  phaseShare: 1,
});
const told = (periodSec: number, pulses: number, pulsesPerBeat: 1 | 2 = 1): ToldTempo => ({
  lastSec: 10,
  periodSec,
  pulses,
  pulsesPerBeat,
});

describe('the octave of the tempo', () => {
  it('is kept where a known tempo halves', () => {
    const octave = new BeatOctave();
    expect(octave.keep(believed(102, 71), 10.2, told(0.5, 16))).toMatchObject({ period: 51, position: 20 });
    expect(octave.keep(believed(102, 20), 10.2, told(0.5, 16))).toMatchObject({ period: 51, position: 20 });
  });

  it('is not kept before the tempo is known, nor where every second pulse is told anyway', () => {
    const octave = new BeatOctave();
    expect(octave.keep(believed(100, 70), 10.2, told(0.5, 15))).toEqual(believed(100, 70));
    expect(octave.keep(believed(100, 70), 10.2, told(0.5, 30, 2))).toEqual(believed(100, 70));
  });

  it('goes on from the last beat where the tempo doubles', () => {
    const octave = new BeatOctave();
    expect(octave.keep(believed(33, 10), 10.1, told(0.66, 6))).toMatchObject({ period: 66, position: 10 });
    expect(octave.keep(believed(33, 10), 10.43, told(0.66, 6))).toMatchObject({ period: 66, position: 43 });
  });

  it('follows a double that lasts longer than a second, and keeps the next', () => {
    const octave = new BeatOctave();
    const periods = Array.from({ length: 200 }, (_, i) => octave.keep(believed(33, i % 33), 10, told(0.66, 6)).period);
    expect(periods.filter((period) => period === 66)).toHaveLength(100);
    expect(periods.at(-1)).toBe(33);
    octave.keep(believed(66, 0), 10, told(0.66, 6));
    expect(octave.keep(believed(33, 0), 10, told(0.66, 6)).period).toBe(66);
  });

  it('leaves other tempos alone', () => {
    const octave = new BeatOctave();
    for (const period of [50, 75, 60, 33, 150]) {
      expect(octave.keep(believed(period, 3), 10, told(0.5, 40))).toEqual(believed(period, 3));
    }
  });
});

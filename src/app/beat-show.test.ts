import { describe, expect, it } from 'vitest';
import type { AudioView } from '../shared/audio-view.ts';
import { coreDefaults } from '../shared/core-defaults.ts';
import { BeatShow } from './beat-show.ts';

type Asked = Partial<typeof coreDefaults.visualizer>;

function setUp(asked: Asked) {
  const told = { next: 0, pulses: [] as number[], moods: [] as (string | null)[] };
  const show = new BeatShow({
    settings: () => ({ ...coreDefaults.visualizer, ...asked }),
    next: () => void told.next++,
    setMood: (mood) => void told.moods.push(mood),
    pulse: (scale) => void told.pulses.push(scale),
  });
  return { show, told };
}

function view({ beat = false, hit = 0, confidence = 0.9, phase = 0.25, presence = 0.5 } = {}): AudioView {
  const even = (value: number) => new Float32Array(7).fill(value);
  const bands = { db: even(0), level: even(0), presence: even(presence), hits: even(hit), time: even(0) };
  const features = { bands, silent: false, idle: 0, bar: { beat: 0, beats: 4, confidence: 0.9 } };
  return {
    active: true,
    timeSec: 0,
    features: features as unknown as AudioView['features'],
    onsets: [],
    beats: beat ? [{ timeSec: 0, confidence: 1 }] : [],
    tempoBpm: 120,
    tempoConfidence: confidence,
    beatPhase: phase,
  };
}

describe('photos on the beat', () => {
  it('brings the next photo after so many beats, and after so many bars', () => {
    for (const [advance, beats] of [
      ['beats', 3],
      ['bars', 12],
    ] as const) {
      const { show, told } = setUp({ advance, advanceEvery: 3 });
      for (let beat = 1; beat <= beats * 2; beat++) show.heard(view({ beat: true }), beat * 500);
      expect(told.next).toBe(2);
    }
  });

  it('does nothing unless it is asked for, nor on a beat that is only guessed', () => {
    const off = setUp({});
    const unsure = setUp({ advance: 'beats', advanceEvery: 1, landOnBeat: true });
    for (let beat = 1; beat < 20; beat++) {
      off.show.heard(view({ beat: true, hit: 1 }), beat * 500);
      unsure.show.heard(view({ beat: true, confidence: 0.1 }), beat * 500);
    }
    expect(off.told).toEqual({ next: 0, pulses: [], moods: [] });
    expect(off.show.wants()).toBe(false);
    expect(unsure.told.next).toBe(0);
    expect(unsure.show.fitDuration(1_200)).toBe(1_200);
  });

  it('lets a transition end on a beat', () => {
    const { show } = setUp({ landOnBeat: true });
    show.heard(view({ phase: 0.25 }), 1_000);
    // 375 ms to the next beat, then one every 500 ms.
    expect(show.fitDuration(1_300)).toBeCloseTo(1_375);
    expect(show.fitDuration(1_000)).toBeCloseTo(875);
    expect(show.fitDuration(100)).toBeCloseTo(375);
    expect(show.fitDuration(0)).toBe(0);
  });

  it('breathes with a hit and comes to rest, alike at any rate', () => {
    const after = (fps: number): number => {
      const { show, told } = setUp({ pulse: 1 });
      for (let frame = 0; frame <= fps * 0.1; frame++) show.heard(view({ hit: 1 }), (frame * 1000) / fps);
      return told.pulses.at(-1) ?? 1;
    };
    expect(after(30)).toBeGreaterThan(1.008);
    expect(Math.abs(after(30) - after(240))).toBeLessThan(0.0005);
    const { show, told } = setUp({ pulse: 1 });
    for (let frame = 0; frame < 30; frame++) show.heard(view({ hit: 1 }), frame * 16);
    for (let frame = 30; frame < 300; frame++) show.heard(view(), frame * 16);
    expect(told.pulses.at(-1)).toBe(1);
  });

  it('takes lively transitions for loud music and calm ones again for quiet', () => {
    const { show, told } = setUp({ moodByEnergy: true });
    for (let at = 0; at < 300; at++) show.heard(view({ presence: 1 }), at * 100);
    for (let at = 300; at < 600; at++) show.heard(view({ presence: 0.1 }), at * 100);
    expect(told.moods.slice(-2)).toEqual(['lively', 'calm']);
    show.rest();
    expect(told.moods.at(-1)).toBeNull();
  });
});

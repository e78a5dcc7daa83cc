import { describe, expect, it } from 'vitest';
import { Rhythm } from './rhythm.ts';
import { History } from './spectrum.ts';
import { beatTimes, groove, noise } from './testing/signals.ts';

const RATE = 16_000;

interface Told {
  readonly beatSec: number;
  readonly atSec: number;
  readonly bpm: number;
}

/** Beats as they are told at the ends of hops. */
function listen(samples: Float32Array, hopSize = 85): Told[] {
  const rhythm = new Rhythm(RATE, hopSize / RATE);
  const history = new History(RATE / 10);
  const told: Told[] = [];
  samples.forEach((sample, i) => {
    history.room(1)[0] = sample;
    const count = i + 1;
    const hopEnd = Math.ceil(count / hopSize) * hopSize;
    if (count === rhythm.nextEnd) rhythm.advance(history, hopEnd / RATE);
    if (count !== hopEnd) return;
    const { beat } = rhythm.collect();
    if (beat) told.push({ beatSec: beat.timeSec, atSec: count / RATE, bpm: rhythm.tempo(count / RATE).tempoBpm });
  });
  return told;
}

/** Share of beats that were told within 70 ms, and of tellings that were beats, from `fromSec` on. */
function agreement(truth: readonly number[], told: readonly Told[], fromSec = 5) {
  const beats = truth.filter((sec) => sec >= fromSec);
  const heard = told.map(({ beatSec }) => beatSec).filter((sec) => sec >= fromSec);
  const near = (list: readonly number[]) => (sec: number) => list.some((other) => Math.abs(other - sec) <= 0.07);
  return {
    found: beats.filter(near(heard)).length / beats.length,
    right: heard.filter(near(beats)).length / Math.max(1, heard.length),
  };
}

const steady = (bpm: number, seconds = 12) => beatTimes(seconds, () => bpm);

// the timeouts are for crowded machines: all of this takes a few seconds of processor time
describe('beats', { timeout: 30_000 }, () => {
  it.each([105, 120, 150, 170])('are told at %i BPM', (bpm) => {
    const told = listen(groove(steady(bpm), 12, RATE));
    const { found, right } = agreement(steady(bpm), told);
    expect(found).toBeGreaterThan(0.85);
    expect(right).toBeGreaterThan(0.85);
    expect(told.at(-1)!.bpm / bpm).toBeCloseTo(1, 1);
  });

  it.each([60, 75, 90, 200])('at %i BPM are told at that tempo, its half or its double', (bpm) => {
    const told = listen(groove(steady(bpm), 12, RATE));
    const ratio = told.at(-1)!.bpm / bpm;
    expect(Math.min(...[0.5, 1, 2].map((factor) => Math.abs(ratio / factor - 1)))).toBeLessThan(0.05);
  });

  it('swing without being mistaken', () => {
    const { found, right } = agreement(steady(120), listen(groove(steady(120), 12, RATE, 0.667)));
    expect(Math.min(found, right)).toBeGreaterThan(0.85);
  });

  it('follow a tempo that rises', () => {
    const truth = beatTimes(16, (sec) => 95 + 1.5 * sec);
    const { found, right } = agreement(truth, listen(groove(truth, 16, RATE)));
    expect(Math.min(found, right)).toBeGreaterThan(0.8);
  });

  it.each([32, 85, 512, 1500])('are told in time, in order and never twice with hops of %i samples', (hopSize) => {
    const told = listen(groove(steady(128, 8), 8, RATE), hopSize);
    expect(told.length).toBeGreaterThan(5);
    told.forEach(({ beatSec, atSec }, i) => {
      expect(atSec - beatSec).toBeLessThanOrEqual(0.05);
      expect(beatSec).toBeGreaterThan(told[i - 1]?.beatSec ?? 0);
    });
  });

  it('stop two beats after the music', () => {
    const samples = new Float32Array(14 * RATE);
    samples.set(groove(steady(120, 8), 8, RATE));
    expect(listen(samples).at(-1)!.beatSec).toBeLessThan(9.2);
  });

  it('go on through a rest of a beat', () => {
    const rest = (sec: number) => sec > 8 && sec < 8.8;
    const truth = steady(120, 12);
    const told = listen(
      groove(
        truth.filter((sec) => !rest(sec)),
        12,
        RATE,
      ),
    );
    expect(told.filter(({ beatSec }) => rest(beatSec)).length).toBeGreaterThan(0);
    expect(agreement(truth, told, 7).found).toBeGreaterThan(0.85);
  });

  it('are not heard in noise or silence', () => {
    expect(listen(noise(10, RATE))).toEqual([]);
    expect(listen(new Float32Array(5 * RATE))).toEqual([]);
  });
});

describe('onsets', { timeout: 30_000 }, () => {
  it('tell a low drum from a high one', () => {
    const rhythm = new Rhythm(44_100, 0.01);
    const history = new History(4410);
    const lanes: string[] = [];
    const truth = beatTimes(4, () => 60);
    const samples = groove(truth, 4, 44_100);
    samples.forEach((sample, i) => {
      history.room(1)[0] = sample;
      if (i + 1 !== rhythm.nextEnd) return;
      rhythm.advance(history, i / 44_100);
      const { onset } = rhythm.collect();
      if (onset && truth.some((sec) => Math.abs(sec + 0.02 - i / 44_100) < 0.03)) lanes.push(onset.lane);
    });
    expect(lanes).toContain('kick');
    expect(lanes.some((lane) => lane !== 'kick')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { createViewMemory } from '../../shared/audio-link.ts';
import { ViewPump } from '../../audio/view-pump.ts';
import { createReader } from '../../audio/reader.ts';
import { TapTempo } from '../../audio/tap-tempo.ts';
import { Hearing } from './hearing.ts';
import { outletToMemory } from './outlet.ts';

const sampleRate = 16_000;
const chunk = 128;
const chunkMs = (chunk / sampleRate) * 1000;

/** Samples, worker, memory and page in one thread, on a clock of its own. */
function path(delayMs = 0, isActive = true) {
  const memory = createViewMemory((bytes) => new SharedArrayBuffer(bytes));
  const pump = new ViewPump();
  pump.connect(memory);
  pump.delayMs = delayMs;
  const tap = new TapTempo();
  const clock = { ms: performance.timeOrigin + 1000 };
  const hearing = new Hearing(sampleRate, outletToMemory(memory), () => clock.ms);
  hearing.delayMs = delayMs;
  const reader = createReader({ pump, tap, isActive: () => isActive, offsetMs: () => delayMs });
  let at = 0;
  return {
    clock,
    tap,
    play(sec: number, wave: (sec: number) => number) {
      for (let end = at + sec * sampleRate; at < end; at += chunk) {
        clock.ms += chunkMs;
        hearing.take(
          Float32Array.from({ length: chunk }, (_, i) => wave((at + i) / sampleRate)),
          0,
          7,
        );
      }
    },
    read: () => reader.read(clock.ms - performance.timeOrigin),
    /** A worker that is taken for dead may still write into its own memory. */
    lastBreath() {
      hearing.take(
        new Float32Array(chunk).fill(0.9).map((level, i) => (i % 8 < 4 ? level : -level)),
        0,
        0,
      );
    },
    reconnect() {
      const next = createViewMemory((bytes) => new SharedArrayBuffer(bytes));
      pump.connect(next);
      return new Hearing(sampleRate, outletToMemory(next), () => clock.ms);
    },
  };
}

const tone = (sec: number) => 0.5 * Math.sin(2 * Math.PI * 440 * sec);
const clicks = (sec: number) => (sec % 0.5 < 0.02 ? Math.sin(sec * 9000) * Math.exp(-(sec % 0.5) * 200) : 0);

// the timeout is for crowded machines
describe('from samples to the page', { timeout: 30_000 }, () => {
  it('shows what sounds, on the clock of the input', () => {
    const sound = path();
    sound.play(1, tone);
    const view = sound.read();
    expect(view.active).toBe(true);
    expect(view.features.rms).toBeCloseTo(0.354, 1);
    expect(view.timeSec).toBeCloseTo(1, 2);
    expect(Math.max(...(view.waveform ?? []))).toBeCloseTo(0.5, 1);
    sound.clock.ms += 10;
    expect(sound.read().timeSec).toBeCloseTo(1.01, 2);
  });

  it('tells every onset once, however seldom it is asked', () => {
    const [often, seldom] = [path(), path()];
    const heard: number[] = [];
    for (let at = 0; at < 4; at += 0.016) {
      often.play(0.016, clicks);
      heard.push(...often.read().onsets.map(({ timeSec }) => timeSec));
      seldom.play(0.016, clicks);
    }
    expect(heard.length).toBeGreaterThanOrEqual(7);
    expect(seldom.read().onsets.map(({ timeSec }) => timeSec)).toEqual(heard);
    expect(seldom.read().onsets).toHaveLength(0);
  });

  it('holds back what is seen where sound is late', () => {
    const sound = path(200);
    sound.play(1, (sec) => (sec < 0.9 ? tone(sec) : 0));
    const view = sound.read();
    expect(view.features.rms).toBeCloseTo(0.354, 1);
    expect(view.timeSec).toBeCloseTo(0.8, 1);
    sound.play(0.2, () => 0);
    expect(sound.read().features.rms).toBeLessThan(0.01);
  });

  it('fades to rest when nothing comes any more, and wakes with the next worker', () => {
    const sound = path();
    sound.play(1, tone);
    const loud = Math.max(...sound.read().features.bars.level);
    expect(loud).toBeGreaterThan(0.5);
    sound.clock.ms += 600;
    const fading = sound.read().features;
    expect(Math.max(...fading.bars.level)).toBeLessThan(loud * 0.8);
    sound.clock.ms += 1000;
    const resting = sound.read();
    expect(Math.max(...resting.features.bars.level)).toBe(0);
    expect([resting.features.idle, resting.features.silent]).toEqual([1, true]);
    const next = sound.reconnect();
    expect(sound.read().features.rms).toBe(0);
    next.take(
      Float32Array.from({ length: 4000 }, (_, i) => tone(i / sampleRate)),
      0,
      0,
    );
    expect(sound.read().features.rms).toBeGreaterThan(0.2);
  });

  it('shows no stale frame when the worker dies in mid-song and the next one takes over', () => {
    const sound = path();
    // the louder, the later: what is shown tells when it sounded
    const swell = (sec: number) => (0.05 + 0.1 * sec) * Math.sin(2 * Math.PI * 440 * sec);
    const soundedSec = (rms: number) => (rms * Math.SQRT2 - 0.05) / 0.1;
    sound.play(2, swell);
    let before = sound.read().features.rms;
    expect(Math.abs(soundedSec(before) - 2)).toBeLessThan(0.1);

    // dead: the last frame stands for 0.3 s, then it only falls
    for (let ms = 16; ms <= 1100; ms += 16) {
      sound.clock.ms += 16;
      const { features, onsets, beats } = sound.read();
      if (ms > 320 && before > 0) expect(features.rms).toBeLessThan(before);
      expect(features.rms).toBeLessThanOrEqual(before);
      expect([...onsets, ...beats]).toEqual([]);
      before = features.rms;
    }
    expect(before).toBe(0);

    // the next one hears on from now; what the dead one may still write is never seen
    const next = sound.reconnect();
    for (let at = 3.1, frame = 0; at < 4; frame += 1) {
      const samples = Float32Array.from({ length: 2 * chunk }, (_, i) => swell(at + i / sampleRate));
      at += samples.length / sampleRate;
      sound.clock.ms += 2 * chunkMs;
      sound.lastBreath();
      next.take(samples, 0, 0);
      const { features, onsets, timeSec } = sound.read();
      for (const onset of onsets) expect(Math.abs(timeSec - onset.timeSec)).toBeLessThan(0.1);
      // its first window is not full yet
      if (frame > 3) expect(Math.abs(soundedSec(features.rms) - at)).toBeLessThan(0.1);
    }
  });

  it('follows tapped beats in the place of heard ones', () => {
    const sound = path();
    sound.play(1, tone);
    const pageMs = sound.clock.ms - performance.timeOrigin;
    for (const beat of [3, 2, 1, 0]) sound.tap.tap(pageMs - beat * 500);
    sound.read();
    let beats = 0;
    for (let frame = 0; frame < 120; frame += 1) {
      sound.play(0.016, tone);
      beats += sound.read().beats.length;
    }
    expect(beats).toBeGreaterThanOrEqual(3);
    expect(beats).toBeLessThanOrEqual(5);
    expect(sound.read().tempoBpm).toBeCloseTo(120, 0);
  });

  it('rests while no input is open', () => {
    expect(path(0, false).read()).toMatchObject({ active: false, tempoBpm: 0, timeSec: 0 });
  });
});

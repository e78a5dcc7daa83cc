import { describe, expect, it } from 'vitest';
import { type AnalysisFrame, BAND_EDGES_HZ } from '../../shared/audio-features.ts';
import { Analyzer } from './analyzer.ts';
import { BAR_EDGES_HZ } from './band-spectrum.ts';
import { beatTimes, groove, noise, sine } from './testing/signals.ts';

const RATE = 16_000;

function hear(
  samples: Float32Array,
  options: { sampleRate?: number; hopSize?: number; chunk?: number } = {},
): AnalysisFrame[] {
  const { chunk = samples.length, ...rest } = options;
  const analyzer = new Analyzer({ sampleRate: RATE, ...rest });
  const frames: AnalysisFrame[] = [];
  for (let at = 0; at < samples.length; at += chunk) frames.push(...analyzer.process(samples.subarray(at, at + chunk)));
  return frames;
}

const last = (frames: AnalysisFrame[]) => frames.at(-1)!;

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Float32Array) return [...value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

describe('the analyzer', { timeout: 30_000 }, () => {
  it('gives one frame per hop, at the end of the hop', () => {
    const frames = hear(new Float32Array(1000), { hopSize: 128 });
    expect(frames.map(({ timeSec }) => Math.round(timeSec * RATE))).toEqual([128, 256, 384, 512, 640, 768, 896]);
  });

  it.each([1, 37, 4096])('hears the same in chunks of %i samples', (chunk) => {
    const samples = groove(
      beatTimes(1.2, () => 150),
      1.2,
      8000,
    );
    const numbers = (frames: AnalysisFrame[]) => JSON.stringify(numbersIn(frames));
    expect(numbers(hear(samples, { sampleRate: 8000, chunk }))).toBe(numbers(hear(samples, { sampleRate: 8000 })));
  });

  it('refuses sample rates that no sound card has', () => {
    expect(() => new Analyzer({ sampleRate: 4000 })).toThrow(RangeError);
    expect(() => new Analyzer({ sampleRate: Number.NaN })).toThrow(RangeError);
  });

  it('notices silence, fades to idle, and stands still', () => {
    const frames = hear(new Float32Array(3 * RATE));
    expect(last(frames).features).toMatchObject({
      silent: true,
      idle: 1,
      rms: 0,
      centroidHz: 0,
      loudnessDb: -120,
      buildUp: 0,
      drop: 0,
    });
    expect(Math.max(...last(frames).features.bands.time, ...last(frames).features.chroma)).toBe(0);
    expect(frames.some(({ beat, onset }) => beat ?? onset)).toBe(false);
    expect(last(frames).tempoBpm).toBe(0);
  });

  it('stays sane with clipping, an offset, and values that are no numbers', () => {
    const samples = noise(1, RATE, 40).map((value, i) =>
      i % 100 === 0 ? Number.NaN : i % 151 === 0 ? Number.POSITIVE_INFINITY : value,
    );
    expect(
      hear(samples)
        .flatMap(numbersIn)
        .filter((value) => !Number.isFinite(value)),
    ).toEqual([]);
    const offset = hear(new Float32Array(2 * RATE).fill(0.5));
    expect(last(offset).features.silent).toBe(true);
    expect(Math.max(...last(offset).features.bands.db)).toBeLessThan(-60);
  });

  it('tells the root mean square of a sine', () => {
    const { rms, loudnessDb, centroidHz } = last(hear(sine(1000, 2, RATE))).features;
    expect(rms).toBeCloseTo(0.5 / Math.SQRT2, 2);
    expect(loudnessDb).toBeCloseTo(-9.03, 1);
    expect(centroidHz).toBeCloseTo(1000, -1);
  });

  it.each([44_100, 48_000])('keeps the seven bands 10 dB apart at %i Hz', (sampleRate) => {
    BAND_EDGES_HZ.slice(1).forEach((high, band) => {
      const hz = Math.sqrt(high * BAND_EDGES_HZ[band]!);
      const { db } = last(hear(sine(hz, 0.4, sampleRate), { sampleRate })).features.bands;
      const others = [...db].filter((_, i) => i !== band);
      expect(db[band]! - Math.max(...others)).toBeGreaterThan(10);
      expect(db[band]).toBeGreaterThan(-8);
    });
  });

  it('keeps the bars 10 dB apart, low ones too', () => {
    for (const bar of [0, 1, 9, 22, 30, 38, 47]) {
      const hz = (BAR_EDGES_HZ[bar]! + BAR_EDGES_HZ[bar + 1]!) / 2;
      const { db } = last(hear(sine(hz, 0.4, 48_000), { sampleRate: 48_000 })).features.bars;
      const others = [...db].filter((_, i) => i !== bar);
      expect(db[bar]! - Math.max(...others)).toBeGreaterThan(10);
    }
  });

  it('hears the notes of a chord and the key they are in', () => {
    const chord = [261.63, 329.63, 392].map((hz) => sine(hz, 3, RATE, 0.2));
    const { chroma, key } = last(
      hear(chord[0]!.map((_, i) => chord.reduce((sum, note) => sum + note[i]!, 0))),
    ).features;
    const strongest = [...chroma.keys()].sort((a, b) => chroma[b]! - chroma[a]!).slice(0, 3);
    expect(strongest.sort((a, b) => a - b)).toEqual([0, 4, 7]);
    expect(key).toMatchObject({ tonic: 0, mode: 'major' });
  });

  it.each([8000, 22_050, 44_100, 88_200, 96_000, 192_000])('works at %i Hz with the same meters', (sampleRate) => {
    const { bands, rms } = last(hear(sine(400, 1, sampleRate), { sampleRate })).features;
    expect(rms).toBeCloseTo(0.3536, 2);
    expect(bands.db[2]).toBeCloseTo(-6, 0);
    expect(bands.level[2]).toBeGreaterThan(0.95);
  });
});

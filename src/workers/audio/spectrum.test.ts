import Meyda from 'meyda';
import { describe, expect, it } from 'vitest';
import { History, PowerSpectrum } from './spectrum.ts';
import { noise, sine } from './testing/signals.ts';
import { toneOf } from './tone.ts';

const RATE = 8000;

/** The definition, slowly: windowed, zero-padded, bin by bin. */
function plainPower(samples: Float32Array, size: number): number[] {
  const window = Array.from(samples, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / samples.length));
  const energy = window.reduce((sum, w) => sum + w * w, 0);
  return Array.from({ length: size / 2 + 1 }, (_, bin) => {
    let re = 0;
    let im = 0;
    samples.forEach((sample, i) => {
      re += sample * window[i]! * Math.cos((2 * Math.PI * bin * i) / size);
      im -= sample * window[i]! * Math.sin((2 * Math.PI * bin * i) / size);
    });
    return ((re * re + im * im) * 2) / (energy * size);
  });
}

describe('the power spectrum', () => {
  // halves of 4, 8, 128 and 256 points: whole powers of four and others, with and without passes
  it.each([7, 16, 200, 400])('is that of a plain discrete Fourier transform of %i samples', (count) => {
    const samples = noise(count / RATE, RATE).map((value, i) => value + 0.3 * Math.sin(i / 3));
    const spectrum = new PowerSpectrum(samples.length, RATE);
    const power = spectrum.of(samples);
    plainPower(samples, spectrum.fftSize).forEach((expected, bin) => expect(power[bin]).toBeCloseTo(expected, 10));
  });

  it('adds up to the mean square of a signal', () => {
    const samples = sine(1000, 0.064, RATE);
    const power = new PowerSpectrum(samples.length, RATE).of(samples);
    expect(power.reduce((sum, p) => sum + p, 0)).toBeCloseTo(0.125, 3);
  });

  it('gives centroid, roll-off and flatness as defined', () => {
    const samples = noise(0.064, RATE);
    const spectrum = new PowerSpectrum(samples.length, RATE);
    const tone = toneOf(spectrum.of(samples), spectrum.binHz);
    const power = plainPower(samples, spectrum.fftSize).slice(1);
    const total = power.reduce((sum, p) => sum + p, 0);
    const centroid = power.reduce((sum, p, i) => sum + p * (i + 1) * spectrum.binHz, 0) / total;
    let below = 0;
    const rolloff = power.findIndex((p) => (below += p) >= 0.85 * total) + 1;
    const flatness = Math.exp(power.reduce((sum, p) => sum + Math.log(p), 0) / power.length) / (total / power.length);
    expect(tone.centroidHz).toBeCloseTo(centroid, 3);
    expect(tone.rolloffHz).toBeCloseTo(rolloff * spectrum.binHz, 6);
    expect(tone.flatness).toBeCloseTo(flatness, 6);
  });

  it('agrees with Meyda where it describes the same spectrum', () => {
    const samples = noise(0.064, RATE).map((value, i) => value * 0.2 + Math.sin(i / 5));
    const spectrum = new PowerSpectrum(samples.length, RATE);
    const power = spectrum.of(samples);
    const { centroidHz, flatness } = toneOf(power, spectrum.binHz);
    const ampSpectrum = Float32Array.from(power.slice(1));
    expect(flatness).toBeCloseTo(Meyda.featureExtractors.spectralFlatness({ ampSpectrum }), 4);
    const centroidBins = Meyda.featureExtractors.spectralCentroid({ ampSpectrum }) + 1;
    expect(centroidHz / spectrum.binHz).toBeCloseTo(centroidBins, 2);
  });

  it('calls a tone flat, noise rough, and says nothing of silence', () => {
    const of = (samples: Float32Array) => {
      const spectrum = new PowerSpectrum(samples.length, RATE);
      return toneOf(spectrum.of(samples), spectrum.binHz);
    };
    expect(of(sine(1000, 0.064, RATE)).flatness).toBeLessThan(0.01);
    expect(of(noise(0.064, RATE)).flatness).toBeGreaterThan(0.4);
    expect(of(new Float32Array(512))).toEqual({ centroidHz: 0, rolloffHz: 0, flatness: 0 });
  });
});

describe('the history', () => {
  it('gives back any recent span, however much went through it', () => {
    const history = new History(100);
    for (let i = 0; i < 10_000; i += 40) history.room(40).forEach((_, at, room) => (room[at] = i + at));
    expect([...history.before(10_000, 3)]).toEqual([9997, 9998, 9999]);
    expect(history.before(9_950, 50)[0]).toBe(9_900);
  });
});

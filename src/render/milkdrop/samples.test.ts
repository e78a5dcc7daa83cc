import { expect, it } from 'vitest';
import { SteppedReader } from '../../../tests/fakes/audio-reader.ts';
import { writeSamples } from './samples.ts';

const bytes = new Uint8Array(1024);
const swing = () => Math.max(...bytes) - Math.min(...bytes);

it('lifts a quiet wave to where it can be seen, and rests in silence', { timeout: 20_000 }, () => {
  const view = new SteppedReader(0).read(1_000);
  const quiet = { ...view, waveform: (view.waveform ?? new Float32Array()).map((sample) => sample / 5) };
  writeSamples(bytes, view, 0.02);
  expect(swing()).toBeGreaterThan(150);
  writeSamples(bytes, quiet, 0.02);
  expect(swing()).toBeGreaterThan(100);
  writeSamples(bytes, view, 0.02, 0.35);
  expect(swing()).toBeLessThan(90);
  expect(writeSamples(bytes, { ...view, features: { ...view.features, silent: true } }, 0.5)).toBe(0.5);
  expect(new Set(bytes)).toEqual(new Set([128]));
});

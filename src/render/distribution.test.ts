import { expect, it } from 'vitest';
import { Durations } from './distribution.ts';

it('gives percentiles within two percent and the exact maximum', () => {
  const durations = new Durations();
  for (let ms = 1; ms <= 1000; ms++) durations.add(ms / 10);
  const { count, p50, p95, p99, max } = durations.summary();
  expect(count).toBe(1000);
  for (const [got, wanted] of [
    [p50, 50],
    [p95, 95],
    [p99, 99],
  ] as const) {
    expect(Math.abs(got / wanted - 1)).toBeLessThan(0.021);
  }
  expect(max).toBe(100);
});

it('is empty at first and after a reset, and takes nonsense for nothing', () => {
  const durations = new Durations();
  durations.add(Number.NaN);
  durations.add(-1);
  expect(durations.summary()).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  durations.add(0);
  durations.add(1e9);
  expect(durations.summary().count).toBe(2);
  durations.reset();
  expect(durations.summary().max).toBe(0);
});

import { describe, expect, it } from 'vitest';
import { BandMeters } from './band-meters.ts';

/** Half a second of loud, then `seconds` of quiet, at a rate of updates. */
function played(rate: number, seconds: number) {
  const meters = new BandMeters(1);
  for (let i = 0; i < rate / 2; i += 1) meters.update([0.1], 1 / rate);
  for (let i = 0; i < rate * seconds; i += 1) meters.update([1e-9], 1 / rate);
  return meters.read();
}

describe('band meters', () => {
  it.each([30, 60, 120, 144, 240])('fall alike at %i updates a second', (rate) => {
    const reference = played(1000, 0.2);
    const meters = played(rate, Math.round(0.2 * rate) / rate);
    const shift = Math.exp(-(Math.round(0.2 * rate) / rate - 0.2) / 0.12);
    expect(meters.level[0]! / (reference.level[0]! * shift)).toBeCloseTo(1, 1.7);
    expect(meters.presence[0]! / reference.presence[0]!).toBeGreaterThan(0.96);
    expect(meters.presence[0]! / reference.presence[0]!).toBeLessThan(1.04);
  });

  it('have time constants that are equal within 2 % at 30 and 144 updates a second', () => {
    const halving = (rate: number) => {
      const from = played(rate, 1 / 3).level[0]!;
      const to = played(rate, 2 / 3).level[0]!;
      return 1 / 3 / Math.log(from / to);
    };
    expect(halving(30)).toBeCloseTo(0.12, 2);
    expect(halving(144) / halving(30)).toBeGreaterThan(0.98);
    expect(halving(144) / halving(30)).toBeLessThan(1.02);
  });

  it('hit once when something sets in, and let go', () => {
    const meters = new BandMeters(1);
    for (let i = 0; i < 100; i += 1) meters.update([1e-9], 0.005);
    let peak = 0;
    for (let i = 0; i < 40; i += 1) {
      meters.update([0.1], 0.005);
      peak = Math.max(peak, meters.read().hits[0]!);
    }
    expect(peak).toBeGreaterThan(0.8);
    for (let i = 0; i < 200; i += 1) meters.update([0.1], 0.005);
    expect(meters.read().hits[0]).toBeLessThan(0.05);
  });

  it('leave a reading as it was, however many follow', () => {
    const meters = new BandMeters(3);
    meters.update([0.1, 0.01, 0], 0.01);
    const first = meters.read();
    const before = structuredClone(first);
    for (let i = 0; i < 100; i += 1) {
      meters.update([0, 0.1, 0.2], 0.01);
      expect(meters.read().level).not.toEqual(before.level);
    }
    expect(first).toEqual(before);
    expect(first.db).toHaveLength(3);
  });

  it('add up time while something sounds and never run backwards', () => {
    const meters = new BandMeters(1);
    let before = 0;
    for (let i = 0; i < 300; i += 1) {
      meters.update([i < 100 ? 0.1 : 0], 0.01);
      const time = meters.read().time[0]!;
      expect(time).toBeGreaterThanOrEqual(before);
      before = time;
    }
    expect(before).toBeGreaterThan(0.9);
    expect(before).toBeLessThan(1.3);
  });
});

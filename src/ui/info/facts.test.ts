import { describe, expect, it } from 'vitest';
import { sayBytes, sayCoordinates, sayExposure } from './facts.ts';

describe('facts', () => {
  it('say exposures as photographers do', () => {
    expect(sayExposure(0.004)).toBe('1/250 s');
    expect(sayExposure(0.25)).toBe('1/4 s');
    expect(sayExposure(0.5)).toBe('0.5 s');
    expect(sayExposure(30)).toBe('30 s');
    expect(sayExposure(0)).toBe('');
  });

  it('say sizes in the largest unit that fits', () => {
    expect(sayBytes(0)).toBe('0 bytes');
    expect(sayBytes(12_345)).toBe('12 kB');
    expect(sayBytes(7_340_032)).toBe('7.3 MB');
    expect(sayBytes(2_500_000_000)).toBe('2.5 GB');
  });

  it('name the half of the globe', () => {
    expect(sayCoordinates(46.5935, 7.9091)).toBe('46.5935° N, 7.9091° E');
    expect(sayCoordinates(-33.5, -70)).toBe('33.5000° S, 70.0000° W');
  });
});

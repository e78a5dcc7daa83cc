import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ease, glide, GLIDE_PEAK_SPEED, smoothstep } from './easing.ts';

const easings = ['linear', 'in-out-sine', 'in-out-quad', 'in-out-cubic'] as const;

it.each(easings)('%s begins at exactly 0, ends at exactly 1 and never goes back', (easing) => {
  expect(ease(easing, 0)).toBe(0);
  expect(ease(easing, -3)).toBe(0);
  expect(ease(easing, 1)).toBe(1);
  expect(ease(easing, 7)).toBe(1);
  let last = 0;
  for (let step = 0; step <= 1000; step++) {
    const value = ease(easing, step / 1000);
    expect(value).toBeGreaterThanOrEqual(last);
    last = value;
  }
});

it('glide is monotone, symmetric and never faster than its stated peak', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (t) => {
      const speed = (glide(t + 0.001) - glide(t)) / 0.001;
      expect(speed).toBeGreaterThanOrEqual(-1e-9);
      expect(speed).toBeLessThanOrEqual(GLIDE_PEAK_SPEED + 1e-6);
      expect(glide(t) + glide(1 - t)).toBeCloseTo(1, 9);
    }),
  );
  expect(glide(0)).toBe(0);
  expect(glide(1)).toBe(1);
});

it('smoothstep runs either way', () => {
  expect(smoothstep(0, 1, 0.5)).toBe(0.5);
  expect(smoothstep(1, 0, 0.25)).toBeCloseTo(1 - smoothstep(0, 1, 0.25), 12);
});

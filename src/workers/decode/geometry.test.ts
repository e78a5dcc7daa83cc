import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eighths, orientationMatrix, place, swapsSides, visible } from './geometry.ts';

describe('where a photo goes on a slide', () => {
  it('fill covers the slide and cuts evenly', () => {
    expect(place('fill', 4000, 3000, 1920, 1080)).toMatchObject({ xPx: 0, yPx: -180, widthPx: 1920, heightPx: 1440 });
    expect(place('fill', 3000, 4000, 1920, 1080)).toMatchObject({ xPx: 0, yPx: -740, widthPx: 1920, heightPx: 2560 });
  });

  it('fit shows all of it, centred', () => {
    expect(place('fit', 3000, 4000, 1920, 1080)).toMatchObject({ xPx: 555, yPx: 0, widthPx: 810, heightPx: 1080 });
    expect(place('blur', 3000, 4000, 1920, 1080)).toEqual(place('fit', 3000, 4000, 1920, 1080));
  });

  it('shrink never enlarges, fit does', () => {
    expect(place('shrink', 200, 100, 1920, 1080)).toMatchObject({ xPx: 860, yPx: 490, widthPx: 200, heightPx: 100 });
    expect(place('fit', 200, 100, 1920, 1080)).toMatchObject({ widthPx: 1920, heightPx: 960 });
    expect(place('shrink', 4000, 3000, 1920, 1080)).toEqual(place('fit', 4000, 3000, 1920, 1080));
  });

  it('leaves no uncovered edge with fill and never overflows with fit, whatever the sizes', () => {
    const edge = fc.integer({ min: 1, max: 20_000 });
    const slide = fc.integer({ min: 16, max: 8192 });
    fc.assert(
      fc.property(edge, edge, slide, slide, (w, h, width, height) => {
        const full = visible(place('fill', w, h, width, height), width, height);
        expect(full).toEqual({ x: 0, y: 0, w: width, h: height });
        const p = place('fit', w, h, width, height);
        expect(p.xPx).toBeGreaterThanOrEqual(0);
        expect(p.yPx).toBeGreaterThanOrEqual(0);
        expect(p.widthPx).toBeLessThanOrEqual(width);
        expect(p.heightPx).toBeLessThanOrEqual(height);
      }),
    );
  });
});

describe('orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i keeps the picture on its own area', (orientation) => {
    const [a, b, c, d, e, f] = orientationMatrix(orientation, 30, 20);
    const corners = [
      [0, 0],
      [30, 0],
      [0, 20],
      [30, 20],
    ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f]);
    const [width, height] = swapsSides(orientation) ? [20, 30] : [30, 20];
    expect(Math.min(...corners.map(([x = 0]) => x))).toBe(0);
    expect(Math.max(...corners.map(([x = 0]) => x))).toBe(width);
    expect(Math.min(...corners.map(([, y = 0]) => y))).toBe(0);
    expect(Math.max(...corners.map(([, y = 0]) => y))).toBe(height);
  });

  it('6, a phone held upright, brings the stored left edge to the top', () => {
    const [, , c, d, e, f] = orientationMatrix(6, 30, 20);
    // Stored bottom left (0, 20) becomes upright top left.
    expect([c * 20 + e, d * 20 + f]).toEqual([0, 0]);
  });
});

it('asks the decoder for the fewest eighths that are still enough', () => {
  expect([0.01, 0.125, 0.126, 0.476, 0.5, 0.9, 1, 3].map(eighths)).toEqual([1, 1, 2, 4, 4, 8, 8, 8]);
});

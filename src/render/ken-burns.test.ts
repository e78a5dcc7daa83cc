import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isMoving,
  joinDrift,
  LONGEST_DRIFT_MS,
  MAX_SPEED_PER_SEC,
  settleDrift,
  slideDrift,
  windowAt,
  type Drift,
} from './ken-burns.ts';
import { viewOf, type PhotoWindow } from './view.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const slide = fc.record({
  seed: unit,
  zoom: fc.integer({ min: 1, max: 20 }),
  durationMs: fc.integer({ min: 300, max: 600_000 }),
  aspect: fc.double({ min: 9 / 32, max: 32 / 9, noNaN: true }),
});

/** Where a point of the photo is on screen, in widths of the surface. */
function onScreen(window: PhotoWindow, x: number, y: number, aspect: number): [number, number] {
  return [(x - window.x) / window.size, (y - window.y) / window.size / aspect];
}

const corners = [-0.5, 0.5].flatMap((x) => [-0.5, 0.5].map((y) => [x, y] as const));

function fastest(drift: Drift, aspect: number): number {
  const stepMs = drift.durationMs / 400;
  let speed = 0;
  for (let step = 0; step < 400; step++) {
    const a = windowAt(drift, drift.startMs + step * stepMs);
    const b = windowAt(drift, drift.startMs + (step + 1) * stepMs);
    for (const [x, y] of corners) {
      // The point that is in this corner of the screen now.
      const [px, py] = [a.x + x * a.size, a.y + y * a.size];
      const [ax, ay] = onScreen(a, px, py, aspect);
      const [bx, by] = onScreen(b, px, py, aspect);
      speed = Math.max(speed, (Math.hypot(bx - ax, by - ay) / stepMs) * 1000);
    }
  }
  return speed;
}

describe('a drift', () => {
  it('always covers the surface', () => {
    fc.assert(
      fc.property(slide, unit, ({ seed, zoom, durationMs, aspect }, at) => {
        const drift = slideDrift(seed, zoom, 0, durationMs, aspect);
        const view = viewOf(
          { widthPx: 1600, heightPx: 900 },
          { widthPx: 1080, heightPx: 1920 },
          windowAt(drift, at * durationMs),
        );
        expect(view.offsetX).toBeGreaterThanOrEqual(-1e-9);
        expect(view.offsetY).toBeGreaterThanOrEqual(-1e-9);
        expect(view.offsetX + view.scaleX).toBeLessThanOrEqual(1 + 1e-9);
        expect(view.offsetY + view.scaleY).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('never moves any point faster than 1.5 % of the width per second', () => {
    fc.assert(
      fc.property(slide, ({ seed, zoom, durationMs, aspect }) => {
        const drift = slideDrift(seed, zoom, 0, durationMs, aspect);
        expect(fastest(drift, aspect)).toBeLessThanOrEqual(MAX_SPEED_PER_SEC * 1.001);
      }),
      { numRuns: 60 },
    );
  });

  it('starts and ends at rest, and costs nothing after its end', () => {
    const drift = slideDrift(0.4, 8, 1_000, 10_000, 16 / 9);
    const early = windowAt(drift, 1_020);
    expect(Math.abs(early.size - drift.from.size)).toBeLessThan(1e-6);
    expect(isMoving(drift, 10_999)).toBe(true);
    expect(isMoving(drift, 11_000)).toBe(false);
    expect(windowAt(drift, 99_000)).toEqual(drift.to);
  });

  it('rests after two minutes however long the photo stays', () => {
    expect(slideDrift(0.4, 8, 0, 86_400_000, 1).durationMs).toBe(LONGEST_DRIFT_MS);
  });

  it('shows the whole photo again, smoothly, when it is switched off', () => {
    const drift = slideDrift(0.4, 8, 0, 10_000, 1);
    const settling = settleDrift(drift, 5_000);
    expect(windowAt(settling, 5_000)).toEqual(windowAt(drift, 5_000));
    expect(windowAt(settling, 60_000)).toEqual({ x: 0, y: 0, size: 1 });
  });

  it('goes on from where the picture is when it is switched on again, no faster than allowed', () => {
    const path = slideDrift(0.4, 20, 0, 60_000, 1);
    const joined = joinDrift(path, { x: 0, y: 0, size: 1 }, 55_000, 1);
    expect(windowAt(joined, 55_000)).toEqual({ x: 0, y: 0, size: 1 });
    expect(windowAt(joined, 500_000)).toEqual(path.to);
    expect(fastest(joined, 1)).toBeLessThanOrEqual(MAX_SPEED_PER_SEC * 1.001);
  });
});

import type { Easing } from './transition.ts';

const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

const curves: Readonly<Record<Easing, (t: number) => number>> = {
  linear: (t) => t,
  'in-out-sine': (t) => 0.5 - Math.cos(Math.PI * t) / 2,
  'in-out-quad': (t) => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t)),
  'in-out-cubic': (t) => (t < 0.5 ? 4 * t * t * t : 1 - 4 * (1 - t) ** 3),
};

/** Eased progress; exactly 0 at and before the start, exactly 1 at and after the end. */
export function ease(easing: Easing, t: number): number {
  const clamped = clamp01(t);
  if (clamped === 0 || clamped === 1) return clamped;
  return clamp01(curves[easing](clamped));
}

export function smoothstep(edge0: number, edge1: number, value: number): number {
  const t = clamp01((value - edge0) / (edge1 - edge0));
  return t * t * (3 - 2 * t);
}

/** Share of the time spent gathering speed, and again losing it. */
const RAMP = 0.2;
/** Highest speed of `glide`, in distances per duration. */
export const GLIDE_PEAK_SPEED = 1 / (1 - RAMP);

/**
 * Starts and stops without a jerk and moves evenly in between: the speed is a trapezoid with
 * smoothstep flanks, this is its integral. For slow movements, where a sine would never be even.
 */
export function glide(t: number): number {
  const x = clamp01(t);
  if (x > 0.5) return 1 - glideFirstHalf(1 - x);
  return glideFirstHalf(x);
}

function glideFirstHalf(x: number): number {
  if (x >= RAMP) return GLIDE_PEAK_SPEED * (x - RAMP / 2);
  const u = x / RAMP;
  return GLIDE_PEAK_SPEED * RAMP * (u ** 3 - u ** 4 / 2);
}

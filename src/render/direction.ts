/**
 * Directions that transitions share: one numbering, one way to leave it to chance, the same vectors in
 * GLSL (y up) and in canvas and css (y down).
 */
import type { Params, ParamSpec } from './transition.ts';

export interface Heading {
  /** Where the movement goes on screen: right and down are positive. */
  readonly x: number;
  readonly y: number;
  /** The same as a css gradient angle. */
  readonly angleDeg: number;
  readonly name: string;
}

const DIAGONAL = Math.SQRT1_2;

const HEADINGS: readonly Heading[] = [
  { x: 1, y: 0, angleDeg: 90, name: 'right' },
  { x: -1, y: 0, angleDeg: 270, name: 'left' },
  { x: 0, y: 1, angleDeg: 180, name: 'down' },
  { x: 0, y: -1, angleDeg: 0, name: 'up' },
  { x: DIAGONAL, y: DIAGONAL, angleDeg: 135, name: 'down-right' },
  { x: -DIAGONAL, y: DIAGONAL, angleDeg: 225, name: 'down-left' },
];

const STILL_RIGHT: Heading = { x: 1, y: 0, angleDeg: 90, name: 'right' };

export type HeadingCount = 4 | 6;

/** The parameter `direction`: 0 is a different one each time, 1–4 are right, left, down, up, 5 and 6 the diagonals. */
export function directionParam(count: HeadingCount): ParamSpec {
  return {
    type: 'int',
    default: 0,
    label: 'Direction',
    help:
      count === 6
        ? '0 takes a different one each time; 1 right, 2 left, 3 down, 4 up, 5 and 6 diagonal.'
        : '0 takes a different one each time; 1 right, 2 left, 3 down, 4 up.',
    min: 0,
    max: count,
    step: 1,
  };
}

export function headingOf(params: Params, seed: number, count: HeadingCount): Heading {
  const chosen = Number(params['direction'] ?? 0);
  const index = chosen >= 1 ? chosen - 1 : Math.min(count - 1, Math.floor(seed * count));
  return HEADINGS[index] ?? STILL_RIGHT;
}

/** `vec2 heading()` for a body that has the parameter `direction`; the same vectors with y up. */
export function headingGlsl(count: HeadingCount): string {
  return `
vec2 heading() {
  int d = direction > 0 ? direction : 1 + int(min(floor(seed * ${count}.0), ${count - 1}.0));
  if (d == 1) return vec2(1.0, 0.0);
  if (d == 2) return vec2(-1.0, 0.0);
  if (d == 3) return vec2(0.0, -1.0);
  if (d == 4) return vec2(0.0, 1.0);
  return vec2(d == 5 ? 0.70710678 : -0.70710678, -0.70710678);
}
`;
}

/** Slabs with bevelled edges, and when each one turns. Runs in a worker. */
import type { BuildGeometry } from '../../../shared/mesh.ts';
import { backdropGrid } from '../../mesh-grid.ts';
import { sequence01 } from '../../random.ts';

type Vector = readonly [number, number, number];

/** A corner of the slab: its signs, which axes the bevel draws in, and the normal of the face it belongs to. */
function corner(signs: Vector, drawnIn: Vector, normal: Vector): number[] {
  return [...signs, ...drawnIn, ...normal];
}

/** Two triangles, turned so that they face the way of the normal. */
function quad(points: readonly (readonly number[])[], normal: Vector): number[] {
  const at = (index: number): Vector => {
    const point = points[index] ?? [];
    // Where the bevel draws in, the corner is a little nearer to the middle.
    return [0, 1, 2].map((axis) => (point[axis] ?? 0) * (1 - 0.1 * (point[axis + 3] ?? 0))) as unknown as Vector;
  };
  const [a, b, c] = [at(0), at(1), at(2)];
  const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
  const facing =
    (u[1] * v[2] - u[2] * v[1]) * normal[0] +
    (u[2] * v[0] - u[0] * v[2]) * normal[1] +
    (u[0] * v[1] - u[1] * v[0]) * normal[2];
  const order = facing > 0 ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2];
  return order.flatMap((index) => points[index] ?? []);
}

const SQUARE = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

function axisVector(axis: number, value: number, others = 0): Vector {
  return [0, 1, 2].map((index) => (index === axis ? value : others)) as unknown as Vector;
}

/** Six faces, drawn in by the bevel on their two own axes. */
function faces(): number[] {
  const floats: number[] = [];
  for (const axis of [0, 1, 2]) {
    for (const side of [-1, 1]) {
      const normal = axisVector(axis, side);
      const drawnIn = axisVector(axis, 0, 1);
      const points = SQUARE.map(([u, v]) => {
        const signs = [0, 0, 0];
        signs[axis] = side;
        signs[(axis + 1) % 3] = u;
        signs[(axis + 2) % 3] = v;
        return corner(signs as unknown as Vector, drawnIn, normal);
      });
      floats.push(...quad(points, normal));
    }
  }
  return floats;
}

/** Twelve bevels between two faces each. */
function bevels(): number[] {
  const floats: number[] = [];
  for (const along of [0, 1, 2]) {
    const [first, second] = [(along + 1) % 3, (along + 2) % 3];
    for (const [u, v] of SQUARE) {
      const normal = [0, 0, 0];
      normal[first] = u * Math.SQRT1_2;
      normal[second] = v * Math.SQRT1_2;
      const point = (end: number, inFirst: boolean): number[] => {
        const signs = [0, 0, 0];
        signs[along] = end;
        signs[first] = u;
        signs[second] = v;
        const drawnIn = [1, 1, 1];
        drawnIn[inFirst ? second : first] = 0;
        return corner(signs as unknown as Vector, drawnIn as unknown as Vector, normal as unknown as Vector);
      };
      const points = [point(-1, true), point(1, true), point(1, false), point(-1, false)];
      floats.push(...quad(points, normal as unknown as Vector));
    }
  }
  return floats;
}

/** Eight corners where three bevels meet. */
function tips(): number[] {
  const floats: number[] = [];
  for (const [x, y] of SQUARE) {
    for (const z of [-1, 1]) {
      const signs: Vector = [x, y, z];
      const normal: Vector = [x * 0.577, y * 0.577, z * 0.577];
      const points = [0, 1, 2].map((axis) => corner(signs, axisVector(axis, 0, 1), normal));
      floats.push(...(x * y * z > 0 ? points : points.toReversed()).flat());
    }
  }
  return floats;
}

export const build: BuildGeometry = ({ seed, params, widthPx, heightPx }) => {
  const [columns, rows] = [Number(params['columns']), Number(params['rows'])];
  const ratio = widthPx / heightPx;
  const slabs = Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const x = ((column + 0.5) / columns - 0.5) * ratio;
    const y = (row + 0.5) / rows - 0.5;
    return [x, y, ratio / columns / 2, 0.5 / rows, sequence01(seed, index), sequence01(seed, index + 977)];
  });
  return {
    backdrop: backdropGrid(),
    slab: new Float32Array([...faces(), ...bevels(), ...tips()]),
    places: new Float32Array(slabs.flat()),
  };
};

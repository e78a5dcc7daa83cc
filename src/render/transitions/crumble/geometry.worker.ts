/** Shards: Voronoi cells with thickness, and when and how each one falls. Runs in a worker. */
import type { BuildGeometry } from '../../../shared/mesh.ts';
import { sequence01 } from '../../random.ts';
import { cellsOf, type Cell, type Point } from './cells.ts';

type Vector = readonly [number, number, number];

/** What all vertices of a shard know: its middle, when it falls, how fast it tumbles about which way, its drift. */
type Fate = readonly number[];

function centroid(outline: readonly Point[]): Point {
  let [area, x, y] = [0, 0, 0];
  for (const [index, [ax, ay]] of outline.entries()) {
    const [bx, by] = outline[(index + 1) % outline.length] ?? [ax, ay];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area === 0 ? (outline[0] ?? [0, 0]) : [x / (3 * area), y / (3 * area)];
}

/** 0–1: which ones go first. 1 from above, 2 from below, 3 at random, 4 away from where it was struck; 0 is one of these. */
function orderOf(weighting: number, [x, y]: Point, struck: Point, ratio: number, chance: number): number {
  if (weighting === 1) return 0.5 - y;
  if (weighting === 2) return 0.5 + y;
  if (weighting === 3) return chance;
  return Math.min(1, Math.hypot(x - struck[0], y - struck[1]) / Math.hypot(ratio, 1) / 0.75);
}

function shard({ outline }: Cell, middle: Point, fate: Fate): { solid: number[]; flat: number[] } {
  const solid: number[] = [];
  const flat: number[] = [];
  const vertex = (into: number[], [x, y]: Point, z: number, inside: number, normal: Vector): void => {
    into.push(x - middle[0], y - middle[1], z, inside, ...normal, ...fate);
  };
  for (const [index, a] of outline.entries()) {
    const b = outline[(index + 1) % outline.length] ?? a;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.hypot(dx, dy) || 1;
    // How far the middle lies from this edge: how wide a band along it is.
    const inside = Math.abs((middle[0] - a[0]) * dy - (middle[1] - a[1]) * dx) / length;
    for (const into of [solid, flat]) {
      vertex(into, a, 0, 0, [0, 0, 1]);
      vertex(into, b, 0, 0, [0, 0, 1]);
      vertex(into, middle, 0, inside, [0, 0, 1]);
    }
    vertex(solid, b, -1, 0, [0, 0, -1]);
    vertex(solid, a, -1, 0, [0, 0, -1]);
    vertex(solid, middle, -1, inside, [0, 0, -1]);
    const out: Vector = [dy / length, -dx / length, 0];
    for (const [point, z] of [
      [a, 0],
      [a, -1],
      [b, -1],
      [a, 0],
      [b, -1],
      [b, 0],
    ] as const) {
      vertex(solid, point, z, 0, out);
    }
  }
  return { solid, flat };
}

export const build: BuildGeometry = ({ seed, params, widthPx, heightPx }) => {
  const ratio = widthPx / heightPx;
  const count = Number(params['pieces']);
  const chosen = Number(params['weighting']);
  const chance = (n: number): number => sequence01(seed, 4096 + n);
  const weighting = chosen > 0 ? chosen : 1 + Math.floor(chance(0) * 4);
  const struck: Point = [(chance(1) - 0.5) * 0.7 * ratio, (chance(2) - 0.5) * 0.6];
  const cells = cellsOf(ratio, count, Number(params['complexity']), seed);
  const parts = cells.map((cell, index) => {
    const middle = centroid(cell.outline);
    const [turn, fast, drift, jitter] = [3, 4, 5, 6].map((n) => chance(n + index * 8)) as [
      number,
      number,
      number,
      number,
    ];
    const order = orderOf(weighting, middle, struck, ratio, jitter);
    const start = 0.85 * order + 0.15 * jitter;
    const away = Math.hypot(middle[0] - struck[0], middle[1] - struck[1]) / Math.hypot(ratio, 1);
    const aside = (middle[0] - struck[0]) * 0.35 + (drift - 0.5) * 0.3;
    const fate = [...middle, start, away, turn * 6.2832, 0.6 + fast, aside, drift];
    return shard(cell, middle, fate);
  });
  return {
    shards: new Float32Array(parts.flatMap(({ solid }) => solid)),
    flats: new Float32Array(parts.flatMap(({ flat }) => flat)),
  };
};

/** Voronoi cells of a rectangle with ragged, shared edges. Pure; page and worker. */
import { sequence01 } from '../../random.ts';

export type Point = readonly [x: number, y: number];

export interface Cell {
  readonly site: Point;
  /** Counter-clockwise, ragged; neighbours share its points exactly. */
  readonly outline: readonly Point[];
}

interface Corner {
  readonly at: Point;
  /** The neighbour across the edge that begins here; -1 is the border. */
  readonly beyond: number;
}

/** A share of the edge's length that its middle may be moved aside. */
const RAGGED = 0.16;
const SMALLEST_PART = 0.03;
const MOST_HALVINGS = 3;

/** What of a cell is nearer to `site` than to `other`. */
function cut(corners: readonly Corner[], site: Point, other: Point, name: number): Corner[] {
  const [nx, ny] = [other[0] - site[0], other[1] - site[1]];
  const limit = (other[0] ** 2 + other[1] ** 2 - site[0] ** 2 - site[1] ** 2) / 2;
  const over = ({ at }: Corner): number => at[0] * nx + at[1] * ny - limit;
  const kept: Corner[] = [];
  for (const [index, here] of corners.entries()) {
    const next = corners[(index + 1) % corners.length] ?? here;
    const [a, b] = [over(here), over(next)];
    const crossing = (): Point => {
      const share = a / (a - b);
      return [here.at[0] + share * (next.at[0] - here.at[0]), here.at[1] + share * (next.at[1] - here.at[1])];
    };
    if (a <= 0) kept.push(here);
    if (a <= 0 && b > 0) kept.push({ at: crossing(), beyond: name });
    if (a > 0 && b <= 0) kept.push({ at: crossing(), beyond: here.beyond });
  }
  return kept;
}

/** Halved again and again, each middle moved aside; the same seen from both sides. */
function ragged(from: Point, to: Point, name: number, amount: number, seed: number, level = 0): Point[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (level >= MOST_HALVINGS || length < SMALLEST_PART) return [from];
  const swing = (sequence01(seed, name * 8 + level) - 0.5) * 2 * RAGGED * amount * (level === 0 ? 1 : 0.8);
  const middle: Point = [(from[0] + to[0]) / 2 - dy * swing, (from[1] + to[1]) / 2 + dx * swing];
  return [
    ...ragged(from, middle, name * 2 + 1, amount, seed, level + 1),
    ...ragged(middle, to, name * 2 + 2, amount, seed, level + 1),
  ];
}

let latest: { readonly key: string; readonly cells: readonly Cell[] } = { key: '', cells: [] };

/** As `cellsOf`, which a tier without meshes asks for at every frame of a transition: broken once. */
export function sameCells(ratio: number, count: number, complexity: number, seed: number): readonly Cell[] {
  const key = [ratio, count, complexity, seed].join(' ');
  if (latest.key !== key) latest = { key, cells: cellsOf(ratio, count, complexity, seed) };
  return latest.cells;
}

/** `ratio` wide and 1 high, about the middle. `complexity` 0 leaves straight edges. */
export function cellsOf(ratio: number, count: number, complexity: number, seed: number): Cell[] {
  const columns = Math.max(1, Math.round(Math.sqrt(count * ratio)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const sites = Array.from({ length: count }, (_, index): Point => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const inRow = Math.min(columns, count - row * columns);
    const x = (column + 0.1 + 0.8 * sequence01(seed, index * 2)) / inRow - 0.5;
    const y = (row + 0.1 + 0.8 * sequence01(seed, index * 2 + 1)) / rows - 0.5;
    return [x * ratio, y];
  });
  const box: Corner[] = [
    [-ratio / 2, -0.5],
    [ratio / 2, -0.5],
    [ratio / 2, 0.5],
    [-ratio / 2, 0.5],
  ].map(([x = 0, y = 0]) => ({ at: [x, y], beyond: -1 }));
  return sites.map((site, index) => {
    let corners = box;
    for (const [other, place] of sites.entries()) if (other !== index) corners = cut(corners, site, place, other);
    const outline = corners.flatMap(({ at, beyond }, corner) => {
      const next = corners[(corner + 1) % corners.length]?.at ?? at;
      if (beyond < 0) return [at];
      const name = Math.min(index, beyond) * count + Math.max(index, beyond);
      if (index < beyond) return ragged(at, next, name, complexity, seed);
      // The neighbour's points, walked the other way.
      const points = [...ragged(next, at, name, complexity, seed), at].toReversed();
      return points.slice(0, -1);
    });
    return { site, outline };
  });
}

/** The few colours a photo is made of: k-means in OKLab over a thin sample. Pure and deterministic. */
import type { PaletteColor } from '../../shared/photo.ts';

const MAX_COLORS = 6;
const ROUNDS = 6;
/** Two colours nearer than this in OKLab look like one. */
const SAME_COLOR = 0.06;
/** Less than this share of the picture is a speck. */
const MIN_WEIGHT = 0.02;

const LINEAR = Float32Array.from({ length: 256 }, (_, value) => {
  const x = value / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
});

/** sRGB bytes to OKLab (Björn Ottosson, 2020). */
export function oklab(red: number, green: number, blue: number): [number, number, number] {
  const r = LINEAR[red] ?? 0;
  const g = LINEAR[green] ?? 0;
  const b = LINEAR[blue] ?? 0;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

interface Cluster {
  l: number;
  a: number;
  b: number;
  count: number;
}

const distance = (c: Cluster, l: number, a: number, b: number): number =>
  (c.l - l) ** 2 + (c.a - a) ** 2 + (c.b - b) ** 2;

function nearest(clusters: readonly Cluster[], l: number, a: number, b: number): number {
  let best = 0;
  let bestDistance = Infinity;
  // An index loop: an iterator's pairs would be garbage a hundred thousand times per photo.
  for (let i = 0; i < clusters.length; i += 1) {
    const cluster = clusters[i];
    const d = cluster === undefined ? Infinity : distance(cluster, l, a, b);
    if (d < bestDistance) {
      best = i;
      bestDistance = d;
    }
  }
  return best;
}

/** Farthest-point seeding: no chance involved, and small strong colours get a seed of their own. */
function seeds(points: Float32Array): Cluster[] {
  const count = points.length / 3;
  const away = new Float32Array(count).fill(Infinity);
  const chosen: Cluster[] = [];
  let next = count >> 1;
  while (chosen.length < MAX_COLORS) {
    const seed = { l: points[next * 3] ?? 0, a: points[next * 3 + 1] ?? 0, b: points[next * 3 + 2] ?? 0, count: 0 };
    chosen.push(seed);
    let farthest = 0;
    for (let i = 0; i < count; i += 1) {
      const d = distance(seed, points[i * 3] ?? 0, points[i * 3 + 1] ?? 0, points[i * 3 + 2] ?? 0);
      away[i] = Math.min(away[i] ?? 0, d);
      if ((away[i] ?? 0) > (away[farthest] ?? 0)) farthest = i;
    }
    if ((away[farthest] ?? 0) < SAME_COLOR ** 2) break;
    next = farthest;
  }
  return chosen;
}

function settle(points: Float32Array, clusters: Cluster[]): Cluster[] {
  let current = clusters;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = current.map(() => ({ l: 0, a: 0, b: 0, count: 0 }));
    for (let i = 0; i < points.length; i += 3) {
      const l = points[i] ?? 0;
      const a = points[i + 1] ?? 0;
      const b = points[i + 2] ?? 0;
      const sum = sums[nearest(current, l, a, b)];
      if (sum === undefined) continue;
      sum.l += l;
      sum.a += a;
      sum.b += b;
      sum.count += 1;
    }
    current = sums
      .filter(({ count }) => count > 0)
      .map(({ l, a, b, count }) => ({ l: l / count, a: a / count, b: b / count, count }));
  }
  return current;
}

function merge(clusters: readonly Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const c of clusters.toSorted((x, y) => y.count - x.count)) {
    const twin = kept.find((k) => distance(k, c.l, c.a, c.b) < SAME_COLOR ** 2);
    if (twin === undefined) kept.push({ ...c });
    else twin.count += c.count;
  }
  return kept;
}

/** Share first, but a clear hue counts up to three times as much as a grey of the same size. */
const strength = ({ weight, c }: PaletteColor): number => weight * (1 + Math.min(2, c / 0.08));

/** `rgb` holds triples. At most six colours, strongest first; empty only for an empty sample. */
export function palette(rgb: Uint8Array): PaletteColor[] {
  const total = Math.floor(rgb.length / 3);
  if (total === 0) return [];
  const points = new Float32Array(total * 3);
  for (let i = 0; i < points.length; i += 3) points.set(oklab(rgb[i] ?? 0, rgb[i + 1] ?? 0, rgb[i + 2] ?? 0), i);
  const colors = merge(settle(points, seeds(points))).map(({ l, a, b, count }): PaletteColor => {
    const h = (Math.atan2(b, a) * 180) / Math.PI;
    return { l, c: Math.hypot(a, b), h: h < 0 ? h + 360 : h, weight: count / total };
  });
  const visible = colors.filter(({ weight }) => weight >= MIN_WEIGHT);
  return (visible.length > 0 ? visible : colors).toSorted((a, b) => strength(b) - strength(a)).slice(0, MAX_COLORS);
}

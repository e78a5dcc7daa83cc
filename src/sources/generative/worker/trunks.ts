/** Tree trunks with bark and branches, drawn as depth and tone for the forest to colour. */
import { ribbon, type Brush } from './ink.ts';
import { clamp } from './noise.ts';
import type { Rng } from './rng.ts';

/** The drawing's red is depth (255 near), green how light the bark is, blue whether it is ground. */
export function ink(depth: number, pale: number, ground: boolean): string {
  return `rgb(${Math.round(depth * 255)} ${Math.round(clamp(pale) * 255)} ${ground ? 255 : 0})`;
}

export function drawTrunk(
  brush: Brush,
  rng: Rng,
  x: number,
  foot: number,
  width: number,
  depth: number,
  birch: boolean,
): void {
  const lean = rng.range(-0.05, 0.05) * foot;
  const bow = rng.range(-0.025, 0.025) * foot;
  const points: number[] = [];
  const count = 26;
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1);
    points.push(x + lean * t + bow * Math.sin(t * 3.1) + rng.range(-0.05, 0.05) * width, foot - t * (foot + 20));
  }
  const pale = birch ? rng.range(0.78, 1) : rng.range(0.05, 0.4);
  brush.fillStyle = ink(depth, pale, false);
  const shape = (t: number): number => width * (1 - 0.42 * t + 0.85 * Math.exp(-t * 34));
  ribbon(brush, points, shape);
  if (depth > 0.3) {
    // The side away from the light.
    const shifted = points.map((value, i) => (i % 2 === 0 ? value - width * 0.25 : value));
    brush.fillStyle = ink(depth, pale * (birch ? 0.72 : 0.35), false);
    ribbon(brush, shifted, (t) => shape(t) * 0.45);
    if (birch) barkMarks(brush, rng, points, shape, depth);
    else barkGrooves(brush, rng, points, width, depth, pale);
  }
  if (depth > 0.12) branches(brush, rng, points, width, depth, birch);
}

function barkMarks(brush: Brush, rng: Rng, points: number[], shape: (t: number) => number, depth: number): void {
  for (let n = rng.int(22, 40); n > 0; n--) {
    const t = rng.next() ** 0.9;
    const i = Math.min(points.length / 2 - 1, Math.floor(t * (points.length / 2))) * 2;
    const half = shape(t) / 2;
    const eye = rng.chance(0.14);
    const across = half * (eye ? rng.range(0.5, 0.95) : rng.range(0.15, 0.8));
    const x = (points[i] as number) + (rng.next() * 2 - 1) * (half - across);
    const y = (points[i + 1] as number) + rng.range(-30, 30);
    brush.fillStyle = ink(depth, rng.range(0, 0.28), false);
    brush.beginPath();
    brush.ellipse(
      x,
      y,
      across,
      half * (eye ? rng.range(0.16, 0.34) : rng.range(0.025, 0.08)),
      rng.range(-0.14, 0.14),
      0,
      7,
    );
    brush.fill();
  }
}

function barkGrooves(brush: Brush, rng: Rng, points: number[], width: number, depth: number, pale: number): void {
  for (let n = 0; n < 7; n++) {
    const side = rng.range(-0.36, 0.4) * width;
    const line = points.map((v, i) => (i % 2 === 0 ? v + side + rng.range(-0.05, 0.05) * width : v));
    brush.fillStyle = ink(depth, clamp(pale + (side / width) * 0.7 + rng.range(-0.2, 0.25)), false);
    ribbon(brush, line, (t) => width * 0.05 * (1 + Math.sin(t * 40 + n)));
  }
}

function branches(brush: Brush, rng: Rng, trunk: number[], width: number, depth: number, birch: boolean): void {
  for (let n = rng.int(2, 6); n > 0; n--) {
    const t = rng.range(0.35, 0.95);
    const i = Math.floor(t * (trunk.length / 2 - 1)) * 2;
    limb(brush, rng, {
      x: trunk[i] as number,
      y: trunk[i + 1] as number,
      angle: -Math.PI / 2 + (rng.chance(0.5) ? 1 : -1) * rng.range(0.5, 1.15),
      width: width * rng.range(0.1, 0.24),
      left: 2,
      depth,
      pale: birch ? rng.range(0.1, 0.4) : 0.1,
    });
  }
}

interface Limb {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly width: number;
  readonly left: number;
  readonly depth: number;
  readonly pale: number;
}

function limb(brush: Brush, rng: Rng, from: Limb): void {
  const points: number[] = [];
  let { x, y, angle } = from;
  const step = from.width * rng.range(1.6, 2.6);
  for (let i = 0; i < 12; i++) {
    points.push(x, y);
    x += Math.cos(angle) * step;
    y += Math.sin(angle) * step;
    angle += rng.range(-0.2, 0.2) - 0.02;
    if (from.left > 0 && i > 3 && rng.chance(0.3)) {
      const turn = angle + (rng.chance(0.5) ? 1 : -1) * rng.range(0.4, 0.8);
      limb(brush, rng, { ...from, x, y, angle: turn, width: from.width * (0.6 - i * 0.025), left: from.left - 1 });
    }
  }
  brush.fillStyle = ink(from.depth, from.pale, false);
  ribbon(brush, points, (t) => Math.max(0.7, from.width * (1 - t * 0.92)));
}

/** Gradient noise in one and two dimensions over a seeded permutation. Values stay within about ±1. */
import type { Rng } from './rng.ts';

export interface Noise {
  /** Smooth, mean 0, about −1 to 1; features one unit wide. */
  at(x: number, y: number): number;
  /** `octaves` layers, each finer by 2.03 and weaker by `gain`; scaled back to about −1 to 1. */
  fbm(x: number, y: number, octaves: number, gain?: number): number;
  /** Sharp crests: 0 in the valleys, 1 on the ridges. */
  ridged(x: number, y: number, octaves: number, gain?: number): number;
}

const GRADIENTS = 64;

export function createNoise(rng: Rng): Noise {
  const table = new Uint8Array(512);
  for (let i = 0; i < 256; i++) table[i] = i;
  for (let i = 255; i > 0; i--) {
    const j = rng.int(0, i);
    const held = table[i] as number;
    table[i] = table[j] as number;
    table[j] = held;
  }
  table.copyWithin(256, 0, 256);
  const gx = new Float32Array(256);
  const gy = new Float32Array(256);
  for (let i = 0; i < 256; i++) {
    const angle = ((i % GRADIENTS) / GRADIENTS) * Math.PI * 2;
    gx[i] = Math.cos(angle) * 1.42;
    gy[i] = Math.sin(angle) * 1.42;
  }

  const at = (x: number, y: number): number => {
    const fx = Math.floor(x);
    const fy = Math.floor(y);
    const dx = x - fx;
    const dy = y - fy;
    const ix = fx & 255;
    const iy = fy & 255;
    const row = table[ix] as number;
    const nextRow = table[ix + 1] as number;
    const a = table[row + iy] as number;
    const b = table[nextRow + iy] as number;
    const c = table[row + iy + 1] as number;
    const d = table[nextRow + iy + 1] as number;
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const top = (gx[a] as number) * dx + (gy[a] as number) * dy;
    const topRight = (gx[b] as number) * (dx - 1) + (gy[b] as number) * dy;
    const low = (gx[c] as number) * dx + (gy[c] as number) * (dy - 1);
    const lowRight = (gx[d] as number) * (dx - 1) + (gy[d] as number) * (dy - 1);
    const upper = top + (topRight - top) * u;
    return upper + (low + (lowRight - low) * u - upper) * v;
  };

  // Each octave is turned a little (36.87°), so that the lattice never lines up with itself.
  const fbm = (x: number, y: number, octaves: number, gain = 0.5): number => {
    let sum = 0;
    let weight = 1;
    let total = 0;
    for (let i = 0; i < octaves; i++) {
      sum += weight * at(x, y);
      total += weight;
      weight *= gain;
      const turned = (x * 0.8 - y * 0.6) * 2.03 + 17.3;
      y = (x * 0.6 + y * 0.8) * 2.03 - 9.1;
      x = turned;
    }
    return (sum / total) * 1.35;
  };

  const ridged = (x: number, y: number, octaves: number, gain = 0.5): number => {
    let sum = 0;
    let weight = 1;
    let total = 0;
    let previous = 1;
    for (let i = 0; i < octaves; i++) {
      const crest = 1 - Math.min(1, Math.abs(at(x, y)) * 1.25);
      const sharp = crest * crest * previous;
      sum += weight * sharp;
      total += weight;
      previous = Math.min(1, sharp * 1.6 + 0.15);
      weight *= gain;
      const turned = (x * 0.8 - y * 0.6) * 2.03 + 5.7;
      y = (x * 0.6 + y * 0.8) * 2.03 + 31.1;
      x = turned;
    }
    return sum / total;
  };

  return { at, fbm, ridged };
}

export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
export const clamp = (value: number, low = 0, high = 1): number => (value < low ? low : value > high ? high : value);

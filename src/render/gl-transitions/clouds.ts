/** The picture for bodies that ask for one (a displacement map, a luma wipe): soft seeded clouds, tiling, full range. */
import { sequence01 } from '../random.ts';
import type { TransitionTexture } from '../transition.ts';

const SIDE = 128;
const SEED = 0.618;

function lattice(cells: number, octave: number): Float32Array {
  return Float32Array.from({ length: cells * cells }, (_, index) => sequence01(SEED, octave * 10_007 + index));
}

/** Value noise that meets itself at the edges, 0–1. */
function noiseAt(values: Float32Array, cells: number, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - column, y - row].map((t) => t * t * (3 - 2 * t)) as [number, number];
  const at = (dx: number, dy: number): number => values[((row + dy) % cells) * cells + ((column + dx) % cells)] ?? 0;
  const top = at(0, 0) + (at(1, 0) - at(0, 0)) * u;
  const bottom = at(0, 1) + (at(1, 1) - at(0, 1)) * u;
  return top + (bottom - top) * v;
}

function field(): Float32Array {
  const sum = new Float32Array(SIDE * SIDE);
  for (let octave = 0; octave < 5; octave++) {
    const cells = 4 * 2 ** octave;
    const values = lattice(cells, octave);
    for (let index = 0; index < sum.length; index++) {
      const x = ((index % SIDE) / SIDE) * cells;
      const y = (Math.floor(index / SIDE) / SIDE) * cells;
      sum[index] = (sum[index] ?? 0) + noiseAt(values, cells, x, y) / 1.9 ** octave;
    }
  }
  return sum;
}

/** Every grey is equally frequent, so that a wipe along it runs evenly. */
function ranked(values: Float32Array): Uint8Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Uint8Array(values.length);
  for (const [rank, index] of order.entries()) ranks[index] = Math.floor((rank / values.length) * 256);
  return ranks;
}

export const clouds: TransitionTexture = {
  widthPx: SIDE,
  heightPx: SIDE,
  rgba() {
    const grey = ranked(field());
    const pixels = new Uint8Array(grey.length * 4).fill(255);
    for (const [index, value] of grey.entries()) pixels.fill(value, index * 4, index * 4 + 3);
    return pixels;
  },
};

/** In-place complex FFT (radix 2, Cooley–Tukey), and a sea surface made with it. */
import type { Rng } from './rng.ts';

function transform(re: Float32Array, im: Float32Array, start: number, step: number, size: number): void {
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const a = start + i * step;
      const b = start + j * step;
      const r = re[a] as number;
      const m = im[a] as number;
      re[a] = re[b] as number;
      im[a] = im[b] as number;
      re[b] = r;
      im[b] = m;
    }
  }
  for (let length = 2; length <= size; length <<= 1) {
    const angle = (2 * Math.PI) / length;
    for (let k = 0; k < length / 2; k++) {
      const wr = Math.cos(angle * k);
      const wi = Math.sin(angle * k);
      for (let i = k; i < size; i += length) {
        const a = start + i * step;
        const b = a + (length / 2) * step;
        const r = (re[b] as number) * wr - (im[b] as number) * wi;
        const m = (re[b] as number) * wi + (im[b] as number) * wr;
        re[b] = (re[a] as number) - r;
        im[b] = (im[a] as number) - m;
        re[a] = (re[a] as number) + r;
        im[a] = (im[a] as number) + m;
      }
    }
  }
}

export interface WaveTile {
  readonly size: number;
  /** Per level (each half as wide): slope across, slope along, and the variance lost by averaging; three per cell. */
  readonly levels: readonly Float32Array[];
}

/**
 * Slopes of a wind sea that repeats seamlessly. Amplitudes follow the Phillips spectrum
 * (Tessendorf, "Simulating Ocean Water", 2001); scaled so that the slopes' deviation is 1.
 */
export function waveTile(rng: Rng, size: number, windX: number, windZ: number, longest: number): WaveTile {
  const re = new Float32Array(size * size);
  const im = new Float32Array(size * size);
  const half = size / 2;
  for (let z = 0; z < size; z++) {
    for (let x = 0; x < size; x++) {
      const kx = x < half ? x : x - size;
      const kz = z < half ? z : z - size;
      const k2 = kx * kx + kz * kz;
      const other = ((size - z) % size) * size + ((size - x) % size);
      const at = z * size + x;
      if (k2 === 0 || at > other || kx === -half || kz === -half) continue;
      const k = Math.sqrt(k2);
      const along = (kx * windX + kz * windZ) / k;
      const power = (Math.exp(-((longest * longest) / k2)) / k2 ** 2) * (0.12 + along * along);
      const a = Math.sqrt(power * Math.exp(-k2 / (half * half * 0.3)));
      const p = rng.gauss() * a;
      const q = rng.gauss() * a;
      // Slopes i·k·h of a real height h; the two are packed as real and imaginary part of one transform.
      addSlopes(re, im, at, kx, kz, p, q);
      addSlopes(re, im, other, -kx, -kz, p, -q);
    }
  }
  for (let z = 0; z < size; z++) transform(re, im, z * size, 1, size);
  for (let x = 0; x < size; x++) transform(re, im, x, size, size);
  return { size, levels: pyramid(re, im, size) };
}

function addSlopes(re: Float32Array, im: Float32Array, at: number, kx: number, kz: number, p: number, q: number): void {
  // sx = i kx h, sz = i kz h; packed value sx + i sz.
  re[at] = -kx * q - kz * p;
  im[at] = kx * p - kz * q;
}

function pyramid(sx: Float32Array, sz: Float32Array, size: number): Float32Array[] {
  let sum = 0;
  for (let i = 0; i < sx.length; i++) sum += (sx[i] as number) ** 2 + (sz[i] as number) ** 2;
  const scale = 1 / Math.sqrt(sum / sx.length / 2);
  let level = new Float32Array(size * size * 3);
  for (let i = 0; i < sx.length; i++) {
    level[i * 3] = (sx[i] as number) * scale;
    level[i * 3 + 1] = (sz[i] as number) * scale;
  }
  const levels = [level];
  for (let n = size / 2; n >= 4; n /= 2) {
    const next = new Float32Array(n * n * 3);
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        const a = (y * 2 * n * 2 + x * 2) * 3;
        const cells = [a, a + 3, a + n * 6, a + n * 6 + 3];
        let mx = 0;
        let mz = 0;
        let square = 0;
        for (const c of cells) {
          const px = level[c] as number;
          const pz = level[c + 1] as number;
          mx += px / 4;
          mz += pz / 4;
          square += (px * px + pz * pz) / 8 + (level[c + 2] as number) / 4;
        }
        const to = (y * n + x) * 3;
        next[to] = mx;
        next[to + 1] = mz;
        next[to + 2] = Math.max(0, square - (mx * mx + mz * mz) / 2);
      }
    }
    levels.push(next);
    level = next;
  }
  return levels;
}

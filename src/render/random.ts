/** Small seeded randomness for everything that must look the same on every display. */

/** The n-th number of the sequence that belongs to a seed, 0–1. */
export function sequence01(seed: number, n: number): number {
  return mix(Math.imul(Math.floor(seed * 0x7fffffff) ^ Math.imul(n + 1, 0x9e3779b1), 0x85ebca6b));
}

/** Finaliser of MurmurHash3: every input bit reaches every output bit. */
function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Seeded randomness without state: the same inputs give the same number on every device. */

/** 32 bits of a string (FNV-1a with a final mix). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return scramble(hash);
}

/** A new 32-bit seed from two. */
export function combine(a: number, b: number): number {
  return scramble(Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ scramble(b + 0x7f4a7c15));
}

/** 0 ≤ x < 1, 32 bits of resolution. */
export function unit(seed: number, a: number, b: number): number {
  return combine(combine(seed, a), b) / 0x1_0000_0000;
}

/** The finaliser of MurmurHash3. */
function scramble(value: number): number {
  let h = value | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

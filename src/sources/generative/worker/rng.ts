/**
 * Seeded randomness: the same seed gives the same numbers on every machine.
 * Owned by one painting; never shared between two.
 */
export interface Rng {
  /** 0 ≤ n < 1 */
  next(): number;
  range(from: number, to: number): number;
  /** Whole number, both ends included. */
  int(from: number, to: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
  /** Mean 0, deviation 1, within ±3.5. */
  gauss(): number;
  /** An independent stream, so that a new draw in one part leaves the others alone. */
  fork(label: string): Rng;
}

/** FNV-1a with a final avalanche, 32 bits. */
export function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return avalanche(hash);
}

/** The murmur3 finaliser: every input bit reaches every output bit. */
export function avalanche(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Mulberry32. */
export function createRng(seed: number): Rng {
  let state = avalanche(seed + 0x6d2b79f5);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const range = (from: number, to: number): number => from + (to - from) * next();
  return {
    next,
    range,
    int: (from, to) => Math.floor(range(from, to + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    chance: (probability) => next() < probability,
    gauss: () => (next() + next() + next() + next() - 2) * 1.732,
    fork: (label) => createRng(hashText(label, seed)),
  };
}

/** A fingerprint of a listing that does not depend on its order, to see whether a new listing would differ. */
export interface ListingDigest {
  add(id: string, revision?: string): void;
  /** Equal for equal sets of `id` and `revision`. */
  value(): string;
}

export function createListingDigest(): ListingDigest {
  let count = 0;
  let sum = 0;
  let mix = 0;
  return {
    add(id, revision = '') {
      const hash = fnv1a(`${id}\n${revision}`);
      count++;
      // Addition and xor both ignore the order; together, two changes that cancel out in one show in the other.
      sum = (sum + hash) >>> 0;
      mix = (mix ^ Math.imul(hash, 0x9e37_79b1)) >>> 0;
    },
    value: () => `${count}:${sum.toString(36)}:${mix.toString(36)}`,
  };
}

/** FNV-1a, 32 bit, over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  }
  return hash >>> 0;
}

/** Damages feeds for tests and the bench: the same seed damages the same way. */

/** A small, fast generator of numbers (mulberry32); the next of them in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What breaks parsers: openings without ends, references, zero bytes, marks of other encodings, other formats. */
const splinters = [
  '<', '>', '&', '"', "'", '/>', '</', '<!--', '-->', '<![CDATA[', ']]>', '<!DOCTYPE a [', '<?xml encoding="utf-16"?>',
  '&#x110000;', '&#0;', '&amp', '&a;', '<item>', '</item>', '</channel>', '<entry xml:base="//">', 'xmlns:a="b"',
  '\0', '\ufeff', '\ud800', '\u202e', '<script>', '<img src=', 'srcset="a 1x,,b 2w"', '{"items":[', ']}', '__proto__',
  'javascript:', 'data:,', 'http://', 'http://[::', '%', '9'.repeat(40), '-', '2024-13-45T99:99:99Z', 'NaN',
].map((text) => new TextEncoder().encode(text)); // prettier-ignore

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One to six injuries: bytes changed, pieces cut out, doubled, moved, repeated, or put in from elsewhere. */
export function damaged(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  let result = bytes;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let count = 1 + below(6); count > 0; count--) {
    const at = below(result.length + 1);
    const end = Math.min(result.length, at + below(200));
    const [before, piece, after] = [result.subarray(0, at), result.subarray(at, end), result.subarray(end)];
    const splinter = splinters[below(splinters.length)] ?? piece;
    const kind = below(8);
    if (kind === 0) result = before;
    else if (kind === 1) result = joined(before, after);
    else if (kind === 2) result = joined(before, piece, piece, after);
    else if (kind === 3) result = joined(before, splinter, piece, after);
    else if (kind === 4) result = joined(before, ...Array.from({ length: 1 + below(60) }, () => splinter), after);
    else if (kind === 5) result = joined(after, piece, before);
    else if (kind === 6) result = joined(before, other.subarray(below(other.length)), after);
    else {
      result = Uint8Array.from(result);
      if (at < result.length) result[at] = below(256);
    }
    if (result.length > 65_536) result = result.subarray(0, 65_536);
  }
  return result;
}

/**
 * What a QR code says, as the words that are drawn (ISO/IEC 18004, byte mode, level M, versions 1 to 15): the text, filled up, in
 * blocks with their error correction. Pure.
 */

/** Per version from 1 (tables 7 and 9): error correction words of a block, blocks, data words of all blocks together. */
type Version = readonly [ec: number, blocks: number, words: number];
const versions: readonly Version[] = [
  [10, 1, 16],
  [16, 1, 28],
  [26, 1, 44],
  [18, 2, 64],
  [24, 2, 86],
  [16, 4, 108],
  [18, 4, 124],
  [22, 4, 154],
  [22, 5, 182],
  [26, 5, 216],
  [30, 5, 254],
  [22, 8, 290],
  [22, 9, 334],
  [24, 9, 365],
  [24, 10, 415],
];

const exponent = new Uint8Array(255);
const logarithm = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  exponent[power] = value;
  logarithm[value] = power;
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1;
}
const multiply = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (exponent[((logarithm[a] ?? 0) + (logarithm[b] ?? 0)) % 255] ?? 0);

function generator(degree: number): Uint8Array {
  const poly = new Uint8Array(degree);
  poly[degree - 1] = 1;
  for (let power = 0, root = 1; power < degree; power++, root = multiply(root, 2)) {
    for (let at = 0; at < degree; at++) poly[at] = multiply(poly[at] ?? 0, root) ^ (poly[at + 1] ?? 0);
  }
  return poly;
}

/** The Reed–Solomon remainder. */
export function remainder(data: readonly number[], degree: number): number[] {
  const poly = generator(degree);
  const rest = Array.from({ length: degree }, () => 0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let at = 0; at < degree; at++) rest[at] = (rest[at] ?? 0) ^ multiply(poly[at] ?? 0, factor);
  }
  return rest;
}

function dataWords(bytes: Uint8Array, version: number, capacity: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number): void => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, capacity * 8 - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    words.push(bits.slice(at, at + 8).reduce((word, bit) => word * 2 + bit, 0));
  for (let pad = 0xec; words.length < capacity; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Blocks taken in turn, data first. Those that come last are one word longer where the words do not divide evenly. */
function interleave(words: readonly number[], [ec, blocks]: Version): number[] {
  const longer = words.length % blocks;
  const sizes = Array.from(
    { length: blocks },
    (_, at) => Math.floor(words.length / blocks) + Number(at >= blocks - longer),
  );
  let from = 0;
  const data = sizes.map((size) => words.slice(from, (from += size)));
  const checks = data.map((block) => remainder(block, ec));
  const longest = Math.max(...sizes);
  const out: number[] = [];
  for (let at = 0; at < longest; at++) for (const block of data) if (at < block.length) out.push(block[at] ?? 0);
  for (let at = 0; at < ec; at++) for (const block of checks) out.push(block[at] ?? 0);
  return out;
}

/** In the smallest version that holds the text; null when none does. */
export function wordsOf(text: string): { readonly version: number; readonly words: readonly number[] } | null {
  const bytes = new TextEncoder().encode(text);
  const index = versions.findIndex(([, , words], at) => bytes.length + (at < 9 ? 2 : 3) <= words);
  const shape = versions[index];
  return shape ? { version: index + 1, words: interleave(dataWords(bytes, index + 1, shape[2]), shape) } : null;
}

/**
 * Codes are read back by a reader of its own, written from ISO/IEC 18004 and not from the writer: sizes come from the formula
 * for modules, blocks from the standard's table of level M, and every block has to be free of errors.
 */
import { describe, expect, it } from 'vitest';
import { encodeQr } from './qr-code.ts';

interface Modules {
  readonly size: number;
  isDark(x: number, y: number): boolean;
}

/** Level M, versions 1 to 15 (table 9). */
const wordsOfBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
const blocksOf = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Where alignment patterns stand (annex E, up to version 15). */
function alignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = version * 4 + 10;
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))];
}

function isFunction(x: number, y: number, version: number): boolean {
  const size = version * 4 + 17;
  if (x === 6 || y === 6) return true;
  if ((x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9)) return true;
  if (version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11))) return true;
  const places = alignment(version);
  const last = size - 7;
  return places.some((cx) =>
    places.some((cy) => {
      const isFinder = (cx === 6 && cy === 6) || (cx === 6 && cy === last) || (cx === last && cy === 6);
      return !isFinder && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
    }),
  );
}

/** Fifteen bits beside the upper left finder, without the fixed mask; the ten lower ones check the five upper ones. */
function formatOf(code: Modules): { level: number; mask: number } {
  const places = [
    ...Array.from({ length: 6 }, (_, at) => [8, at] as const),
    [8, 7] as const,
    [8, 8] as const,
    [7, 8] as const,
    ...Array.from({ length: 6 }, (_, at) => [5 - at, 8] as const),
  ];
  const bits = places.reduce((sum, [x, y], at) => sum | (Number(code.isDark(x, y)) << at), 0) ^ 0x5412;
  let rest = bits;
  for (let at = 14; at >= 10; at--) if ((rest >> at) & 1) rest ^= 0x537 << (at - 10);
  expect(rest, 'the format checks itself').toBe(0);
  return { level: bits >> 13, mask: (bits >> 10) & 7 };
}

function wordsOf(code: Modules, version: number, mask: number): number[] {
  const bits: number[] = [];
  for (let right = code.size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < code.size; step++) {
      const y = isUp ? code.size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFunction(x, y, version)) bits.push(Number(code.isDark(x, y) !== masks[mask]?.(x, y)));
      }
    }
  }
  const words: number[] = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) words.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2));
  return words;
}

/** Product in the field of 256 elements over 0x11d. */
function times(one: number, other: number): number {
  let [product, left, right] = [0, one, other];
  for (; right > 0; right >>= 1) {
    if (right & 1) product ^= left;
    left = (left << 1) ^ (left & 0x80 ? 0x11d : 0);
  }
  return product;
}

function expectWhole(block: readonly number[], checks: number): void {
  for (let at = 0, root = 1; at < checks; at++, root = times(root, 2)) {
    expect(block.reduce((sum, word) => times(sum, root) ^ word, 0)).toBe(0);
  }
}

/** What a phone would read. */
function read(code: Modules): string {
  const version = (code.size - 17) / 4;
  const { level, mask } = formatOf(code);
  expect(level, 'level M').toBe(0);
  const all = wordsOf(code, version, mask);
  const [count, checks] = [blocksOf[version - 1] ?? 1, wordsOfBlock[version - 1] ?? 10];
  const short = Math.floor(all.length / count) - checks;
  const longFrom = count - (all.length % count);
  const blocks: number[][] = Array.from({ length: count }, () => []);
  let at = 0;
  for (let row = 0; row <= short; row++) {
    for (let block = 0; block < count; block++) {
      if (row < short || block >= longFrom) blocks[block]?.push(all[at++] ?? 0);
    }
  }
  const data = blocks.flatMap((block) => [...block]);
  for (let row = 0; row < checks; row++) for (const block of blocks) block.push(all[at++] ?? 0);
  for (const block of blocks) expectWhole(block, checks);
  const bits = data.map((word) => word.toString(2).padStart(8, '0')).join('');
  expect(bits.slice(0, 4), 'bytes').toBe('0100');
  const wide = version < 10 ? 8 : 16;
  const length = Number.parseInt(bits.slice(4, 4 + wide), 2);
  const bytes = Array.from({ length }, (_, index) => {
    const from = 4 + wide + index * 8;
    return Number.parseInt(bits.slice(from, from + 8), 2);
  });
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function expectFinder(code: Modules, left: number, top: number): void {
  const rings = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
  const seen = rings.map((_, y) => rings.map((_row, x) => Number(code.isDark(left + x, top + y))).join(''));
  expect(seen).toEqual(rings);
}

describe('a QR code', () => {
  it.each(['https://example.org/a?b=c#d', 'WIFI:T:WPA;S:Home\\;net;P:p\\\\ss word;;', 'Grüße aus Bergen 🏔'])(
    'is read as it was written: %s',
    (text) => {
      const code = encodeQr(text);
      if (!code) throw new Error('It did not fit.');
      expect(read(code)).toBe(text);
      expectFinder(code, 0, 0);
      expectFinder(code, code.size - 7, 0);
      expectFinder(code, 0, code.size - 7);
    },
  );

  it.each([1, 14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412])(
    'holds %d letters, in every size there is',
    (length) => {
      const text = 'x'.repeat(length);
      const code = encodeQr(text);
      if (!code) throw new Error('It did not fit.');
      expect(read(code)).toBe(text);
    },
  );
});

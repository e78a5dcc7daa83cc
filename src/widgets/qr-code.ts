/**
 * QR codes after ISO/IEC 18004: byte mode, level M, versions 1 to 15. Pure. A text that does not fit gives null.
 */
import { svg } from './element.ts';

/** Per version from 1: error correction words per block, then blocks × data words, as [count, words] pairs. */
const versions: readonly { readonly ec: number; readonly blocks: readonly (readonly [number, number])[] }[] = [
  { ec: 10, blocks: [[1, 16]] },
  { ec: 16, blocks: [[1, 28]] },
  { ec: 26, blocks: [[1, 44]] },
  { ec: 18, blocks: [[2, 32]] },
  { ec: 24, blocks: [[2, 43]] },
  { ec: 16, blocks: [[4, 27]] },
  { ec: 18, blocks: [[4, 31]] },
  {
    ec: 22,
    blocks: [
      [2, 38],
      [2, 39],
    ],
  },
  {
    ec: 22,
    blocks: [
      [3, 36],
      [2, 37],
    ],
  },
  {
    ec: 26,
    blocks: [
      [4, 43],
      [1, 44],
    ],
  },
  {
    ec: 30,
    blocks: [
      [1, 50],
      [4, 51],
    ],
  },
  {
    ec: 22,
    blocks: [
      [6, 36],
      [2, 37],
    ],
  },
  {
    ec: 22,
    blocks: [
      [8, 37],
      [1, 38],
    ],
  },
  {
    ec: 24,
    blocks: [
      [4, 40],
      [5, 41],
    ],
  },
  {
    ec: 24,
    blocks: [
      [5, 41],
      [5, 42],
    ],
  },
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

/** Blocks taken in turn, data first. */
function interleave(words: readonly number[], { ec, blocks }: (typeof versions)[number]): number[] {
  const sizes = blocks.flatMap(([count, size]) => Array.from({ length: count }, () => size));
  let from = 0;
  const data = sizes.map((size) => words.slice(from, (from += size)));
  const checks = data.map((block) => remainder(block, ec));
  const longest = Math.max(...sizes);
  const out: number[] = [];
  for (let at = 0; at < longest; at++) for (const block of data) if (at < block.length) out.push(block[at] ?? 0);
  for (let at = 0; at < ec; at++) for (const block of checks) out.push(block[at] ?? 0);
  return out;
}

export interface QrCode {
  readonly size: number;
  isDark(x: number, y: number): boolean;
}

class Matrix implements QrCode {
  readonly size: number;
  readonly cells: Uint8Array;
  readonly fixed: Uint8Array;

  constructor(version: number) {
    this.size = 17 + 4 * version;
    this.cells = new Uint8Array(this.size ** 2);
    this.fixed = new Uint8Array(this.size ** 2);
  }

  isDark(x: number, y: number): boolean {
    return this.cells[y * this.size + x] === 1;
  }

  set(x: number, y: number, dark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.cells[y * this.size + x] = Number(dark);
    this.fixed[y * this.size + x] = 1;
  }
}

function alignmentAt(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((size - 13) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - step * (count - 2 - index))];
}

function drawPatterns(matrix: Matrix, version: number): void {
  const { size } = matrix;
  for (let at = 0; at < size; at++) {
    matrix.set(6, at, at % 2 === 0);
    matrix.set(at, 6, at % 2 === 0);
  }
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        matrix.set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
    }
  }
  const centres = alignmentAt(version, size);
  const last = centres.length - 1;
  centres.forEach((cy, row) =>
    centres.forEach((cx, column) => {
      if ((row === 0 && (column === 0 || column === last)) || (row === last && column === 0)) return;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) matrix.set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }),
  );
  drawFormat(matrix, 0);
  if (version >= 7) drawVersion(matrix, version);
}

function bch(value: number, steps: number, poly: number): number {
  let rest = value;
  for (let step = 0; step < steps; step++) rest = (rest << 1) ^ ((rest >> (steps - 1)) * poly);
  return (value << steps) | rest;
}

/** Level M is 0. */
function drawFormat(matrix: Matrix, mask: number): void {
  const { size } = matrix;
  const bits = bch(mask, 10, 0x537) ^ 0x5412;
  const bit = (at: number): boolean => ((bits >> at) & 1) === 1;
  for (let at = 0; at <= 5; at++) matrix.set(8, at, bit(at));
  matrix.set(8, 7, bit(6));
  matrix.set(8, 8, bit(7));
  matrix.set(7, 8, bit(8));
  for (let at = 9; at < 15; at++) matrix.set(14 - at, 8, bit(at));
  for (let at = 0; at < 8; at++) matrix.set(size - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at++) matrix.set(8, size - 15 + at, bit(at));
  matrix.set(8, size - 8, true);
}

function drawVersion(matrix: Matrix, version: number): void {
  const bits = bch(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const [a, b] = [matrix.size - 11 + (at % 3), Math.floor(at / 3)];
    const dark = ((bits >> at) & 1) === 1;
    matrix.set(a, b, dark);
    matrix.set(b, a, dark);
  }
}

function drawWords(matrix: Matrix, words: readonly number[]): void {
  const { size, cells, fixed } = matrix;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      for (const x of [right, right - 1]) {
        const isUp = ((right + 1) & 2) === 0;
        const cell = (isUp ? size - 1 - step : step) * size + x;
        if (fixed[cell] || at >= words.length * 8) continue;
        cells[cell] = ((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
        at++;
      }
    }
  }
}

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

function applyMask({ size, cells, fixed }: Matrix, mask: number): void {
  for (let cell = 0; cell < cells.length; cell++) {
    if (!fixed[cell] && masks[mask]?.(cell % size, Math.floor(cell / size))) cells[cell] = (cells[cell] ?? 0) ^ 1;
  }
}

const finder = [/1011101000{3}/g, /0{4}1011101/g] as const;

/** How unlike a scanner's idea of an even surface it is; the fewer points the better. */
function penalty(matrix: Matrix): number {
  const { size } = matrix;
  let points = 0;
  let dark = 0;
  for (let line = 0; line < size; line++) {
    let [row, column] = ['', ''];
    for (let at = 0; at < size; at++) {
      row += Number(matrix.isDark(at, line));
      column += Number(matrix.isDark(line, at));
      if (line === 0 || at === 0) continue;
      const here = matrix.isDark(at, line);
      const others = [matrix.isDark(at - 1, line), matrix.isDark(at, line - 1), matrix.isDark(at - 1, line - 1)];
      if (others.every((it) => it === here)) points += 3;
    }
    for (const text of [row, column]) {
      for (const run of text.match(/0{5,}|1{5,}/g) ?? []) points += run.length - 2;
      for (const pattern of finder) points += 40 * (text.match(pattern)?.length ?? 0);
    }
    dark += row.replaceAll('0', '').length;
  }
  return points + 10 * Math.floor(Math.abs((dark * 20) / size ** 2 - 10));
}

export function encodeQr(text: string): QrCode | null {
  const bytes = new TextEncoder().encode(text);
  const capacityOf = (index: number): number =>
    versions[index]?.blocks.reduce((sum, [count, size]) => sum + count * size, 0) ?? 0;
  const index = versions.findIndex((_, at) => bytes.length + (at < 9 ? 2 : 3) <= capacityOf(at));
  const shape = versions[index];
  if (!shape) return null;
  const version = index + 1;
  const words = interleave(dataWords(bytes, version, capacityOf(index)), shape);
  const matrix = new Matrix(version);
  drawPatterns(matrix, version);
  drawWords(matrix, words);
  let best = { mask: 0, points: Number.POSITIVE_INFINITY };
  for (let mask = 0; mask < 8; mask++) {
    applyMask(matrix, mask);
    drawFormat(matrix, mask);
    const points = penalty(matrix);
    if (points < best.points) best = { mask, points };
    applyMask(matrix, mask);
  }
  applyMask(matrix, best.mask);
  drawFormat(matrix, best.mask);
  return matrix;
}

/** White around the code that scanners ask for. */
const quietZone = 4;

/** The code as a picture with its white; null when the text is too long. */
export function drawQr(text: string): SVGElement | null {
  const code = encodeQr(text);
  if (!code) return null;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.isDark(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  const side = code.size + 2 * quietZone;
  const viewBox = `${-quietZone} ${-quietZone} ${side} ${side}`;
  const attributes = { viewBox, class: 'qr-code', role: 'img', 'aria-label': text, 'shape-rendering': 'crispEdges' };
  return svg('svg', attributes, svg('path', { d: path }));
}

/**
 * QR codes after ISO/IEC 18004, level M: the squares of a code, and its picture. What a code says is in qr-words.ts; a text that does
 * not fit gives null.
 */
import { svg } from './element.ts';
import { wordsOf } from './qr-words.ts';

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
  const said = wordsOf(text);
  if (!said) return null;
  const { version, words } = said;
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

/**
 * Smooth things (sky, fog, glow) are worked out on a coarse grid and spread over the full picture.
 * Coarse values are floats, so that the spread has no steps.
 */
import type { Band, Frame } from './picture.ts';

export interface Field {
  readonly columns: number;
  readonly rows: number;
  /** 1, 3 (light) or 4 (light and cover). */
  readonly channels: 1 | 3 | 4;
  /** Row-major, `channels` numbers per cell. Cell centres run from edge to edge of the picture. */
  readonly data: Float32Array;
}

/** A field of this many cells or fewer is soft by nature: a small picture of it needs no more than this many per pixel. */
const SOFT_CELLS = 300;
const SOFT_FINEST = 0.32;

/** `write` fills cell `at` of `data`; x and y are 0–1 across and down the picture. */
export async function createField(
  frame: Frame,
  cells: number,
  channels: 1 | 3 | 4,
  write: (data: Float32Array, at: number, x: number, y: number) => void,
): Promise<Field> {
  const scale = Math.min(cells / frame.unitPx, cells <= SOFT_CELLS ? SOFT_FINEST : 1);
  const columns = Math.max(2, Math.round(Math.min(1, scale) * frame.widthPx));
  const rows = Math.max(2, Math.round(Math.min(1, scale) * frame.heightPx));
  const data = new Float32Array(columns * rows * channels);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    const y = row / (rows - 1);
    for (let column = 0; column < columns; column++) {
      write(data, at, column / (columns - 1), y);
      at += channels;
    }
    if ((row & 31) === 31) await frame.breathe();
  }
  return { columns, rows, channels, data };
}

/** Spreads one row of a field over the picture's width: `out` gets `widthPx * channels` numbers. */
export function createRowSampler(field: Field, frame: Frame): (y: number, out: Float32Array) => void {
  const { columns, rows, channels, data } = field;
  const { widthPx, heightPx } = frame;
  const line = new Float32Array((columns + 1) * channels);
  const stepX = (columns - 1) / Math.max(1, widthPx - 1);
  return (y, out) => {
    const fy = (y * (rows - 1)) / Math.max(1, heightPx - 1);
    const row = Math.min(rows - 2, Math.floor(fy));
    const v = fy - row;
    const upper = row * columns * channels;
    const lower = upper + columns * channels;
    const count = columns * channels;
    for (let i = 0; i < count; i++) {
      const a = data[upper + i] as number;
      line[i] = a + ((data[lower + i] as number) - a) * v;
    }
    for (let c = 0; c < channels; c++) line[count + c] = line[count - channels + c] as number;
    if (channels === 3) spreadColor(line, out, widthPx, stepX);
    else if (channels === 1) spreadValue(line, out, widthPx, stepX);
    else spreadCover(line, out, widthPx, stepX);
  };
}

function spreadColor(line: Float32Array, out: Float32Array, widthPx: number, stepX: number): void {
  let to = 0;
  for (let x = 0; x < widthPx; x++) {
    const fx = x * stepX;
    const cell = fx | 0;
    const u = fx - cell;
    const at = cell * 3;
    const r = line[at] as number;
    const g = line[at + 1] as number;
    const b = line[at + 2] as number;
    out[to] = r + ((line[at + 3] as number) - r) * u;
    out[to + 1] = g + ((line[at + 4] as number) - g) * u;
    out[to + 2] = b + ((line[at + 5] as number) - b) * u;
    to += 3;
  }
}

function spreadValue(line: Float32Array, out: Float32Array, widthPx: number, stepX: number): void {
  for (let x = 0; x < widthPx; x++) {
    const fx = x * stepX;
    const cell = fx | 0;
    const a = line[cell] as number;
    out[x] = a + ((line[cell + 1] as number) - a) * (fx - cell);
  }
}

function spreadCover(line: Float32Array, out: Float32Array, widthPx: number, stepX: number): void {
  let to = 0;
  for (let x = 0; x < widthPx; x++) {
    const fx = x * stepX;
    const cell = fx | 0;
    const u = fx - cell;
    const at = cell * 4;
    const r = line[at] as number;
    const g = line[at + 1] as number;
    const b = line[at + 2] as number;
    const a = line[at + 3] as number;
    out[to] = r + ((line[at + 4] as number) - r) * u;
    out[to + 1] = g + ((line[at + 5] as number) - g) * u;
    out[to + 2] = b + ((line[at + 6] as number) - b) * u;
    out[to + 3] = a + ((line[at + 7] as number) - a) * u;
    to += 4;
  }
}

/** Paints a three-channel field over the whole band. */
export function fieldPainter(field: Field, frame: Frame): (band: Band) => void {
  const sample = createRowSampler(field, frame);
  const stride = frame.widthPx * 3;
  return (band) => {
    for (let y = band.firstRow; y < band.endRow; y++) {
      const start = (y - band.firstRow) * stride;
      sample(y, band.rgb.subarray(start, start + stride));
    }
  };
}

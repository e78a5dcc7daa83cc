/** Palette, average colour and luminance grid of a composed slide, from a thin sample of its bytes. Pure. */
import type { LuminanceGrid, PaletteColor } from '../../shared/photo.ts';
import { palette } from './palette.ts';

/** 16 × 9 cells: 120 px square on a full-HD slide, about the height of a clock. */
const COLUMNS = 16;
const ROWS = 9;
/** Per cell and direction; 24 × 24 keeps the error of mean and deviation below one step in 255. */
const SAMPLES = 24;
/** Per direction over the photo, for the colours. */
const COLOR_SAMPLES = 48;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Analysis {
  readonly averageColor: number;
  readonly palette: PaletteColor[];
  readonly luminance: LuminanceGrid;
}

/** Rec. 709 weights on the encoded values: what a reader's eye compares text against. */
const luma = (rgba: Uint8ClampedArray, at: number): number =>
  0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0);

function grid(rgba: Uint8ClampedArray, width: number, height: number): LuminanceGrid {
  const mean = new Uint8Array(COLUMNS * ROWS);
  const detail = new Uint8Array(COLUMNS * ROWS);
  for (let cell = 0; cell < mean.length; cell += 1) {
    const left = ((cell % COLUMNS) * width) / COLUMNS;
    const top = (Math.floor(cell / COLUMNS) * height) / ROWS;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < SAMPLES; i += 1) {
      const y = Math.min(height - 1, Math.floor(top + ((i + 0.5) * height) / ROWS / SAMPLES));
      for (let k = 0; k < SAMPLES; k += 1) {
        // Every second row is shifted by half a step: a regular pattern in the photo is not sampled in step.
        const x = Math.min(width - 1, Math.floor(left + ((k + (i & 1) / 2 + 0.25) * width) / COLUMNS / SAMPLES));
        const value = luma(rgba, (y * width + x) * 4);
        sum += value;
        squares += value * value;
      }
    }
    const count = SAMPLES * SAMPLES;
    mean[cell] = Math.round(sum / count);
    detail[cell] = Math.round(Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)));
  }
  return { columns: COLUMNS, rows: ROWS, mean, detail };
}

function sampleColors(rgba: Uint8ClampedArray, width: number, area: Area): Uint8Array {
  const columns = Math.min(COLOR_SAMPLES, Math.max(1, area.w));
  const rows = Math.min(COLOR_SAMPLES, Math.max(1, area.h));
  const rgb = new Uint8Array(columns * rows * 3);
  for (let j = 0, to = 0; j < rows; j += 1) {
    const y = area.y + Math.floor(((j + 0.5) * area.h) / rows);
    for (let i = 0; i < columns; i += 1, to += 3) {
      const x = area.x + Math.floor(((i + 0.5) * area.w) / columns);
      const at = (y * width + x) * 4;
      rgb[to] = rgba[at] ?? 0;
      rgb[to + 1] = rgba[at + 1] ?? 0;
      rgb[to + 2] = rgba[at + 2] ?? 0;
    }
  }
  return rgb;
}

function average(rgb: Uint8Array): number {
  const sums = [0, 0, 0];
  for (let i = 0; i < rgb.length; i += 1) sums[i % 3] = (sums[i % 3] ?? 0) + (rgb[i] ?? 0);
  const [r = 0, g = 0, b = 0] = sums.map((sum) => Math.round(sum / Math.max(1, rgb.length / 3)));
  return (r << 16) | (g << 8) | b;
}

/** Colours are those of the photo (`area`), without letterbox or backdrop; the grid covers the whole slide. */
export function analyse(rgba: Uint8ClampedArray, width: number, height: number, area: Area): Analysis {
  const rgb = sampleColors(rgba, width, area);
  return { averageColor: average(rgb), palette: palette(rgb), luminance: grid(rgba, width, height) };
}

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

/** sRGB value to linear light, and linear light in 4096 steps back to sRGB. */
const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const srgb = value / 255;
  return srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4;
});
const LIGHT_STEPS = 4095;
const encoded = Uint8Array.from({ length: LIGHT_STEPS + 1 }, (_, step) => {
  const light = step / LIGHT_STEPS;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** The grey that is as light as this pixel. */
function greyOf(rgba: Uint8ClampedArray, at: number): number {
  const light =
    0.2126 * (linear[rgba[at] ?? 0] ?? 0) +
    0.7152 * (linear[rgba[at + 1] ?? 0] ?? 0) +
    0.0722 * (linear[rgba[at + 2] ?? 0] ?? 0);
  return encoded[Math.round(light * LIGHT_STEPS)] ?? 0;
}

/** This many of the samples of a cell may lie beyond `low`, and as many beyond `high`: one in two hundred. */
const OUTLIERS = Math.floor((SAMPLES * SAMPLES) / 200);

function extremes(counts: Uint16Array): [number, number] {
  let low = 0;
  let high = 255;
  for (let seen = counts[0] ?? 0; seen <= OUTLIERS && low < 255; seen += counts[low] ?? 0) low += 1;
  for (let seen = counts[255] ?? 0; seen <= OUTLIERS && high > 0; seen += counts[high] ?? 0) high -= 1;
  return [low, Math.max(low, high)];
}

function grid(rgba: Uint8ClampedArray, width: number, height: number): LuminanceGrid {
  const cells = COLUMNS * ROWS;
  const [mean, detail, low, high] = [0, 1, 2, 3].map(() => new Uint8Array(cells)) as [
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
  ];
  const tones = new Float32Array(cells * 12);
  const counts = new Uint16Array(256);
  for (let cell = 0; cell < cells; cell += 1) {
    const column = cell % COLUMNS;
    const row = Math.floor(cell / COLUMNS);
    const left = (column * width) / COLUMNS;
    const top = (row * height) / ROWS;
    let sum = 0;
    let squares = 0;
    counts.fill(0);
    for (let i = 0; i < SAMPLES; i += 1) {
      const y = Math.min(height - 1, Math.floor(top + ((i + 0.5) * height) / ROWS / SAMPLES));
      const toneRow = (2 * row + (i < SAMPLES / 2 ? 0 : 1)) * 2 * COLUMNS + 2 * column;
      for (let k = 0; k < SAMPLES; k += 1) {
        // Every second row is shifted by half a step: a regular pattern in the photo is not sampled in step.
        const x = Math.min(width - 1, Math.floor(left + ((k + (i & 1) / 2 + 0.25) * width) / COLUMNS / SAMPLES));
        const at = (y * width + x) * 4;
        const value = luma(rgba, at);
        sum += value;
        squares += value * value;
        const grey = greyOf(rgba, at);
        counts[grey] = (counts[grey] ?? 0) + 1;
        const tone = (toneRow + (k < SAMPLES / 2 ? 0 : 1)) * 3;
        for (let channel = 0; channel < 3; channel += 1) {
          tones[tone + channel] = (tones[tone + channel] ?? 0) + (rgba[at + channel] ?? 0);
        }
      }
    }
    const count = SAMPLES * SAMPLES;
    mean[cell] = Math.round(sum / count);
    detail[cell] = Math.round(Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)));
    [low[cell], high[cell]] = extremes(counts);
  }
  const tone = Uint8Array.from(tones, (total) => Math.round((total * 4) / (SAMPLES * SAMPLES)));
  return { columns: COLUMNS, rows: ROWS, mean, detail, low, high, tone };
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

/**
 * Unsharp masking on brightness, for photos that were reduced to less than half. Pure.
 *
 * Radius 2, 150 %, threshold 3, as the predecessor of this product used. Two box passes of width 5 have the variance
 * of a Gaussian of sigma 2. It does not ring: the new brightness stays within what the 3×3 neighbourhood held, plus
 * a small allowance, so that edges get steeper but never get a halo.
 */

const AMOUNT = 1.5;
const THRESHOLD = 3;
const ALLOWANCE = 6;
const RADIUS = 2;
const TAPS = RADIUS * 2 + 1;

/** Rec. 601 weights in 1/256: cheap, and exact enough for a difference. */
function brightness(rgba: Uint8ClampedArray, out: Uint8Array): void {
  for (let i = 0, at = 0; i < out.length; i += 1, at += 4) {
    out[i] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
  }
}

/** Division by the five taps, rounded, as one multiplication: exact for every sum of five bytes. */
const fifth = (sum: number): number => ((sum + RADIUS) * 13_108) >> 16;

function boxAcross(from: Uint8Array, to: Uint8Array, width: number, height: number): void {
  const padded = new Uint8Array(width + TAPS);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    // Edges repeat outward; a padded copy keeps conditions out of the inner loop.
    padded.fill(from[row] ?? 0, 0, RADIUS);
    padded.set(from.subarray(row, row + width), RADIUS);
    padded.fill(from[row + width - 1] ?? 0, RADIUS + width);
    let sum = 0;
    for (let x = 0; x < TAPS; x += 1) sum += padded[x] ?? 0;
    for (let x = 0; x < width; x += 1) {
      to[row + x] = fifth(sum);
      sum += (padded[x + TAPS] ?? 0) - (padded[x] ?? 0);
    }
  }
}

/** Row by row with one running sum per column: the memory is read in order. */
function boxDown(from: Uint8Array, to: Uint8Array, width: number, height: number): void {
  const sums = new Uint16Array(width);
  const rowAt = (y: number): number => Math.max(0, Math.min(height - 1, y)) * width;
  for (let y = -RADIUS; y <= RADIUS; y += 1) {
    const row = rowAt(y);
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + (from[row + x] ?? 0);
  }
  for (let y = 0; y < height; y += 1) {
    const enter = rowAt(y + RADIUS + 1);
    const leave = rowAt(y - RADIUS);
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const sum = sums[x] ?? 0;
      to[row + x] = fifth(sum);
      sums[x] = sum + (from[enter + x] ?? 0) - (from[leave + x] ?? 0);
    }
  }
}

/** The change for one pixel, held within its neighbourhood. Written out: this runs for every pixel of a slide. */
function change(light: Uint8Array, at: number, width: number, difference: number): number {
  const center = light[at] ?? 0;
  const up = at - width;
  const down = at + width;
  const wanted = center + Math.round(difference * AMOUNT);
  if (difference > 0) {
    const across = Math.max(center, light[at - 1] ?? 0, light[at + 1] ?? 0);
    const above = Math.max(light[up - 1] ?? 0, light[up] ?? 0, light[up + 1] ?? 0);
    const below = Math.max(light[down - 1] ?? 0, light[down] ?? 0, light[down + 1] ?? 0);
    return Math.min(Math.max(across, above, below) + ALLOWANCE, wanted) - center;
  }
  const across = Math.min(center, light[at - 1] ?? 0, light[at + 1] ?? 0);
  const above = Math.min(light[up - 1] ?? 0, light[up] ?? 0, light[up + 1] ?? 0);
  const below = Math.min(light[down - 1] ?? 0, light[down] ?? 0, light[down + 1] ?? 0);
  return Math.max(Math.min(across, above, below) - ALLOWANCE, wanted) - center;
}

/** RGBA in place. */
export function sharpen(rgba: Uint8ClampedArray, width: number, height: number): void {
  if (width < TAPS || height < TAPS) return;
  const light = new Uint8Array(width * height);
  const soft = new Uint8Array(width * height);
  const between = new Uint8Array(width * height);
  brightness(rgba, light);
  boxAcross(light, between, width, height);
  boxDown(between, soft, width, height);
  boxAcross(soft, between, width, height);
  boxDown(between, soft, width, height);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      const difference = (light[i] ?? 0) - (soft[i] ?? 0);
      if (difference < THRESHOLD && difference > -THRESHOLD) continue;
      const delta = change(light, i, width, difference);
      const at = i * 4;
      rgba[at] = (rgba[at] ?? 0) + delta;
      rgba[at + 1] = (rgba[at + 1] ?? 0) + delta;
      rgba[at + 2] = (rgba[at + 2] ?? 0) + delta;
    }
  }
}

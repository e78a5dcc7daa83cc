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

function boxAcross(from: Uint8Array, to: Uint8Array, width: number, height: number): void {
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const first = from[row] ?? 0;
    const last = from[row + width - 1] ?? 0;
    let sum = first * (RADIUS + 1);
    for (let x = 1; x <= RADIUS; x += 1) sum += x < width ? (from[row + x] ?? 0) : last;
    for (let x = 0; x < width; x += 1) {
      to[row + x] = (sum + RADIUS) / TAPS;
      const enter = x + RADIUS + 1;
      const leave = x - RADIUS;
      sum += (enter < width ? (from[row + enter] ?? 0) : last) - (leave >= 0 ? (from[row + leave] ?? 0) : first);
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
      to[row + x] = (sum + RADIUS) / TAPS;
      sums[x] = sum + (from[enter + x] ?? 0) - (from[leave + x] ?? 0);
    }
  }
}

/** The change for one pixel, held within its neighbourhood. */
function change(light: Uint8Array, at: number, width: number, difference: number): number {
  const center = light[at] ?? 0;
  let low = center;
  let high = center;
  for (let row = at - width - 1; row <= at + width - 1; row += width) {
    for (let i = row; i < row + 3; i += 1) {
      const value = light[i] ?? center;
      if (value < low) low = value;
      else if (value > high) high = value;
    }
  }
  const wanted = center + difference * AMOUNT;
  return Math.round(Math.max(low - ALLOWANCE, Math.min(high + ALLOWANCE, wanted))) - center;
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

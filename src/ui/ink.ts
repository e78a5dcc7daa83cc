/**
 * How dark a scrim has to be for light text to stand on the photo.
 * Luminance is WCAG 2 relative luminance; scrims blend in sRGB as browsers do.
 */
import type { LuminanceGrid } from '../shared/photo.ts';

/** A rectangle in the unit square, from the top left. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Quiet ink (#d0d3d9) keeps 4.5:1 up to a luminance of 0.107; the rest is left to a button's own light on the scrim. */
const DARKEST_NEEDED = 0.075;
const SCRIM_SRGB = 12 / 255;
const LIGHTEST_ALPHA = 0.42;

/** WCAG 2 transfer function and its inverse. */
export const toLinear = (srgb: number): number => (srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4);
export const toSrgb = (linear: number): number =>
  linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;

/** What makes text hard to read: the brightest part, 0–1, and how restless the region is on average, 0–1. */
export interface Ground {
  readonly brightest: number;
  readonly unrest: number;
}

/** A cell counts with its detail, since its own brightest spots are above its mean. */
export function groundUnder(grid: LuminanceGrid, region: Region): Ground {
  const firstColumn = Math.max(0, Math.floor(region.left * grid.columns));
  const lastColumn = Math.min(grid.columns - 1, Math.ceil(region.right * grid.columns) - 1);
  const firstRow = Math.max(0, Math.floor(region.top * grid.rows));
  const lastRow = Math.min(grid.rows - 1, Math.ceil(region.bottom * grid.rows) - 1);
  let brightest = 0;
  let unrest = 0;
  let cells = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const cell = row * grid.columns + column;
      const detail = grid.detail[cell] ?? 0;
      brightest = Math.max(brightest, (grid.mean[cell] ?? 0) + 1.3 * detail);
      unrest += detail;
      cells++;
    }
  }
  return { brightest: Math.min(1, brightest / 255), unrest: cells === 0 ? 0 : Math.min(1, unrest / cells / 80) };
}

/**
 * Opacity, 0.42–0.92, of a near-black scrim that brings the ground down to where our ink keeps its contrast;
 * a restless ground gets a little more, because shapes disturb reading even where the contrast is enough.
 */
export function scrimAlpha({ brightest, unrest }: Ground): number {
  const photo = toSrgb(brightest);
  const wanted = toSrgb(DARKEST_NEEDED);
  const alpha = photo <= wanted ? 0 : (photo - wanted) / (photo - SCRIM_SRGB);
  return Math.min(0.92, Math.max(LIGHTEST_ALPHA, alpha) + 0.12 * unrest);
}

/** A near-black that leans towards the photo's own average, as the three numbers of `rgb()`. */
export function nightTint(averageColor: number): string {
  const channels = [16, 8, 0].map((shift) => (averageColor >> shift) & 255);
  const mean = channels.reduce((sum, value) => sum + value, 0) / 3;
  return channels.map((value) => Math.round(Math.min(24, Math.max(4, 12 + (value - mean) * 0.09)))).join(' ');
}

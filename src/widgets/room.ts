/**
 * Room for the nine lanes. Those of one band stand side by side while they fit, else below each other; the middle band gives way to
 * the two others; what is too tall for the display becomes smaller. Pure: pixels in and out.
 */
import type { Size } from './place.ts';

export type LaneSize = Size;

const bands = [
  ['top-left', 'top', 'top-right'],
  ['left', 'center', 'right'],
  ['bottom-left', 'bottom', 'bottom-right'],
] as const;

/** Letters smaller than this help nobody. */
const least = 0.5;

export interface Room {
  /** By lane: pixels down from the top, up from the bottom, or down from the middle. */
  readonly shifts: ReadonlyMap<string, number>;
  /** By this everything would have to be smaller to find room; 1: it does. */
  readonly fit: number;
  readonly least: number;
}

const none: LaneSize = { width: 0, height: 0 };

function isTooWide([left = 0, middle = 0, right = 0]: readonly number[], width: number, gap: number): boolean {
  const side = (value: number): number => (value > 0 ? value + gap : 0);
  if (middle > 0) return middle / 2 + Math.max(side(left), side(right)) > width / 2;
  return left > 0 && right > 0 && left + gap + right > width;
}

/** Where each of a row of boxes begins when they stand below each other, and how tall they are together. */
function pile(heights: readonly number[], gap: number): { readonly starts: readonly number[]; readonly total: number } {
  let total = 0;
  const starts = heights.map((height) => {
    if (height === 0) return total;
    const start = total === 0 ? 0 : total + gap;
    total = start + height;
    return start;
  });
  return { starts, total };
}

export function roomFor(sizes: ReadonlyMap<string, LaneSize>, { width, height }: Size, gap: number): Room {
  const shifts = new Map<string, number>();
  const rows = bands.map((band) => {
    const boxes = band.map((place) => sizes.get(place) ?? none);
    const isPiled = isTooWide(
      boxes.map((it) => it.width),
      width,
      gap,
    );
    const heights = boxes.map((it) => it.height);
    return { band, heights, isPiled, ...pile(heights, gap) };
  });
  const [top, middle, bottom] = rows;
  if (!top || !middle || !bottom) return { shifts, fit: 1, least };
  if (top.isPiled) top.band.forEach((place, at) => shifts.set(place, top.starts[at] ?? 0));
  if (bottom.isPiled) {
    bottom.band.forEach((place, at) =>
      shifts.set(place, bottom.total - (bottom.starts[at] ?? 0) - (bottom.heights[at] ?? 0)),
    );
  }
  let fit = 1;
  for (const column of [0, 1, 2]) {
    const heightIn = (row: typeof top): number => (row.isPiled ? row.total : (row.heights[column] ?? 0));
    const [above, own, below] = [heightIn(top), heightIn(middle), heightIn(bottom)];
    const needed = pile([above, own, below], gap).total;
    if (needed > height) fit = Math.min(fit, height / needed);
    if (own === 0) continue;
    const least = above === 0 ? 0 : above + gap;
    const most = height - own - (below === 0 ? 0 : below + gap);
    const start = Math.max(least, Math.min(most, (height - own) / 2));
    const base = start + own / 2 - height / 2;
    const place = middle.band[column];
    const inPile = (middle.starts[column] ?? 0) + (middle.heights[column] ?? 0) / 2 - middle.total / 2;
    if (place) shifts.set(place, middle.isPiled ? base + inPile : base);
  }
  return { shifts, fit, least };
}

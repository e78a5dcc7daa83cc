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

/** From the left edge of the display to its right. */
interface Span {
  readonly left: number;
  readonly right: number;
}

function spanIn(column: number, own: number, width: number): Span {
  const left = column === 0 ? 0 : column === 1 ? (width - own) / 2 : width - own;
  return { left, right: left + own };
}

interface Row {
  readonly places: readonly string[];
  readonly heights: readonly number[];
  readonly spans: readonly Span[];
  /** They stand below each other. */
  readonly isPiled: boolean;
  readonly starts: readonly number[];
  readonly total: number;
  /** How far each of them reaches from the edge the row stands at. */
  readonly ends: readonly number[];
}

function rowOf(places: readonly string[], boxes: readonly LaneSize[], width: number, gap: number): Row {
  const widths = boxes.map((it) => it.width);
  const heights = boxes.map((it) => it.height);
  const isPiled = isTooWide(widths, width, gap);
  const { starts, total } = pile(heights, gap);
  const isFoot = places[0]?.startsWith('bottom');
  const ends = heights.map((height, at) => {
    const start = starts[at] ?? 0;
    if (height === 0 || !isPiled) return height;
    return isFoot ? total - start : start + height;
  });
  return { places, heights, isPiled, starts, total, ends, spans: widths.map((own, at) => spanIn(at, own, width)) };
}

/** How far a row at an edge reaches in where this is: a wide box stands in the way of its neighbours, too. */
const reachOf = ({ ends, spans }: Row, { left, right }: Span, gap: number): number =>
  Math.max(0, ...ends.filter((_, at) => meets(spans[at], left - gap, right + gap)));

const meets = (span: Span | undefined, left: number, right: number): boolean =>
  span !== undefined && span.left < right && left < span.right;

interface Group {
  readonly span: Span;
  readonly height: number;
  /** By place, from the top of the group. */
  readonly parts: readonly { readonly place: string; readonly start: number; readonly height: number }[];
}

/** What moves together in the middle: a pile, or each box by itself. */
function groupsOf({ places, heights, spans, isPiled, starts, total }: Row): Group[] {
  const boxes = places.flatMap((place, at) => {
    const [height = 0, span, start = 0] = [heights[at], spans[at], starts[at]];
    return height > 0 && span ? [{ place, height, span, start }] : [];
  });
  if (!isPiled) return boxes.map(({ span, ...box }) => ({ span, height: box.height, parts: [{ ...box, start: 0 }] }));
  const left = Math.min(...boxes.map(({ span }) => span.left));
  const right = Math.max(...boxes.map(({ span }) => span.right));
  return [{ span: { left, right }, height: total, parts: boxes }];
}

export function roomFor(sizes: ReadonlyMap<string, LaneSize>, { width, height }: Size, gap: number): Room {
  const shifts = new Map<string, number>();
  const [top, middle, bottom] = bands.map((places) =>
    rowOf(
      places,
      places.map((place) => sizes.get(place) ?? none),
      width,
      gap,
    ),
  );
  if (!top || !middle || !bottom) return { shifts, fit: 1, least };
  for (const { places, ends, heights } of [top, bottom])
    places.forEach((place, at) => shifts.set(place, (ends[at] ?? 0) - (heights[at] ?? 0)));
  let fit = 1;
  const need = (...heights: readonly number[]): void => {
    const needed = pile(heights, gap).total;
    if (needed > height) fit = Math.min(fit, height / needed);
  };
  for (const span of [...top.spans, ...bottom.spans]) need(reachOf(top, span, gap), reachOf(bottom, span, gap));
  for (const { span, height: own, parts } of groupsOf(middle)) {
    const [above, below] = [reachOf(top, span, gap), reachOf(bottom, span, gap)];
    need(above, own, below);
    const first = above === 0 ? 0 : above + gap;
    const last = height - own - (below === 0 ? 0 : below + gap);
    const start = Math.max(first, Math.min(last, (height - own) / 2));
    for (const part of parts) shifts.set(part.place, start + part.start + part.height / 2 - height / 2);
  }
  return { shifts, fit, least };
}

/** Where a box comes to rest when it is dragged near something: the edges and middles of others, of the display, and a grid. Pure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Snapped {
  readonly left: number;
  readonly top: number;
  /** Lines to show, pixels from the left or from the top. */
  readonly guides: readonly { readonly axis: 'x' | 'y'; readonly at: number }[];
}

export interface SnapField {
  readonly width: number;
  readonly height: number;
  readonly marginX: number;
  readonly marginY: number;
  readonly gridPx: number;
  /** How near is near. */
  readonly reachPx: number;
  readonly others: readonly Box[];
}

/** Start, middle and end of a span. */
const linesOf = (start: number, length: number): number[] => [start, start + length / 2, start + length];

function snapAxis(
  start: number,
  length: number,
  targets: readonly number[],
  { gridPx, reachPx }: SnapField,
): { start: number; guide: number | null } {
  let best: { by: number; guide: number } | null = null;
  for (const line of linesOf(start, length)) {
    for (const target of targets) {
      const by = target - line;
      if (Math.abs(by) <= reachPx && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, guide: target };
    }
  }
  if (best) return { start: start + best.by, guide: best.guide };
  return { start: gridPx > 0 ? Math.round(start / gridPx) * gridPx : start, guide: null };
}

export function snap(box: Box, field: SnapField): Snapped {
  const { width, height, marginX, marginY, others } = field;
  const columns = [marginX, width / 2, width - marginX, ...others.flatMap((it) => linesOf(it.left, it.width))];
  const rows = [marginY, height / 2, height - marginY, ...others.flatMap((it) => linesOf(it.top, it.height))];
  const x = snapAxis(box.left, box.width, columns, field);
  const y = snapAxis(box.top, box.height, rows, field);
  const guides: { axis: 'x' | 'y'; at: number }[] = [];
  if (x.guide !== null) guides.push({ axis: 'x', at: x.guide });
  if (y.guide !== null) guides.push({ axis: 'y', at: y.guide });
  return { left: x.start, top: y.start, guides };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

/** Which of the boxes lie on another one. */
export const colliding = (boxes: readonly Box[]): boolean[] =>
  boxes.map((one, index) => boxes.some((other, at) => at !== index && overlap(one, other)));

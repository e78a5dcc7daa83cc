/**
 * The shade behind letters without a card: whole under each line of them, and gone so softly around it that nobody sees where it
 * ends. A small picture that the browser enlarges, made when letters move or its colour changes; how strong it is, is its opacity,
 * which fades without drawing. No filter: that would be one over a picture that moves. No canvas: without a graphics processor
 * each is a layer of its own, blended over every frame of a transition; pictures are painted into one layer with the letters.
 */
import { coverPicture } from './cover-png.ts';
import { element } from './element.ts';
import type { Rgb } from './ink.ts';
import { isWithin, type Box } from './lines.ts';

export interface Shade {
  readonly node: HTMLImageElement;
  /**
   * Lies under these lines from now on. `sidePx`: the shorter side of the display. `spared`: what others wrote in the
   * other ink. Does nothing where it does so already.
   */
  follow(lines: readonly Box[], sidePx: number, spared?: readonly Box[]): void;
  tint(color: Rgb): void;
}

/**
 * It reaches this far around a line: of the shorter side of the display, and of the height of the line. Nearer, it looks like a
 * stain; so far, like the light itself.
 */
const reachShare = 0.22;
const reachHeights = 0.7;
/** As far as the shade of lines up to this height goes. */
export const reachPxOf = (heightPx: number, sidePx: number): number => reachShare * sidePx + reachHeights * heightPx;
/** Further away than this share of the shorter side hardly anything is seen of it. */
export const seenShare = 0.6 * reachShare;
/** Of whole: less is not seen, and what is not seen is not blended either. */
const unseen = 0.02;
/** Cells from the line to where it ends: enough for the enlargement to be smooth. */
const cellsOfReach = 16;
const leastCells = 10;
const mostCells = 12_000;
/** The enlargement mixes a cell with its neighbours: all that touch a line are whole. */
const grownCells = 1.5;
/** Less room than this share of what is shaded is shaded anew: letters that went should not leave a dark spot. */
const roomKept = 0.7;

interface Grid {
  readonly left: number;
  readonly top: number;
  readonly cellPx: number;
  readonly columns: number;
  readonly rows: number;
}

interface Field extends Grid {
  /** 0–255 by cell. */
  readonly cover: Uint8ClampedArray;
}

const reachOf = ({ top, bottom }: Box, sidePx: number): number => reachPxOf(bottom - top, sidePx);

const around = (lines: readonly Box[], reaches: readonly number[]): Box => ({
  left: Math.min(...lines.map(({ left }, at) => left - (reaches[at] ?? 0))),
  top: Math.min(...lines.map(({ top }, at) => top - (reaches[at] ?? 0))),
  right: Math.max(...lines.map(({ right }, at) => right + (reaches[at] ?? 0))),
  bottom: Math.max(...lines.map(({ bottom }, at) => bottom + (reaches[at] ?? 0))),
});

/**
 * One line covers a cell by (1 − d^1.6)³, d its distance as a share of the reach: 1 to 0 with no edge at either end. Lines that stand
 * close grow together without a crease, and without making each other wider: of what each of them covers, a high power is added.
 */
const falloff = 3;
/** Of the square of the distance. */
const slope = 0.8;
const joining = 8;
/** Where nothing more is seen of one line: that share of its reach. */
const seenReach = (1 - unseen ** (1 / falloff)) ** (1 / (2 * slope));

function addLine(sums: Float32Array, { left, top, cellPx, columns, rows }: Grid, line: Box, reach: number): void {
  const grown = grownCells * cellPx;
  for (let row = 0; row < rows; row++) {
    const y = top + (row + 0.5) * cellPx;
    const down = Math.max(0, line.top - grown - y, y - line.bottom - grown) / reach;
    if (down >= 1) continue;
    for (let column = 0; column < columns; column++) {
      const x = left + (column + 0.5) * cellPx;
      const across = Math.max(0, line.left - grown - x, x - line.right - grown) / reach;
      const near = 1 - (across * across + down * down) ** slope;
      if (near <= 0) continue;
      const at = row * columns + column;
      sums[at] = (sums[at] ?? 0) + near ** (falloff * joining);
    }
  }
}

const distanceTo = (boxes: readonly Box[], x: number, y: number): number =>
  Math.min(
    ...boxes.map((box) =>
      Math.hypot(Math.max(0, box.left - x, x - box.right), Math.max(0, box.top - y, y - box.bottom)),
    ),
  );

/** What others wrote in the other ink stands free of it: whole on the one, nothing on the other, softly from the one to the other. */
function spare(
  sums: Float32Array,
  { left, top, cellPx, columns }: Grid,
  lines: readonly Box[],
  spared: readonly Box[],
) {
  const grown = grownCells * cellPx;
  for (const [at, sum] of sums.entries()) {
    if (sum === 0) continue;
    const [x, y] = [left + ((at % columns) + 0.5) * cellPx, top + (Math.floor(at / columns) + 0.5) * cellPx];
    const own = Math.max(0, distanceTo(lines, x, y) - grown);
    const other = Math.max(0, distanceTo(spared, x, y) - grown);
    const part = own === 0 ? 1 : other / (other + own);
    sums[at] = sum * (part * part * (3 - 2 * part)) ** joining;
  }
}

/** How much of the shade lies on each cell; pure. */
export function coverOf(lines: readonly Box[], sidePx: number, spared: readonly Box[] = []): Field {
  const wished = lines.map((line) => reachOf(line, sidePx));
  const all = around(lines, wished);
  const area = (all.right - all.left) * (all.bottom - all.top);
  // Between two inks it has to end within a few pixels.
  const cells = cellsOfReach * (spared.length > 0 ? 3 : 1);
  const cellPx = Math.max(2, Math.min(...wished) / cells, Math.sqrt(area / mostCells));
  // What is large has large cells, and goes out over as many of them.
  const reaches = wished.map((reach) => Math.max(reach, leastCells * cellPx));
  const { left, top, right, bottom } = around(
    lines,
    reaches.map((reach) => seenReach * reach + (grownCells + 0.5) * cellPx),
  );
  const [columns, rows] = [Math.ceil((right - left) / cellPx), Math.ceil((bottom - top) / cellPx)];
  const sums = new Float32Array(columns * rows);
  const grid = { left, top, cellPx, columns, rows };
  lines.forEach((line, at) => addLine(sums, grid, line, reaches[at] ?? 0));
  if (spared.length > 0) spare(sums, grid, lines, spared);
  const cover = Uint8ClampedArray.from(sums, (sum) => {
    const whole = Math.min(1, sum) ** (1 / joining);
    return (255 * (whole - unseen)) / (1 - unseen);
  });
  return { ...grid, cover };
}

const areaOf = (lines: readonly Box[]): number =>
  lines.reduce((sum, { left, top, right, bottom }) => sum + (right - left) * (bottom - top), 0);

/** A pixel more or less is not worth a drawing. */
const isNear = (one: Box, other: Box | undefined): boolean =>
  other !== undefined && isWithin(one, other, 1) && isWithin(other, one, 1);

export function createShade(): Shade {
  // Shown with the frame in which it changes, not when somebody finds the time to open it.
  const node = element('img', { class: 'widget-shade', attributes: { alt: '', decoding: 'sync' } });
  let under: readonly Box[] = [];
  let side = 0;
  let free: readonly Box[] = [];
  let field: Field | null = null;
  let color: Rgb = [0, 0, 0];
  const paint = (): void => {
    if (field) node.src = coverPicture(field.cover, field.columns, color);
  };
  const isUnder = (lines: readonly Box[], sidePx: number, spared: readonly Box[]): boolean =>
    field !== null &&
    sidePx === side &&
    lines.every((line) => under.some((one) => isWithin(line, one, 1))) &&
    areaOf(lines) > roomKept * areaOf(under) &&
    free.length === spared.length &&
    spared.every((box, at) => isNear(box, free[at]));
  return {
    node,
    follow(lines, sidePx, spared = []) {
      if (lines.length === 0 || isUnder(lines, sidePx, spared)) return;
      [under, side, free] = [lines, sidePx, spared];
      field = coverOf(lines, sidePx, spared);
      node.style.left = `${field.left.toFixed(1)}px`;
      node.style.top = `${field.top.toFixed(1)}px`;
      node.style.width = `${(field.columns * field.cellPx).toFixed(1)}px`;
      node.style.height = `${(field.rows * field.cellPx).toFixed(1)}px`;
      paint();
    },
    tint(next) {
      if (next.join() === color.join()) return;
      color = next;
      paint();
    },
  };
}

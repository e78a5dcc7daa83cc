/** Where the letters and drawings of a widget are, in pixels from the corner of its box. Main thread; reads the layout. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is drawn without letters, as far as it brings no ground of its own. A button has an edge. */
const drawn = 'svg:not(.qr-code), .widget-button';
/** Letters may stand out of their box by their side bearings; what stands out further runs behind an edge that hides it. */
const overhangPx = 12;
/** Pieces of one line closer than this many of their heights are one. */
const gapHeights = 2.5;

const overlap = (one: Box, other: Box): number => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);

const heightOf = ({ top, bottom }: Box): number => bottom - top;

/** Words on one line become one box: days of a week, a name and its time. Pure. */
export function joinLines(boxes: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes.toSorted((a, b) => a.left - b.left || a.top - b.top)) {
    const height = heightOf(box);
    const at = lines.findIndex(
      (line) =>
        overlap(line, box) > 0.6 * Math.max(height, heightOf(line)) && box.left - line.right < gapHeights * height,
    );
    const line = lines[at];
    if (!line) {
      lines.push(box);
      continue;
    }
    lines[at] = {
      left: Math.min(line.left, box.left),
      top: Math.min(line.top, box.top),
      right: Math.max(line.right, box.right),
      bottom: Math.max(line.bottom, box.bottom),
    };
  }
  return lines;
}

export const isWithin = (box: Box, outer: Box, slackPx: number): boolean =>
  box.left >= outer.left - slackPx &&
  box.top >= outer.top - slackPx &&
  box.right <= outer.right + slackPx &&
  box.bottom <= outer.bottom + slackPx;

const range = (): Range => document.createRange();

function* rectsIn(host: HTMLElement): Generator<DOMRect> {
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  const span = range();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent?.trim()) continue;
    span.selectNodeContents(node);
    yield* span.getClientRects();
  }
  for (const node of host.querySelectorAll(drawn)) yield node.getBoundingClientRect();
}

export function linesOf(host: HTMLElement, corner: { readonly left: number; readonly top: number }): Box[] {
  const hostBox = host.getBoundingClientRect();
  const boxes: Box[] = [];
  for (const rect of rectsIn(host)) {
    const left = Math.max(rect.left, hostBox.left - overhangPx);
    const right = Math.min(rect.right, hostBox.right + overhangPx);
    if (right - left < 1 || rect.height < 1) continue;
    boxes.push({
      left: left - corner.left,
      right: right - corner.left,
      top: rect.top - corner.top,
      bottom: rect.bottom - corner.top,
    });
  }
  return joinLines(boxes);
}

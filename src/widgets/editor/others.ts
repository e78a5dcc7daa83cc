/** The other displays that are open now, as far as the editor needs them, and which of them lies where a widget is dragged to. Pure. */
import type { Box } from './snap.ts';

export interface OtherDisplay {
  readonly name: string;
  /** Its window on the desktop, in pixels of the desktop; null: it did not say. */
  readonly box: Box | null;
}

export interface OtherDisplays {
  readonly name: string;
  /** Those that can be told apart by a name, sorted. */
  windows(): readonly OtherDisplay[];
  hasUnnamed(): boolean;
  /** Asks who is there: one may have gone without a word. */
  callRoll(): void;
  onChange(run: () => void): () => void;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const beyond = (value: number, from: number, to: number): number => Math.max(from - value, 0, value - to);

/** The one whose window is nearest to a point of the desktop. */
export function nearestTo({ x, y }: Point, displays: readonly OtherDisplay[]): OtherDisplay | null {
  let best: { readonly display: OtherDisplay; readonly far: number } | null = null;
  for (const display of displays) {
    const { box } = display;
    const far = box
      ? Math.hypot(beyond(x, box.left, box.left + box.width), beyond(y, box.top, box.top + box.height))
      : Number.MAX_VALUE;
    if (!best || far < best.far) best = { display, far };
  }
  return best?.display ?? null;
}

/** The one that comes after this in the order of their names, round and round: the same key leads to each of them. */
export function nextAfter(name: string, displays: readonly OtherDisplay[]): OtherDisplay | null {
  return displays.find((it) => it.name > name) ?? displays[0] ?? null;
}

/** Whether a hand has gone over the edge; in full screen it cannot go further than the last pixel. */
export const isOverEdge = ({ x, y }: Point, { width, height }: Pick<Box, 'width' | 'height'>): boolean =>
  x <= 0 || y <= 0 || x >= width - 1 || y >= height - 1;

/** Where it comes in on the other side: what leaves to the right begins at the left. Shares of the display. */
export function entryOf({ x, y }: Point, { width, height }: Pick<Box, 'width' | 'height'>): Point {
  const across = (value: number, length: number): number =>
    value <= 0 ? 1 : value >= length - 1 ? 0 : Math.round((value / length) * 10_000) / 10_000;
  return { x: across(x, width), y: across(y, height) };
}

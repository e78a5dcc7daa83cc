/** Where a freely placed widget stands. Pure: pixels of the layer in and out. */
import type { WidgetInstance, WidgetSpot } from '../shared/widget.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the edges of the display keep free. */
export interface Margins {
  readonly x: number;
  readonly y: number;
}

/** The unit of the layer, as `--u` in the stylesheet: 8 px at 1080 lines. */
export const unitOf = ({ width, height }: Size): number =>
  Math.min(24, Math.max(7, 0.007407 * Math.min(width, height)));

export type Orientation = 'landscape' | 'portrait';

export const orientationOf = ({ width, height }: Size): Orientation => (height > width ? 'portrait' : 'landscape');

/** The spot for this orientation, or the other one's: a widget is never lost because the display was turned. */
export function spotOf(instance: WidgetInstance, orientation: Orientation): WidgetSpot {
  const other = orientation === 'portrait' ? instance.landscape : instance.portrait;
  return instance[orientation] ?? other ?? { x: 0.5, y: 0.5 };
}

const between = (value: number, from: number, to: number): number =>
  // A widget wider than the display stands in the middle.
  from > to ? (from + to) / 2 : Math.min(to, Math.max(from, value));

/** The middle of the widget, kept inside the margins. */
export function middleOf(spot: WidgetSpot, layer: Size, size: Size, margins: Margins): { x: number; y: number } {
  return {
    x: between(spot.x * layer.width, margins.x + size.width / 2, layer.width - margins.x - size.width / 2),
    y: between(spot.y * layer.height, margins.y + size.height / 2, layer.height - margins.y - size.height / 2),
  };
}

/** Shapes for transitions without shaders. Percent of the surface, y down. */
import type { Canvas2dFrame, CssLayer, Params } from './transition.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

export const numberOf = (params: Params, name: string): number => Number(params[name] ?? 0);

/** One polygon that shows many rectangles: it runs to each from the corner and back, which covers nothing. */
export function rectsPolygon(rects: readonly Rect[]): NonNullable<CssLayer['polygon']> {
  const points: (readonly [number, number])[] = [[0, 0]];
  for (const { x, y, width, height } of rects) {
    points.push([x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y], [0, 0]);
  }
  return points;
}

/** The next photo where the rectangles are. */
export function drawToInRects(frame: Canvas2dFrame, rects: readonly Rect[]): void {
  const { context, widthPx, heightPx } = frame;
  context.save();
  context.beginPath();
  for (const { x, y, width, height } of rects) {
    context.rect((x / 100) * widthPx, (y / 100) * heightPx, (width / 100) * widthPx, (height / 100) * heightPx);
  }
  context.clip();
  frame.drawTo();
  context.restore();
}

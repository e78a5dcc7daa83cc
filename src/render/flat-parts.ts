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

type Point = readonly [x: number, y: number];

/**
 * One polygon that shows many shapes: it runs down the left border and from there to each and back. Only level and upright lines
 * cover nothing on the way; slanted ones leave streaks, because the browser rounds them differently there and back.
 */
export function polygonOf(shapes: readonly (readonly Point[])[]): NonNullable<CssLayer['polygon']> {
  const points: Point[] = [[0, 0]];
  for (const shape of shapes) {
    const [first] = shape;
    if (first) points.push([0, first[1]], ...shape, first, [0, first[1]]);
  }
  return points;
}

export function rectsPolygon(rects: readonly Rect[]): NonNullable<CssLayer['polygon']> {
  return polygonOf(
    rects.map(({ x, y, width, height }) => {
      const [right, bottom] = [x + width, y + height];
      return [
        [x, y],
        [right, y],
        [right, bottom],
        [x, bottom],
      ];
    }),
  );
}

/** What has turned so far of each of them, as seen from the front: open from the middle line, 0 shut, 1 whole. */
export function openings(all: readonly (Rect & { readonly turned: number })[], isLying: boolean): Rect[] {
  return all
    .filter(({ turned }) => turned > 0)
    .map(({ x, y, width, height, turned }) => {
      const shut = (1 - turned) / 2;
      return isLying
        ? { x, y: y + height * shut, width, height: height * turned }
        : { x: x + width * shut, y, width: width * turned, height };
    });
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

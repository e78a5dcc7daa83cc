/**
 * A linear mask with the geometry of a CSS gradient, for canvas 2D. The scratch canvas belongs to the
 * context it masks for and goes when that goes.
 */
import type { MaskStops } from '../../transition.ts';
import type { PixelSize } from '../../view.ts';

type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const scratches = new WeakMap<Context2d, OffscreenCanvasRenderingContext2D>();

function scratchFor(context: Context2d, { widthPx, heightPx }: PixelSize): OffscreenCanvasRenderingContext2D | null {
  let scratch = scratches.get(context) ?? null;
  if (!scratch) {
    scratch = new OffscreenCanvas(widthPx, heightPx).getContext('2d');
    if (scratch) scratches.set(context, scratch);
  }
  if (scratch && (scratch.canvas.width !== widthPx || scratch.canvas.height !== heightPx)) {
    scratch.canvas.width = widthPx;
    scratch.canvas.height = heightPx;
  }
  return scratch;
}

/** The picture that `paint` makes, seen through the mask; null where the browser has no canvas left to give. */
export function maskedPicture(
  context: Context2d,
  size: PixelSize,
  mask: { readonly angleDeg: number; readonly stops: MaskStops },
  paint: (scratch: OffscreenCanvasRenderingContext2D) => void,
): OffscreenCanvas | null {
  const scratch = scratchFor(context, size);
  if (!scratch) return null;
  scratch.globalCompositeOperation = 'copy';
  paint(scratch);
  const gradient = scratch.createLinearGradient(...gradientLine(mask.angleDeg, size));
  addStops(gradient, mask.stops);
  scratch.globalCompositeOperation = 'destination-in';
  scratch.fillStyle = gradient;
  scratch.fillRect(0, 0, size.widthPx, size.heightPx);
  return scratch.canvas;
}

/** The gradient line of CSS: through the middle, as long as the box is deep in its direction. */
export function gradientLine(
  angleDeg: number,
  { widthPx, heightPx }: PixelSize,
): readonly [x0: number, y0: number, x1: number, y1: number] {
  const angle = (angleDeg * Math.PI) / 180;
  const [dx, dy] = [Math.sin(angle), -Math.cos(angle)];
  const half = (Math.abs(widthPx * dx) + Math.abs(heightPx * dy)) / 2;
  const [cx, cy] = [widthPx / 2, heightPx / 2];
  return [cx - dx * half, cy - dy * half, cx + dx * half, cy + dy * half];
}

/** CSS allows stops outside 0–1, canvas does not: they are cut at the ends, with the value they have there. */
function addStops(gradient: CanvasGradient, stops: MaskStops): void {
  for (const edge of [0, 1]) gradient.addColorStop(edge, `rgb(0 0 0 / ${alphaAt(stops, edge)})`);
  for (const [position, alpha] of stops) {
    if (position > 0 && position < 1) gradient.addColorStop(position, `rgb(0 0 0 / ${alpha})`);
  }
}

export function alphaAt(stops: MaskStops, position: number): number {
  let before = stops[0];
  if (!before || position <= before[0]) return before?.[1] ?? 1;
  for (const stop of stops) {
    if (position <= stop[0]) {
      const span = stop[0] - before[0];
      return span > 0 ? before[1] + ((stop[1] - before[1]) * (position - before[0])) / span : stop[1];
    }
    before = stop;
  }
  return before[1];
}

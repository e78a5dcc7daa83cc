/**
 * Draws with canvas 2D what a browser shows for the css tier's layers: the closed set of `CssLayer`
 * properties and nothing else. For `still()`; a browser test holds it against a real screenshot.
 */
import { drawPlaced, type Context2d } from '../canvas2d/paint.ts';
import type { PlacedPhoto, StageFrame } from '../../tier.ts';
import type { CssLayer } from '../../transition.ts';
import type { PixelSize } from '../../view.ts';
import { cssFrameOf } from './tier.ts';

export function rasteriseCss(context: Context2d, size: PixelSize, frame: StageFrame): void {
  const { from, to, progress } = frame;
  const forms = cssFrameOf(frame);
  if (from && progress < 1) drawLayer(context, size, from, forms?.from ?? {});
  if (progress > 0) drawLayer(context, size, to, forms?.to ?? {});
}

function drawLayer(context: Context2d, size: PixelSize, placed: PlacedPhoto, layer: CssLayer): void {
  const { widthPx, heightPx } = size;
  context.save();
  context.globalAlpha = layer.opacity ?? 1;
  context.translate(widthPx / 2, heightPx / 2);
  if (layer.translate) {
    context.translate((layer.translate[0] / 100) * widthPx, (layer.translate[1] / 100) * heightPx);
  }
  if (layer.scale !== undefined) context.scale(layer.scale, layer.scale);
  context.translate(-widthPx / 2, -heightPx / 2);
  context.beginPath();
  clipPath(context, size, layer);
  context.clip();
  if (layer.mask) {
    const masked = maskedPhoto(size, placed, layer.mask);
    if (masked) context.drawImage(masked, 0, 0);
  } else {
    drawPlaced(context, size, placed);
  }
  context.restore();
}

/** Everything outside the box is cut in any case, as the layer's own box does. */
function clipPath(context: Context2d, { widthPx, heightPx }: PixelSize, layer: CssLayer): void {
  if (layer.inset) {
    const [top, right, bottom, left] = layer.inset.map((edge) => edge / 100) as [number, number, number, number];
    const width = Math.max(0, 1 - left - right);
    const height = Math.max(0, 1 - top - bottom);
    context.rect(left * widthPx, top * heightPx, width * widthPx, height * heightPx);
  } else if (layer.polygon) {
    for (const [x, y] of layer.polygon) context.lineTo((x / 100) * widthPx, (y / 100) * heightPx);
    context.closePath();
  } else {
    context.rect(0, 0, widthPx, heightPx);
  }
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

function maskedPhoto(
  size: PixelSize,
  placed: PlacedPhoto,
  mask: NonNullable<CssLayer['mask']>,
): OffscreenCanvas | null {
  const canvas = new OffscreenCanvas(size.widthPx, size.heightPx);
  const context = canvas.getContext('2d');
  if (!context) return null;
  drawPlaced(context, size, placed);
  const gradient = context.createLinearGradient(...gradientLine(mask.angleDeg, size));
  addStops(gradient, mask.stops);
  context.globalCompositeOperation = 'destination-in';
  context.fillStyle = gradient;
  context.fillRect(0, 0, size.widthPx, size.heightPx);
  return canvas;
}

/** CSS allows stops outside 0–1, canvas does not: they are cut at the ends, with the value they have there. */
function addStops(gradient: CanvasGradient, stops: readonly (readonly [number, number])[]): void {
  for (const edge of [0, 1]) gradient.addColorStop(edge, `rgb(0 0 0 / ${alphaAt(stops, edge)})`);
  for (const [position, alpha] of stops) {
    if (position > 0 && position < 1) gradient.addColorStop(position, `rgb(0 0 0 / ${alpha})`);
  }
}

export function alphaAt(stops: readonly (readonly [position: number, alpha: number])[], position: number): number {
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

/**
 * Draws with canvas 2D what a browser shows for the css tier's layers: the closed set of `CssLayer`
 * properties and nothing else. For `still()`; a browser test holds it against a real screenshot.
 */
import { maskedPicture } from '../canvas2d/mask.ts';
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
    const masked = maskedPicture(context, size, layer.mask, (scratch) => drawPlaced(scratch, size, placed));
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

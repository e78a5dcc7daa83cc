/** One frame with canvas 2D; shared by the tier and by `still()`. */
import type { PlacedPhoto, StageFrame } from '../../tier.ts';
import { maskedPicture } from './mask.ts';
import { transition as crossfade } from '../../transitions/crossfade/index.ts';
import { isIdentity, type PixelSize } from '../../view.ts';

export type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The whole photo over the whole surface, under whatever clip, transform and alpha are set. */
export function drawPlaced(context: Context2d, size: PixelSize, placed: PlacedPhoto): void {
  const { photo, view } = placed;
  const { bitmap } = photo.photo;
  if (isIdentity(view) && photo.widthPx === size.widthPx && photo.heightPx === size.heightPx) {
    context.drawImage(bitmap, 0, 0);
    return;
  }
  context.drawImage(
    bitmap,
    view.offsetX * photo.widthPx,
    view.offsetY * photo.heightPx,
    view.scaleX * photo.widthPx,
    view.scaleY * photo.heightPx,
    0,
    0,
    size.widthPx,
    size.heightPx,
  );
}

export function paintFrame(context: Context2d, size: PixelSize, frame: StageFrame): void {
  const { from, to, progress } = frame;
  context.save();
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'low';
  if (progress >= 1 || (!from && progress > 0)) {
    drawPlaced(context, size, to);
  } else if (from && progress <= 0) {
    drawPlaced(context, size, from);
  } else if (from) {
    const { mesh, canvas2d } = frame.definition;
    const form = (!mesh || frame.run.geometry ? canvas2d : undefined) ?? crossfade.canvas2d;
    form?.({
      context,
      ...size,
      progress,
      params: frame.run.params,
      seed: frame.run.seed,
      geometry: frame.run.geometry,
      drawFrom: () => drawPlaced(context, size, from),
      drawTo: () => drawPlaced(context, size, to),
      drawToThrough: (angleDeg, stops) => {
        const masked = maskedPicture(context, size, { angleDeg, stops }, (scratch) => drawPlaced(scratch, size, to));
        if (masked) context.drawImage(masked, 0, 0);
      },
    });
  }
  context.restore();
}

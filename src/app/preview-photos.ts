/** Two small photos of the user's own for previews: the one on screen and another. Decoded by the worker. */
import { AppError } from '../shared/errors.ts';
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../shared/photo.ts';

export interface PreviewPhotoParts {
  current(): { readonly ref: PhotoRef } | null;
  neighbour(): PhotoRef | null;
  decode(ref: PhotoRef, target: SlideTarget): Promise<DecodedPhoto>;
}

const TARGET: SlideTarget = { widthPx: 640, heightPx: 360, dpr: 1, fit: 'fill', sharpen: false, pixels: false };

/** Both belong to the caller. Rejects when there is no photo yet. */
export async function previewPhotos(parts: PreviewPhotoParts): Promise<readonly [from: ImageBitmap, to: ImageBitmap]> {
  const here = parts.current()?.ref;
  if (!here)
    throw new AppError('input.invalid', 'There is no photo yet. Wait for the first one, then open this again.');
  const { bitmap: from } = await parts.decode(here, TARGET);
  const other = parts.neighbour();
  const photo = other && (await parts.decode(other, TARGET).catch(() => null));
  return [from, photo ? photo.bitmap : upsideDown(from)];
}

/** With a single photo: the same one turned round, so that a change is seen. */
function upsideDown(bitmap: ImageBitmap): ImageBitmap {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new AppError('render.unsupported', 'This browser cannot draw pictures off screen.');
  context.translate(bitmap.width, bitmap.height);
  context.rotate(Math.PI);
  context.drawImage(bitmap, 0, 0);
  return canvas.transferToImageBitmap();
}

/**
 * Which part of a photo the surface shows. All coordinates are fractions, y down.
 *
 * A `PhotoWindow` is what Ken Burns moves: a rectangle inside the part of the photo that covers the
 * surface. A `View` is the same as one multiply-add: `photo = offset + surface * scale`.
 */
export interface PhotoWindow {
  /** Shift of the centre from the middle, in covers of the surface. */
  readonly x: number;
  readonly y: number;
  /** Side, 0–1; 1 shows everything that covers the surface. */
  readonly size: number;
}

export interface View {
  readonly offsetX: number;
  readonly offsetY: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export const WHOLE: PhotoWindow = { x: 0, y: 0, size: 1 };
export const IDENTITY: View = { offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 };

/**
 * Cover fit, then the window. A photo of the surface's own size under `WHOLE` gives exactly
 * `IDENTITY`, so that its pixels reach the screen untouched.
 */
export function viewOf(photo: PixelSize, surface: PixelSize, window: PhotoWindow): View {
  let coverX = 1;
  let coverY = 1;
  const across = photo.widthPx * surface.heightPx;
  const down = photo.heightPx * surface.widthPx;
  if (across > down) coverX = down / across;
  else if (down > across) coverY = across / down;
  const scaleX = coverX * window.size;
  const scaleY = coverY * window.size;
  return {
    offsetX: 0.5 + window.x * coverX - scaleX / 2,
    offsetY: 0.5 + window.y * coverY - scaleY / 2,
    scaleX,
    scaleY,
  };
}

export function isIdentity(view: View): boolean {
  return view.offsetX === 0 && view.offsetY === 0 && view.scaleX === 1 && view.scaleY === 1;
}

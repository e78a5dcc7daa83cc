/** Where a photo goes on a slide, and how its stored pixels turn upright. Pure. */
import type { FitMode } from '../../shared/photo.ts';

/** How large the slide shows a picture of this upright size: slide pixels per picture pixel. */
export type WantedScale = (widthPx: number, heightPx: number) => number;

export interface Placement {
  /** On the slide, whole pixels; reaches beyond the slide's edges for `fill`. */
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Slide pixels per photo pixel. */
  readonly scale: number;
}

/** `blur` places the photo as `fit` does; its backdrop is placed by `fill`. */
export function place(
  fit: FitMode,
  photoWidth: number,
  photoHeight: number,
  slideWidth: number,
  slideHeight: number,
): Placement {
  const across = slideWidth / photoWidth;
  const down = slideHeight / photoHeight;
  let scale = fit === 'fill' ? Math.max(across, down) : Math.min(across, down);
  if (fit === 'shrink') scale = Math.min(1, scale);
  // Whole pixels keep letterbox edges sharp; `fill` rounds up so that no edge pixel shows the background.
  const round = fit === 'fill' ? Math.ceil : Math.round;
  const widthPx = Math.max(1, round(photoWidth * scale - 1e-6));
  const heightPx = Math.max(1, round(photoHeight * scale - 1e-6));
  return {
    xPx: Math.floor((slideWidth - widthPx) / 2),
    yPx: Math.floor((slideHeight - heightPx) / 2),
    widthPx,
    heightPx,
    scale,
  };
}

/** The part of a placement that lies on the slide. */
export function visible(
  p: Placement,
  slideWidth: number,
  slideHeight: number,
): { x: number; y: number; w: number; h: number } {
  const x = Math.max(0, p.xPx);
  const y = Math.max(0, p.yPx);
  return {
    x,
    y,
    w: Math.min(slideWidth, p.xPx + p.widthPx) - x,
    h: Math.min(slideHeight, p.yPx + p.heightPx) - y,
  };
}

/** EXIF orientations 5–8 exchange width and height. */
export const swapsSides = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

/** Canvas matrix that draws a stored `w` × `h` picture upright; both are the stored size. */
export function orientationMatrix(
  orientation: number,
  w: number,
  h: number,
): readonly [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, w, 0];
    case 3:
      return [-1, 0, 0, -1, w, h];
    case 4:
      return [1, 0, 0, -1, 0, h];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, h, 0];
    case 7:
      return [0, -1, -1, 0, h, w];
    case 8:
      return [0, -1, 1, 0, 0, w];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}

/**
 * The smallest n of n/8 at which a picture still has at least the wanted scale: JPEG decoders can stop early at
 * eighths, in a fraction of the time and memory.
 */
export const eighths = (scale: number): number => Math.min(8, Math.max(1, Math.ceil(scale * 8 - 1e-6)));

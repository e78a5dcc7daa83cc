/**
 * Draws one photo onto a slide of exactly the target's size. Decode worker only.
 *
 * `willReadFrequently` keeps the canvas in main memory: the pixels are read once anyway (sharpening, palette,
 * strip upload), and a bitmap taken from a canvas in GPU memory turns black when the GPU process dies.
 */
import { AppError } from '../../shared/errors.ts';
import type { SlideTarget } from '../../shared/photo.ts';
import { orientationMatrix, place, swapsSides, visible, type Placement } from './geometry.ts';
import type { Raster } from './raster.ts';

/** The backdrop of `blur` is made this wide and enlarged: a blur wide enough to hide every detail. */
const BACKDROP_WIDTH_PX = 96;
const BACKDROP_BLUR_PX = 3;
/** Dark enough that the photo leads, light enough to keep its mood. */
const BACKDROP_LIGHT = 0.45;

export type Surface = { readonly canvas: OffscreenCanvas; readonly context: OffscreenCanvasRenderingContext2D };

export function createSurface(widthPx: number, heightPx: number): Surface {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) {
    throw new AppError('unknown', 'The browser has no memory left for another picture. Close other tabs.', {
      retryable: true,
    });
  }
  return { canvas, context };
}

function draw(context: OffscreenCanvasRenderingContext2D, raster: Raster, p: Placement): void {
  const { image, orientation, widthPx, heightPx } = raster;
  const turned = swapsSides(orientation);
  context.save();
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.translate(p.xPx, p.yPx);
  context.scale(p.widthPx / (turned ? heightPx : widthPx), p.heightPx / (turned ? widthPx : heightPx));
  context.transform(...orientationMatrix(orientation, widthPx, heightPx));
  context.drawImage(image, 0, 0, widthPx, heightPx);
  context.restore();
}

async function drawBackdrop(surface: Surface, raster: Raster): Promise<void> {
  const { soften } = await import('./soften.ts');
  const { canvas, context } = surface;
  const width = BACKDROP_WIDTH_PX;
  const height = Math.max(1, Math.round((width * canvas.height) / canvas.width));
  const small = createSurface(width, height);
  draw(small.context, raster, place('fill', raster.sourceWidthPx, raster.sourceHeightPx, width, height));
  const pixels = small.context.getImageData(0, 0, width, height);
  soften(pixels.data, width, height, BACKDROP_BLUR_PX, BACKDROP_LIGHT);
  small.context.putImageData(pixels, 0, 0);
  context.imageSmoothingQuality = 'high';
  context.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
}

export interface Composed {
  /** Slide pixels per photo pixel. */
  readonly scale: number;
  /** Where the photo is on the slide. */
  readonly area: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/** Paints over everything the surface held. */
export async function compose(surface: Surface, raster: Raster, target: SlideTarget): Promise<Composed> {
  const { context } = surface;
  const { widthPx, heightPx } = target;
  context.fillStyle = '#000';
  context.fillRect(0, 0, widthPx, heightPx);
  const p = place(target.fit, raster.sourceWidthPx, raster.sourceHeightPx, widthPx, heightPx);
  const area = visible(p, widthPx, heightPx);
  if (target.fit === 'blur' && (area.w < widthPx || area.h < heightPx)) await drawBackdrop(surface, raster);
  draw(context, raster, p);
  return { scale: p.scale, area };
}

/**
 * The canvas2d tier: everything is drawn into one opaque canvas of the surface's physical size.
 * Main thread. It keeps nothing per photo; it draws straight from the stage's bitmaps.
 */
import { AppError } from '../../../shared/errors.ts';
import type { StageFrame, StageTier, TextureUse, TierHost, TierPhoto } from '../../tier.ts';
import type { PixelSize } from '../../view.ts';
import { paintFrame } from './paint.ts';

class Canvas2dTier implements StageTier {
  readonly id = 'canvas2d';
  readonly surface: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #photos = new Set<TierPhoto>();
  #size: PixelSize;

  constructor(surface: HTMLCanvasElement, context: CanvasRenderingContext2D, size: PixelSize, host: TierHost) {
    this.surface = surface;
    this.#context = context;
    this.#size = size;
    surface.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:block;';
    surface.dataset['tier'] = this.id;
    surface.addEventListener('contextlost', () => host.contextLost());
    surface.addEventListener('contextrestored', () => host.contextRestored());
  }

  admit(photo: TierPhoto): void {
    this.#photos.add(photo);
  }

  ready(photo: TierPhoto): boolean {
    return this.#photos.has(photo);
  }

  forget(photo: TierPhoto): void {
    this.#photos.delete(photo);
  }

  busy(): boolean {
    return false;
  }

  work(): void {
    // Nothing is uploaded ahead.
  }

  prepare(): 'ready' {
    return 'ready';
  }

  isPrepared(): boolean {
    return true;
  }

  draw(frame: StageFrame): void {
    paintFrame(this.#context, this.#size, frame);
  }

  resize(size: PixelSize): void {
    this.#size = size;
    this.surface.width = size.widthPx;
    this.surface.height = size.heightPx;
  }

  textures(): TextureUse {
    return { live: 1, bytes: this.#size.widthPx * this.#size.heightPx * 4 };
  }

  loseContext(): boolean {
    return false;
  }

  dispose(): void {
    this.#photos.clear();
    this.surface.remove();
    this.surface.width = 0;
    this.surface.height = 0;
  }
}

/** Draws two known colours and reads them back: a renderer that shows garbage is found out here. */
function passesTrial(context: CanvasRenderingContext2D): boolean {
  context.fillStyle = '#c86432';
  context.fillRect(0, 0, 2, 2);
  context.globalAlpha = 0.5;
  context.fillStyle = '#0064fa';
  context.fillRect(1, 0, 1, 2);
  context.globalAlpha = 1;
  const { data } = context.getImageData(0, 0, 2, 1);
  const wanted = [200, 100, 50, 255, 100, 100, 150, 255];
  return wanted.every((value, index) => Math.abs((data[index] ?? -99) - value) <= 3);
}

/** Throws `render.unsupported` when the trial draw fails. */
export function createCanvas2dTier(host: TierHost, size: PixelSize): StageTier {
  const trial = document.createElement('canvas');
  trial.width = trial.height = 2;
  const trialContext = trial.getContext('2d', { alpha: false, willReadFrequently: true });
  const surface = document.createElement('canvas');
  surface.width = size.widthPx;
  surface.height = size.heightPx;
  const context = surface.getContext('2d', { alpha: false });
  if (!context || !trialContext || !passesTrial(trialContext)) {
    throw new AppError('render.unsupported', 'this browser cannot draw on a canvas');
  }
  return new Canvas2dTier(surface, context, size, host);
}

/**
 * The css tier: a stack of layers that the browser composites. Main thread, in the first bundle: it
 * paints the first photo before any other renderer has loaded, stands in while a graphics context is
 * gone, and is where every step down ends, so nothing in here may fail for want of a GPU.
 *
 * Each photo is drawn once into a canvas of its own size; moving only changes styles.
 */
import { AppError } from '../../../shared/errors.ts';
import type { PlacedPhoto, StageFrame, StageTier, TextureUse, TierHost, TierPhoto } from '../../tier.ts';
import type { CssFrame, CssLayer } from '../../transition.ts';
import { transition as crossfade } from '../../transitions/crossfade/index.ts';
import { layerStyle, viewTransform, type LayerStyle } from './style.ts';

interface Layer {
  readonly box: HTMLDivElement;
  readonly picture: HTMLCanvasElement;
  style: LayerStyle | null;
  view: string;
  zIndex: string;
}

const FILL = 'position:absolute;inset:0;width:100%;height:100%;display:block;';
const PLAIN: CssLayer = {};

/** What both layers look like at one moment. The end points never depend on the transition. */
export function cssFrameOf(frame: Pick<StageFrame, 'definition' | 'run' | 'progress'>): CssFrame | null {
  if (frame.progress <= 0 || frame.progress >= 1) return null;
  const form = frame.definition.css ?? crossfade.css;
  return form ? form(frame.progress, frame.run.params, frame.run.seed) : null;
}

class CssTier implements StageTier {
  readonly id = 'css';
  readonly surface = document.createElement('div');
  readonly #host: TierHost;
  readonly #layers = new Map<TierPhoto, Layer>();

  constructor(host: TierHost) {
    this.#host = host;
    this.surface.style.cssText = `${FILL}overflow:hidden;contain:strict;`;
    this.surface.dataset['tier'] = this.id;
  }

  admit(photo: TierPhoto): void {
    if (this.#layers.has(photo)) return;
    const startedMs = performance.now();
    const picture = document.createElement('canvas');
    picture.width = photo.widthPx;
    picture.height = photo.heightPx;
    const context = picture.getContext('2d', { alpha: false });
    if (!context) throw new AppError('render.unsupported', 'This browser cannot draw pictures.');
    context.drawImage(photo.photo.bitmap, 0, 0);
    picture.style.cssText = `${FILL}transform-origin:0 0;`;
    const box = document.createElement('div');
    box.style.cssText = `${FILL}overflow:hidden;visibility:hidden;`;
    box.append(picture);
    this.surface.append(box);
    this.#layers.set(photo, { box, picture, style: null, view: '', zIndex: '' });
    this.#host.uploaded(performance.now() - startedMs);
  }

  ready(photo: TierPhoto): boolean {
    return this.#layers.has(photo);
  }

  forget(photo: TierPhoto): void {
    const layer = this.#layers.get(photo);
    if (!layer) return;
    this.#layers.delete(photo);
    layer.box.remove();
    // A canvas keeps its pixels until it is collected; an empty one gives them back now.
    layer.picture.width = 0;
    layer.picture.height = 0;
  }

  busy(): boolean {
    return false;
  }

  work(): void {
    // Layers are complete as soon as they are admitted.
  }

  prepare(): 'ready' {
    return 'ready';
  }

  isPrepared(): boolean {
    return true;
  }

  draw(frame: StageFrame): void {
    const forms = cssFrameOf(frame);
    const shown = new Set<Layer>();
    if (frame.from && frame.progress < 1) this.#place(frame.from, forms?.from ?? PLAIN, '1', shown);
    if (frame.progress > 0) this.#place(frame.to, forms?.to ?? PLAIN, '2', shown);
    for (const layer of this.#layers.values()) if (!shown.has(layer)) this.#hide(layer);
  }

  #place(placed: PlacedPhoto, form: CssLayer, zIndex: string, shown: Set<Layer>): void {
    const layer = this.#layers.get(placed.photo);
    if (!layer) throw new AppError('render.draw', 'A photo was drawn before it was admitted.');
    shown.add(layer);
    const { style } = layer.box;
    const next = layerStyle(form);
    const last = layer.style;
    if (!last) style.visibility = 'visible';
    if (last?.opacity !== next.opacity) style.opacity = next.opacity;
    if (last?.transform !== next.transform) style.transform = next.transform;
    if (last?.clipPath !== next.clipPath) style.clipPath = next.clipPath;
    if (last?.maskImage !== next.maskImage) {
      style.maskImage = next.maskImage;
      style.setProperty('-webkit-mask-image', next.maskImage);
    }
    layer.style = next;
    if (layer.zIndex !== zIndex) style.zIndex = layer.zIndex = zIndex;
    const view = viewTransform(placed.view);
    if (layer.view !== view) layer.picture.style.transform = layer.view = view;
  }

  #hide(layer: Layer): void {
    if (!layer.style) return;
    layer.style = null;
    layer.box.style.visibility = 'hidden';
  }

  resize(): void {
    // Layers fill the surface by style; nothing is kept in pixels of the surface.
  }

  textures(): TextureUse {
    let bytes = 0;
    for (const photo of this.#layers.keys()) bytes += photo.widthPx * photo.heightPx * 4;
    return { live: this.#layers.size, bytes };
  }

  loseContext(): boolean {
    return false;
  }

  dispose(): void {
    for (const photo of this.#layers.keys()) this.forget(photo);
    this.surface.remove();
  }
}

export function createCssTier(host: TierHost): StageTier {
  return new CssTier(host);
}

/**
 * The shader tier: pixi's WebGL renderer on a canvas of its own, in a chunk of its own. Main thread.
 *
 * A lost context is not repaired here. The stage shows a stand-in, waits for the browser to give the
 * context back and then builds a new tier through the same trial draw as the first one.
 */
import { AppError } from '../../../shared/errors.ts';
import { say } from '../../../shared/i18n.ts';
import type { StageFrame, StageTier, TextureUse, TierHost, TierPhoto } from '../../tier.ts';
import type { TransitionDefinition } from '../../transition.ts';
import type { PixelSize } from '../../view.ts';
import { ShaderPainter, type UploadCheck } from './painter.ts';
import { trialDraw } from './trial.ts';

interface Upload {
  readonly photo: TierPhoto;
  check: UploadCheck | null;
}

class ShaderTier implements StageTier {
  readonly id = 'shader';
  readonly surface: HTMLCanvasElement;
  readonly #painter: ShaderPainter;
  readonly #host: TierHost;
  readonly #uploads: Upload[] = [];
  #restore: (() => void) | null = null;

  constructor(surface: HTMLCanvasElement, painter: ShaderPainter, host: TierHost) {
    this.surface = surface;
    this.#painter = painter;
    this.#host = host;
    surface.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:block;';
    surface.dataset['tier'] = this.id;
    surface.addEventListener('webglcontextlost', this.#onLost);
    surface.addEventListener('webglcontextrestored', this.#onRestored);
  }

  readonly #onLost = (event: Event): void => {
    event.preventDefault();
    this.#host.contextLost();
    this.#restore?.();
  };

  readonly #onRestored = (): void => this.#host.contextRestored();

  admit(photo: TierPhoto): void {
    if (this.#painter.textureOf(photo)) return;
    this.#painter.admit(photo);
    this.#uploads.push({ photo, check: null });
  }

  ready(photo: TierPhoto): boolean {
    return this.#painter.textureOf(photo)?.done === true && !this.#uploads.some((upload) => upload.photo === photo);
  }

  forget(photo: TierPhoto): void {
    const index = this.#uploads.findIndex((upload) => upload.photo === photo);
    if (index >= 0) {
      const [upload] = this.#uploads.splice(index, 1);
      upload?.check?.dispose();
    }
    this.#painter.forget(photo);
  }

  busy(): boolean {
    return this.#uploads.length > 0;
  }

  work(budgetMs: number): void {
    const startedMs = performance.now();
    let nowMs = startedMs;
    let bytes = 0;
    while (this.#uploads.length > 0 && nowMs - startedMs < budgetMs) {
      const upload = this.#uploads[0];
      if (!upload) return;
      const texture = this.#painter.admit(upload.photo);
      if (texture.done) {
        if (!this.#arrived(upload, budgetMs)) return;
        this.#uploads.shift();
        upload.check?.dispose();
        continue;
      }
      bytes += texture.step(this.#painter.renderer);
      const afterMs = performance.now();
      this.#host.uploaded(afterMs - nowMs);
      nowMs = afterMs;
      if (bytes >= texture.frameBytes && budgetMs < Infinity) return;
    }
  }

  /** True when nothing has to be waited for any more. */
  #arrived(upload: Upload, budgetMs: number): boolean {
    if (budgetMs === Infinity) return true;
    upload.check ??= this.#painter.startCheck(upload.photo);
    const result = upload.check?.result() ?? 'arrived';
    if (result === 'failed') throw new AppError('render.upload', 'the graphics card did not take a photo');
    return result === 'arrived';
  }

  prepare(definition: TransitionDefinition): 'ready' | 'pending' | 'failed' {
    return this.#painter.prepare(definition);
  }

  isPrepared(definition: TransitionDefinition): boolean {
    return this.#painter.isPrepared(definition);
  }

  draw(frame: StageFrame): void {
    this.#painter.draw(frame);
  }

  resize(size: PixelSize): void {
    this.#painter.resize(size);
  }

  textures(): TextureUse {
    return this.#painter.textures();
  }

  loseContext(): boolean {
    const extension = this.#painter.gl.getExtension('WEBGL_lose_context');
    if (!extension) return false;
    this.#restore = () => setTimeout(() => extension.restoreContext(), 50);
    extension.loseContext();
    return true;
  }

  dispose(): void {
    this.surface.removeEventListener('webglcontextlost', this.#onLost);
    this.surface.removeEventListener('webglcontextrestored', this.#onRestored);
    this.#uploads.length = 0;
    this.#painter.destroy();
    this.surface.remove();
    this.surface.width = 0;
    this.surface.height = 0;
  }
}

/**
 * The trial runs while the page is still starting and the processor is busiest, so only a time far beyond hope
 * counts there; what the renderer holds over several transitions decides about the rest.
 */
const TRIAL_SLACK = 2;

/**
 * Resolves only after a real trial draw. `slowestFrameMs` 0 asks for no speed. Throws `render.*` with a
 * reason that completes "… because <reason>".
 */
export async function createShaderTier(host: TierHost, size: PixelSize, slowestFrameMs: number): Promise<StageTier> {
  const surface = document.createElement('canvas');
  const painter = await ShaderPainter.create(surface, size);
  try {
    const enoughMs = slowestFrameMs > 0 ? slowestFrameMs * TRIAL_SLACK : Infinity;
    const frameMs = await trialDraw(painter, size, enoughMs);
    if (frameMs > enoughMs) {
      throw new AppError('render.unsupported', say`it takes ${Math.round(frameMs)} ms for one frame on this device`);
    }
    return new ShaderTier(surface, painter, host);
  } catch (error) {
    painter.destroy();
    throw error;
  }
}

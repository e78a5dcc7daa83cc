/**
 * A photo on the GPU. Uploads go in strips of rows where the worker delivered bytes, so that no frame
 * waits for a whole 4K picture; otherwise the bitmap goes up in one call. No unpack flags: the worker
 * has baked everything. The bytes are dropped as soon as they are up; the bitmap stays with the stage
 * for the next renderer.
 */
import { Texture, TextureSource, type WebGLRenderer } from 'pixi.js';
import type { TierPhoto } from '../../tier.ts';

/** Rows per call: large enough to be cheap, small enough to stop in time. */
const STRIP_ROWS = 16;
/** A texture unit that no program uses, so that an upload never disturbs a binding. */
const UPLOAD_UNIT = 7;

export class PhotoTexture {
  readonly source: TextureSource;
  readonly ratio: number;
  readonly bytes: number;
  readonly #photo: TierPhoto;
  #rows = -1;

  constructor(photo: TierPhoto) {
    this.#photo = photo;
    this.ratio = photo.widthPx / photo.heightPx;
    this.bytes = photo.widthPx * photo.heightPx * 4;
    this.source = new TextureSource({
      width: photo.widthPx,
      height: photo.heightPx,
      format: 'rgba8unorm',
      alphaMode: 'no-premultiply-alpha',
      scaleMode: 'linear',
      addressMode: 'clamp-to-edge',
      autoGarbageCollect: false,
    });
  }

  get done(): boolean {
    return this.#rows >= this.#photo.heightPx;
  }

  /** One piece of the upload. Throws what the browser throws when the bitmap cannot be read. */
  step(renderer: WebGLRenderer): void {
    const gl = renderer.gl;
    this.#bind(renderer);
    if (this.#rows < 0) {
      this.#rows = 0;
      // Binding for the first time allocated the texture; that is enough for one step.
      if (this.#pixels()) return;
    }
    const pixels = this.#pixels();
    if (!pixels) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, gl.RGBA, gl.UNSIGNED_BYTE, this.#photo.photo.bitmap);
      this.#rows = this.#photo.heightPx;
      return;
    }
    const { widthPx, heightPx } = this.#photo;
    const rows = Math.min(STRIP_ROWS, heightPx - this.#rows);
    const start = this.#rows * widthPx * 4;
    const strip = new Uint8Array(pixels.buffer, pixels.byteOffset + start, rows * widthPx * 4);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, this.#rows, widthPx, rows, gl.RGBA, gl.UNSIGNED_BYTE, strip);
    this.#rows += rows;
    if (this.done) this.#photo.photo.pixels = undefined;
  }

  #pixels(): Uint8ClampedArray | null {
    const { photo, widthPx, heightPx } = this.#photo;
    return photo.pixels?.byteLength === widthPx * heightPx * 4 ? photo.pixels : null;
  }

  /** Going over the empty texture makes pixi switch to the unit even when it believes the source is bound. */
  #bind(renderer: WebGLRenderer): void {
    renderer.texture.bind(Texture.EMPTY, UPLOAD_UNIT);
    renderer.texture.bindSource(this.source, UPLOAD_UNIT);
  }

  destroy(): void {
    this.source.destroy();
  }
}

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
/**
 * At most this much goes up per frame, or the share of a photo that brings it up in `MOST_FRAMES`: the browser hands the bytes to the
 * process of the GPU through a buffer, and whoever fills it faster than it empties is made to wait, 5–30 ms where WebGL is software.
 */
const FRAME_BYTES = 1 << 20;
const MOST_FRAMES = 24;
/** A texture unit that no program uses, so that an upload never disturbs a binding. */
const UPLOAD_UNIT = 7;

/** A place in the photo (0–1 from the top left) and the colour (0–1) that is there; alpha 0: not known. */
export interface Probe {
  readonly x: number;
  readonly y: number;
  readonly rgba: readonly [number, number, number, number];
}

const PROBES = 64;

/** The brightest of some pixels over the whole photo: the one that an empty texture differs from most. */
function brightestOf(pixels: Uint8ClampedArray, widthPx: number, heightPx: number): Probe {
  let best = { at: 0, light: -1 };
  for (let probe = 0; probe < PROBES; probe++) {
    // The last one lies in the last row, which goes up last.
    const row = Math.floor(((probe + 1) / PROBES) * heightPx) - 1;
    const at = (Math.max(0, row) * widthPx + ((probe * 7919) % widthPx)) * 4;
    const light = (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0);
    if (light > best.light) best = { at, light };
  }
  const index = best.at / 4;
  const channel = (offset: number): number => (pixels[best.at + offset] ?? 0) / 255;
  return {
    x: ((index % widthPx) + 0.5) / widthPx,
    y: (Math.floor(index / widthPx) + 0.5) / heightPx,
    rgba: [channel(0), channel(1), channel(2), 1],
  };
}

export class PhotoTexture {
  probe: Probe = { x: 1, y: 1, rgba: [0, 0, 0, 0] };
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

  /** How much of it may go up in one frame. */
  get frameBytes(): number {
    return Math.max(FRAME_BYTES, this.bytes / MOST_FRAMES);
  }

  get done(): boolean {
    return this.#rows >= this.#photo.heightPx;
  }

  /** One piece of the upload; returns its bytes. Throws what the browser throws when the bitmap cannot be read. */
  step(renderer: WebGLRenderer): number {
    const gl = renderer.gl;
    this.#bind(renderer);
    if (this.#rows < 0) {
      this.#rows = 0;
      // Binding for the first time allocated the texture; that is enough for one step.
      const pixels = this.#pixels();
      if (pixels) {
        this.probe = brightestOf(pixels, this.#photo.widthPx, this.#photo.heightPx);
        return 0;
      }
    }
    const pixels = this.#pixels();
    if (!pixels) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, gl.RGBA, gl.UNSIGNED_BYTE, this.#photo.photo.bitmap);
      this.#rows = this.#photo.heightPx;
      return this.bytes;
    }
    const { widthPx, heightPx } = this.#photo;
    const rows = Math.min(STRIP_ROWS, heightPx - this.#rows);
    const start = this.#rows * widthPx * 4;
    const strip = new Uint8Array(pixels.buffer, pixels.byteOffset + start, rows * widthPx * 4);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, this.#rows, widthPx, rows, gl.RGBA, gl.UNSIGNED_BYTE, strip);
    this.#rows += rows;
    if (this.done) this.#photo.photo.pixels = undefined;
    return strip.byteLength;
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

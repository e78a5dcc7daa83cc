/**
 * Composed slides, least recently used first out, bounded in bytes. It keeps pixels, not bitmaps: a bitmap that was
 * handed over is gone, and one that is kept may live in GPU memory that nobody counts.
 */
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../../shared/photo.ts';

/** Everything of a finished slide that does not depend on the call. */
export type CachedSlide = Omit<DecodedPhoto, 'ref' | 'bitmap' | 'pixels' | 'decodeMs'> & {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
};

/** Scaling quality is a constant of this worker; raise it when the scaling changes. */
const QUALITY = 1;

/** Complete: whatever changes a single pixel is in it. JSON keeps `a|b` and `c` apart from `a` and `b|c`. */
export function slideKey(ref: PhotoRef, target: SlideTarget): string {
  const { widthPx, heightPx, dpr, fit, sharpen } = target;
  return JSON.stringify([ref.id, ref.revision ?? null, fit, widthPx, heightPx, QUALITY, sharpen, dpr]);
}

export class SlideCache {
  #limitBytes = 0;
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  readonly #slides = new Map<string, CachedSlide>();

  configure(limitBytes: number): void {
    this.#limitBytes = Math.max(0, limitBytes);
    this.#trim();
  }

  /** False spares the caller the copy. */
  accepts(bytes: number): boolean {
    return bytes <= this.#limitBytes;
  }

  get(key: string): CachedSlide | undefined {
    const slide = this.#slides.get(key);
    if (slide === undefined) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    this.#slides.delete(key);
    this.#slides.set(key, slide);
    return slide;
  }

  set(key: string, slide: CachedSlide): void {
    this.#drop(key);
    if (!this.accepts(slide.pixels.byteLength)) return;
    this.#slides.set(key, slide);
    this.#bytes += slide.pixels.byteLength;
    this.#trim();
  }

  stats(): { cacheBytes: number; cacheItems: number; hits: number; misses: number } {
    return { cacheBytes: this.#bytes, cacheItems: this.#slides.size, hits: this.#hits, misses: this.#misses };
  }

  #drop(key: string): void {
    const slide = this.#slides.get(key);
    if (slide === undefined) return;
    this.#slides.delete(key);
    this.#bytes -= slide.pixels.byteLength;
  }

  #trim(): void {
    for (const key of this.#slides.keys()) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#drop(key);
    }
  }
}

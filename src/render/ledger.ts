/** Every bitmap the stage owns, from the moment it is given one until it closes it, once. */
import type { StageMetrics } from '../shared/app-api.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { TierPhoto } from './tier.ts';

export class PhotoLedger {
  readonly #open = new Set<TierPhoto>();
  #opened = 0;
  #closed = 0;

  /** Null when the bitmap holds nothing (closed or empty): the photo's fault, never the renderer's. */
  take(photo: DecodedPhoto): TierPhoto | null {
    const { width, height } = photo.bitmap;
    if (width === 0 || height === 0) {
      photo.bitmap.close();
      return null;
    }
    const held = { photo, widthPx: width, heightPx: height };
    this.#open.add(held);
    this.#opened++;
    return held;
  }

  close(held: TierPhoto): void {
    if (!this.#open.delete(held)) return;
    held.photo.bitmap.close();
    held.photo.pixels = undefined;
    this.#closed++;
  }

  closeAll(): void {
    for (const held of this.#open) this.close(held);
  }

  summary(): StageMetrics['bitmaps'] {
    let openBytes = 0;
    for (const held of this.#open) openBytes += held.widthPx * held.heightPx * 4;
    return { opened: this.#opened, closed: this.#closed, open: this.#open.size, openBytes };
  }

  reset(): void {
    this.#opened = this.#open.size;
    this.#closed = 0;
  }
}

/**
 * The colours of the cover that is in front, for what is drawn beside it. Main thread; the decode worker looks at the
 * picture, of which only the colours are kept.
 */
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../shared/photo.ts';

export type CoverColours = Pick<DecodedPhoto, 'palette' | 'luminance'>;
export type DecodeCover = (ref: PhotoRef, target: SlideTarget) => Promise<DecodedPhoto>;

/** Colours need no detail. */
const TARGET: SlideTarget = { widthPx: 64, heightPx: 64, dpr: 1, fit: 'fill', sharpen: false, pixels: false };

const refOf = (url: string): PhotoRef => ({
  id: `cover:${url}`,
  sourceId: 'cover',
  entryId: 'cover',
  locator: { kind: 'url', url },
  title: '',
  name: '',
});

export class CoverColoursOf {
  readonly #decode: DecodeCover;
  #url: string | null = null;
  #colours: CoverColours | null = null;

  constructor(decode: DecodeCover) {
    this.#decode = decode;
  }

  /** Null while no cover is in front, and for one that cannot be opened. The same object as long as the cover is the same. */
  get current(): CoverColours | null {
    return this.#colours;
  }

  /** The object URL of the cover that is in front from now on; null: none. */
  show(url: string | null): void {
    if (url === this.#url) return;
    this.#url = url;
    // Until the next is known the one before stays: a flash of the photo's colours would be a third change.
    if (url === null) this.#colours = null;
    else void this.#look(url);
  }

  async #look(url: string): Promise<void> {
    let colours: CoverColours | null = null;
    try {
      const { bitmap, palette, luminance } = await this.#decode(refOf(url), TARGET);
      bitmap.close();
      colours = { palette, luminance };
    } catch {
      // Without them the photo's own colours do.
    }
    if (url === this.#url) this.#colours = colours;
  }
}

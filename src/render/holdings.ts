/**
 * The stage's photos: what it owns (ledger), what renderers have of it (ladder), and photos composed anew
 * that wait to take their slide's place. Nothing else closes a bitmap.
 */
import type { StageMetrics } from '../shared/app-api.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { Ladder } from './ladder.ts';
import { PhotoLedger } from './ledger.ts';
import type { Slide } from './slide.ts';
import type { TierPhoto } from './tier.ts';
import { reasonOf } from './tier-kit.ts';

interface Replacement {
  readonly slide: Slide;
  readonly held: TierPhoto;
}

export class Holdings {
  readonly #ladder: Ladder;
  readonly #ledger = new PhotoLedger();
  #replacements: Replacement[] = [];

  constructor(ladder: Ladder) {
    this.#ladder = ladder;
  }

  /** Null when the photo is unusable; it is closed then. A renderer that fails at it steps down. */
  take(photo: DecodedPhoto): TierPhoto | null {
    const held = this.#ledger.take(photo);
    if (!held) return null;
    for (;;) {
      try {
        this.#ladder.admit(held);
        return held;
      } catch (error) {
        if (held.photo.bitmap.width === 0 || this.#ladder.level === 'css') {
          this.release(held);
          return null;
        }
        this.#ladder.demote(reasonOf(error, 'a photo could not be taken in'));
      }
    }
  }

  release(held: TierPhoto): void {
    this.#ladder.forget(held);
    this.#ledger.close(held);
  }

  /** True when the photo waits for its turn. */
  replace(slide: Slide, photo: DecodedPhoto): boolean {
    this.dropFor(slide);
    const held = this.take(photo);
    if (held) this.#replacements.push({ slide, held });
    return held !== null;
  }

  dropFor(slide: Slide): void {
    for (const replacement of this.#replacements) if (replacement.slide === slide) this.release(replacement.held);
    this.#replacements = this.#replacements.filter((replacement) => replacement.slide !== slide);
  }

  get waiting(): readonly TierPhoto[] {
    return this.#replacements.map(({ held }) => held);
  }

  get hasWaiting(): boolean {
    return this.#replacements.length > 0;
  }

  /** Swaps in what the renderer has by now; `redraw` runs before the old one goes. */
  settle(redraw: () => void): void {
    if (this.#replacements.length === 0) return;
    const { active } = this.#ladder;
    const arrived = this.#replacements.filter(({ held }) => active.ready(held));
    this.#replacements = this.#replacements.filter((replacement) => !arrived.includes(replacement));
    for (const { slide, held } of arrived) {
      const old = slide.swap(held);
      redraw();
      this.release(old);
    }
  }

  summary(): StageMetrics['bitmaps'] {
    return this.#ledger.summary();
  }

  reset(): void {
    this.#ledger.reset();
  }

  closeAll(): void {
    this.#replacements = [];
    this.#ledger.closeAll();
  }
}

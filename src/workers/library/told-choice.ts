/**
 * What the page was told of who takes part. It gets the difference to that, in parts: those that are shown again come first, so that the
 * show is never without photos in between. Library worker. Pure.
 */
import type { ChangedPart } from '../../shared/library-commands.ts';

/** Taken over by the page well within a frame. */
export const partSize = 1_000;

export class ToldChoice {
  /** As the page has it. */
  readonly #hidden = new Set<string>();
  #toShow: string[] = [];
  #toHide: string[] = [];

  /** A new choice; what was left to tell of the last one does not matter any more. */
  begin(hidden: readonly string[], isFresh: boolean): ChangedPart {
    if (isFresh) this.#hidden.clear();
    this.#toHide = hidden.filter((id) => !this.#hidden.has(id));
    const stays = hidden.length - this.#toHide.length;
    const wanted = stays === this.#hidden.size ? null : new Set(hidden);
    this.#toShow = wanted ? [...this.#hidden].filter((id) => !wanted.has(id)) : [];
    return this.next();
  }

  next(): ChangedPart {
    const shown = this.#toShow.splice(0, partSize);
    const hidden = this.#toHide.splice(0, partSize - shown.length);
    for (const id of shown) this.#hidden.delete(id);
    for (const id of hidden) this.#hidden.add(id);
    return { shown, hidden, hasMore: this.#toShow.length + this.#toHide.length > 0 };
  }
}

/**
 * Who has a say beside the order: which photos take part, what should come in between, how much of each source. The order's
 * promises hold whatever it says: a wish takes the photo's turn in the round, and one without a turn left is granted only as an
 * extra (`again`). Called on the main thread while a photo is drawn: everything is answered at once, from memory.
 */
import type { PhotoRef } from './photo.ts';

/** An entry, and its share. */
export interface EntryWeight {
  readonly id: string;
  readonly weight: number;
}

export interface Wish {
  readonly photoId: string;
  /** Also when its turn in this round is over. */
  readonly again?: boolean;
}

export interface Chooser {
  added(refs: readonly PhotoRef[]): void;
  removed(ids: readonly string[]): void;
  hides(photoId: string): boolean;
  /** What should follow, best first; the first that can be shown is. Empty: whatever the order says. */
  wishes(afterId: string | null): Iterable<Wish>;
  granted(wish: Wish): void;
  weigh(entries: readonly EntryWeight[]): readonly EntryWeight[];
}

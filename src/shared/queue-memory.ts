/**
 * What the slideshow remembers between two visits: cloned between the page and the store worker.
 * The slideshow owns the meaning, the store worker owns the rows.
 */
import type { ErrorData } from './errors.ts';

/** Why a photo is being left out, and until when (`retryAtMs` null: quarantined until the user or a new revision clears it). */
export interface PhotoFailure {
  readonly photoId: string;
  readonly title: string;
  readonly revision: string | null;
  readonly attempts: number;
  readonly retryAtMs: number | null;
  readonly error: ErrorData;
}

export interface QueueMemory {
  /** Seed of the current round's order. */
  readonly seed: number;
  /** Draws already made in this round, by photo id (a photo appears once per draw). */
  readonly played: readonly string[];
  /** Newest last, at most 200. */
  readonly history: readonly string[];
  /** Position in `history` of the photo on screen. */
  readonly historyIndex: number;
  readonly failures: readonly PhotoFailure[];
  /** Photos that are never shown, by id. */
  readonly never?: readonly string[];
  /** Where sources are mixed by source, each has rounds of its own: seed by entry id. */
  readonly entrySeeds?: Readonly<Record<string, number>>;
}

/**
 * Small steps, so that a slide costs one small write whatever the library's size.
 * `round` forgets every draw, or only those of `entryId`, and sets the seed that the order then follows.
 */
export type QueueStep =
  | { readonly type: 'played'; readonly photoId: string; readonly entryId?: string }
  | { readonly type: 'round'; readonly seed: number; readonly entryId?: string }
  | { readonly type: 'history'; readonly history: readonly string[]; readonly historyIndex: number }
  | { readonly type: 'failure'; readonly failure: PhotoFailure }
  | { readonly type: 'failure.cleared'; readonly photoId: string };

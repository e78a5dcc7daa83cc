/**
 * Brings the listed photos to the library worker, a few hundred at a time, and all of them again to a worker that was started anew.
 * Page: it hands references over and reads nothing.
 */
import type { LibraryEntry } from '../../shared/library-commands.ts';
import { isRemote, type PhotoRef } from '../../shared/photo.ts';

/** File handles are heavy to hand over: a piece must fit between two frames. */
const pieceSize = 100;
const retryMs = 5_000;

/** Made by the source itself, here; what a source only opens in a way of its own (PhotoPrism) is a photo like any other. */
export const isPainted = (ref: PhotoRef): boolean => ref.locator.kind === 'provider' && !isRemote(ref, '');

export interface FeedPorts {
  entries(): readonly LibraryEntry[];
  know(entries: readonly LibraryEntry[], refs: readonly PhotoRef[]): Promise<unknown>;
  forget(photoIds: readonly string[], isGone: boolean): Promise<unknown>;
  /** Everything that was given has arrived. */
  arrived(): void;
  wait(ms: number): Promise<void>;
}

export class LibraryFeed {
  readonly #ports: FeedPorts;
  #waiting = new Map<string, PhotoRef>();
  #gone = new Map<string, boolean>();
  #isOpen = false;
  #isPumping = false;

  constructor(ports: FeedPorts) {
    this.#ports = ports;
  }

  /** The worker is there and knows nothing. */
  restart(all: Iterable<PhotoRef>): void {
    this.#isOpen = true;
    this.add([...all]);
  }

  add(refs: readonly PhotoRef[]): void {
    // Painted pictures have nothing to be looked at.
    for (const ref of refs) if (!isPainted(ref)) this.#waiting.set(ref.id, ref);
    this.#begin();
  }

  remove(ids: readonly string[], isGone: boolean): void {
    for (const id of ids) {
      this.#waiting.delete(id);
      if (this.#isOpen) this.#gone.set(id, isGone);
    }
    this.#begin();
  }

  #begin(): void {
    if (this.#isOpen && !this.#isPumping) void this.#pump();
  }

  async #pump(): Promise<void> {
    const { entries, know, forget, arrived, wait } = this.#ports;
    this.#isPumping = true;
    try {
      // A burst of pages arrives as one.
      await wait(50);
      while (this.#waiting.size > 0 || this.#gone.size > 0) {
        for (const isGone of [true, false]) {
          const ids = [...this.#gone].flatMap(([id, gone]) => (gone === isGone ? [id] : []));
          if (ids.length === 0) continue;
          await forget(ids, isGone);
          for (const id of ids) this.#gone.delete(id);
        }
        const piece: PhotoRef[] = [];
        for (const [id, ref] of this.#waiting) {
          if (piece.length === pieceSize) break;
          piece.push(ref);
          this.#waiting.delete(id);
        }
        if (piece.length > 0) await this.#send(piece, () => know(entries(), piece));
        await wait(4);
      }
      arrived();
    } catch {
      // The worker is gone or busy: a new one is told everything, this one again what it missed.
      await wait(retryMs);
    }
    this.#isPumping = false;
    if (this.#waiting.size > 0 || this.#gone.size > 0) this.#begin();
  }

  async #send(piece: readonly PhotoRef[], send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      for (const ref of piece) if (!this.#waiting.has(ref.id)) this.#waiting.set(ref.id, ref);
      throw error;
    }
  }
}

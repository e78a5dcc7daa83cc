/**
 * What the library tells, brought to everything it concerns: the queue, what lies ahead, the photo on screen, memory.
 */
import { say } from '../shared/i18n.ts';
import type { PhotoRef } from '../shared/photo.ts';
import type { QueueStep } from '../shared/queue-memory.ts';
import type { Library, LibraryListener } from './library.ts';
import type { Clock } from './ports.ts';
import type { Prefetch } from './prefetch.ts';
import type { Presenter } from './presenter.ts';
import type { PhotoQueue } from './queue.ts';
import type { Recomposer } from './recomposer.ts';
import type { Trouble } from './trouble.ts';

const listedDeadlineMs = 10_000;

export interface IntakePorts {
  readonly clock: Clock;
  readonly queue: PhotoQueue;
  readonly prefetch: Prefetch;
  readonly presenter: Presenter;
  readonly recomposer: Recomposer;
  readonly trouble: Trouble;
  readonly save: (steps: readonly QueueStep[]) => void;
  readonly looking: () => boolean;
  /** A photo is being chosen: what lies ahead is not to be touched. */
  readonly choosing: () => boolean;
  /** Something that could be shown has come. */
  readonly wake: () => void;
  /** What lies ahead has changed. */
  readonly goOn: () => void;
}

export class Intake implements LibraryListener {
  readonly #ports: IntakePorts;
  readonly #waiting = new Map<string, Set<(listed: boolean) => void>>();
  #settleTimer: unknown = null;
  #isDisposed = false;

  constructor(ports: IntakePorts) {
    this.#ports = ports;
  }

  added(refs: readonly PhotoRef[]): void {
    const { queue, save, wake, prefetch, presenter, recomposer } = this.#ports;
    const { changed, cleared } = queue.add(refs);
    if (cleared.length > 0) save(cleared.map((photoId) => ({ type: 'failure.cleared', photoId })));
    for (const ref of refs) this.#answer(ref.id, true);
    if (changed.length > 0) {
      const ids = new Set(changed);
      prefetch.drop((id) => ids.has(id));
      if (presenter.current && ids.has(presenter.current.ref.id)) recomposer.want();
    }
    this.settle();
    wake();
  }

  removed(ids: readonly string[]): void {
    const { queue, prefetch, goOn } = this.#ports;
    queue.remove(ids);
    const gone = new Set(ids);
    prefetch.drop((id) => gone.has(id));
    goOn();
  }

  listed(entryId: string, ok: boolean): void {
    if (ok) this.#ports.trouble.entryIsBack(entryId);
    if (!this.#ports.looking()) for (const id of this.#waiting.keys()) this.#answer(id, false);
    this.#ports.wake();
  }

  /** Waits a moment for a photo that may still be listed. */
  isListed(photoId: string): Promise<boolean> {
    if (this.#ports.queue.ref(photoId)) return Promise.resolve(true);
    if (!this.#ports.looking()) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(photoId) ?? new Set();
      waiting.add(resolve);
      this.#waiting.set(photoId, waiting);
      this.#ports.clock.setTimeout(() => this.#answer(photoId, false), listedDeadlineMs);
    });
  }

  /** Files new photos in name or date order between frames; then what lies ahead may have a nearer neighbour. */
  settle(): void {
    const { clock, queue, prefetch, presenter, choosing, goOn } = this.#ports;
    if (this.#settleTimer !== null || this.#isDisposed) return;
    this.#settleTimer = clock.setTimeout(() => {
      this.#settleTimer = null;
      if (queue.settle()) {
        this.settle();
        return;
      }
      const ahead = prefetch.first();
      if (!ahead || choosing() || queue.isStillNext(ahead.draw, presenter.current?.ref.id ?? null)) return;
      prefetch.clear();
      goOn();
    }, 0);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#ports.clock.clearTimeout(this.#settleTimer);
    for (const id of this.#waiting.keys()) this.#answer(id, false);
  }

  #answer(photoId: string, listed: boolean): void {
    for (const resolve of this.#waiting.get(photoId) ?? []) resolve(listed);
    this.#waiting.delete(photoId);
  }
}

const emptySentence = 'Your sources have no photos yet. Add some, or choose another source in the settings.';
const allFailSentence =
  'None of your photos can be shown right now. The last one stays, and they are tried again by themselves.';

/** One sentence per thing that keeps photos from being shown. `isBarren`: the last attempts found none. */
export function describeTrouble(library: Library, trouble: Trouble, size: number, isBarren: boolean): string[] {
  const sentences = [...library.failures.map(({ error }) => error.message), ...trouble.sentences()];
  if (size === 0) {
    if (!library.looking && sentences.length === 0) sentences.push(emptySentence);
  } else if (isBarren) {
    const last = trouble.lastError;
    sentences.push(last ? say`${allFailSentence} The last reason: ${last.message}` : allFailSentence);
  }
  return [...new Set(sentences)];
}

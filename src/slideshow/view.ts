/** What the show tells of itself: the photo beside the one on screen, what lies ahead, counts, and what keeps photos from being shown. */
import type { PhotoRef } from '../shared/photo.ts';
import type { PhotoFailure } from '../shared/queue-memory.ts';
import type { Parts } from './assemble.ts';
import { describeTrouble } from './intake.ts';
import type { SlideshowCounts, UpcomingPhoto } from './ports.ts';

/** What only the controller knows. */
export interface Tally {
  slides: number;
  skippedRequests: number;
  /** The last change of the screen came to nothing. */
  readonly isBarren: () => boolean;
  /** Photos are shown that no setting asks for. */
  readonly hasStandIn: () => boolean;
}

export class View {
  readonly #parts: Parts;
  readonly #tally: Tally;

  constructor(parts: Parts, tally: Tally) {
    this.#parts = parts;
    this.#tally = tally;
  }

  /** Another photo than the one on screen: the next one, else the one before. */
  neighbour(): PhotoRef | null {
    const { prefetch, history, queue } = this.#parts;
    const [ahead] = prefetch.slots;
    if (ahead) return ahead.draw.ref;
    const before = history.back(history.index, (id) => queue.canShow(id));
    return before === null ? null : queue.ref(history.idAt(before) ?? '');
  }

  counts(): SlideshowCounts {
    const { trouble, queue } = this.#parts;
    const { slides, skippedRequests } = this.#tally;
    return { slides, skippedPhotos: trouble.failedPhotos, skippedRequests, quarantined: queue.failures.quarantined };
  }

  degraded(): string[] {
    const { library, trouble, queue } = this.#parts;
    return describeTrouble(library, trouble, this.#tally.hasStandIn() ? 0 : queue.size, this.#tally.isBarren());
  }

  upcoming(): UpcomingPhoto[] {
    return this.#parts.prefetch.slots.map(({ draw: { ref }, state }) => ({
      photoId: ref.id,
      title: ref.title,
      state: state === 'ready' ? 'ready' : 'decoding',
    }));
  }

  failures(): readonly PhotoFailure[] {
    return this.#parts.queue.failures.all();
  }
}

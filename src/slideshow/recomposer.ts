/**
 * Keeps the photo on screen composed for the screen it is on: after a resize has been quiet for a moment, after the fit
 * or the file changed. The old picture stays until the new one is there. Owns the new bitmap until the stage takes it.
 */
import type { SlideTarget } from '../shared/photo.ts';
import { decodeOnce } from './deadline.ts';
import type { Clock, DecodePort, StagePort } from './ports.ts';
import type { Presenter } from './presenter.ts';
import type { PhotoQueue } from './queue.ts';

const resizeQuietMs = 250;

export interface RecomposerPorts {
  readonly decode: DecodePort;
  readonly clock: Clock;
  readonly stage: StagePort;
  readonly queue: PhotoQueue;
  readonly presenter: Presenter;
  readonly target: () => SlideTarget | null;
  /** False while a photo is on its way or nobody is looking: `pending` asks again later. */
  readonly mayWork: () => boolean;
  /** What lies ahead no longer fits. */
  readonly onStale: () => void;
  readonly onDone: () => void;
}

export class Recomposer {
  readonly #ports: RecomposerPorts;
  #timer: unknown = null;
  #isWanted = false;
  #work: AbortController | null = null;

  constructor(ports: RecomposerPorts) {
    this.#ports = ports;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    const { stage, clock } = this.#ports;
    const stopListening = stage.onResize(() => {
      clock.clearTimeout(this.#timer);
      this.#timer = clock.setTimeout(() => this.want(), resizeQuietMs);
    });
    return () => {
      stopListening();
      clock.clearTimeout(this.#timer);
      this.#isWanted = false;
      this.interrupt();
    };
  }

  /** The picture on screen, and what lies ahead, may not fit any more. */
  want(): void {
    this.#ports.onStale();
    this.#isWanted = true;
    this.interrupt();
    this.pending();
  }

  /** Does what is wanted, if it may now. True when it is at work. */
  pending(): boolean {
    if (this.#work) return true;
    if (!this.#isWanted || !this.#ports.mayWork()) return false;
    this.#isWanted = false;
    void this.#recompose();
    return this.#work !== null;
  }

  /** Another photo is on its way; what was wanted stays wanted. */
  interrupt(): void {
    if (!this.#work) return;
    this.#work.abort();
    this.#work = null;
    this.#isWanted = true;
  }

  async #recompose(): Promise<void> {
    const { decode, clock, queue, presenter, onDone } = this.#ports;
    const shown = presenter.current;
    const target = this.#ports.target();
    const ref = shown && (queue.ref(shown.ref.id) ?? shown.ref);
    if (!target || !shown || !ref || (presenter.fits(target) && ref.revision === shown.ref.revision)) {
      onDone();
      return;
    }
    const work = new AbortController();
    this.#work = work;
    try {
      const photo = await decodeOnce(decode, clock, ref, target, work.signal);
      // No wait lies between the decode and here, but the abort may have come in the same turn.
      if (work.signal.aborted || presenter.busy || presenter.current !== shown) photo.bitmap.close();
      else presenter.replace(photo, target);
    } catch {
      // The picture that is there stays: stretched is better than none.
    }
    if (this.#work !== work) return;
    this.#work = null;
    onDone();
  }
}

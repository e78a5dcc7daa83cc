/**
 * One change of the screen: finds a photo that can be shown (next, previous or a certain one), decodes it or takes it
 * from what lies ahead, gives it to the stage and remembers it.
 *
 * Owns a bitmap between taking or decoding it and giving it to the stage; no wait lies between the two.
 */
import { AppError, isAbort } from '../shared/errors.ts';
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../shared/photo.ts';
import type { QueueStep } from '../shared/queue-memory.ts';
import { decodeOnce } from './deadline.ts';
import type { History } from './history.ts';
import type { Clock, DecodePort } from './ports.ts';
import type { Prefetch, Slot } from './prefetch.ts';
import { isSameTarget, type Presenter } from './presenter.ts';
import type { Draw, PhotoQueue } from './queue.ts';
import type { Trouble } from './trouble.ts';

/** Photos that may fail for one change of the screen. */
export const maxTries = 10;

export type Changed =
  | { readonly outcome: 'shown'; readonly finished: Promise<void> }
  /** `nothing`: no other photo. `barren`: all that were tried failed. `stopped`: another request came. */
  | { readonly outcome: 'nothing' | 'barren' | 'skipped' | 'stopped' }
  /** Only for a certain photo. */
  | { readonly outcome: 'failed'; readonly error: unknown };

export interface ChangerPorts {
  readonly decode: DecodePort;
  readonly clock: Clock;
  readonly queue: PhotoQueue;
  readonly history: History;
  readonly prefetch: Prefetch;
  readonly presenter: Presenter;
  readonly trouble: Trouble;
  readonly target: () => SlideTarget | null;
  readonly slideDurationMs: () => number;
  readonly save: (steps: readonly QueueStep[]) => void;
  readonly onShown: (photo: DecodedPhoto) => void;
}

/** How the photo came to be chosen: what to remember once it is on screen. */
interface Choice {
  readonly draw: Draw | null;
  /** Its place in the history, when it comes from there. */
  readonly index: number | null;
}

const stopped: Changed = { outcome: 'stopped' };

export class Changer {
  readonly #ports: ChangerPorts;
  /** Failures since the last change, those of the prefetch included. */
  tries = 0;

  constructor(ports: ChangerPorts) {
    this.#ports = ports;
  }

  /** Forward through the history, then to new photos. */
  async next(signal: AbortSignal): Promise<Changed> {
    const { history, queue } = this.#ports;
    let from = history.index;
    for (let first = true; first || this.tries < maxTries; first = false) {
      const index = history.forward(from, (id) => queue.canShow(id));
      if (index === null) return this.#nextNew(signal);
      from = index;
      const changed = await this.#fromHistory(index, signal);
      if (changed) return changed;
    }
    return { outcome: 'barren' };
  }

  async previous(signal: AbortSignal): Promise<Changed> {
    const { history, queue } = this.#ports;
    let from = history.index;
    for (let first = true; first || this.tries < maxTries; first = false) {
      const index = history.back(from, (id) => queue.canShow(id));
      if (index === null) return { outcome: 'nothing' };
      from = index;
      const changed = await this.#fromHistory(index, signal);
      if (changed) return changed;
    }
    return { outcome: 'barren' };
  }

  async certain(ref: PhotoRef, signal: AbortSignal): Promise<Changed> {
    this.#ports.prefetch.drop((id) => id === ref.id);
    const opened = await this.#open(ref, signal);
    if (opened === 'stopped') return stopped;
    if ('error' in opened) return { outcome: 'failed', error: opened.error };
    return this.#put(opened.photo, opened.target, { draw: null, index: null });
  }

  async #nextNew(signal: AbortSignal): Promise<Changed> {
    const { prefetch, presenter } = this.#ports;
    for (let first = true; first || this.tries < maxTries; first = false) {
      const currentId = presenter.current?.ref.id ?? null;
      const slot = prefetch.fill(currentId, 1);
      if (!slot) return { outcome: this.tries > 0 ? 'barren' : 'nothing' };
      await slot.settled;
      if (signal.aborted) return stopped;
      if (slot.state !== 'ready') {
        if (this.#ports.trouble.decoderError) return { outcome: 'barren' };
        continue;
      }
      if (this.#isStale(slot, currentId)) {
        prefetch.clear();
        continue;
      }
      const changed = await this.#take(slot);
      if (changed && changed.outcome !== 'failed') return changed;
    }
    return { outcome: 'barren' };
  }

  /** Composed for another size, or what is on screen already: draw and decode again. */
  #isStale(slot: Slot, currentId: string | null): boolean {
    const target = this.#ports.target();
    return (target !== null && !isSameTarget(target, slot.target)) || slot.draw.ref.id === currentId;
  }

  async #take(slot: Slot): Promise<Changed | null> {
    const { prefetch, queue, trouble } = this.#ports;
    const photo = prefetch.take(slot);
    if (!photo) return null;
    const changed = await this.#put(photo, slot.target, { draw: slot.draw, index: null });
    if (changed.outcome === 'skipped') queue.putBack(slot.draw);
    if (changed.outcome === 'failed') {
      this.tries += 1;
      trouble.failed(slot.draw.ref, slot.draw, changed.error);
    }
    return changed;
  }

  /** Null: that one failed, try further on. */
  async #fromHistory(index: number, signal: AbortSignal): Promise<Changed | null> {
    const ref = this.#ports.queue.ref(this.#ports.history.idAt(index) ?? '');
    if (!ref) return null;
    const opened = await this.#open(ref, signal);
    if (opened === 'stopped') return stopped;
    if ('error' in opened) return null;
    const changed = await this.#put(opened.photo, opened.target, { draw: null, index });
    if (changed.outcome === 'failed') this.#failed(ref, changed.error);
    return changed.outcome === 'failed' ? null : changed;
  }

  async #open(
    ref: PhotoRef,
    signal: AbortSignal,
  ): Promise<'stopped' | { error: unknown } | { photo: DecodedPhoto; target: SlideTarget }> {
    const target = this.#ports.target();
    if (!target) return { error: noSize() };
    try {
      const photo = await decodeOnce(this.#ports.decode, this.#ports.clock, ref, target, signal);
      if (!signal.aborted) return { photo, target };
      photo.bitmap.close();
      return 'stopped';
    } catch (error) {
      if (signal.aborted) return 'stopped';
      this.#failed(ref, error);
      return { error };
    }
  }

  #failed(ref: PhotoRef, error: unknown): void {
    this.tries += 1;
    if (!isAbort(error)) this.#ports.trouble.failed(ref, null, error);
  }

  async #put(photo: DecodedPhoto, target: SlideTarget, choice: Choice): Promise<Changed> {
    const { presenter, queue, history, trouble, save, onShown, slideDurationMs } = this.#ports;
    const presented = await presenter.present(photo, target, slideDurationMs());
    if (presented.outcome !== 'shown') return presented;
    this.tries = 0;
    trouble.succeeded(photo.ref);
    const steps = choice.draw ? queue.commit(choice.draw) : choice.index === null ? queue.use(photo.ref) : [];
    if (choice.index === null) history.push(photo.ref.id);
    else history.moveTo(choice.index);
    save([...steps, { type: 'history', history: history.ids, historyIndex: history.index }]);
    onShown(photo);
    return presented;
  }
}

function noSize(): AppError {
  return new AppError('render.unsupported', 'The window has no size yet. Make it visible to see your photos.', {
    retryable: true,
  });
}

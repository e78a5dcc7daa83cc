/**
 * The photos decoded ahead: drawn from the queue, decoded one after the other, handed over in order.
 *
 * Owns every bitmap from the decoder until `take`. A slot ends exactly once: taken, failed, or thrown away (aborted,
 * closed, its draw put back).
 */
import type { DecodedPhoto, SlideTarget } from '../shared/photo.ts';
import { decodeOnce } from './deadline.ts';
import type { Clock, DecodePort } from './ports.ts';
import type { Draw } from './queue.ts';

export interface Slot {
  readonly draw: Draw;
  readonly target: SlideTarget;
  /** Resolves when the photo is ready, failed or thrown away. */
  readonly settled: Promise<void>;
  readonly photo: DecodedPhoto | null;
  readonly state: 'decoding' | 'ready' | 'gone';
}

interface OpenSlot extends Slot {
  photo: DecodedPhoto | null;
  state: Slot['state'];
  readonly abort: AbortController;
  settled: Promise<void>;
}

export interface PrefetchPorts {
  readonly decode: DecodePort;
  readonly clock: Clock;
  readonly target: () => SlideTarget | null;
  readonly draw: (afterId: string | null) => Draw | null;
  readonly putBack: (draw: Draw) => void;
  /** Time to `fill` again, if this is a time for decoding. */
  readonly onReady: () => void;
  readonly onFailed: (draw: Draw, error: unknown) => void;
}

export class Prefetch {
  #slots: OpenSlot[] = [];
  readonly #ports: PrefetchPorts;

  constructor(ports: PrefetchPorts) {
    this.#ports = ports;
  }

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  first(): Slot | null {
    return this.#slots[0] ?? null;
  }

  /** Draws and decodes one more when fewer than `depth` photos lie ahead of `afterId` and none is being decoded. */
  fill(afterId: string | null, depth: number): Slot | null {
    const last = this.#slots.at(-1);
    if (last?.state !== 'decoding' && this.#slots.length < depth) {
      const target = this.#ports.target();
      const draw = target && this.#ports.draw(last?.draw.ref.id ?? afterId);
      if (draw) this.#slots.push(this.#open(draw, target));
    }
    return this.first();
  }

  /** Hands the first photo over; the caller owns its bitmap. */
  take(slot: Slot): DecodedPhoto | null {
    const open = this.#slots.find((candidate) => candidate === slot);
    if (!open?.photo) return null;
    this.#slots = this.#slots.filter((candidate) => candidate !== open);
    open.state = 'gone';
    const photo = open.photo;
    open.photo = null;
    return photo;
  }

  /** Throws away everything ahead. */
  clear(): void {
    for (const slot of this.#slots.toReversed()) this.#discard(slot);
  }

  /** Throws away what is no longer listed, and what was drawn behind it stays. */
  drop(isGone: (photoId: string) => boolean): void {
    for (const slot of this.#slots.toReversed()) if (isGone(slot.draw.ref.id)) this.#discard(slot);
  }

  #discard(slot: OpenSlot): void {
    this.#slots = this.#slots.filter((candidate) => candidate !== slot);
    slot.state = 'gone';
    slot.photo?.bitmap.close();
    slot.photo = null;
    this.#ports.putBack(slot.draw);
    slot.abort.abort();
  }

  #open(draw: Draw, target: SlideTarget): OpenSlot {
    const abort = new AbortController();
    const slot: OpenSlot = { draw, target, abort, photo: null, state: 'decoding', settled: Promise.resolve() };
    slot.settled = this.#decode(slot);
    return slot;
  }

  async #decode(slot: OpenSlot): Promise<void> {
    const { decode, clock, onFailed } = this.#ports;
    let photo: DecodedPhoto;
    try {
      photo = await decodeOnce(decode, clock, slot.draw.ref, slot.target, slot.abort.signal);
    } catch (error) {
      if (slot.state === 'gone') return;
      this.#slots = this.#slots.filter((candidate) => candidate !== slot);
      slot.state = 'gone';
      onFailed(slot.draw, error);
      return;
    }
    if (slot.state === 'gone') {
      photo.bitmap.close();
      return;
    }
    slot.photo = photo;
    slot.state = 'ready';
    this.#ports.onReady();
  }
}

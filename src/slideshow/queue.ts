/**
 * Which photo comes next: everything the sources have listed, in the chosen order, without what is left out.
 *
 * Invariants: a photo is drawn only while it is listed, not blocked by a failure and its entry is not on hold. The
 * photo given as `after` is never drawn. Every `Draw` ends in exactly one of `commit`, `putBack`, `fail` or, when its
 * photo was removed meanwhile, `putBack`.
 */
import type { Chooser, EntryWeight } from '../shared/chooser.ts';
import type { PhotoRef } from '../shared/photo.ts';
import type { PhotoFailure, QueueMemory, QueueStep } from '../shared/queue-memory.ts';
import { onlyHides } from './chooser.ts';
import { FailureBook } from './failures.ts';
import { Shuffle, type Draw as ShuffleDraw, type Mix } from './shuffle.ts';
import { SortedRefs } from './sorted-refs.ts';

export interface QueueOrder {
  readonly order: 'shuffle' | 'flow' | 'name' | 'date';
  readonly direction: 'up' | 'down';
  readonly mix: Mix;
}

export interface Draw {
  readonly ref: PhotoRef;
  /** Its place in the shuffle; null in name and date order. */
  readonly ticket: ShuffleDraw | null;
}

/** Filed per call of `settle`: about a millisecond of comparisons, whatever the names and dates are. */
const settleCount = 64;
/** How many draws are looked at for a photo that opens fast. Of the 48 pictures painted here four or five do: in 20 draws one visit in ten found none. */
const quickTries = 40;

export class PhotoQueue {
  readonly failures = new FailureBook();
  readonly #refs = new Map<string, PhotoRef>();
  readonly #shuffle: Shuffle;
  readonly #heldUntilMs = new Map<string, number>();
  #order: QueueOrder = { order: 'shuffle', direction: 'up', mix: 'photo' };
  #sorted: SortedRefs | null = null;
  /** Where name and date order stand, also when that photo is gone. */
  #position: PhotoRef | null = null;
  /** Where an earlier visit stopped, until that photo is listed. */
  #resumeId: string | null = null;
  /** The photo drawn from there. */
  #resumedWith: string | null = null;
  #chooser: Chooser | null = null;
  #entries: readonly EntryWeight[] = [];

  constructor(seed: number) {
    this.#shuffle = new Shuffle(seed);
  }

  get size(): number {
    return this.#refs.size;
  }

  ref(id: string): PhotoRef | null {
    return this.#refs.get(id) ?? null;
  }

  /** Listed and not left out: can be shown on request or from history. */
  canShow(id: string): boolean {
    return this.#refs.has(id) && !this.isOut(id);
  }

  /** Left out: it failed, or it was not chosen. */
  isOut(id: string): boolean {
    return this.failures.isBlocked(id) || this.#chooser?.hides(id) === true;
  }

  configure(entries: readonly EntryWeight[], order: QueueOrder): void {
    this.#entries = entries;
    this.#order = order;
    this.#weigh();
    const key = order.order;
    if (key === 'shuffle' || key === 'flow') this.#sorted = null;
    else if (this.#sorted?.key !== key) {
      this.#sorted = new SortedRefs(key, (ref) => this.#refs.get(ref.id) === ref);
      this.#sorted.add(this.#refs.values());
    }
  }

  /** From now on this one has a say; it is told of every photo. */
  choose(chooser: Chooser): void {
    const before = this.#chooser;
    this.#chooser = chooser;
    chooser.added([...this.#refs.values()]);
    // Most of many thousands are as they were.
    for (const id of this.#refs.keys()) if (before?.hides(id) || chooser.hides(id)) this.#block(id);
    this.#weigh();
  }

  /** The chooser thinks otherwise of these, or of how much of each entry there should be. */
  rechoose(ids: Iterable<string>): void {
    for (const id of ids) this.#block(id);
    this.#weigh();
  }

  #weigh(): void {
    this.#shuffle.configure(this.#chooser?.weigh(this.#entries) ?? this.#entries, this.#order.mix);
  }

  #block(id: string): void {
    this.#shuffle.setBlocked(id, this.isOut(id));
  }

  /** New photos and new facts about known ones. Returns the ids whose content changed. */
  add(refs: readonly PhotoRef[]): { changed: string[]; cleared: string[] } {
    const changed: string[] = [];
    const cleared: string[] = [];
    for (const ref of refs) {
      const known = this.#refs.get(ref.id);
      if (known) this.#sorted?.remove(known);
      if (known && known.revision !== ref.revision) changed.push(ref.id);
      this.#refs.set(ref.id, ref);
      if (this.failures.isOutdated(ref) && this.failures.clear(ref.id)) {
        cleared.push(ref.id);
        this.#block(ref.id);
      }
      if (!known) this.#shuffle.add(ref.id, ref.entryId, this.isOut(ref.id));
    }
    this.#sorted?.add(refs);
    this.#chooser?.added(refs);
    return { changed, cleared };
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const ref = this.#refs.get(id);
      if (!ref) continue;
      this.#sorted?.remove(ref);
      this.#refs.delete(id);
      this.#shuffle.remove(id);
    }
    this.#chooser?.removed(ids);
  }

  /** Files new photos in name or date order, a little at a time. True when more are waiting. */
  settle(): boolean {
    return this.#sorted ? this.#sorted.settle(settleCount) : false;
  }

  /** The photo to show after `afterId`; null when there is no other one to show now. */
  draw(afterId: string | null, nowMs: number): Draw | null {
    this.#release(nowMs);
    if (!this.#sorted) {
      const wished = this.#wished(afterId);
      if (wished) return wished;
      const ticket = afterId === null ? this.#firstTicket() : this.#shuffle.draw(afterId);
      const ref = ticket && this.#refs.get(ticket.photoId);
      return ref ? { ref, ticket } : null;
    }
    const ref = this.#neighbour(afterId);
    return ref && { ref, ticket: null };
  }

  /** The chooser's own idea, where it has one that may be shown now. */
  #wished(afterId: string | null): Draw | null {
    for (const wish of this.#chooser?.wishes(afterId) ?? []) {
      const ref = this.#refs.get(wish.photoId);
      if (!ref || ref.id === afterId || this.isOut(ref.id) || this.#heldUntilMs.has(ref.entryId)) continue;
      const ticket = this.#shuffle.take(ref.id);
      if (!ticket && !wish.again) continue;
      this.#chooser?.granted(wish);
      return { ref, ticket };
    }
    return null;
  }

  /** A visit begins with a photo that opens fast, where the first few draws hold one; the others keep their turn. */
  #firstTicket() {
    const tickets: ShuffleDraw[] = [];
    // Only at the start of a round that is longer than the search: the search must not end it.
    const tries = this.#shuffle.draws === 0 && this.#refs.size > quickTries ? quickTries : 1;
    while (tickets.length < tries) {
      const ticket = this.#shuffle.draw(null);
      if (!ticket) break;
      tickets.push(ticket);
      if (this.#refs.get(ticket.photoId)?.quick) break;
    }
    const quick = tickets.findIndex(({ photoId }) => this.#refs.get(photoId)?.quick);
    const [first = null] = tickets.splice(Math.max(0, quick), 1);
    for (const ticket of tickets.toReversed()) this.#shuffle.putBack(ticket);
    return first;
  }

  /** False when photos that came meanwhile belong before this draw. */
  isStillNext(draw: Draw, afterId: string | null): boolean {
    return draw.ticket !== null || !this.#sorted || this.#neighbour(afterId)?.id === draw.ref.id;
  }

  putBack(draw: Draw): void {
    // One that was left out meanwhile does not come first again: it waits for its turn.
    if (draw.ticket) this.#shuffle[this.isOut(draw.ref.id) ? 'failed' : 'putBack'](draw.ticket);
  }

  /** The draw is on screen. */
  commit(draw: Draw): QueueStep[] {
    this.#reached(draw.ref);
    return draw.ticket ? this.#shuffle.commit(draw.ticket) : this.#shuffle.use(draw.ref.id);
  }

  /** A photo is on screen that was not drawn: by request. */
  use(ref: PhotoRef): QueueStep[] {
    this.#reached(ref);
    return this.#shuffle.use(ref.id);
  }

  /** The photo could not be shown. `draw` null: it had not been drawn, but asked for. */
  fail(ref: PhotoRef, draw: Draw | null, error: unknown, nowMs: number): PhotoFailure {
    const failure = this.failures.record(ref, error, nowMs);
    if (draw?.ticket) this.#shuffle.failed(draw.ticket);
    this.#block(ref.id);
    return failure;
  }

  /** The photo was decoded. True when it had failed before. */
  succeeded(ref: PhotoRef, nowMs: number): boolean {
    const hadFailed = this.failures.succeeded(ref, nowMs);
    if (hadFailed) this.#block(ref.id);
    return hadFailed;
  }

  /** The user clears what was kept against a photo. */
  clearFailure(id: string): boolean {
    if (!this.failures.clear(id)) return false;
    this.#block(id);
    return true;
  }

  /** Leaves a whole entry out until then: its source is down, its photos are not at fault. */
  holdEntry(entryId: string, untilMs: number): void {
    this.#heldUntilMs.set(entryId, untilMs);
    this.#shuffle.setHeld(entryId, true);
  }

  releaseEntry(entryId: string): void {
    if (this.#heldUntilMs.delete(entryId)) this.#shuffle.setHeld(entryId, false);
  }

  /** When something left out may come back by itself; Infinity when nothing waits. */
  nextChangeMs(): number {
    return Math.min(this.failures.nextRetryMs, ...this.#heldUntilMs.values());
  }

  /** True when there is a photo other than this one to show now. */
  hasOther(id: string | null, nowMs: number): boolean {
    this.#release(nowMs);
    return this.#shuffle.hasOther(id);
  }

  /** What an earlier visit left. May come after the first photos were shown. */
  restore(memory: QueueMemory): void {
    this.failures.restore(memory.failures);
    for (const { photoId } of memory.failures) {
      const ref = this.#refs.get(photoId);
      if (ref && this.failures.isOutdated(ref)) this.failures.clear(photoId);
      this.#block(photoId);
    }
    this.#shuffle.restore(memory.seed, memory.played, memory.entrySeeds ?? {});
    if (memory.never?.length && !this.#chooser) this.choose(onlyHides(memory.never));
    this.#resumeId = memory.history[memory.historyIndex] ?? memory.history.at(-1) ?? null;
  }

  #reached(ref: PhotoRef): void {
    this.#position = ref;
    if (this.#resumedWith === ref.id) this.#resumeId = null;
  }

  #neighbour(afterId: string | null): PhotoRef | null {
    const sorted = this.#sorted;
    if (!sorted) return null;
    sorted.settle(1);
    const resume = this.#resumeId === null ? undefined : this.#refs.get(this.#resumeId);
    const after = afterId === null ? null : (this.#refs.get(afterId) ?? this.#position);
    const next = sorted.neighbour(resume ?? after, this.#order.direction, (ref) => {
      return ref.id !== afterId && !this.isOut(ref.id) && !this.#heldUntilMs.has(ref.entryId);
    });
    if (resume) this.#resumedWith = next?.id ?? null;
    return next;
  }

  #release(nowMs: number): void {
    for (const id of this.failures.release(nowMs)) this.#block(id);
    for (const [entryId, untilMs] of this.#heldUntilMs) if (untilMs <= nowMs) this.releaseEntry(entryId);
  }
}

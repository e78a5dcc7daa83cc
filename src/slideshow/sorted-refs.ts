/**
 * Photos in name or date order, for walking to the one after any photo.
 *
 * Comparing names the way people do costs about a microsecond, so new photos wait in an inbox and are filed a few at a
 * time (`settle`); filing one and finding a neighbour cost O(log n) comparisons.
 */
import type { PhotoRef } from '../shared/photo.ts';

export type SortKey = 'name' | 'date';

const collator = new Intl.Collator(undefined, { numeric: true });
const chunkSize = 512;

function byText(a: PhotoRef, b: PhotoRef): number {
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Photos without a date come before all others. */
function byDate(a: PhotoRef, b: PhotoRef): number {
  const difference = (a.dateMs ?? -Infinity) - (b.dateMs ?? -Infinity);
  // Two missing dates give NaN.
  return difference || byText(a, b);
}

export class SortedRefs {
  readonly key: SortKey;
  readonly #compare: (a: PhotoRef, b: PhotoRef) => number;
  readonly #chunks: PhotoRef[][] = [];
  #inbox: PhotoRef[] = [];
  #inboxAt = 0;
  readonly #isCurrent: (ref: PhotoRef) => boolean;

  /** `isCurrent` tells whether this very ref is still listed; others are dropped when they are met. */
  constructor(key: SortKey, isCurrent: (ref: PhotoRef) => boolean) {
    this.key = key;
    this.#compare = key === 'name' ? byText : byDate;
    this.#isCurrent = isCurrent;
  }

  add(refs: Iterable<PhotoRef>): void {
    for (const ref of refs) this.#inbox.push(ref);
  }

  /** Files up to `count` new photos. True when more are waiting. */
  settle(count: number): boolean {
    for (let left = count; left > 0 && this.#inboxAt < this.#inbox.length; left--) {
      const ref = this.#inbox[this.#inboxAt++];
      if (ref && this.#isCurrent(ref)) this.#file(ref);
    }
    if (this.#inboxAt < this.#inbox.length) return true;
    this.#inbox = [];
    this.#inboxAt = 0;
    return false;
  }

  remove(ref: PhotoRef): void {
    const at = this.#locate(ref);
    const chunk = this.#chunks[at.chunk];
    if (chunk?.[at.index] !== ref) return;
    chunk.splice(at.index, 1);
    if (chunk.length === 0) this.#chunks.splice(at.chunk, 1);
  }

  /**
   * The next acceptable photo after (`up`) or before (`down`) `from`, wrapping around, `from` itself last of all;
   * without `from` the first in that direction. `from` need not be listed any more.
   */
  neighbour(from: PhotoRef | null, direction: 'up' | 'down', accept: (ref: PhotoRef) => boolean): PhotoRef | null {
    for (const ref of this.#walk(from, direction)) if (accept(ref)) return ref;
    return null;
  }

  *#walk(from: PhotoRef | null, direction: 'up' | 'down'): Generator<PhotoRef> {
    const all = this.#chunks.length;
    if (all === 0) return;
    const step = direction === 'up' ? 1 : -1;
    const start = from ? this.#locate(from) : { chunk: 0, index: 0 };
    let chunk = from ? start.chunk : direction === 'up' ? 0 : all - 1;
    let index = start.index;
    if (!from) index = direction === 'up' ? 0 : (this.#chunks[chunk]?.length ?? 0) - 1;
    else if (direction === 'down') index -= 1;
    else if (this.#chunks[chunk]?.[index]?.id === from.id) index += 1;
    for (let visited = 0; visited <= all; visited++) {
      const refs = this.#chunks[chunk] ?? [];
      for (; index >= 0 && index < refs.length; index += step) {
        const ref = refs[index];
        if (ref) yield ref;
      }
      chunk = (chunk + step + all) % all;
      index = direction === 'up' ? 0 : (this.#chunks[chunk]?.length ?? 0) - 1;
    }
  }

  #file(ref: PhotoRef): void {
    const at = this.#locate(ref);
    const chunk = this.#chunks[at.chunk];
    if (!chunk) {
      this.#chunks.push([ref]);
      return;
    }
    chunk.splice(at.index, 0, ref);
    if (chunk.length > chunkSize) this.#chunks.splice(at.chunk + 1, 0, chunk.splice(chunkSize >> 1));
  }

  /** Where `ref` is or would go: the first place whose photo is not before it. */
  #locate(ref: PhotoRef): { chunk: number; index: number } {
    let chunk = lowerBound(this.#chunks.length, (i) => {
      const end = this.#chunks[i]?.at(-1);
      return end !== undefined && this.#compare(end, ref) < 0;
    });
    if (chunk === this.#chunks.length && chunk > 0) chunk -= 1;
    const refs = this.#chunks[chunk] ?? [];
    const index = lowerBound(refs.length, (i) => {
      const at = refs[i];
      return at !== undefined && this.#compare(at, ref) < 0;
    });
    return { chunk, index };
  }
}

/** The first index in 0…length for which `isBefore` is false. */
function lowerBound(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Rare events from one writer to one reader: rows of a few numbers, counted, so that a reader that comes by now and then
 * sees each of them once. Works over shared memory between two threads and over plain memory within one.
 *
 * Invariants
 * - The writer never waits: a reader that stays away for more than `ROWS` events misses the oldest.
 * - A row is checked after it was read: one that was written over meanwhile is left out, never told half.
 */

const ROWS = 256;
const HEADER_BYTES = 8;

export function countedRingBytes(width: number): number {
  return HEADER_BYTES + ROWS * width * Float64Array.BYTES_PER_ELEMENT;
}

class Rows {
  readonly count: Int32Array;
  readonly values: Float64Array;

  constructor(
    memory: ArrayBufferLike,
    readonly width: number,
  ) {
    this.count = new Int32Array(memory, 0, 1);
    this.values = new Float64Array(memory, HEADER_BYTES, ROWS * width);
  }

  /** Where row `n` lies. */
  at(n: number): number {
    return ((n >>> 0) % ROWS) * this.width;
  }
}

export class CountedRingWriter {
  readonly #rows: Rows;

  constructor(memory: ArrayBufferLike, width: number) {
    this.#rows = new Rows(memory, width);
  }

  /** Takes the first `width` of the values given. */
  push(a: number, b: number, c = 0): void {
    const { count, values, width } = this.#rows;
    const written = Atomics.load(count, 0);
    const at = this.#rows.at(written);
    values[at] = a;
    if (width > 1) values[at + 1] = b;
    if (width > 2) values[at + 2] = c;
    Atomics.store(count, 0, (written + 1) | 0);
  }
}

export class CountedRingReader {
  readonly #rows: Rows;
  /** The row read last; overwritten by the next. */
  readonly row: Float64Array;
  #read = 0;

  constructor(memory: ArrayBufferLike, width: number) {
    this.#rows = new Rows(memory, width);
    this.row = new Float64Array(width);
  }

  /** True: `row` holds the next one. */
  next(): boolean {
    const { count, values, width } = this.#rows;
    for (;;) {
      const written = Atomics.load(count, 0);
      const behind = (written - this.#read) | 0;
      if (behind <= 0) return false;
      // The row the writer may be at right now is no longer to be trusted.
      if (behind >= ROWS - 1) this.#read = (written - ROWS + 2) | 0;
      const at = this.#rows.at(this.#read);
      for (let i = 0; i < width; i += 1) this.row[i] = values[at + i] ?? 0;
      // One row of margin: the writer's stores may be seen before its count.
      const isWhole = ((Atomics.load(count, 0) - this.#read) | 0) < ROWS - 1;
      this.#read = (this.#read + 1) | 0;
      if (isWhole) return true;
    }
  }
}

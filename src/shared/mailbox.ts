/**
 * A triple buffer: one writer always has a slot of its own to write, one reader always has a whole one to read, and only the
 * newest is ever handed over. Works over shared memory between two threads and over plain memory within one.
 *
 * Invariants
 * - Exactly one writer and one reader. The writer owns `back`, the reader owns `front`, the third slot is in `middle`.
 * - Handing over is one atomic exchange of `middle`: neither side waits or retries, and no slot is ever in two hands.
 * - A writer that died takes its slot with it, so its successor needs a new mailbox.
 */

const SLOTS = 3;
const MIDDLE = 0;
const FRESH = 4;
const SLOT_BITS = 3;
const HEADER_BYTES = 16;

/** Bytes of a mailbox whose slots hold `slotBytes`, a multiple of 8. */
export function mailboxBytes(slotBytes: number): number {
  return HEADER_BYTES + SLOTS * slotBytes;
}

/** Where the three slots begin. */
export function slotOffsets(slotBytes: number): readonly number[] {
  return Array.from({ length: SLOTS }, (_, slot) => HEADER_BYTES + slot * slotBytes);
}

/** The writer begins with slot 0, `middle` holds 1 (which is what a zeroed word means here), the reader 2. */
const decode = (word: number): number => ((word & SLOT_BITS) + 1) % SLOTS;
const encode = (slot: number): number => (slot + SLOTS - 1) % SLOTS;

export class MailboxWriter {
  readonly #word: Int32Array;
  #back = 0;

  constructor(memory: ArrayBufferLike) {
    this.#word = new Int32Array(memory, 0, 1);
  }

  /** The slot to write next; the writer's alone until `publish`. */
  get slot(): number {
    return this.#back;
  }

  publish(): void {
    this.#back = decode(Atomics.exchange(this.#word, MIDDLE, encode(this.#back) | FRESH));
  }
}

export class MailboxReader {
  readonly #word: Int32Array;
  #front = 2;

  constructor(memory: ArrayBufferLike) {
    this.#word = new Int32Array(memory, 0, 1);
  }

  /** The newest slot, the reader's alone until the next call; −1 when nothing came since the last. */
  take(): number {
    if ((Atomics.load(this.#word, MIDDLE) & FRESH) === 0) return -1;
    this.#front = decode(Atomics.exchange(this.#word, MIDDLE, encode(this.#front)));
    return this.#front;
  }
}

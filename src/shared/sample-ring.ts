/**
 * Samples on their way from the audio thread to the analysis worker: a first-in-first-out ring in shared memory with
 * exactly one producer (the capture worklet) and one consumer (the worker).
 *
 * Invariants
 * - Every sample is taken once and in order, or counted in `dropped`: a full ring refuses the newest, it never overwrites.
 * - Neither side waits, locks or allocates. The producer alone writes `written`, the consumer alone writes `taken`; both
 *   count modulo 2^32 and a capacity is a power of two, so that wrapping is harmless.
 * - Samples are stored before `written` is, and read before `taken` is.
 */

const WRITTEN = 0;
const TAKEN = 1;
const DROPPED = 2;
const STAMP = 3;
const HEADER_BYTES = 32;
/** Clock stamps are milliseconds modulo this. */
const STAMP_MASK = 0x7fff_ffff;

/** Memory for a ring that holds at least `samples`. */
export function createRingMemory(samples: number): SharedArrayBuffer {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, samples)));
  return new SharedArrayBuffer(HEADER_BYTES + capacity * Float32Array.BYTES_PER_ELEMENT);
}

export class SampleRing {
  readonly #header: Int32Array;
  readonly #samples: Float32Array;
  readonly #mask: number;

  /** `memory` comes from `createRingMemory`; each thread makes its own view of it. */
  constructor(memory: SharedArrayBuffer) {
    this.#header = new Int32Array(memory, 0, HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.#samples = new Float32Array(memory, HEADER_BYTES);
    this.#mask = this.#samples.length - 1;
  }

  get capacity(): number {
    return this.#samples.length;
  }

  /** Samples that found the ring full, modulo 2^32. */
  get dropped(): number {
    return Atomics.load(this.#header, DROPPED) >>> 0;
  }

  /** Samples that wait for the consumer. */
  get waiting(): number {
    return (Atomics.load(this.#header, WRITTEN) - Atomics.load(this.#header, TAKEN)) >>> 0;
  }

  /** The word that changes with every push, for `Atomics.waitAsync`. */
  get wakeWord(): { readonly words: Int32Array; readonly index: number } {
    return { words: this.#header, index: WRITTEN };
  }

  /**
   * Producer: the mean of one or two channels, or `length` zeros when there is none. `clockMs` is the wall clock.
   */
  push(channels: readonly Float32Array[], length: number, clockMs: number): void {
    const written = Atomics.load(this.#header, WRITTEN);
    const free = this.#samples.length - ((written - Atomics.load(this.#header, TAKEN)) >>> 0);
    const count = Math.min(length, free);
    const left = channels[0];
    const right = channels[1] ?? left;
    for (let i = 0; i < count; i += 1) {
      const value = left === undefined || right === undefined ? 0 : ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
      this.#samples[(written + i) & this.#mask] = value;
    }
    if (count < length) Atomics.add(this.#header, DROPPED, length - count);
    Atomics.store(this.#header, STAMP, clockMs & STAMP_MASK);
    Atomics.store(this.#header, WRITTEN, (written + count) | 0);
  }

  /** Consumer: fills `into` from its start and says how many samples it took. */
  pop(into: Float32Array): number {
    const taken = Atomics.load(this.#header, TAKEN);
    const waiting = (Atomics.load(this.#header, WRITTEN) - taken) >>> 0;
    const count = Math.min(waiting, into.length);
    for (let i = 0; i < count; i += 1) into[i] = this.#samples[(taken + i) & this.#mask] ?? 0;
    Atomics.store(this.#header, TAKEN, (taken + count) | 0);
    return count;
  }

  /** Consumer: forgets what waits, as one does who takes over from another. */
  skip(): void {
    Atomics.store(this.#header, TAKEN, Atomics.load(this.#header, WRITTEN));
  }

  /** Milliseconds from the last push until `clockMs`. */
  ageMs(clockMs: number): number {
    return ageOf(Atomics.load(this.#header, STAMP), clockMs);
  }
}

/** A stamp taken later than `clockMs` (another thread was quicker) has age 0. */
function ageOf(stamp: number, clockMs: number): number {
  const age = ((clockMs & STAMP_MASK) - stamp) & STAMP_MASK;
  return age > STAMP_MASK / 2 ? 0 : age;
}

/**
 * Brings the queue's memory in and out. Until the earlier visit's memory has arrived (or failed to), steps wait: a
 * round that began before memory was known must not wipe it out. Steps of one moment travel together; one save at a
 * time, and what could not be saved goes with the next.
 */
import type { QueueMemory, QueueStep } from '../shared/queue-memory.ts';
import { within } from './deadline.ts';
import type { Clock, MemoryPort } from './ports.ts';

const loadDeadlineMs = 10_000;
const saveDeadlineMs = 10_000;
const retryMs = 5_000;
/** More than this unsaved is given up, oldest first: memory must stay flat when the store is gone for days. */
const maxWaiting = 2_000;

export class MemoryKeeper {
  readonly #port: MemoryPort;
  readonly #clock: Clock;
  #waiting: QueueStep[] = [];
  #isOpen = false;
  #isSaving = false;
  #timer: unknown = null;

  constructor(port: MemoryPort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
  }

  /** The earlier visit's memory, or null when there is none to be had. Never rejects. */
  async load(): Promise<QueueMemory | null> {
    try {
      return await within(this.#clock, this.#port.load(), loadDeadlineMs, () => null);
    } catch {
      return null;
    }
  }

  /** From now on steps are saved. `hadMemory`: rounds begun before it was known are void. */
  open(hadMemory: boolean): void {
    if (hadMemory) this.#waiting = this.#waiting.filter((step) => step.type !== 'round');
    this.#isOpen = true;
    this.#plan(0);
  }

  add(steps: readonly QueueStep[]): void {
    this.#waiting.push(...steps);
    this.#plan(0);
  }

  dispose(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#isOpen && this.#waiting.length > 0) void this.#save();
    this.#isOpen = false;
  }

  #plan(delayMs: number): void {
    if (!this.#isOpen || this.#isSaving || this.#timer !== null || this.#waiting.length === 0) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, delayMs);
  }

  async #save(): Promise<void> {
    const steps = this.#waiting;
    this.#waiting = [];
    this.#isSaving = true;
    let isSaved = false;
    try {
      isSaved = await within(
        this.#clock,
        this.#port.save(steps).then(() => true),
        saveDeadlineMs,
        () => false,
      );
    } catch {
      // Kept for the next attempt.
    }
    this.#isSaving = false;
    if (!isSaved) this.#waiting = [...steps, ...this.#waiting].slice(-maxWaiting);
    this.#plan(isSaved ? 0 : retryMs);
  }
}

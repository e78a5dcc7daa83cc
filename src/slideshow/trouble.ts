/**
 * What to do about a photo that failed: blame the photo, its source or nobody, and how to say it.
 */
import { toErrorData, type ErrorData } from '../shared/errors.ts';
import type { AppEvent } from '../shared/events.ts';
import type { PhotoRef } from '../shared/photo.ts';
import type { QueueStep } from '../shared/queue-memory.ts';
import type { Draw, PhotoQueue } from './queue.ts';

const firstHoldMs = 5_000;
const longestHoldMs = 300_000;
/** This many photos in a row that the network did not deliver: the source is down, not the photos. */
const networkStreak = 3;

interface EntryTrouble {
  networkStreak: number;
  holds: number;
  error: ErrorData | null;
}

export interface TroublePorts {
  readonly queue: PhotoQueue;
  readonly emit: (event: AppEvent) => void;
  readonly save: (steps: readonly QueueStep[]) => void;
  readonly wallMs: () => number;
  /** A photo was not where it was listed, or may not be read any more. */
  readonly doubt: (entryId: string) => void;
}

export class Trouble {
  readonly #ports: TroublePorts;
  readonly #entries = new Map<string, EntryTrouble>();
  /** The decoder itself does not answer: no photo's fault. */
  #decoder: ErrorData | null = null;
  #lastError: ErrorData | null = null;
  #failedPhotos = 0;

  constructor(ports: TroublePorts) {
    this.#ports = ports;
  }

  /** Failures of photos so far, each attempt counted. */
  get failedPhotos(): number {
    return this.#failedPhotos;
  }

  get decoderError(): ErrorData | null {
    return this.#decoder;
  }

  get lastError(): ErrorData | null {
    return this.#lastError;
  }

  /** `draw` null: the photo had not been drawn but asked for. */
  failed(ref: PhotoRef, draw: Draw | null, error: unknown): void {
    const data = toErrorData(error);
    const { queue } = this.#ports;
    this.#lastError = data;
    if (data.kind === 'worker.unavailable') {
      this.#decoder = data;
      if (draw) queue.putBack(draw);
      return;
    }
    this.#failedPhotos += 1;
    if (data.kind === 'source.permission' || data.kind === 'source.unreachable') {
      if (draw) queue.putBack(draw);
      this.#hold(ref, data);
      return;
    }
    this.#blame(ref, draw, error);
    if (data.kind === 'photo.not-found') this.#ports.doubt(ref.entryId);
    const entry = this.#of(ref.entryId);
    entry.networkStreak = data.kind === 'photo.network' ? entry.networkStreak + 1 : 0;
    if (entry.networkStreak >= networkStreak) this.#hold(ref, data);
  }

  succeeded(ref: PhotoRef): void {
    const { queue, save, wallMs } = this.#ports;
    this.#decoder = null;
    this.#entries.delete(ref.entryId);
    if (queue.succeeded(ref, wallMs())) save([{ type: 'failure.cleared', photoId: ref.id }]);
  }

  /** The source was listed again: its photos may be tried at once, unless it is their own host that is silent. */
  entryIsBack(entryId: string): void {
    if (this.#entries.get(entryId)?.error?.kind === 'photo.network') return;
    this.#entries.delete(entryId);
    this.#ports.queue.releaseEntry(entryId);
  }

  sentences(): string[] {
    const held = [...this.#entries.values()].flatMap(({ error }) => (error ? [error.message] : []));
    return this.#decoder ? [this.#decoder.message, ...held] : held;
  }

  #blame(ref: PhotoRef, draw: Draw | null, error: unknown): void {
    const { queue, emit, save, wallMs } = this.#ports;
    const failure = queue.fail(ref, draw, error, wallMs());
    save([{ type: 'failure', failure }]);
    const about = { photoId: ref.id, title: ref.title, error: failure.error };
    emit({ type: 'photo.failed', ...about, attempts: failure.attempts });
    if (failure.retryAtMs === null) emit({ type: 'photo.quarantined', ...about });
  }

  #hold(ref: PhotoRef, error: ErrorData): void {
    const entry = this.#of(ref.entryId);
    const holdMs = Math.min(longestHoldMs, firstHoldMs * 2 ** Math.min(entry.holds, 10));
    entry.holds += 1;
    entry.error = error;
    this.#ports.queue.holdEntry(ref.entryId, this.#ports.wallMs() + holdMs);
    this.#ports.emit({ type: 'source.failed', entryId: ref.entryId, error });
    this.#ports.doubt(ref.entryId);
  }

  #of(entryId: string): EntryTrouble {
    let entry = this.#entries.get(entryId);
    if (!entry) {
      entry = { networkStreak: 0, holds: 0, error: null };
      this.#entries.set(entryId, entry);
    }
    return entry;
  }
}

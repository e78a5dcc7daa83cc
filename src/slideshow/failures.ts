/**
 * Which photos are left out, why and until when.
 *
 * A retryable failure is tried again after 1 minute, 10 minutes and 1 hour, then quarantined; any other after
 * 1 minute, then quarantined. The network is nobody's fault: such a photo is quarantined only when its source has
 * delivered others between its attempts. A new revision or the user clears a failure. Times are wall-clock.
 */
import { toErrorData, type ErrorData } from '../shared/errors.ts';
import type { PhotoRef } from '../shared/photo.ts';
import type { PhotoFailure } from '../shared/queue-memory.ts';

const retryAfterMs = [60_000, 600_000, 3_600_000];
const lastRetryMs = 3_600_000;
const finalAttempts = 2;
const finalNetworkAttempts = 6;

export class FailureBook {
  readonly #failures = new Map<string, PhotoFailure>();
  /** Failures whose retry time has come: they are in the queue again until they fail or succeed. */
  readonly #released = new Set<string>();
  /** When a photo of the entry was last decoded. */
  readonly #lastSuccessMs = new Map<string, number>();
  readonly #failedAtMs = new Map<string, number>();
  #nextRetryMs = Infinity;
  #quarantined = 0;

  get quarantined(): number {
    return this.#quarantined;
  }

  /** When the next photo may be tried again; Infinity when none waits. */
  get nextRetryMs(): number {
    return this.#nextRetryMs;
  }

  all(): readonly PhotoFailure[] {
    return [...this.#failures.values()];
  }

  isBlocked(id: string): boolean {
    return this.#failures.has(id) && !this.#released.has(id);
  }

  record(ref: PhotoRef, error: unknown, nowMs: number): PhotoFailure {
    const data = toErrorData(error);
    const attempts = (this.#failures.get(ref.id)?.attempts ?? 0) + 1;
    const failure: PhotoFailure = {
      photoId: ref.id,
      title: ref.title,
      revision: ref.revision ?? null,
      attempts,
      retryAtMs: this.#isFinal(ref, data, attempts) ? null : nowMs + (retryAfterMs[attempts - 1] ?? lastRetryMs),
      error: data,
    };
    this.#put(failure);
    this.#failedAtMs.set(ref.id, nowMs);
    return failure;
  }

  /** Returns true when the photo had failed before. */
  succeeded(ref: PhotoRef, nowMs: number): boolean {
    this.#lastSuccessMs.set(ref.entryId, nowMs);
    return this.clear(ref.id);
  }

  clear(id: string): boolean {
    const failure = this.#failures.get(id);
    if (!failure) return false;
    if (failure.retryAtMs === null) this.#quarantined -= 1;
    this.#failures.delete(id);
    this.#released.delete(id);
    this.#failedAtMs.delete(id);
    return true;
  }

  /** True when what is kept about the photo no longer holds for this revision of it. */
  isOutdated(ref: PhotoRef): boolean {
    const failure = this.#failures.get(ref.id);
    return failure !== undefined && failure.revision !== (ref.revision ?? null);
  }

  /** Photos whose time has come; each is returned once. */
  release(nowMs: number): string[] {
    if (nowMs < this.#nextRetryMs) return [];
    const due: string[] = [];
    this.#nextRetryMs = Infinity;
    for (const { photoId, retryAtMs } of this.#failures.values()) {
      if (retryAtMs === null || this.#released.has(photoId)) continue;
      if (retryAtMs <= nowMs) due.push(photoId);
      else this.#nextRetryMs = Math.min(this.#nextRetryMs, retryAtMs);
    }
    for (const id of due) this.#released.add(id);
    return due;
  }

  /** Failures of an earlier visit; what this visit found out itself is newer. */
  restore(failures: readonly PhotoFailure[]): void {
    for (const failure of failures) if (!this.#failures.has(failure.photoId)) this.#put(failure);
  }

  #put(failure: PhotoFailure): void {
    this.clear(failure.photoId);
    this.#failures.set(failure.photoId, failure);
    if (failure.retryAtMs === null) this.#quarantined += 1;
    else this.#nextRetryMs = Math.min(this.#nextRetryMs, failure.retryAtMs);
  }

  #isFinal(ref: PhotoRef, error: ErrorData, attempts: number): boolean {
    if (error.kind === 'source.permission' || error.kind === 'source.unreachable') return false;
    if (error.kind === 'photo.network') {
      const since = this.#failedAtMs.get(ref.id) ?? Infinity;
      return attempts >= finalNetworkAttempts && (this.#lastSuccessMs.get(ref.entryId) ?? -Infinity) > since;
    }
    const mayRetry = error.retryable && error.kind !== 'worker.crashed';
    return attempts >= (mayRetry ? retryAfterMs.length + 1 : finalAttempts);
  }
}

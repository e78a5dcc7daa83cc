/** A worker's health as others see it: the latest, who is told of changes, and the sentence for a person. */
import { say } from '../../shared/i18n.ts';
import type { WorkerHealth, WorkerState } from '../../shared/worker-contract.ts';

export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>();

  add(listener: (value: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(value: T): void {
    for (const listener of this.#all) {
      try {
        listener(value);
      } catch (error) {
        // A broken listener stops neither the others nor the supervision, and is not hidden either.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}

export class HealthBoard {
  readonly listeners = new Listeners<WorkerHealth>();
  latest: WorkerHealth = { state: 'starting', generation: 0, restarts: 0, lastError: null };
  readonly #name: string;
  readonly #probeMs: number;

  constructor(name: string, probeMs: number) {
    this.#name = name;
    this.#probeMs = probeMs;
  }

  /** Tells the listeners when something changed. */
  show(state: WorkerState, generation: number, lastError: string | null): void {
    const old = this.latest;
    if (old.state === state && old.generation === generation && old.lastError === lastError) return;
    const degraded = degradedSentence(this.#name, state, lastError, this.#probeMs);
    this.latest = {
      state,
      generation,
      restarts: Math.max(0, generation - 1),
      lastError,
      ...(degraded === null ? {} : { degraded }),
    };
    this.listeners.tell(this.latest);
  }
}

/** One sentence while something is wrong, else null. */
function degradedSentence(name: string, state: WorkerState, lastError: string | null, probeMs: number): string | null {
  const why = lastError ?? 'no reason known';
  switch (state) {
    case 'unhealthy':
      return say`The ${name} worker is not answering as it should (${why}). It is being watched; you need do nothing.`;
    case 'restarting':
      return say`The ${name} worker stopped (${why}) and is being started again. The photo on screen stays; you need do nothing.`;
    case 'failed':
      return say`The ${name} worker keeps failing (${why}). Another try follows every ${String(Math.round(probeMs / 60_000))} minutes; reload the page to try now.`;
    default:
      return null;
  }
}

/**
 * Whom to blame when the page stands still or the graphics context is lost: the pasted transition that is being compiled or played
 * just then. Main thread. Only those of origin `custom` are ever suspected.
 */
import type { TransitionDefinition } from './transition.ts';

/** Remembers the suspect outside this page's life: when the page dies with it, the next start knows whom to blame. */
export interface TransitionGuard {
  begin(id: string): void;
  /** It went well. */
  end(id: string): void;
  /** It did harm: it is not to be played again. */
  blame(id: string, reason: string): void;
}

export class Suspect {
  readonly #guard: TransitionGuard | undefined;
  #definition: TransitionDefinition | null = null;

  constructor(guard: TransitionGuard | undefined) {
    this.#guard = guard;
  }

  /** It is at work from now on. */
  watch(definition: TransitionDefinition): void {
    if (definition.origin !== 'custom' || this.#definition === definition) return;
    this.#definition = definition;
    this.#guard?.begin(definition.id);
  }

  /** Nothing happened. */
  clear(): void {
    if (this.#definition) this.#guard?.end(this.#definition.id);
    this.#definition = null;
  }

  /** `reason` completes “it is blocked because …”. Returns whom it blamed; null when nobody was suspected. */
  blame(reason: string): TransitionDefinition | null {
    const guilty = this.#definition;
    this.#definition = null;
    if (guilty) this.#guard?.blame(guilty.id, reason);
    return guilty;
  }
}

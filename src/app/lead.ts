/**
 * Which of several displays of this browser leads: the one that holds a Web Lock. When its window closes or dies, the browser
 * gives the lock to the next one at once. Main thread.
 *
 * Where the browser has no locks (an address that is not secure) nobody leads.
 */

import { profiled } from '../shared/profile.ts';

/** The part of `navigator.locks` that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    hold: () => Promise<void>,
  ): Promise<unknown>;
}

export class Lead {
  /** It leads from now on. */
  won: () => void = () => undefined;
  readonly #locks: Locks | undefined;
  /** Of the request that waits or is held; null: it does not stand. */
  #abort: AbortController | null = null;
  #release: (() => void) | null = null;

  constructor(locks: Locks | undefined) {
    this.#locks = locks;
  }

  /** False: nobody will ever lead here. */
  get isPossible(): boolean {
    return this.#locks !== undefined;
  }

  get leads(): boolean {
    return this.#release !== null;
  }

  /** Leads as soon as nobody else does. */
  stand(): void {
    if (!this.#abort) this.#request(false);
  }

  /** Leads now: whoever does so is not heard of any more. */
  take(): void {
    if (this.leads) return;
    this.#abort?.abort();
    this.#request(true);
  }

  resign(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#release?.();
    this.#release = null;
  }

  #request(steal: boolean): void {
    const abort = new AbortController();
    this.#abort = abort;
    const hold = (): Promise<void> => {
      if (abort.signal.aborted) return Promise.resolve();
      return new Promise((release) => {
        this.#release = release;
        this.won();
      });
    };
    // A lock is either stolen or waited for.
    const options = steal ? { steal } : { signal: abort.signal };
    this.#locks?.request(profiled('afterimage-lead'), options, hold).catch(() => {
      if (this.#abort !== abort || abort.signal.aborted || !this.#release) return;
      // Another display took the lead; this one is next in line again.
      this.#abort = null;
      this.#release = null;
      this.stand();
    });
  }
}

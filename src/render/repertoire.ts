/**
 * What the stage can play: a plain fade until our transitions are there, and then what their rehearsal has made ready. Main thread,
 * before the first photo; everything that can wait for more than a fade is in rehearsal.ts and comes with them.
 */
import type { Choice } from './choose.ts';
import { Library } from './library.ts';
import type { Rehearsal, RehearsalEnv } from './rehearsal.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';

/** The package is asked for again when it could not be fetched. */
const FETCH_AGAIN_MS = 60_000;

const plainFade: Choice = {
  definition: crossfade,
  run: { id: crossfade.id, durationMs: crossfade.durationMs, params: {}, seed: 0 },
  variant: null,
};

export class Repertoire {
  readonly library = new Library();
  /** Null until our transitions are there. */
  rehearsal: Rehearsal | null = null;
  readonly #env: RehearsalEnv;
  #fetchTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(env: RehearsalEnv) {
    this.#env = env;
    this.library.geometry = env.geometry;
    this.library.changed = () => this.refresh();
  }

  async load(): Promise<void> {
    try {
      await this.library.loadOwn();
    } catch {
      this.#env.events.emit({ type: 'notice', message: 'Transitions could not be loaded; photos crossfade.' });
      return;
    }
    void this.#fetchPackaged();
  }

  async #fetchPackaged(): Promise<void> {
    try {
      await this.library.loadPackaged();
    } catch {
      // Offline before the first use: ours serve, and the rest is tried again.
      if (!this.#disposed) this.#fetchTimer = setTimeout(() => void this.#fetchPackaged(), FETCH_AGAIN_MS);
    }
  }

  /** Settings or the transitions there are have changed. */
  refresh(): void {
    const { own } = this.library;
    if (own && !this.#disposed) this.rehearsal ??= new own.Rehearsal(this.#env, this.library);
    this.rehearsal?.refresh();
  }

  choose(...asked: Parameters<Rehearsal['choose']>): Choice {
    return this.rehearsal?.choose(...asked) ?? plainFade;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#fetchTimer);
    this.rehearsal?.dispose();
  }
}

/**
 * How displays of one browser agree on a change of the photo: one of them chooses, the others do the same. The stage and the
 * slideshow ask; `src/app/step.ts` answers. Main thread.
 */

/** What one display chose and others can repeat. Parameters are settings, and so the same for all. */
export interface AgreedRun {
  readonly id: string;
  readonly durationMs: number;
  /** 0–1: directions and everything else left to chance. */
  readonly seed: number;
  readonly easing?: 'linear' | 'in-out-sine' | 'in-out-quad' | 'in-out-cubic';
}

/** A transition that comes next, and its seed where something was built for it. */
export type ExpectedRun = Pick<AgreedRun, 'id'> & { readonly seed: number | null };

/** Asked by the stage in the task in which a change begins: first `heard`, then `begins`. */
export interface Accord {
  /** What another display chose for this change; null: the choice is free. */
  heard(): AgreedRun | null;
  /** This is played. Returns when, milliseconds of `performance.now`; 0: as soon as the photo is ready. */
  begins(run: AgreedRun): number;
}

/** Told by the slideshow. */
export interface Pacer {
  /** A photo's time is over. Returns how long to wait for a word of others, milliseconds; 0: change now. */
  patienceMs(): number;
  /** Whether photos change here by themselves: not while paused or out of sight. */
  playing(isPlaying: boolean): void;
}

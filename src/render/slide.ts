/** One photo on the stage: the bitmap it is drawn from now, and where its drift is. */
import { atRest, isMoving, joinDrift, settleDrift, slideDrift, windowAt, type Drift } from './ken-burns.ts';
import type { PlacedPhoto, TierPhoto } from './tier.ts';
import { viewOf, WHOLE, type PixelSize } from './view.ts';

/** For photos that nobody said will leave. */
const UNKNOWN_STAY_MS = 30_000;

export class Slide {
  readonly id: string;
  readonly #seed: number;
  readonly #stayMs: number;
  #held: TierPhoto;
  #drift: Drift = atRest(WHOLE);
  #startMs: number | null = null;
  #drifting: boolean | null = null;

  /** `durationMs`: from the first moment it is seen until it is gone; `seed` 0–1 gives the direction. */
  constructor(id: string, held: TierPhoto, options: { durationMs: number | undefined; seed: number }) {
    this.id = id;
    this.#held = held;
    this.#seed = options.seed;
    this.#stayMs = options.durationMs ?? UNKNOWN_STAY_MS;
  }

  get held(): TierPhoto {
    return this.#held;
  }

  /** Returns the photo that is no longer needed; its owner closes it. */
  swap(held: TierPhoto): TierPhoto {
    const old = this.#held;
    this.#held = held;
    return old;
  }

  /** `zoomPercent` 0: at rest. Turning the drift on or off in the middle is a movement, never a jump. */
  follow(zoomPercent: number, nowMs: number, aspect: number): void {
    const drifting = zoomPercent > 0;
    if (this.#drifting === drifting) return;
    this.#startMs ??= nowMs;
    const path = slideDrift(this.#seed, zoomPercent, this.#startMs, this.#stayMs, aspect);
    if (this.#drifting === null) this.#drift = drifting ? path : atRest(WHOLE);
    else if (drifting) this.#drift = joinDrift(path, windowAt(this.#drift, nowMs), nowMs, aspect);
    else this.#drift = settleDrift(this.#drift, nowMs);
    this.#drifting = drifting;
  }

  isMoving(nowMs: number): boolean {
    return isMoving(this.#drift, nowMs);
  }

  placed(nowMs: number, surface: PixelSize): PlacedPhoto {
    return { photo: this.#held, view: viewOf(this.#held, surface, windowAt(this.#drift, nowMs)) };
  }
}

/**
 * The stage's side of the slideshow: what is on screen, whether a transition runs, and who owns the bitmap when.
 *
 * A photo given to `present` or `replace` belongs to the stage from then on, whatever the outcome.
 */
import type { DecodedPhoto, SlideTarget } from '../shared/photo.ts';
import { AppError } from '../shared/errors.ts';
import { within } from './deadline.ts';
import type { Clock, ShowResult, StagePort } from './ports.ts';

const showDeadlineMs = 20_000;
/** Longer than the longest transition and its watchdog. */
const transitionDeadlineMs = 60_000;

export type Presented =
  | { readonly outcome: 'shown'; readonly finished: Promise<void> }
  | { readonly outcome: 'skipped' }
  | { readonly outcome: 'failed'; readonly error: unknown };

export class Presenter {
  readonly #stage: StagePort;
  readonly #clock: Clock;
  #current: DecodedPhoto | null = null;
  #target: SlideTarget | null = null;
  #isChanging = false;

  constructor(stage: StagePort, clock: Clock) {
    this.#stage = stage;
    this.#clock = clock;
  }

  get current(): DecodedPhoto | null {
    return this.#current;
  }

  /** A photo is on its way to the screen. */
  get busy(): boolean {
    return this.#isChanging || this.#stage.transitionRunning();
  }

  /** True when the photo on screen was composed for this target. */
  fits(target: SlideTarget): boolean {
    return this.#target !== null && !this.#current?.draft && isSameTarget(this.#target, target);
  }

  async present(photo: DecodedPhoto, target: SlideTarget, slideDurationMs: number): Promise<Presented> {
    this.#isChanging = true;
    let result: ShowResult;
    try {
      result = await this.#hand(photo, slideDurationMs);
    } catch (error) {
      this.#isChanging = false;
      return { outcome: 'failed', error };
    }
    if (result.outcome === 'skipped') {
      const end = await within(this.#clock, result.finished, showDeadlineMs, () => 'skipped');
      this.#isChanging = false;
      return end === 'failed' ? { outcome: 'failed', error: unusable() } : { outcome: 'skipped' };
    }
    this.#current = photo;
    this.#target = target;
    const ended = result.finished.then(
      () => undefined,
      () => undefined,
    );
    const finished = within(this.#clock, ended, transitionDeadlineMs, () => undefined).finally(() => {
      this.#isChanging = false;
    });
    return { outcome: 'shown', finished };
  }

  /** The same photo, composed anew. */
  replace(photo: DecodedPhoto, target: SlideTarget): void {
    this.#current = photo;
    this.#target = target;
    void attempt(() => this.#stage.replace(photo)).catch(() => {
      // The stage keeps what it shows and says why by itself.
    });
  }

  #hand(photo: DecodedPhoto, slideDurationMs: number): Promise<ShowResult> {
    return within(
      this.#clock,
      attempt(() => this.#stage.show(photo, { slideDurationMs })),
      showDeadlineMs,
      () => {
        throw new AppError(
          'render.upload',
          'The renderer did not take this photo in time, so it is left out for now.',
          {
            retryable: true,
          },
        );
      },
    );
  }
}

function unusable(): AppError {
  return new AppError('render.upload', 'The renderer could not use this photo, so it is left out for now.', {
    retryable: true,
  });
}

export function isSameTarget(a: SlideTarget, b: SlideTarget): boolean {
  return (
    a.widthPx === b.widthPx &&
    a.heightPx === b.heightPx &&
    a.dpr === b.dpr &&
    a.fit === b.fit &&
    a.sharpen === b.sharpen &&
    a.pixels === b.pixels
  );
}

/** A throw becomes a rejection; the call itself is made at once. */
async function attempt<T>(run: () => T | Promise<T>): Promise<T> {
  return run();
}

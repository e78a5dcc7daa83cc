/** A photo on its way to the screen: with which transition, since when, and what ends it when nothing else does. */
import type { Choice } from './choose.ts';
import { ease } from './easing.ts';
import type { Slide } from './slide.ts';
import type { ShowEnd } from './stage.ts';
import type { TransitionDefinition } from './transition.ts';

export interface ArrivalParts {
  readonly slide: Slide;
  readonly definition: TransitionDefinition;
  readonly run: Choice['run'];
  readonly isCut: boolean;
}

export class Arrival {
  readonly slide: Slide;
  readonly definition: TransitionDefinition;
  readonly run: Choice['run'];
  readonly isCut: boolean;
  readonly finished: Promise<ShowEnd>;
  settle: (end: ShowEnd) => void = () => undefined;
  /** Motion time of the first frame; null while photo and program are being made ready. */
  startMs: number | null = null;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor({ slide, definition, run, isCut }: ArrivalParts) {
    this.slide = slide;
    this.definition = definition;
    this.run = run;
    this.isCut = isCut;
    this.finished = new Promise((resolve) => (this.settle = resolve));
  }

  get begun(): boolean {
    return this.startMs !== null;
  }

  /** Eased, 0–1. */
  progress(motionMs: number): number {
    if (this.startMs === null) return 0;
    const elapsedMs = motionMs - this.startMs;
    if (elapsedMs >= this.run.durationMs) return 1;
    return ease(this.run.easing ?? this.definition.easing, elapsedMs / this.run.durationMs);
  }

  /** `onLate` when the transition is not over `graceMs` after it should be. */
  watch(graceMs: number, onLate: () => void): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(onLate, this.run.durationMs + graceMs);
  }

  unwatch(): void {
    clearTimeout(this.#watchdog);
  }
}

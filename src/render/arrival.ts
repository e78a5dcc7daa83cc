/** A photo on its way to the screen: with which transition, since when, and what ends it when nothing else does. */
import type { Choice } from './choose.ts';
import { ease } from './easing.ts';
import type { Slide } from './slide.ts';
import type { TransitionDefinition } from './transition.ts';

export type ShowEnd = 'finished' | 'cancelled' | 'watchdog' | 'hidden' | 'skipped' | 'failed';

/** A display that is late by less than this is not seen to be. */
const SLACK_MS = 50;
const SHORTEST_MS = 100;

export interface ArrivalParts {
  readonly slide: Slide;
  readonly definition: TransitionDefinition;
  readonly run: Choice['run'];
  readonly isCut: boolean;
  /** Not before this moment, in real milliseconds; 0: at once. */
  readonly dueMs: number;
}

export class Arrival {
  readonly slide: Slide;
  readonly definition: TransitionDefinition;
  run: Choice['run'];
  readonly isCut: boolean;
  readonly #dueMs: number;
  readonly finished: Promise<ShowEnd>;
  settle: (end: ShowEnd) => void = () => undefined;
  /** Motion time of the first frame; null while photo and program are being made ready. */
  startMs: number | null = null;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor({ slide, definition, run, isCut, dueMs }: ArrivalParts) {
    this.slide = slide;
    this.definition = definition;
    this.run = run;
    this.isCut = isCut;
    this.#dueMs = dueMs;
    this.finished = new Promise((resolve) => (this.settle = resolve));
  }

  get begun(): boolean {
    return this.startMs !== null;
  }

  /** Photo and program are ready. False: it is not time yet. One that is late is shorter, so that all displays end together. */
  begin(motionMs: number, realMs: number): boolean {
    const lateMs = this.#dueMs > 0 ? realMs - this.#dueMs : 0;
    if (lateMs < 0) return false;
    this.startMs = motionMs;
    if (lateMs > SLACK_MS) {
      this.run = { ...this.run, durationMs: Math.max(SHORTEST_MS, this.run.durationMs - lateMs) };
    }
    return true;
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

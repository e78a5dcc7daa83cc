/**
 * The stage: draws photos and the changes between them. Main thread; it never decodes or fetches.
 *
 * It owns every bitmap from `show` or `replace` until it closes it, once; the only frame loop; the time
 * everything moves by; and the running transition. Renderers belong to the ladder.
 *
 * Invariants: a transition always ends on its exact target, however it ends; a request during one is
 * skipped; a late frame shows the current moment, none is replayed; while nothing moves no frame is drawn.
 */
import type { Accord, ExpectedRun } from '../shared/accord.ts';
import type { StageMetrics } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { EventLog } from '../shared/events.ts';
import type { GeometryPort } from '../shared/mesh.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { TierId } from '../shared/tier.ts';
import type { ShowEnd } from './arrival.ts';
import type { FrameSource } from './clocks.ts';
import type { Demotion } from './ladder-env.ts';
import type { Attached, StageLayer } from './layer.ts';
import type { Library } from './library.ts';
import type { StillInput } from './still.ts';
import type { StageTarget } from './surface-size.ts';
import type { TransitionGuard } from './suspect.ts';

export interface ShowOptions {
  /** No transition; a running one is ended on its target first. */
  readonly cut?: boolean;
  /** This transition, whatever the settings say. */
  readonly transition?: string;
  /** How long the photo will stay, milliseconds: paces the drift and caps the transition. */
  readonly slideDurationMs?: number;
}

/** Gives a transition another length, milliseconds: lets it end on a beat. */
export type FitDuration = (durationMs: number) => number;

export interface ShowResult {
  readonly outcome: 'started' | 'cut' | 'skipped';
  /** Settles when the photo is on screen for good, or why it is not. Never rejects. */
  readonly finished: Promise<ShowEnd>;
}

export interface StageOptions {
  readonly host: HTMLElement;
  readonly events: EventLog;
  settings(): Pick<Settings, 'display' | 'transitions'>;
  reducedMotion(): boolean;
  /** Builds the geometry of mesh transitions, in a worker; without it they become crossfades. */
  readonly geometry?: GeometryPort;
  /** Told what pasted transitions are up to. */
  readonly guard?: TransitionGuard;
  /** For tests: the time and where frames come from. */
  readonly now?: () => number;
  readonly frames?: FrameSource;
  readonly random?: () => number;
  readonly watchdogMs?: number;
  /** Asked when a transition is chosen. */
  readonly fitDuration?: FitDuration;
}

export interface Stage {
  /** Takes the bitmap in every case: shown, skipped or unusable, the stage closes it. */
  show(photo: DecodedPhoto, options?: ShowOptions): ShowResult;
  /** The same photo composed anew (other size or fit); swaps without a transition. Takes the bitmap. */
  replace(photo: DecodedPhoto): void;
  /** Ends a running transition on its exact target, now. */
  cancel(reason: string): void;
  /** Everything holds still; a transition in flight too. */
  pause(): void;
  resume(): void;
  /**
   * Call after `display` or `transitions` settings, or the wish for reduced motion, changed. `isSeen` false: only what comes differs, so
   * a photo that stands is not drawn again.
   */
  refresh(isSeen?: boolean): void;
  /** The size slides should be composed for. */
  target(): StageTarget;
  onResize(listener: (target: StageTarget) => void): () => void;
  tier(): TierId;
  demotions(): readonly Demotion[];
  transition(): { readonly id: string; readonly progress: number } | null;
  /** True when it can begin without waiting for a compiler. */
  isReady(transitionId: string): boolean;
  /** Every transition there is; empty before the first photo. */
  readonly library: Library;
  /** Set where other displays have a say in the choice. */
  accord: Accord | null;
  /** What is made ready for the next change taken at random; null: nothing yet. */
  upcoming(): ExpectedRun | null;
  /** Another display says what comes next: it is made ready here, too. */
  expect(next: ExpectedRun): void;
  metrics(): StageMetrics;
  resetMetrics(): void;
  /** One exact frame, drawn apart from the show. Takes both bitmaps. Rejects with `input.invalid`. */
  still(input: StillInput): Promise<ImageBitmap>;
  /** Resolves when the first photo is painted. */
  readonly painted: Promise<void>;
  /** Draws above the photo, by this stage's frames. One at a time; the one before is detached. */
  attach(layer: StageLayer): Attached;
  readonly host: HTMLElement;
  demote(reason: string): void;
  loseContext(times?: number): void;
  dispose(): void;
}

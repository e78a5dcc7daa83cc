/**
 * One renderer. Main thread. The stage owns bitmaps, time and progress; a tier owns its surface and
 * whatever it keeps per photo (textures, layers), from `admit` to `forget`.
 *
 * Invariants: `draw` shows exactly the frame it is given and remembers none of it; a plain frame of a
 * photo of the surface's own size under the identity view is that photo, pixel for pixel; a tier that
 * can no longer draw says so through `trouble` or throws from `draw`, and is never asked to recover.
 */
import type { DecodedPhoto } from '../shared/photo.ts';
import type { TierId } from '../shared/tier.ts';
import type { TransitionDefinition, TransitionRun } from './transition.ts';
import type { PixelSize, View } from './view.ts';

/** A photo as tiers know it: an identity and the bitmap to draw. */
export interface TierPhoto extends PixelSize {
  readonly photo: Pick<DecodedPhoto, 'bitmap' | 'pixels'>;
}

export interface PlacedPhoto {
  readonly photo: TierPhoto;
  readonly view: View;
}

export interface StageFrame {
  /** Null: the page's background. */
  readonly from: PlacedPhoto | null;
  readonly to: PlacedPhoto;
  /** Eased. 0 is exactly `from`, 1 is exactly `to`. */
  readonly progress: number;
  readonly definition: TransitionDefinition;
  readonly run: TransitionRun;
}

export interface TextureUse {
  readonly live: number;
  readonly bytes: number;
}

/** What a tier tells the stage. */
export interface TierHost {
  /** Main-thread milliseconds one piece of an upload took. */
  uploaded(ms: number): void;
  /** The renderer itself is broken; `reason` completes "… because <reason>". */
  trouble(reason: string): void;
  contextLost(): void;
  contextRestored(): void;
}

export interface StageTier {
  readonly id: TierId;
  readonly surface: HTMLElement;
  /** Throws when this photo's data cannot be used. */
  admit(photo: TierPhoto): void;
  /** True when a frame with this photo can be drawn now. */
  ready(photo: TierPhoto): boolean;
  forget(photo: TierPhoto): void;
  /** True while `work` has something to do. */
  busy(): boolean;
  /** Does pieces of pending work (uploads) until the budget is used; `Infinity` finishes everything. */
  work(budgetMs: number): void;
  /** Starts whatever must be ready before this transition's first frame (compiling). */
  prepare(definition: TransitionDefinition): 'ready' | 'pending' | 'failed';
  /** True when `prepare` would say ready; starts nothing. */
  isPrepared(definition: TransitionDefinition): boolean;
  draw(frame: StageFrame): void;
  resize(size: PixelSize): void;
  textures(): TextureUse;
  /** Takes the graphics context away for a moment; for the automation API's debug mode. False: there is none. */
  loseContext(): boolean;
  dispose(): void;
}

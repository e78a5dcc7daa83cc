/**
 * Something drawn above the photo by the stage's own frames, on a surface of its own. Main thread. The stage owns the
 * clock and calls; the layer owns its surface. While `wants` is false it costs no frame, and a frame for the layer alone
 * does not draw the photo again.
 */
import type { StageTarget } from './surface-size.ts';
import type { StageFrame } from './tier.ts';

export interface LayerFrame {
  /** Of the frame, as `performance.now()`. */
  readonly timeMs: number;
  /** Since the frame before when that one asked for this one, else null. */
  readonly gapMs: number | null;
  readonly target: StageTarget;
  /** What the stage shows; bitmaps are the stage's, for this frame only. */
  readonly shown: StageFrame | null;
}

export interface StageLayer {
  wants(): boolean;
  /** Must not throw; what throws is taken off the stage. */
  draw(frame: LayerFrame): void;
}

export interface Attached {
  /** Asks for frames; they go on for as long as the layer wants them. */
  wake(): void;
  detach(): void;
}

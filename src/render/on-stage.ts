/** The photos on the stage: the one that is there, the one that comes, and what they look like at a moment. Time is told. */
import type { Arrival } from './arrival.ts';
import type { Choice } from './choose.ts';
import type { Slide } from './slide.ts';
import type { StageFrame, TierPhoto } from './tier.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import type { PixelSize } from './view.ts';

const PLAIN_RUN: Choice['run'] = { id: crossfade.id, durationMs: 0, params: {}, seed: 0 };

export class OnStage {
  current: Slide | null = null;
  incoming: Arrival | null = null;

  /** Every photo that may be drawn from now on; `waiting`: those of a photo composed anew. */
  photos(waiting: Iterable<TierPhoto>): TierPhoto[] {
    const photos = [...waiting];
    if (this.incoming) photos.unshift(this.incoming.slide.held);
    if (this.current) photos.unshift(this.current.held);
    return photos;
  }

  /** Null before the first photo. */
  frame(motionMs: number, surface: PixelSize): StageFrame | null {
    const { incoming } = this;
    const from = this.current?.placed(motionMs, surface) ?? null;
    if (incoming?.begun) {
      const { definition, run } = incoming;
      const progress = incoming.progress(motionMs);
      return { from, to: incoming.slide.placed(motionMs, surface), progress, definition, run };
    }
    if (!from) return null;
    return { from: null, to: from, progress: 1, definition: crossfade, run: PLAIN_RUN };
  }

  isMoving(motionMs: number): boolean {
    return this.incoming?.begun === true || (this.current?.isMoving(motionMs) ?? false);
  }

  /** Drift on or off, for all that is seen. */
  follow(zoomPercent: number, motionMs: number, aspect: number): void {
    const arriving = this.incoming?.begun ? this.incoming.slide : null;
    for (const slide of [this.current, arriving]) slide?.follow(zoomPercent, motionMs, aspect);
  }
}

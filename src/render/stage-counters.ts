/** What the stage's frames cost, in milliseconds, since the last reset. */
import type { StageMetrics } from '../shared/app-api.ts';
import { Durations } from './distribution.ts';

export class StageCounters {
  readonly frameMs = new Durations();
  /** Between frames in which something moved. */
  readonly gapMs = new Durations();
  readonly uploadMs = new Durations();
  /** Frames that nothing had asked for. */
  idleFrames = 0;

  metrics(bitmaps: StageMetrics['bitmaps'], textures: StageMetrics['textures']): StageMetrics {
    return {
      frames: { count: this.frameMs.count, mainMs: this.frameMs.summary(), gapMs: this.gapMs.summary() },
      idleFramesDrawn: this.idleFrames,
      bitmaps,
      textures,
      uploadMs: this.uploadMs.summary(),
    };
  }

  reset(): void {
    this.frameMs.reset();
    this.gapMs.reset();
    this.uploadMs.reset();
    this.idleFrames = 0;
  }
}

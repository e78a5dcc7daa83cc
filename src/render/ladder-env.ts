/** What the ladder of renderers is given, and what it says of each step down. */
import type { EventLog } from '../shared/events.ts';
import type { TierId } from '../shared/tier.ts';
import type { StageFrame, TierPhoto } from './tier.ts';
import type { PixelSize } from './view.ts';

export interface LadderEnv {
  readonly host: HTMLElement;
  readonly events: EventLog;
  size(): PixelSize;
  /** `display.tier`. */
  wanted(): 'auto' | TierId;
  /** Longest watchable frame, 0 for any; a forced tier may be as slow as it likes. */
  slowestFrameMs(): number;
  /** Every photo that may be drawn from now on. */
  photos(): readonly TierPhoto[];
  /** What is on screen, or null before the first photo. */
  frame(): StageFrame | null;
  uploaded(ms: number): void;
  /** Asks for a frame. */
  wake(): void;
  changed(): void;
  /** True: something the user brought is to blame, and the loss does not count against the renderer. */
  contextLost?(): boolean;
}

export interface Demotion {
  readonly from: TierId;
  readonly to: TierId;
  readonly reason: string;
}

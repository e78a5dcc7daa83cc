/** What the app folder needs of the others; the composition root hands them over. */
import type { Status, StageMetrics } from '../shared/app-api.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { PhotoFailure } from '../shared/queue-memory.ts';
import type { TierId } from '../shared/tier.ts';
import type { WorkerHealth } from '../shared/worker-contract.ts';

export interface StageView {
  readonly painted: Promise<void>;
  tier(): TierId;
  demotions(): Status['demotions'];
  transition(): Status['transition'];
  transitions(): readonly { readonly id: string; readonly label: string }[];
  metrics(): StageMetrics;
  resetMetrics(): void;
  demote(reason: string): void;
  loseContext(times?: number): void;
  still(input: {
    readonly from: ImageBitmap;
    readonly to: ImageBitmap;
    readonly transition: string;
    readonly progress: number;
    readonly width: number;
    readonly height: number;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly tier?: TierId;
    readonly seed?: number;
  }): Promise<ImageBitmap>;
}

export interface ShowView {
  readonly paused: boolean;
  next(): void;
  previous(): void;
  pause(): void;
  resume(): void;
  show(photoId: string): Promise<void>;
  current(): DecodedPhoto | null;
  counts(): {
    readonly slides: number;
    readonly skippedPhotos: number;
    readonly skippedRequests: number;
    readonly quarantined: number;
  };
  degraded(): string[];
  failures(): readonly PhotoFailure[];
  clearFailure(photoId: string): void;
}

export interface WorkerView {
  readonly name: string;
  health(): WorkerHealth;
  kill(reason: string): void;
}

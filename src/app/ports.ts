/** What the app folder needs of the others; the composition root hands them over. */
import type { GlslCheck, Status, StageMetrics, TransitionInfo } from '../shared/app-api.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { PhotoFailure } from '../shared/queue-memory.ts';
import type { TierId } from '../shared/tier.ts';
import type { WorkerHealth } from '../shared/worker-contract.ts';

/** A transition as the app knows it. */
export interface KnownTransition extends Omit<TransitionInfo, 'origin'> {
  readonly origin?: TransitionInfo['origin'];
}

export interface CustomBody {
  readonly id: string;
  readonly name: string;
  readonly glsl: string;
}

export interface TransitionLibrary {
  readonly definitions: readonly KnownTransition[];
  find(id: string): KnownTransition | undefined;
  need(id: string): Promise<KnownTransition | undefined>;
  loadOwn(): Promise<void>;
  loadPackaged(): Promise<void>;
  params(id: string, given: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>>;
  check(glsl: string): Promise<{ readonly errors: GlslCheck['errors']; readonly name: string }>;
  setCustom(bodies: readonly CustomBody[]): Promise<void>;
}

export interface StageView {
  readonly painted: Promise<void>;
  tier(): TierId;
  demotions(): Status['demotions'];
  transition(): Status['transition'];
  readonly library: TransitionLibrary;
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

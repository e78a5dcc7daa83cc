/** Store worker: everything that must survive a restart and is not a setting: the queue's memory, copied files. */
import type { ErrorData } from '../../shared/errors.ts';
import type { FileToKeep, KeptFiles } from '../../shared/source.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

/** Why a photo is being left out, and until when (`retryAtMs` null: quarantined until the user or a new revision clears it). */
export interface PhotoFailure {
  readonly photoId: string;
  readonly title: string;
  readonly revision: string | null;
  readonly attempts: number;
  readonly retryAtMs: number | null;
  readonly error: ErrorData;
}

export interface QueueMemory {
  /** Seed of the current round's order. */
  readonly seed: number;
  /** Draws already made in this round, by photo id (a photo appears once per draw). */
  readonly played: readonly string[];
  /** Newest last, at most 200. */
  readonly history: readonly string[];
  /** Position in `history` of the photo on screen. */
  readonly historyIndex: number;
  readonly failures: readonly PhotoFailure[];
}

/** Small steps, so that a slide costs one small write whatever the library's size. */
export type QueueStep =
  | { readonly type: 'played'; readonly photoId: string }
  | { readonly type: 'round'; readonly seed: number }
  | { readonly type: 'history'; readonly history: readonly string[]; readonly historyIndex: number }
  | { readonly type: 'failure'; readonly failure: PhotoFailure }
  | { readonly type: 'failure.cleared'; readonly photoId: string };

export type StoreApi = {
  loadQueue(): Promise<QueueMemory>;
  saveQueue(steps: readonly QueueStep[]): Promise<void>;
  /**
   * Copies files into the origin-private file system under the entry; existing same-named files are replaced.
   * Throws `storage.*` when nothing could be kept; otherwise names what failed.
   */
  keepFiles(entryId: string, files: readonly FileToKeep[]): Promise<KeptFiles>;
  forgetFiles(entryId: string): Promise<void>;
  estimate(): Promise<{ usageBytes: number; quotaBytes: number; persistent: boolean }>;
};

export const storeContract: WorkerContract<StoreApi> = {
  name: 'store',
  deadlineMs: { loadQueue: 5_000, saveQueue: 5_000, keepFiles: 600_000, forgetFiles: 30_000, estimate: 5_000 },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

/** Store worker: everything that must survive a restart and is not a setting: the queue's memory, copied files. */
import type { QueueMemory, QueueStep } from '../../shared/queue-memory.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export type { PhotoFailure, QueueMemory, QueueStep } from '../../shared/queue-memory.ts';

export interface StoredFile {
  /** Relative to the OPFS root. */
  readonly path: string;
  readonly name: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
}

export type StoreApi = {
  loadQueue(): Promise<QueueMemory>;
  saveQueue(steps: readonly QueueStep[]): Promise<void>;
  /** Copies files into the origin-private file system under the entry; existing same-named files are replaced. */
  keepFiles(
    entryId: string,
    files: readonly { readonly path: string; readonly file: File }[],
  ): Promise<readonly StoredFile[]>;
  forgetFiles(entryId: string): Promise<void>;
  estimate(): Promise<{ usageBytes: number; quotaBytes: number; persistent: boolean }>;
};

export const storeContract: WorkerContract<StoreApi> = {
  name: 'store',
  deadlineMs: { loadQueue: 5_000, saveQueue: 5_000, keepFiles: 600_000, forgetFiles: 30_000, estimate: 5_000 },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

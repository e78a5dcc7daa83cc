/** Store worker: everything that must survive a restart and is not a setting: the queue's memory, copied files. */
import type { QueueMemory, QueueStep } from '../../shared/queue-memory.ts';
import type { EntrySecret } from '../../shared/secrets.ts';
import type { SettingsFilesApi } from '../../shared/settings-file.ts';
import type { FileToKeep, KeptFiles } from '../../shared/source.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export type { PhotoFailure, QueueMemory, QueueStep } from '../../shared/queue-memory.ts';

export type StoreApi = {
  loadQueue(): Promise<QueueMemory>;
  saveQueue(steps: readonly QueueStep[]): Promise<void>;
  /**
   * Copies files into the origin-private file system under the entry; existing same-named files are replaced.
   * Throws `storage.*` when nothing could be kept; otherwise names what failed.
   */
  keepFiles(entryId: string, files: readonly FileToKeep[]): Promise<KeptFiles>;
  forgetFiles(entryId: string): Promise<void>;
  /** Encrypts and keeps what opens the entry's service, in place of what was kept. Throws `storage.*`. */
  keepSecret(entryId: string, secret: EntrySecret): Promise<void>;
  forgetSecret(entryId: string): Promise<void>;
} & SettingsFilesApi;

export const storeContract: WorkerContract<StoreApi> = {
  name: 'store',
  deadlineMs: {
    loadQueue: 5_000,
    saveQueue: 5_000,
    keepFiles: 600_000,
    forgetFiles: 30_000,
    keepSecret: 8_000,
    forgetSecret: 8_000,
    writeSettings: 60_000,
    readSettings: 30_000,
    keepSealed: 60_000,
    ownerSettings: 8_000,
    setAside: 5_000,
    forgetSetAside: 5_000,
    removeProfile: 60_000,
    estimate: 5_000,
  },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

/**
 * Library worker: what is in the photos (size, camera data, prints), what a person thinks of them, which take part. It starts when
 * something needs it, and long after the first photo.
 *
 * One method for all commands: the contract of every worker is part of what comes before the first photo, their names are not.
 */
import type { LibraryCommands } from '../../shared/library-commands.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export type LibraryWorkerApi = {
  /** Throws `input.invalid`, `storage.*`. */
  run(command: keyof LibraryCommands, args: readonly unknown[]): Promise<unknown>;
};

export const libraryContract: WorkerContract<LibraryWorkerApi> = {
  name: 'library',
  deadlineMs: { run: 20_000 },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

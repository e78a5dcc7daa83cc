/** Starts the library worker under supervision. The only way from the page to its code. */
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
import { libraryContract, type LibraryWorkerApi } from './contract.ts';

export function startLibraryWorker(hooks: SupervisorHooks<LibraryWorkerApi> = {}): SupervisedWorker<LibraryWorkerApi> {
  return supervise(
    libraryContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('library') }),
    hooks,
  );
}

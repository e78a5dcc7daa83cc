/** Starts the store worker under supervision. The only way from the page to its code. */
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
import { storeContract, type StoreApi } from './contract.ts';

export function startStoreWorker(hooks: SupervisorHooks<StoreApi> = {}): SupervisedWorker<StoreApi> {
  return supervise(
    storeContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('store') }),
    hooks,
  );
}

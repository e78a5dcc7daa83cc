/** Starts the feeds worker under supervision. The only way from the page to its code. */
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
import { feedsContract, type FeedsApi } from './contract.ts';

export function startFeedsWorker(hooks: SupervisorHooks<FeedsApi> = {}): SupervisedWorker<FeedsApi> {
  return supervise(
    feedsContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('feeds') }),
    hooks,
  );
}

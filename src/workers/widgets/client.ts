/** Starts the widgets worker under supervision. The only way from the page to its code. */
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
import { widgetsContract, type WidgetsWorkerApi } from './contract.ts';

export function startWidgetsWorker(hooks: SupervisorHooks<WidgetsWorkerApi> = {}): SupervisedWorker<WidgetsWorkerApi> {
  return supervise(
    widgetsContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('widgets') }),
    hooks,
  );
}

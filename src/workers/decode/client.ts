/** Starts the decode worker under supervision. The only way from the page to its code. */
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
import { decodeContract, type DecodeApi } from './contract.ts';

export function startDecodeWorker(hooks: SupervisorHooks<DecodeApi> = {}): SupervisedWorker<DecodeApi> {
  return supervise(
    decodeContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('decode') }),
    // A decode is heavy: a long line of them would only be late.
    { queueLimit: 8, ...hooks },
  );
}

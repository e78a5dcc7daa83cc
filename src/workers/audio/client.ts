/** Starts the audio worker under supervision. The only way from the page to its code, and to the capture worklet's. */
import type { AudioApi } from '../../shared/audio-link.ts';
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
// oxlint-disable-next-line import/default -- the address of the worklet, which Vite builds apart
import captureUrl from './capture.worklet.ts?worker&url';
import { audioContract } from './contract.ts';

export { captureUrl };

export function startAudioWorker(hooks: SupervisorHooks<AudioApi> = {}): SupervisedWorker<AudioApi> {
  return supervise(
    audioContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('audio') }),
    hooks,
  );
}

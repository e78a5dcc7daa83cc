/** Starts the tags worker under supervision. The only way from the page to its code. */
import type { TagsApi } from '../../shared/music.ts';
import { workerName } from '../../shared/profile.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from '../supervisor/supervisor.ts';
import { tagsContract } from './contract.ts';

export function startTagsWorker(hooks: SupervisorHooks<TagsApi> = {}): SupervisedWorker<TagsApi> {
  return supervise(
    tagsContract,
    () => new Worker(new URL('../entry.worker.ts', import.meta.url), { type: 'module', name: workerName('tags') }),
    hooks,
  );
}

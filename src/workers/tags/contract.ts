/** Tags worker: what music files say of themselves, and which ones lie in a folder. Started with the first of them. */
import type { TagsApi } from '../../shared/music.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export const tagsContract: WorkerContract<TagsApi> = {
  name: 'tags',
  deadlineMs: { read: 10_000, list: 20_000 },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

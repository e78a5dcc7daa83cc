/** Audio worker: hears the samples and tells features, onsets and beats; the only place with an FFT. */
import type { AudioApi } from '../../shared/audio-link.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export const audioContract: WorkerContract<AudioApi> = {
  name: 'audio',
  deadlineMs: { listen: 5_000, delay: 5_000, demo: 15_000 },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

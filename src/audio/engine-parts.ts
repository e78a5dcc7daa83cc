/** What the engine is given, and what it shows of its worker. */
import type { SettingsStore } from '../shared/app-api.ts';
import type { AudioApi } from '../shared/audio-link.ts';
import type { EventLog } from '../shared/events.ts';
import type { SupervisedWorker } from '../shared/worker-contract.ts';
import type { FileParts } from './files.ts';

export type AudioWorker = SupervisedWorker<AudioApi>;

export interface SoundParts extends FileParts {
  readonly store: SettingsStore;
  readonly events: EventLog;
  readonly captureUrl: string;
  startWorker(hooks: {
    readonly onGeneration: (call: AudioWorker['call']) => Promise<unknown> | void;
    readonly onState: (health: ReturnType<AudioWorker['health']>) => void;
  }): AudioWorker;
}

/** The worker's part of `status()`; one name for all its lives. */
export interface SoundWorkerView {
  readonly name: string;
  health(): ReturnType<AudioWorker['health']>;
  kill(reason: string): void;
}

export const stoppedWorker = { state: 'stopped', generation: 0, restarts: 0, lastError: null } as const;

/**
 * Page thread: starts the workers and gives the slideshow and the sources what they need of them.
 * Owns the workers for the life of the page.
 */
import { withDatabase } from '../shared/database.ts';
import type { EventLog } from '../shared/events.ts';
import type { QueueMemory, QueueStep } from '../shared/queue-memory.ts';
import type { WorkerHealth } from '../shared/worker-contract.ts';
import { startDecodeWorker } from './decode/client.ts';
import { startFeedsWorker } from './feeds/client.ts';
import { startStoreWorker } from './store/client.ts';

/** Composed slides kept in the decode worker: eight at full HD, two at 4K. */
const slideCacheBytes = 64 * 1024 * 1024;
/** Without a photo by then something is wrong, and the store is no longer held back for it. */
const storeWaitMs = 3000;

const nothing: QueueMemory = { seed: 0, played: [], history: [], historyIndex: -1, failures: [] };

/** Whether an earlier visit left anything for the slideshow. */
function hasMemory(): Promise<boolean> {
  return withDatabase((database) => database.count('queue')).then(
    (count) => count > 0,
    () => false,
  );
}

/** A first visit has nothing stored: its store worker waits until the first photo is up. */
export function startFleet(events: EventLog, baseUrl: string, onFeedsRestart: () => void) {
  const report = (worker: string) => ({
    onState: ({ state, lastError }: WorkerHealth) =>
      events.emit({ type: 'worker.state', worker, state, reason: lastError }),
  });
  const decode = startDecodeWorker({
    ...report('decode'),
    onGeneration: (call) => call('configure', [{ baseUrl, cacheBytes: slideCacheBytes }]),
  });
  const feeds = startFeedsWorker({
    ...report('feeds'),
    onGeneration: (call, generation) => {
      if (generation > 1) setTimeout(onFeedsRestart);
      return call('configure', [{ baseUrl }]);
    },
  });
  const remembered = hasMemory();
  const firstPhoto = new Promise<void>((resolve) => {
    events.on(({ type }) => type === 'app.ready' && resolve());
    setTimeout(resolve, storeWaitMs);
  });
  const startWhen = remembered.then((is) => (is ? undefined : firstPhoto));
  const storage = startStoreWorker({ ...report('store'), startWhen });
  const memory = {
    load: async () => ((await remembered) ? storage.call('loadQueue', []) : nothing),
    save: (steps: readonly QueueStep[]) => storage.call('saveQueue', [steps]),
  };
  return { decode, feeds, storage, memory };
}

export type Fleet = ReturnType<typeof startFleet>;

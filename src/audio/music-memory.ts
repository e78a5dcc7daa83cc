/**
 * What is kept of the music that was chosen: its handles, where the browser gives any out, and the place in it. Page
 * thread; two small rows. Never throws: what cannot be kept is chosen again.
 */
import { withDatabase } from '../shared/database.ts';

/** Beside the folders of photos, whose keys are ids of entries. */
const HANDLES_KEY = 'sound:music';
const SPOT_KEY = 'sound:spot';

/** Where somebody left off. */
export interface MusicSpot {
  readonly path: string;
  readonly positionSec: number;
}

export interface MusicMemory {
  /** In place of what was kept; none: forgets. The place goes with them. */
  keep(handles: readonly FileSystemHandle[]): Promise<void>;
  recall(): Promise<{ readonly handles: readonly FileSystemHandle[]; readonly spot: MusicSpot | null }>;
  mark(spot: MusicSpot): void;
}

function readSpot(row: unknown): MusicSpot | null {
  if (typeof row !== 'object' || row === null) return null;
  const { path, positionSec } = row as Partial<Record<keyof MusicSpot, unknown>>;
  if (typeof path !== 'string' || typeof positionSec !== 'number' || !(positionSec >= 0)) return null;
  return { path, positionSec: Number.isFinite(positionSec) ? positionSec : 0 };
}

export const musicMemory: MusicMemory = {
  async keep(handles) {
    await withDatabase(async (database) => {
      const transaction = database.transaction(['handles', 'queue'], 'readwrite');
      const kept = transaction.objectStore('handles');
      void (handles.length > 0 ? kept.put([...handles], HANDLES_KEY) : kept.delete(HANDLES_KEY)).catch(() => undefined);
      void transaction
        .objectStore('queue')
        .delete(SPOT_KEY)
        .catch(() => undefined);
      await transaction.done;
    }).catch(() => undefined);
  },
  async recall() {
    try {
      return await withDatabase(async (database) => ({
        handles: (await database.get('handles', HANDLES_KEY)) ?? [],
        spot: readSpot(await database.get('queue', SPOT_KEY)),
      }));
    } catch {
      return { handles: [], spot: null };
    }
  },
  mark(spot) {
    withDatabase((database) => database.put('queue', spot, SPOT_KEY)).catch(() => undefined);
  },
};

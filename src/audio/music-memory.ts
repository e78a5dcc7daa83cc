/**
 * What is kept of the music that was chosen: its handles, where the browser gives any out, and the place in it. The place
 * is a note, because a page that goes away waits for no database: about one reload in four lost it. Page thread; a small
 * row and a short note. Never throws: what cannot be kept is chosen again.
 */
import { withDatabase } from '../shared/database.ts';
import { browserNotes, noteNames, profiled } from '../shared/profile.ts';

/** Beside the folders of photos, whose keys are ids of entries. */
const HANDLES_KEY = 'sound:music';
const spotKey = profiled(noteNames.music);

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

function readSpot(note: string | null): MusicSpot | null {
  const row: unknown = JSON.parse(note ?? 'null');
  if (typeof row !== 'object' || row === null) return null;
  const { path, positionSec } = row as Partial<Record<keyof MusicSpot, unknown>>;
  if (typeof path !== 'string' || typeof positionSec !== 'number' || !(positionSec >= 0)) return null;
  return { path, positionSec };
}

function recallSpot(): MusicSpot | null {
  try {
    return readSpot(browserNotes()?.getItem(spotKey) ?? null);
  } catch {
    return null;
  }
}

/** Null: forgets. */
function keepSpot(spot: MusicSpot | null): void {
  try {
    if (spot) browserNotes()?.setItem(spotKey, JSON.stringify(spot));
    else browserNotes()?.removeItem(spotKey);
  } catch {
    // Full or forbidden: the piece begins anew.
  }
}

export const musicMemory: MusicMemory = {
  async keep(handles) {
    keepSpot(null);
    await withDatabase<unknown>((database) =>
      handles.length > 0 ? database.put('handles', [...handles], HANDLES_KEY) : database.delete('handles', HANDLES_KEY),
    ).catch(() => undefined);
  },
  async recall() {
    const spot = recallSpot();
    try {
      const handles = await withDatabase((database) => database.get('handles', HANDLES_KEY));
      return { handles: handles ?? [], spot };
    } catch {
      return { handles: [], spot: null };
    }
  },
  mark: keepSpot,
};

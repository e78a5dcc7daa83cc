/**
 * A note that outlives the page: which pasted transition is at work right now. Written before its program is made or
 * drawn and wiped out after; one that is still there at the next start names what the page died of. One short
 * synchronous value, because nothing asynchronous survives a page that hangs.
 */
import { noteNames, profiled } from '../shared/profile.ts';

const key = profiled(noteNames.transition);

export interface Suspicion {
  begin(id: string): void;
  end(id: string): void;
}

/** Where notes are kept; `localStorage` fits. May throw: then nobody can be blamed later. */
export type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

export function createSuspicion(notes: () => Notes): Suspicion {
  return {
    begin: (id) => void attempt(() => notes().setItem(key, id)),
    end: (id) => void attempt(() => notes().getItem(key) === id && notes().removeItem(key)),
  };
}

/** Whom the last page died of, or null. Told once. */
export function takeSuspect(notes: () => Notes): string | null {
  return attempt(() => {
    const id = notes().getItem(key);
    notes().removeItem(key);
    return id;
  });
}

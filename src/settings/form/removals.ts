/**
 * Removing a source, with eight seconds to change one's mind. The source leaves the show at once (it is switched off);
 * what it kept is freed only when the time is over or the form closes, because that cannot be undone.
 */
import type { OverlayHost } from '../../shared/app-api.ts';
import type { Entry } from './source-row.ts';

export const undoMs = 8000;

export interface Removals {
  isLeaving(entryId: string): boolean;
  start(entry: Entry): void;
  undo(entryId: string): void;
  /** Ends every wait: what was removed is gone. */
  finish(): void;
}

export function changeEntry(host: OverlayHost, entryId: string, patch: Partial<Entry>): void {
  const { entries } = host.store.get().sources;
  host.store.set({ sources: { entries: entries.map((it) => (it.id === entryId ? { ...it, ...patch } : it)) } });
}

export function createRemovals(host: OverlayHost, changed: () => void): Removals {
  const leaving = new Map<string, { wasEnabled: boolean; timer: ReturnType<typeof setTimeout> }>();
  const drop = (entryId: string): void => {
    const waiting = leaving.get(entryId);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    leaving.delete(entryId);
    const { entries } = host.store.get().sources;
    const forget = (): void => void host.store.set({ sources: { entries: entries.filter((it) => it.id !== entryId) } });
    if (host.removeSource) host.removeSource(entryId).catch(forget);
    else forget();
    changed();
  };
  return {
    isLeaving: (entryId) => leaving.has(entryId),
    start(entry) {
      const timer = setTimeout(() => drop(entry.id), undoMs);
      leaving.set(entry.id, { wasEnabled: entry.enabled, timer });
      changeEntry(host, entry.id, { enabled: false });
      changed();
    },
    undo(entryId) {
      const waiting = leaving.get(entryId);
      if (!waiting) return;
      clearTimeout(waiting.timer);
      leaving.delete(entryId);
      changeEntry(host, entryId, { enabled: waiting.wasEnabled });
      changed();
    },
    finish() {
      // `drop` takes the entry it was given out of the map; the keys are read first.
      Array.from(leaving.keys()).forEach(drop);
    },
  };
}

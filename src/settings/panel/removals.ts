/**
 * Removing a source, with eight seconds to change one's mind. The source leaves the show at once (it is switched off);
 * what it kept is freed only when the time is over or the panel closes, because that cannot be undone.
 */
import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { Settings } from '../../shared/core-settings.ts';
import type { PanelHost } from '../../shared/panel-host.ts';

export type Entry = Settings['sources']['entries'][number];

const UNDO_MS = 8000;

export interface Removals {
  readonly leaving: Accessor<ReadonlySet<string>>;
  start(entry: Entry): void;
  undo(entryId: string): void;
}

export const withEntry = (host: PanelHost, entryId: string, patch: Partial<Entry>) => ({
  sources: {
    entries: host.state().settings.sources.entries.map((it) => (it.id === entryId ? { ...it, ...patch } : it)),
  },
});

export function createRemovals(host: PanelHost): Removals {
  const waiting = new Map<string, { wasEnabled: boolean; timer: ReturnType<typeof setTimeout> }>();
  const [leaving, setLeaving] = createSignal<ReadonlySet<string>>(new Set());
  const tell = (): void => void setLeaving(new Set(waiting.keys()));
  const drop = (entryId: string): void => {
    const one = waiting.get(entryId);
    if (!one) return;
    clearTimeout(one.timer);
    waiting.delete(entryId);
    const forget = (): void => {
      const { entries } = host.state().settings.sources;
      void host.run('change', { sources: { entries: entries.filter((it) => it.id !== entryId) } });
    };
    host.run('removeSource', entryId).catch(forget);
    tell();
  };
  onCleanup(() => Array.from(waiting.keys()).forEach(drop));
  return {
    leaving,
    start(entry) {
      waiting.set(entry.id, { wasEnabled: entry.enabled, timer: setTimeout(() => drop(entry.id), UNDO_MS) });
      void host.run('change', withEntry(host, entry.id, { enabled: false }));
      tell();
    },
    undo(entryId) {
      const one = waiting.get(entryId);
      if (!one) return;
      clearTimeout(one.timer);
      waiting.delete(entryId);
      void host.run('change', withEntry(host, entryId, { enabled: one.wasEnabled }));
      tell();
    },
  };
}

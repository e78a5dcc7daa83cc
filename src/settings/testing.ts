/** A database of settings in memory, as tabs and restarts of one browser see it; for tests. */
import { coreDefaults } from '../shared/core-defaults.ts';
import { coreSettings } from '../shared/core-settings.ts';
import type { NoteStorage } from '../shared/profile.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import { createJournal } from './journal.ts';
import { changedRow, type RowFields } from './row-format.ts';
import type { RowWriter } from './row-writer.ts';
import type { SettingsRows, SettingsRules, StoreOptions } from './engine-api.ts';
import { rulesFor } from './rules.ts';
import { openSettings } from './store.ts';

export function memoryNotes(): NoteStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  };
}

type Listener = (namespace: string, change: RowFields | null) => void;

/** One browser. `tab()` gives each tab its own end; word between them arrives when `deliver` is called, or at once. */
export function memoryBrowser(initial: Readonly<Record<string, unknown>> = {}) {
  const rows = new Map<string, unknown>(Object.entries(structuredClone(initial)));
  const notes = memoryNotes();
  const quarantined: Rejection[] = [];
  const tabs = new Set<Listener>();
  const tab = () => {
    let hear: Listener = () => undefined;
    const tell: Listener = (namespace, change) => {
      for (const other of tabs) if (other !== hear) other(namespace, structuredClone(change));
    };
    const writer: RowWriter = {
      save: async (change, revision) => {
        const saved = changedRow(rows.get(change.namespace), change, revision);
        if (!saved) return null;
        rows.set(change.namespace, structuredClone(saved.row));
        const { namespace, version, set, gone } = change;
        queueMicrotask(() => tell(namespace, { version, set, gone, revision: saved.row.revision }));
        return structuredClone(saved);
      },
      keep: async (name, values) => {
        if (values) rows.set(name, structuredClone({ version: 1, values }));
        else rows.delete(name);
        tell(name, null);
      },
      quarantine: async (items) => void quarantined.push(...structuredClone(items)),
      onExternalChange: (listener) => {
        hear = listener;
        tabs.add(hear);
        return () => tabs.delete(hear);
      },
    };
    const api: { -readonly [K in keyof SettingsRows]: SettingsRows[K] } = {
      load: async () => structuredClone(Object.fromEntries(rows)),
      journal: createJournal(notes, 'journal'),
    };
    return { api, writer, external: (...word: Parameters<Listener>) => hear(...word) };
  };
  return { rows, notes, quarantined, tab };
}

export type MemoryTab = ReturnType<typeof memoryRows>;

/** A browser with one tab. */
export function memoryRows(
  initial: Readonly<Record<string, unknown>> = {},
  specs: readonly SettingsSpec[] = coreSettings as unknown as readonly SettingsSpec[],
) {
  const browser = memoryBrowser(initial);
  const tab = browser.tab();
  const rules: SettingsRules = rulesFor(specs, () => tab.writer);
  return { ...browser, ...tab, rules };
}

export async function openWith(rows: Pick<MemoryTab, 'api' | 'rules'>, search = '', more: Partial<StoreOptions> = {}) {
  const reports: string[] = [];
  const store = await openSettings({
    defaults: coreDefaults,
    loadRules: async () => rows.rules,
    rows: rows.api,
    search,
    report: (kind, path, message) => reports.push(`${kind} ${path} ${message}`),
    loadDeadlineMs: 50,
    ...more,
  });
  await store.loaded();
  return { store, reports };
}

/** Settings rows on their way into the database, and word of them between tabs. Small writes only, each flushed to the disk. */
import { withDatabase } from '../shared/database.ts';
import { profiled } from '../shared/profile.ts';
import type { Rejection } from '../shared/settings-spec.ts';
import { changedRow, type Fields, type RowChange, type RowFields, type SavedRow } from './row-format.ts';

export interface RowWriter {
  /** Writes the changed fields into the stored row, in one transaction. Null: a newer version wrote it, and it was left alone. */
  save(change: RowChange, knownRevision: number): Promise<SavedRow | null>;
  /** Keeps a row that is no namespace; null removes it. Other tabs hear of it. */
  keep(name: `@${string}`, values: Fields | null): Promise<void>;
  quarantine(items: readonly Rejection[]): Promise<void>;
  /** Another tab wrote these fields, or a row that is no namespace (null). */
  onExternalChange(listener: (namespace: string, change: RowFields | null) => void): () => void;
}

interface Word {
  readonly namespace: string;
  readonly change: RowFields | null;
}

const strict = { durability: 'strict' } as const;
const quarantineLimit = 200;

async function setAside(items: readonly Rejection[]): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('quarantine', 'readwrite', strict);
    const { store } = transaction;
    const kept = await store.getAllKeys();
    for (const old of kept.slice(0, Math.max(0, kept.length + items.length - quarantineLimit))) void store.delete(old);
    for (const { path, value, message } of items) {
      void store.add({ namespace: path, row: value, message, atMs: Date.now() });
    }
    await transaction.done;
  });
}

export function databaseWriter(): RowWriter {
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(profiled('afterimage-settings'));
  const tell = (word: Word) => channel?.postMessage(word);
  return {
    async save(change, knownRevision) {
      const saved = await withDatabase(async (database) => {
        const transaction = database.transaction('settings', 'readwrite', strict);
        const next = changedRow(await transaction.store.get(change.namespace), change, knownRevision);
        if (next) void transaction.store.put(next.row, change.namespace);
        await transaction.done;
        return next;
      });
      const { namespace, version, set, gone } = change;
      if (saved) tell({ namespace, change: { version, set, gone, revision: saved.row.revision } });
      return saved;
    },
    async keep(name, values) {
      await withDatabase(async (database) => {
        const transaction = database.transaction('settings', 'readwrite', strict);
        void (values ? transaction.store.put({ version: 1, values }, name) : transaction.store.delete(name));
        await transaction.done;
      });
      tell({ namespace: name, change: null });
    },
    quarantine: setAside,
    onExternalChange(listener) {
      const hear = ({ data }: MessageEvent<Word>) => listener(data.namespace, data.change);
      channel?.addEventListener('message', hear);
      return () => channel?.removeEventListener('message', hear);
    },
  };
}

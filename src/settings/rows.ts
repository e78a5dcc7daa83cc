/** Settings rows in the database, one per namespace, and word of changes between tabs. Small reads and writes only. */
import { withDatabase } from '../shared/database.ts';
import type { SettingsRows } from './store.ts';

const channelName = 'afterimage-settings';
const quarantineLimit = 200;

export function databaseRows(): SettingsRows {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
  return {
    load: () =>
      withDatabase(async (database) => {
        const { store } = database.transaction('settings');
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
      }),
    async save({ namespace, version, values }) {
      await withDatabase(async (database) => {
        const transaction = database.transaction('settings', 'readwrite', { durability: 'strict' });
        await Promise.all([transaction.store.put({ version, values }, namespace), transaction.done]);
      });
      channel?.postMessage({ namespace, row: { version, values } });
    },
    quarantine: (items) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('quarantine', 'readwrite');
        const { store } = transaction;
        const kept = await store.getAllKeys();
        for (const old of kept.slice(0, Math.max(0, kept.length + items.length - quarantineLimit)))
          void store.delete(old);
        for (const { path, value, message } of items) {
          void store.add({ namespace: path, row: value, message, atMs: Date.now() });
        }
        await transaction.done;
      }),
    onExternalChange(listener) {
      const hear = ({ data }: MessageEvent<{ namespace: string; row: unknown }>) => listener(data.namespace, data.row);
      channel?.addEventListener('message', hear);
      return () => channel?.removeEventListener('message', hear);
    },
  };
}

/** The index of kept photos: a database of its own, so that losing it costs nothing else. Workers only. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptRow } from './offline-policy.ts';
import { profiled } from './profile.ts';

interface OfflineDb extends DBSchema {
  /** Key: `key`, the photo's id. */
  photos: { key: string; value: KeptRow; indexes: { entryId: string } };
  /** Key: a name (`limitBytes`, `mirror`). */
  facts: { key: string; value: unknown };
}

export type OfflineDatabase = IDBPDatabase<OfflineDb>;

let opening: Promise<OfflineDatabase> | null = null;

/** Rejects where nothing can be kept; callers then go on without. */
export function offlineDatabase(): Promise<OfflineDatabase> {
  const forget = (): void => void (opening = null);
  opening ??= openDB<OfflineDb>(profiled('afterimage-offline'), 2, {
    upgrade(database) {
      // What the first version kept cannot be listed without its source: it comes again with the next look.
      for (const name of database.objectStoreNames) database.deleteObjectStore(name);
      database.createObjectStore('photos', { keyPath: 'key' }).createIndex('entryId', 'entryId');
      database.createObjectStore('facts');
    },
    blocking(_now, _next, event) {
      (event.target as IDBDatabase | null)?.close();
      forget();
    },
    terminated: forget,
  });
  opening.catch(forget);
  return opening;
}

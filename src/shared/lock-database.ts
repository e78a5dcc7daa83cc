/**
 * The lock of kiosk mode in a database of its own: no profile, export or reset of the other one reaches it. It belongs to the
 * device: opening another profile must not unlock it. One row, read once after the first photo.
 */
import { openDB } from 'idb';
import { storageError } from './database.ts';

const name = 'afterimage-lock';
const store = 'lock';
const key = 'kiosk';

async function withLock<T>(work: (database: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const database = await openDB(name, 1, { upgrade: (fresh) => void fresh.createObjectStore(store) });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Check its shape before use. Never rejects: where nothing can be read, nothing was kept. */
export async function loadLockRow(): Promise<unknown> {
  try {
    // Most displays have no lock, and need no database for it either.
    const all = await indexedDB.databases?.();
    if (all && !all.some((one) => one.name === name)) return null;
    return await withLock((database) => database.get(store, key));
  } catch {
    return null;
  }
}

/** On disk when it resolves. Rejects with `AppError` `storage.*`. */
export async function saveLockRow(row: unknown): Promise<void> {
  try {
    await withLock(async (database) => {
      const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(row, key), transaction.done]);
    });
  } catch (error) {
    throw storageError(error);
  }
}

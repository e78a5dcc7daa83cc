/**
 * The last photos from the network, kept for days without one. Workers only: the decode worker writes and reads, the feeds worker asks
 * which there are. Owns the folder `offline/` of the origin-private file system and a small database that indexes it.
 *
 * Invariants: a row is written after its file is complete; what does not have the digest of its row is deleted, never shown; no
 * failure here reaches the show.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { roomFor, toEvict, type KeptRow } from './offline-policy.ts';
import { profiled } from './profile.ts';

interface OfflineDb extends DBSchema {
  /** Key: `key`, the photo's id. */
  photos: { key: string; value: KeptRow };
}

interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}

let opening: Promise<IDBPDatabase<OfflineDb>> | null = null;

function database(): Promise<IDBPDatabase<OfflineDb>> {
  opening ??= openDB<OfflineDb>(profiled('afterimage-offline'), 1, {
    upgrade: (db) => void db.createObjectStore('photos', { keyPath: 'key' }),
    terminated: () => (opening = null),
  });
  opening.catch(() => (opening = null));
  return opening;
}

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(profiled('offline'), { create: true });

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const digestOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', bytes));

const fileName = async (key: string): Promise<string> => digestOf(new TextEncoder().encode(key));

async function write(handle: FileSystemFileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { createSyncAccessHandle } = handle as { createSyncAccessHandle?(): Promise<SyncAccess> };
  if (!createSyncAccessHandle) {
    const stream = await handle.createWritable();
    await stream.write(bytes);
    return stream.close();
  }
  const access = await createSyncAccessHandle.call(handle);
  try {
    access.truncate(0);
    if (access.write(bytes, { at: 0 }) < bytes.length) throw new DOMException('Disk full.', 'QuotaExceededError');
    access.flush();
  } finally {
    access.close();
  }
}

async function remove(key: string): Promise<void> {
  await (await database()).delete('photos', key);
  await (await folder()).removeEntry(await fileName(key)).catch(() => undefined);
}

/** What is kept, by photo id. Never rejects. */
export async function keptKeys(): Promise<ReadonlySet<string>> {
  try {
    return new Set(await (await database()).getAllKeys('photos'));
  } catch {
    return new Set();
  }
}

/** Null when there is none, or when it is not what was written; then it is gone. Never rejects. */
export async function readKept(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const row = await (await database()).get('photos', key);
    if (!row) return null;
    try {
      const file = await (await (await folder()).getFileHandle(await fileName(key))).getFile();
      const bytes = new Uint8Array(await file.arrayBuffer());
      if ((await digestOf(bytes)) === row.digest) {
        await (await database()).put('photos', { ...row, usedMs: Date.now() });
        return bytes;
      }
    } catch {
      // The file is gone: the row goes too.
    }
    await remove(key);
    return null;
  } catch {
    return null;
  }
}

async function makeRoom(incomingBytes: number, shrink: number): Promise<boolean> {
  const { quota = 0 } = await navigator.storage.estimate();
  const roomBytes = roomFor(quota) * shrink;
  if (incomingBytes > roomBytes / 4) return false;
  const rows = await (await database()).getAll('photos');
  for (const { key } of toEvict(rows, incomingBytes, roomBytes)) await remove(key);
  return true;
}

/** Keeps a photo, in place of the longest unused ones. A full disk costs half of what is kept, once. Never rejects. */
export async function keepPhoto(key: string, entryId: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  for (const shrink of [1, 0.5]) {
    try {
      if (!(await makeRoom(bytes.byteLength, shrink))) return false;
      const name = await fileName(key);
      await write(await (await folder()).getFileHandle(name, { create: true }), bytes);
      const digest = await digestOf(bytes);
      const row: KeptRow = { key, entryId, bytes: bytes.byteLength, usedMs: Date.now(), digest };
      await (await database()).put('photos', row);
      return true;
    } catch {
      await remove(key).catch(() => undefined);
    }
  }
  return false;
}

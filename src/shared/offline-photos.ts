/**
 * The last photos from the network, kept for days without one. Workers only: the decode worker writes and reads, the feeds worker asks
 * which there are and minds the limit. Owns the folder `offline/` of the origin-private file system and its index.
 *
 * Invariants: a row is written after its file is complete, and a file is written once; what does not have the digest of its row is
 * deleted, never shown; a file without a row is swept away; no failure here reaches the show.
 */
import { offlineDatabase } from './offline-database.ts';
import { copyToMirror, removeFromMirror } from './offline-mirror.ts';
import { defaultLimitBytes, isRow, roomFor, toEvict, type KeptRow, type Room } from './offline-policy.ts';
import { say } from './offline-signals.ts';
import type { PhotoRef } from './photo.ts';
import { profiled } from './profile.ts';

interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** A file that nobody has entered by then was left by a worker that died while writing. */
const orphanAgeMs = 60_000;
/** A photo larger than this share of the room would push out too many others. */
const largestShare = 0.25;

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(profiled('offline'), { create: true });

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const digestOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', bytes));

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

const removeFile = async (name: string): Promise<void> => (await folder()).removeEntry(name).catch(() => undefined);

/** Changes a row, or with null takes it out; false where another picture has been kept in its place since it was read. */
async function amend(row: KeptRow, change: Partial<KeptRow> | null): Promise<boolean> {
  const { store, done } = (await offlineDatabase()).transaction('photos', 'readwrite');
  const now = await store.get(row.key);
  const isThat = now?.file === row.file;
  if (isThat) await (change ? store.put({ ...now, ...change }) : store.delete(row.key));
  await done;
  return isThat;
}

/** The row first: a file without one is nobody's, a row without a file would be looked for. */
async function remove(row: KeptRow): Promise<void> {
  await amend(row, null);
  await removeFile(row.file);
  if (row.mirrored !== undefined) await removeFromMirror(row.mirrored);
}

/** Of one entry or of all. What is no row (any more) leaves the index; its file has none then, and is swept away. */
async function rowsOf(entryId?: string): Promise<KeptRow[]> {
  const database = await offlineDatabase();
  const found: unknown[] = await (entryId === undefined
    ? database.getAll('photos')
    : database.getAllFromIndex('photos', 'entryId', entryId));
  for (const value of found) {
    const key = isRow(value) ? undefined : (value as { key?: unknown } | null)?.key;
    if (typeof key === 'string') await database.delete('photos', key);
  }
  return found.filter(isRow);
}

/** What is kept of an entry, longest unused last. Never rejects. */
export async function keptRows(entryId: string): Promise<readonly KeptRow[]> {
  try {
    const rows = await rowsOf(entryId);
    return rows.toSorted((a, b) => b.usedMs - a.usedMs);
  } catch {
    return [];
  }
}

/** Whether it is kept as it is now: a picture that was changed since is not. Never rejects. */
export async function isKept({ id, revision }: PhotoRef): Promise<boolean> {
  try {
    const row = await (await offlineDatabase()).get('photos', id);
    return isRow(row) && row.ref.revision === revision;
  } catch {
    return false;
  }
}

/** Null when there is none, or when it is not what was written; then it is gone. Never rejects. */
export async function readKept(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const row = await (await offlineDatabase()).get('photos', key);
    if (!isRow(row)) return null;
    try {
      const file = await (await (await folder()).getFileHandle(row.file)).getFile();
      const bytes = new Uint8Array(await file.arrayBuffer());
      if ((await digestOf(bytes)) === row.digest) {
        await amend(row, { usedMs: Date.now() });
        return bytes;
      }
    } catch {
      // The file is gone: the row goes too.
    }
    await remove(row);
    return null;
  } catch {
    return null;
  }
}

/** The kept file as it lies there, for looking at only: not verified, and no use that would keep it longer. Null: none. Never rejects. */
export async function keptFile(key: string): Promise<Blob | null> {
  try {
    const row = await (await offlineDatabase()).get('photos', key);
    return row ? await (await (await folder()).getFileHandle(row.file)).getFile() : null;
  } catch {
    return null;
  }
}

/** Keys of all that is kept. Never rejects. */
export async function keptKeys(): Promise<readonly string[]> {
  try {
    return await (await offlineDatabase()).getAllKeys('photos');
  } catch {
    return [];
  }
}

export async function limitBytes(): Promise<number> {
  const kept = await (await offlineDatabase()).get('facts', 'limitBytes');
  return typeof kept === 'number' ? kept : defaultLimitBytes;
}

const sum = (rows: readonly KeptRow[]): number => rows.reduce((total, { bytes }) => total + bytes, 0);

async function roomNow(rows: readonly KeptRow[]): Promise<Room> {
  const storage: { estimate?(): Promise<StorageEstimate> } = navigator.storage;
  const { quota = 0, usage = 0 } = (await storage.estimate?.()) ?? {};
  return roomFor({
    limitBytes: await limitBytes(),
    quotaBytes: quota,
    usageBytes: usage,
    keptBytes: sum(rows),
  });
}

async function evict(rows: readonly KeptRow[], incomingBytes: number, room: Room): Promise<void> {
  const gone = toEvict(rows, incomingBytes, room.bytes);
  for (const row of gone) await remove(row);
  if (room.isTight && gone.length > 0) say({ type: 'pressure', freedBytes: sum(gone) });
}

/** `share` below 1: the browser refused although it said there is room, so only this part of what is kept may stay. */
async function makeRoom(incomingBytes: number, share: number): Promise<boolean> {
  const rows = await rowsOf();
  if (share < 1) {
    await evict(rows, 0, { bytes: Math.floor(sum(rows) * share), isTight: true });
    return true;
  }
  const room = await roomNow(rows);
  const fits = incomingBytes <= room.bytes * largestShare;
  await evict(rows, fits ? incomingBytes : 0, room);
  return fits;
}

/** Of a photo whose row names none of that name, or there is no row. Never rejects. */
async function removeCopy(key: string, name: string): Promise<void> {
  const row = await (await offlineDatabase()).get('photos', key).catch(() => undefined);
  if (row?.mirrored !== name) await removeFromMirror(name);
}

/** Keeps a photo, in place of the longest unused ones. A full disk costs half of what is kept, once. Never rejects. */
export async function keepPhoto(ref: PhotoRef, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  for (const share of [1, 0.5]) {
    const file = crypto.randomUUID();
    let mirrored: string | null = null;
    try {
      const limit = await limitBytes();
      if (!(await makeRoom(bytes.byteLength, share))) return false;
      await write(await (await folder()).getFileHandle(file, { create: true }), bytes);
      const digest = await digestOf(bytes);
      mirrored = await copyToMirror(ref, digest, bytes);
      const row: KeptRow = {
        key: ref.id,
        entryId: ref.entryId,
        ref,
        file,
        bytes: bytes.byteLength,
        usedMs: Date.now(),
        digest,
        ...(mirrored !== null && { mirrored }),
      };
      const database = await offlineDatabase();
      const before = await database.get('photos', ref.id);
      await database.put('photos', row);
      if (before) await removeFile(before.file);
      if (before?.mirrored !== undefined) await removeCopy(ref.id, before.mirrored);
      say({ type: 'kept', photoId: ref.id });
      // What was cleared away meanwhile, by another worker, did not have this one yet.
      if ((await limitBytes()) !== limit) await makeRoom(0, 1);
      return true;
    } catch {
      await removeFile(file).catch(() => undefined);
      if (mirrored !== null) await removeCopy(ref.id, mirrored).catch(() => undefined);
    }
  }
  return false;
}

/** Keeps to a new limit at once. Never rejects. */
export async function limitKept(bytes: number): Promise<void> {
  try {
    const database = await offlineDatabase();
    await database.put('facts', bytes, 'limitBytes');
    const rows = await rowsOf();
    await evict(rows, 0, await roomNow(rows));
  } catch {
    // Nothing can be kept here, so nothing is too much.
  }
}

/** Forgets what is kept of an entry; of all when there is none named. Never rejects. */
export async function forgetKept(entryId?: string): Promise<void> {
  try {
    for (const row of await rowsOf(entryId)) await remove(row);
  } catch {
    // What cannot be opened holds nothing.
  }
}

interface Names {
  keys(): AsyncIterable<string>;
}

/** Deletes files without a row. Never rejects. */
export async function sweepOrphans(nowMs = Date.now()): Promise<void> {
  try {
    const place = await folder();
    const names: string[] = [];
    for await (const name of (place as unknown as Names).keys()) names.push(name);
    const known = new Set((await rowsOf()).map(({ file }) => file));
    for (const name of names) {
      if (known.has(name)) continue;
      const { lastModified } = await (await place.getFileHandle(name)).getFile();
      // Either way: a clock may have been put back since.
      if (Math.abs(nowMs - lastModified) > orphanAgeMs) await removeFile(name);
    }
  } catch {
    // Left for the next time.
  }
}

/** Zeros where nothing can be kept. Never rejects. */
export async function keptTotals(): Promise<{ photos: number; bytes: number; limitBytes: number; isTight: boolean }> {
  try {
    const rows = await rowsOf();
    const { isTight } = await roomNow(rows);
    return { photos: rows.length, bytes: sum(rows), limitBytes: await limitBytes(), isTight };
  } catch {
    return { photos: 0, bytes: 0, limitBytes: 0, isTight: false };
  }
}

/** What was kept before there was a folder for copies. Never rejects. */
export async function copyAllToMirror(): Promise<void> {
  try {
    const database = await offlineDatabase();
    for (const { key } of await rowsOf()) {
      const bytes = await readKept(key);
      const row = await database.get('photos', key);
      // Damaged, or gone meanwhile.
      if (!row || !bytes) continue;
      const mirrored = await copyToMirror(row.ref, row.digest, bytes);
      // Permission ran out: none of the others will go either.
      if (mirrored === null) return;
      if (!(await amend(row, { mirrored }))) await removeCopy(key, mirrored);
    }
  } catch {
    // The next photo that is kept is copied again.
  }
}

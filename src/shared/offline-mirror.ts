/**
 * Copies of the kept photos in a folder that the user chose, where the browser can write to one. Workers only; the page asks for the
 * folder and for its permission. The folder holds what is kept, no more: what goes here goes there. Files of others are not touched.
 *
 * Invariant: trouble with the folder (permission ran out, disk away) costs the copy and never the photo.
 */
import { offlineDatabase } from './offline-database.ts';
import type { PhotoRef } from './photo.ts';

interface PermissionAware {
  queryPermission?(descriptor: { mode: 'readwrite' }): Promise<PermissionState>;
}

const endings: readonly (readonly [string, RegExp])[] = [
  ['jpg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG/],
  ['gif', /^GIF8/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['avif', /^[^]{4}ftypavi[fs]/],
  ['heic', /^[^]{4}ftyp/],
];

/** Letters, digits and a little more of the title, and what tells two of the same title apart. */
function mirrorName(title: string, digest: string, bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const ending = endings.find(([, begins]) => begins.test(head))?.[0] ?? 'jpg';
  const words = title
    .replace(/\.[a-z]{3,4}$/i, '')
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 60)
    .trim();
  return `${words === '' ? 'Photo' : words} ${digest.slice(0, 8)}.${ending}`;
}

async function mirrorFolder(): Promise<FileSystemDirectoryHandle | null> {
  const kept = await (await offlineDatabase()).get('facts', 'mirror');
  return kept instanceof FileSystemDirectoryHandle ? kept : null;
}

async function writable(): Promise<FileSystemDirectoryHandle | null> {
  const folder = typeof FileSystemDirectoryHandle === 'undefined' ? null : await mirrorFolder();
  if (!folder) return null;
  const state = await (folder as PermissionAware).queryPermission?.({ mode: 'readwrite' });
  return state === undefined || state === 'granted' ? folder : null;
}

/** The copy's name; null when there is none. Never rejects. */
export async function copyToMirror(
  ref: PhotoRef,
  digest: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | null> {
  const folder = await writable().catch(() => null);
  if (!folder) return null;
  const name = mirrorName(ref.title, digest, bytes);
  const isNew = await folder.getFileHandle(name).then(
    () => false,
    () => true,
  );
  try {
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(bytes);
    await stream.close();
    return name;
  } catch {
    // A full disk leaves an empty file behind.
    if (isNew) await removeFromMirror(name);
    return null;
  }
}

/** Never rejects. */
export async function removeFromMirror(name: string): Promise<void> {
  try {
    await (await writable())?.removeEntry(name);
  } catch {
    // The user may have taken it away.
  }
}

/** Copies go there from now on; null: nowhere. What is in the folder stays. */
export async function useMirror(folder: FileSystemDirectoryHandle | null): Promise<void> {
  const database = await offlineDatabase();
  if (folder) await database.put('facts', folder, 'mirror');
  else await database.delete('facts', 'mirror');
}

/** `permission`: the browser wants to ask again. Never rejects. */
export async function mirrorState(): Promise<{ name: string; state: 'on' | 'permission' } | null> {
  try {
    const folder = typeof FileSystemDirectoryHandle === 'undefined' ? null : await mirrorFolder();
    return folder && { name: folder.name, state: (await writable()) ? 'on' : 'permission' };
  } catch {
    return null;
  }
}

/**
 * Reads one folder (not the ones below it) and tells which photos and subfolders it has. Asynchronous in small steps, so
 * that a folder of tens of thousands of files never holds the event loop. Never throws for what the disk may do.
 */
import { createHash } from 'node:crypto';
import type { BigIntStats, Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './errors.ts';
import { photoType } from './media-types.ts';
import { fileEtag, isInside } from './safe-path.ts';

export interface PhotoEntry {
  /** Relative to the photo folder, `/`-separated, as the disk spells it. */
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly etag: string;
  /** 64 bits of a hash over path and etag; the revision is made of these. */
  readonly weight: bigint;
}

export type FolderScan =
  | {
      readonly kind: 'folder';
      readonly photos: readonly PhotoEntry[];
      /** Relative paths of real subfolders; links to folders are not followed, so there are no loops. */
      readonly folders: readonly string[];
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** Directory entries per read, and files looked at in parallel. */
const readBatch = 256;
const statBatch = 32;

/** Names that cannot stand in an address (lone surrogates on Windows) or that the disk's encoding hides. */
function isUsable(name: string): boolean {
  return !name.startsWith('.') && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(name);
}

export const joinPath = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

/** The file behind a name, or null when it is no regular file or a link that leaves `root`. */
async function lookAt(root: string, file: string, entry: Dirent): Promise<BigIntStats | null> {
  try {
    if (entry.isSymbolicLink() && !isInside(root, await realpath(file))) return null;
    const stats = await stat(file, { bigint: true });
    return stats.isFile() ? stats : null;
  } catch {
    return null;
  }
}

async function describe(root: string, folder: string, entries: readonly Dirent[]): Promise<PhotoEntry[]> {
  const found = await Promise.all(
    entries.map(async (entry): Promise<PhotoEntry | null> => {
      const { name } = entry;
      const stats = await lookAt(root, join(root, folder, name), entry);
      if (!stats) return null;
      const path = joinPath(folder, name);
      const etag = fileEtag(stats.size, stats.mtimeNs);
      const weight = createHash('sha256').update(path).update('\0').update(etag).digest().readBigUInt64LE(0);
      return { path, name, size: Number(stats.size), modifiedMs: Number(stats.mtimeMs), etag, weight };
    }),
  );
  return found.filter((photo) => photo !== null);
}

/** `root` is a real path; `folder` is relative to it, `''` for itself. */
export async function scanFolder(root: string, folder: string): Promise<FolderScan> {
  const candidates: Dirent[] = [];
  const folders: string[] = [];
  try {
    for await (const entry of await opendir(join(root, folder), { bufferSize: readBatch })) {
      if (!isUsable(entry.name)) continue;
      if (entry.isDirectory()) folders.push(joinPath(folder, entry.name));
      else if (photoType(entry.name) !== undefined) candidates.push(entry);
    }
  } catch (error) {
    const code = errorCode(error);
    return code === 'EACCES' || code === 'EPERM' ? { kind: 'unreadable' } : { kind: 'missing' };
  }
  const photos: PhotoEntry[] = [];
  for (let at = 0; at < candidates.length; at += statBatch) {
    photos.push(...(await describe(root, folder, candidates.slice(at, at + statBatch))));
  }
  return { kind: 'folder', photos, folders };
}

/**
 * Store worker: copies of photos in the origin-private file system, for browsers that give no lasting access to the
 * originals. Owns the folder `photos/` there and the database's `files` store, which is the truth about it: a row is
 * written after its file is complete and deleted before the file is touched, so a copy cut short is never listed.
 */
import { storageError, withDatabase } from '../../shared/database.ts';
import { AppError, toErrorData, type ErrorData } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import { profiled } from '../../shared/profile.ts';
import type { FileToKeep, KeptFiles } from '../../shared/source.ts';
import { writeFile } from './file-writer.ts';
import { storedFileName, storedFolderName } from './file-names.ts';

const photosFolder = profiled('photos');
/** Left free, so that settings and the queue can still be written when photos fill the rest. */
const reserveBytes = 64 * 2 ** 20;

/** What `serve` passes along with every call. */
export interface FileCall {
  readonly signal?: AbortSignal;
  progress?(): void;
}

/**
 * One after the other; a file that cannot be read is named in `failed` and the next one follows. When storage itself
 * fails, the rest is given up and named too. Throws `storage.*` when nothing at all was kept, `aborted` when asked to stop.
 */
export async function keepFiles(
  entryId: string,
  files: readonly FileToKeep[],
  call: FileCall = {},
): Promise<KeptFiles> {
  const folder = await entryFolder(entryId);
  const failed: { path: string; error: ErrorData }[] = [];
  let free = (await freeBytes()) - reserveBytes;
  let keptFiles = 0;
  let keptBytes = 0;
  let fatal: AppError | null = null;
  for (const { path, file } of files) {
    if (call.signal?.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
    try {
      fatal ??= file.size > free ? storageError(new DOMException('Reserve reached.', 'QuotaExceededError')) : null;
      if (fatal) throw fatal;
      await keepFile(entryId, folder, { path, file }, call);
      keptFiles++;
      keptBytes += file.size;
      free -= file.size;
    } catch (error) {
      const problem = copyError(error, path);
      if (problem.kind === 'aborted') throw problem;
      if (problem.kind.startsWith('storage.')) fatal = problem;
      failed.push({ path, error: toErrorData(problem) });
    }
    call.progress?.();
  }
  if (keptFiles === 0 && fatal) throw fatal;
  return { keptFiles, keptBytes, failed };
}

/** Deletes every copy of the entry. Nothing to delete is fine. */
export async function forgetFiles(entryId: string): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('files', 'readwrite');
    for (const key of await transaction.store.index('entryId').getAllKeys(entryId)) {
      void transaction.store.delete(key);
    }
    await transaction.done;
  });
  try {
    const photos = await (await originFolder()).getDirectoryHandle(photosFolder);
    await photos.removeEntry(storedFolderName(entryId), { recursive: true });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return;
    // Without such a file system there are no copies either.
    if (error instanceof AppError) return;
    throw storageError(error);
  }
}

async function keepFile(
  entryId: string,
  folder: FileSystemDirectoryHandle,
  { path, file }: FileToKeep,
  call: FileCall,
): Promise<void> {
  const fileName = await storedFileName(path);
  const storedPath = [photosFolder, storedFolderName(entryId), fileName].join('/');
  await withDatabase((database) => database.delete('files', storedPath));
  try {
    await writeFile(await folder.getFileHandle(fileName, { create: true }), file, call);
  } catch (error) {
    await folder.removeEntry(fileName).catch(() => undefined);
    throw error;
  }
  const row = { entryId, path: storedPath, name: path, byteLength: file.size, modifiedMs: file.lastModified };
  await withDatabase((database) => database.put('files', row, storedPath));
}

async function entryFolder(entryId: string): Promise<FileSystemDirectoryHandle> {
  try {
    const photos = await (await originFolder()).getDirectoryHandle(photosFolder, { create: true });
    return await photos.getDirectoryHandle(storedFolderName(entryId), { create: true });
  } catch (error) {
    throw storageError(error);
  }
}

async function originFolder(): Promise<FileSystemDirectoryHandle> {
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.getDirectory) {
    throw new AppError(
      'storage.unavailable',
      'This browser cannot keep photos for you. Use a newer one, or start the companion with --photos.',
    );
  }
  return storage.getDirectory();
}

/** Infinity when the browser does not say; a full disk then shows while writing. */
async function freeBytes(): Promise<number> {
  try {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    return quota === undefined ? Infinity : quota - usage;
  } catch {
    return Infinity;
  }
}

/** The file's own trouble, or storage's. */
function copyError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'NotReadableError') {
    return new AppError('photo.not-found', say`“${path}” could not be read, so it was left out.`, { cause: error });
  }
  return storageError(error);
}

/** Music in folders of this device, however deep. Worker only. */
import { comparePaths, isMusicName, type MusicHandle } from '../../shared/music.ts';
import { isPhotoFolderName } from '../../shared/photo-files.ts';
import type { CallContext } from '../../shared/worker-contract.ts';

/** A disk full of music is more than anybody hears in one go, and a loop of links has no end. */
const MOST_FILES = 20_000;
const DEEPEST = 12;

async function collect(
  folder: FileSystemDirectoryHandle,
  path: string,
  found: MusicHandle[],
  context: Pick<CallContext, 'signal' | 'progress'>,
): Promise<void> {
  const folders: FileSystemDirectoryHandle[] = [];
  for await (const handle of folder.values()) {
    if (context.signal.aborted || found.length >= MOST_FILES) return;
    context.progress();
    if (handle.kind === 'directory') {
      if (isPhotoFolderName(handle.name)) folders.push(handle);
    } else if (isMusicName(handle.name)) found.push({ path: `${path}/${handle.name}`, handle });
  }
  if (path.split('/').length >= DEEPEST) return;
  for (const inner of folders) {
    // One folder that cannot be read must not hide the others.
    await collect(inner, `${path}/${inner.name}`, found, context).catch(() => undefined);
  }
}

export async function listMusic(
  handles: readonly FileSystemHandle[],
  context: Pick<CallContext, 'signal' | 'progress'>,
): Promise<readonly MusicHandle[]> {
  const found: MusicHandle[] = [];
  for (const handle of handles) {
    if (handle.kind === 'directory') await collect(handle as FileSystemDirectoryHandle, handle.name, found, context);
    else if (isMusicName(handle.name)) found.push({ path: handle.name, handle: handle as FileSystemFileHandle });
  }
  return found.toSorted((a, b) => comparePaths(a.path, b.path));
}

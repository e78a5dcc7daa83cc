/**
 * Tells which folders of a tree changed. One system watch per folder where the system watches single folders (Linux),
 * one for the whole tree where it watches trees (macOS, Windows). Never one per file, as watching libraries do: 20,000
 * photos would use up what the system allows, and a folder's own watch already reports its files.
 *
 * Reports are hints ("look again"), may come twice and may be missed on network folders; whoever uses this looks again
 * by itself now and then.
 */
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './errors.ts';
import { joinPath } from './folder-scan.ts';

export interface FolderWatch {
  /** Starts watching `folder` (relative, `''` for the root itself) unless it is watched already. */
  add(folder: string): void;
  has(folder: string): boolean;
  remove(folder: string): void;
  /** False once the system refused a watch: looking again is then the only way to notice changes. */
  readonly complete: boolean;
  close(): void;
}

const watchesTrees = process.platform === 'darwin' || process.platform === 'win32';

/** Reasons that lie in the one folder, not in the system's limits. */
const folderFaults = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM']);

const parentOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** `onChange` gets the folder to look at again; `onReplaced` a watched folder that was moved, deleted or made anew. */
export function createFolderWatch(
  root: string,
  onChange: (folder: string) => void,
  onReplaced: (folder: string) => void,
): FolderWatch {
  const watched = new Map<string, FSWatcher | null>();
  let complete = true;
  let closed = false;

  const report = (type: string, path: string) => {
    if (closed || path.split('/').some((segment) => segment.startsWith('.'))) return;
    let parent = parentOf(path);
    while (parent !== '' && !watched.has(parent)) parent = parentOf(parent);
    onChange(parent);
    if (!watched.has(path)) return;
    if (type === 'rename') onReplaced(path);
    else onChange(path);
  };

  const open = (folder: string): FSWatcher | null => {
    try {
      const watcher = watch(join(root, folder), { persistent: false, recursive: watchesTrees });
      watcher.on('change', (type, name) => {
        if (typeof name !== 'string') onChange(folder);
        else report(type, joinPath(folder, process.platform === 'win32' ? name.replaceAll('\\', '/') : name));
      });
      watcher.on('error', () => {
        remove(folder);
        if (!closed) onChange(folder);
      });
      return watcher;
    } catch (error) {
      if (!folderFaults.has(errorCode(error))) complete = false;
      return null;
    }
  };

  const remove = (folder: string) => {
    watched.get(folder)?.close();
    watched.delete(folder);
  };

  return {
    add(folder) {
      if (closed || watched.has(folder)) return;
      watched.set(folder, watchesTrees && folder !== '' ? null : open(folder));
    },
    has: (folder) => watched.has(folder),
    remove,
    get complete() {
      return complete;
    },
    close() {
      closed = true;
      for (const folder of watched.keys()) remove(folder);
    },
  };
}

/**
 * Walks the folders a user chose. Worker only.
 *
 * Names come from the directory alone and cost little; size and time need each file opened (about a millisecond
 * apiece, more on a network drive), so they are read `statsAtOnce` at a time, and only for a listing, never for the
 * cheap comparison that `watch` does. A listing is paged by whoever reads it, so the first photos do not wait for it.
 */
import { isPhotoFolderName, isPhotoName } from '../../../shared/photo-files.ts';

export interface FoundFile {
  readonly handle: FileSystemFileHandle;
  /** Relative to what the user chose, `/`-separated. */
  readonly path: string;
}

export interface FileFacts {
  readonly byteLength: number;
  readonly modifiedMs: number;
}

/** One thing the user chose. */
export interface Root {
  /** Comes before the path of each file in it; for a file, its whole path. */
  readonly prefix: string;
  readonly handle: FileSystemHandle;
}

/** Links that point at a parent folder would never end otherwise. */
const maxDepth = 32;
const statsAtOnce = 16;

/** A folder alone gives its files bare paths; several things side by side put their own names in front. */
export function rootsOf(handles: readonly FileSystemHandle[]): Root[] {
  const [only] = handles;
  if (handles.length === 1 && only?.kind === 'directory') return [{ prefix: '', handle: only }];
  const used = new Set<string>();
  return handles.map((handle) => {
    let name = handle.name;
    for (let copy = 2; used.has(name); copy++) name = `${handle.name} (${copy})`;
    used.add(name);
    return { prefix: handle.kind === 'directory' ? `${name}/` : name, handle };
  });
}

/**
 * Every photo below one root. A folder inside that vanishes or is locked is left out; errors of the root itself
 * come out as the browser threw them.
 */
export async function* walk(root: Root, signal: AbortSignal): AsyncGenerator<FoundFile> {
  if (root.handle.kind === 'file') {
    yield { handle: root.handle as FileSystemFileHandle, path: root.prefix };
    return;
  }
  const open = [{ folder: root.handle as FileSystemDirectoryHandle, prefix: root.prefix, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    try {
      for await (const child of next.folder.values()) {
        if (signal.aborted) return;
        const path = next.prefix + child.name;
        if (child.kind === 'file') {
          if (isPhotoName(child.name)) yield { handle: child as FileSystemFileHandle, path };
        } else if (isPhotoFolderName(child.name) && next.depth < maxDepth) {
          open.push({ folder: child as FileSystemDirectoryHandle, prefix: `${path}/`, depth: next.depth + 1 });
        }
      }
    } catch (error) {
      if (next.depth === 0) throw error;
    }
  }
}

/** Adds size and time, in the same order. A file that vanished in between is left out; an unreadable one has no facts. */
export async function* withFacts(
  files: AsyncIterable<FoundFile>,
): AsyncGenerator<FoundFile & { readonly facts: FileFacts | null }> {
  const waiting: { file: FoundFile; facts: Promise<FileFacts | 'gone' | null> }[] = [];
  for await (const file of files) {
    waiting.push({ file, facts: factsOf(file.handle) });
    const first = waiting.length >= statsAtOnce ? waiting.shift() : undefined;
    if (!first) continue;
    const facts = await first.facts;
    if (facts !== 'gone') yield { ...first.file, facts };
  }
  for (const { file, facts: pending } of waiting) {
    const facts = await pending;
    if (facts !== 'gone') yield { ...file, facts };
  }
}

async function factsOf(handle: FileSystemFileHandle): Promise<FileFacts | 'gone' | null> {
  try {
    const file = await handle.getFile();
    return { byteLength: file.size, modifiedMs: file.lastModified };
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError' ? 'gone' : null;
  }
}

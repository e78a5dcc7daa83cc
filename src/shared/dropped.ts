/**
 * What was dropped on the page, as handles where the browser has them and as files elsewhere.
 *
 * The browser empties a drop as soon as its event handler returns: `collectDropped` takes everything it needs
 * before its first wait, so call it inside the handler. The types below are the few parts of `DataTransfer` it uses,
 * written out because this folder compiles in workers too.
 */
interface DroppedItem {
  readonly kind: string;
  getAsFile(): File | null;
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  webkitGetAsEntry?(): DroppedEntry | null;
}

export interface DropData {
  readonly items: ArrayLike<DroppedItem>;
}

/** The old, callback-based view of a dropped file or folder. */
interface DroppedEntry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly fullPath: string;
  file?(found: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): { readEntries(found: (entries: DroppedEntry[]) => void, failed: (error: unknown) => void): void };
}

const maxFiles = 20_000;

const paths = new WeakMap<File, string>();

/** A chosen or dropped file's path within its folder, `/`-separated; its name when it was not in one. */
export function relativePath(file: File): string {
  return paths.get(file) ?? (file.webkitRelativePath || file.name);
}

/** Everything dropped, folders included. What cannot be read is left out. At most 20,000 files. */
export async function collectDropped(data: DropData): Promise<(FileSystemHandle | File)[]> {
  const waiting = Array.from(data.items)
    .filter((item) => item.kind === 'file')
    .map((item) => {
      const file = item.getAsFile();
      const entry = item.webkitGetAsEntry?.() ?? null;
      return { file, entry, handle: item.getAsFileSystemHandle?.().catch(() => null) };
    });
  const found: (FileSystemHandle | File)[] = [];
  for (const { file, entry, handle } of waiting) {
    const kept = await handle;
    if (kept) found.push(kept);
    else if (entry?.isDirectory) await collectEntry(entry, found);
    else if (file) found.push(file);
  }
  return found;
}

async function collectEntry(root: DroppedEntry, found: (FileSystemHandle | File)[]): Promise<void> {
  const open = [root];
  for (let entry = open.pop(); entry && found.length < maxFiles; entry = open.pop()) {
    if (entry.isDirectory) open.push(...(await readFolder(entry)));
    else {
      const file = await readFile(entry);
      if (file) {
        paths.set(file, entry.fullPath.replace(/^\/+/, ''));
        found.push(file);
      }
    }
  }
}

/** `readEntries` gives about a hundred at a time and an empty list at the end. */
async function readFolder(entry: DroppedEntry): Promise<DroppedEntry[]> {
  const reader = entry.createReader?.();
  const all: DroppedEntry[] = [];
  while (reader) {
    const some = await new Promise<DroppedEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) break;
    all.push(...some);
  }
  return all;
}

function readFile(entry: DroppedEntry): Promise<File | null> {
  return new Promise((resolve) => {
    if (entry.file) entry.file(resolve, () => resolve(null));
    else resolve(null);
  });
}

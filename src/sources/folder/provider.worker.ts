/**
 * Photos in a folder of this device. Worker only.
 *
 * What the entry consists of is not in its params but in the database, under its id: `handles` (folders and files
 * the browser lets us read again) and `files` (copies in the origin-private file system, where handles do not exist).
 */
import { storageError, withDatabase, type StoredFileRow } from '../../shared/database.ts';
import { AppError } from '../../shared/errors.ts';
import { createListingDigest, type ListingDigest } from '../../shared/listing-digest.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { folderError, mayRead, permissionError } from './worker/permission.ts';
import { rootsOf, walk, withFacts, type FoundFile } from './worker/walk.ts';
import { addUnreadable, watchFolder } from './worker/watch-folder.ts';

const sourceId = 'folder';

/** Fingerprint of the names in each entry's last complete listing; other names are worth a new one. */
const listed = new Map<string, string>();

async function* list(_params: unknown, context: SourceContext): AsyncGenerator<PhotoRef> {
  const [handles, copies] = await Promise.all([handlesOf(context.entryId), copiesOf(context.entryId)]);
  if (handles.length === 0 && copies.length === 0) {
    throw new AppError('source.invalid', 'No folder is chosen yet, or the browser has forgotten it. Choose it again.');
  }
  for (const copy of copies) {
    if (context.signal.aborted) return;
    yield fromCopy(copy, context.entryId);
  }
  // One unplugged drive must not hide the folders that can be read, so its error comes last.
  let problem: AppError | null = null;
  const names = createListingDigest();
  for (const root of rootsOf(handles)) {
    try {
      if (!(await mayRead(root.handle))) throw permissionError();
      for await (const { handle, path, facts } of withFacts(noting(walk(root, context.signal), names))) {
        if (context.signal.aborted) return;
        yield {
          ...named(path, context.entryId),
          locator: { kind: 'file', handle },
          ...(facts && {
            dateMs: facts.modifiedMs,
            byteLength: facts.byteLength,
            revision: revisionOf(facts.byteLength, facts.modifiedMs),
          }),
        };
      }
    } catch (error) {
      addUnreadable(names, root);
      problem ??= folderError(error, root.handle.name);
    }
  }
  if (context.signal.aborted) return;
  listed.set(context.entryId, names.value());
  if (problem) throw problem;
}

/** Names count before anything is opened: a file that can be seen but never opened is no change. */
async function* noting(files: AsyncIterable<FoundFile>, names: ListingDigest): AsyncGenerator<FoundFile> {
  for await (const file of files) {
    names.add(file.path);
    yield file;
  }
}

function fromCopy(copy: StoredFileRow, entryId: string): PhotoRef {
  return {
    ...named(copy.name, entryId),
    locator: { kind: 'stored', path: copy.path },
    dateMs: copy.modifiedMs,
    byteLength: copy.byteLength,
    revision: revisionOf(copy.byteLength, copy.modifiedMs),
  };
}

function named(path: string, entryId: string) {
  const title = path.slice(path.lastIndexOf('/') + 1);
  return { id: `${entryId}:${path}`, sourceId, entryId, title, name: path };
}

function revisionOf(byteLength: number, modifiedMs: number): string {
  return `${byteLength}-${modifiedMs}`;
}

function handlesOf(entryId: string): Promise<readonly FileSystemHandle[]> {
  return reading(async () => (await withDatabase((database) => database.get('handles', entryId))) ?? []);
}

function copiesOf(entryId: string): Promise<readonly StoredFileRow[]> {
  return reading(() => withDatabase((database) => database.getAllFromIndex('files', 'entryId', entryId)));
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message, detail } = storageError(error);
    throw new AppError('source.unreachable', message, {
      retryable: true,
      cause: error,
      ...(detail !== undefined && { detail }),
    });
  }
}

function watch(_params: unknown, context: SourceContext, changed: () => void): () => void {
  let stop: (() => void) | null = null;
  let isStopped = false;
  async function start(): Promise<void> {
    const handles = await handlesOf(context.entryId);
    if (!isStopped && handles.length > 0) {
      stop = watchFolder({ handles, changed, listed: () => listed.get(context.entryId) });
    }
  }
  // Without the database there is nothing to watch; the listing meets the same trouble and says so.
  start().catch(() => undefined);
  return () => {
    isStopped = true;
    stop?.();
  };
}

export const provider: SourceProvider = { list, watch };

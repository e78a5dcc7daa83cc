/** The photos in a folder of a WebDAV server, its subfolders included, breadth first. Worker only. */
import { AppError, isAbort } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import { isPhotoFolderName, isPhotoName } from '../../shared/photo-files.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { isBelow, plainPath } from '../../shared/secrets.ts';
import { addressParam, plainAddress, textParam } from '../../shared/service-fields.ts';
import { empty } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { askFolder, findRoot } from './worker/ask-folder.ts';
import type { DavEntry } from './worker/multistatus.ts';

const sourceId = 'webdav';
/** Bounds of a walk: enough for a life of photos, an end for a folder that contains itself. */
const maxDepth = 12;
const maxFolders = 5_000;
const maxPhotos = 100_000;
/** Folders asked for side by side. */
const atOnce = 4;
const relistMs = 30 * 60_000;

interface Folder {
  readonly url: string;
  readonly depth: number;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** To compare: without a final slash. */
const pathOf = (url: string): string => plainPath(new URL(url).pathname).replace(/\/+$/, '');

/** Where an entry is; null when it leads out of the root. */
function addressOf({ href }: DavEntry, folder: string, root: string): string | null {
  try {
    const url = new URL(href, folder);
    // Behind a proxy some servers write their inner name; the path is what counts.
    const here = new URL(url.pathname, folder).href;
    return isBelow(here, root) ? here : null;
  } catch {
    return null;
  }
}

const isPhoto = (entry: DavEntry, name: string): boolean =>
  isPhotoName(name) || (!name.startsWith('.') && /^image\/(?!svg|vnd)/.test(entry.contentType));

function toRef(entry: DavEntry, url: string, path: string, { entryId }: SourceContext): PhotoRef {
  const revision =
    entry.etag ?? (entry.modifiedMs === undefined ? undefined : `${entry.modifiedMs}-${entry.byteLength ?? 0}`);
  return {
    id: `${entryId}:${path}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url, auth: entryId },
    title: path.slice(path.lastIndexOf('/') + 1),
    name: path,
    ...(entry.modifiedMs !== undefined && { dateMs: entry.modifiedMs }),
    ...(entry.byteLength !== undefined && { byteLength: entry.byteLength }),
    ...(revision !== undefined && { revision }),
  };
}

/** What one folder holds: its photos, and the folders to look into. */
function sortOut(entries: readonly DavEntry[], folder: Folder, root: string, context: SourceContext) {
  const photos: PhotoRef[] = [];
  const folders: Folder[] = [];
  const own = pathOf(folder.url);
  const top = pathOf(root).length;
  for (const entry of entries) {
    const url = addressOf(entry, folder.url, root);
    if (url === null) continue;
    const whole = pathOf(url);
    if (whole === own) continue;
    const path = decode(whole.slice(top)).replace(/^\/+|\/+$/g, '');
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '') continue;
    if (entry.isFolder) {
      if (isPhotoFolderName(name)) folders.push({ url: url.endsWith('/') ? url : `${url}/`, depth: folder.depth + 1 });
    } else if (isPhoto(entry, name)) photos.push(toRef(entry, url, path, context));
  }
  return { photos, folders };
}

/** A folder that cannot be read must not hide the others. */
async function read(folder: Folder, context: SourceContext): Promise<readonly DavEntry[] | AppError> {
  try {
    return await askFolder(folder.url, context);
  } catch (error) {
    if (isAbort(error) || !(error instanceof AppError)) throw error;
    return error;
  }
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const address = addressParam(params, 'address');
  if (!address)
    throw new AppError('source.invalid', 'This WebDAV folder has no address yet. Change it in the settings.');
  const wanted = {
    address: plainAddress(address),
    user: textParam(params, 'user'),
    folder: textParam(params, 'folder'),
  };
  const { root, entries } = await findRoot(wanted, context);
  const first: Folder = { url: root, depth: 0 };
  const queue: Folder[] = [first];
  const known = new Set([pathOf(root)]);
  const seen = new Set<string>();
  let failed: AppError | null = null;
  for (let from = 0; from < queue.length && seen.size < maxPhotos;) {
    const batch = queue.slice(from, from + atOnce);
    const answers = from === 0 ? [entries] : await Promise.all(batch.map((folder) => read(folder, context)));
    for (const [index, found] of answers.entries()) {
      if (found instanceof AppError) {
        failed ??= found;
        continue;
      }
      const { photos, folders } = sortOut(found, batch[index] ?? first, root, context);
      for (const photo of photos) {
        if (context.signal.aborted) return;
        if (seen.has(photo.id)) continue;
        seen.add(photo.id);
        yield photo;
      }
      for (const next of folders) {
        if (known.has(pathOf(next.url)) || next.depth > maxDepth || queue.length >= maxFolders) continue;
        known.add(pathOf(next.url));
        queue.push(next);
      }
    }
    from += answers.length;
  }
  if (failed) throw failed;
  if (seen.size === 0)
    throw empty(say`There are no photos in “${wanted.folder || address.host}”. Choose another folder.`);
}

export const provider: SourceProvider = { list, relistMs };

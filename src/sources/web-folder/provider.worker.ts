/** Photos in a folder of a web server, as its index pages list them, subfolders included. Worker only. */
import { AppError, isAbort } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import { isPhotoFolderName, isPhotoName } from '../../shared/photo-files.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { plainPath } from '../../shared/secrets.ts';
import { addressParam, plainAddress } from '../../shared/service-fields.ts';
import { readService } from '../../shared/service-read.ts';
import { changed, empty } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { type Listed, readIndex } from './worker/index-page.ts';

const sourceId = 'web-folder';
const names = { service: 'a list of files', key: 'user name or password' };
const maxDepth = 10;
const maxFolders = 2_000;
const maxPhotos = 100_000;
/** Pages asked for side by side. */
const atOnce = 4;
const relistMs = 30 * 60_000;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

async function readFolder(url: string, context: SourceContext): Promise<Listed[]> {
  const accept = { accept: 'text/html, application/json;q=0.5, */*;q=0.1' };
  const { text } = await readService(url, { headers: accept }, names, context);
  const listed = readIndex(text, url);
  if (!listed) throw changed(url, names, 'no index page');
  return listed;
}

/** One that cannot be read must not hide the others. */
async function read(url: string, context: SourceContext): Promise<readonly Listed[] | AppError> {
  try {
    return await readFolder(url, context);
  } catch (error) {
    if (isAbort(error) || !(error instanceof AppError)) throw error;
    return error;
  }
}

function toRef({ url, dateMs, byteLength, revision }: Listed, root: string, { entryId }: SourceContext): PhotoRef {
  const name = decode(plainPath(new URL(url).pathname).slice(plainPath(new URL(root).pathname).length));
  return {
    id: `${entryId}:${name}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url, auth: entryId },
    title: name.slice(name.lastIndexOf('/') + 1),
    name,
    ...(dateMs !== undefined && { dateMs }),
    ...(byteLength !== undefined && { byteLength }),
    ...(revision !== undefined && { revision }),
  };
}

const nameOf = (url: string): string => decode(new URL(url).pathname.replace(/\/$/, '').split('/').at(-1) ?? '');

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const address = addressParam(params, 'address');
  if (!address) throw new AppError('source.invalid', 'This folder has no address yet. Change it in the settings.');
  const root = `${plainAddress(address)}/`;
  const queue = [{ url: root, depth: 0 }];
  const known = new Set([root]);
  let photos = 0;
  let failed: AppError | null = null;
  for (let from = 0; from < queue.length && photos < maxPhotos;) {
    const batch = queue.slice(from, from + atOnce);
    const answers =
      from === 0 ? [await readFolder(root, context)] : await Promise.all(batch.map(({ url }) => read(url, context)));
    for (const [index, answer] of answers.entries()) {
      if (answer instanceof AppError) {
        failed ??= answer;
        continue;
      }
      const depth = (batch[index]?.depth ?? 0) + 1;
      for (const one of answer) {
        if (context.signal.aborted) return;
        if (known.has(one.url)) continue;
        known.add(one.url);
        if (!one.isFolder && isPhotoName(nameOf(one.url))) {
          photos++;
          yield toRef(one, root, context);
        } else if (
          one.isFolder &&
          isPhotoFolderName(nameOf(one.url)) &&
          depth <= maxDepth &&
          queue.length < maxFolders
        ) {
          queue.push({ url: one.url, depth });
        }
      }
    }
    from += answers.length;
  }
  if (failed) throw failed;
  if (photos === 0) {
    throw empty(
      say`The page at “${address.host}” lists no photos. Switch on the server’s index of files, or choose another folder.`,
    );
  }
}

export const provider: SourceProvider = { list, relistMs };

/** From a locator to the encoded file, or to the picture itself where its source paints it. */
import { AppError, aborted } from '../../shared/errors.ts';
import type { PhotoLocator } from '../../shared/photo.ts';
import type { SourceProvider } from '../../shared/source.ts';
import type { Encoded } from './encoded.ts';

export interface OpenContext {
  readonly baseUrl: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly signal: AbortSignal | undefined;
  readonly progress: () => void;
}

/** Its sentences come with the first photo that needs one. */
const loadProblems = () => import('./problems.ts');

/** One chunk per source, loaded when its first photo is opened. */
const PROVIDERS = import.meta.glob<{ provider: SourceProvider }>('../../sources/*/provider.worker.ts');

async function openProvided(sourceId: string, key: string, context: OpenContext): Promise<Blob | ImageBitmap> {
  const load = PROVIDERS[`../../sources/${sourceId}/provider.worker.ts`];
  const provider = load === undefined ? undefined : (await load()).provider;
  if (provider?.open === undefined) {
    throw new AppError('photo.not-found', 'The source that made this picture is gone. Add it again to see it.', {
      detail: sourceId,
    });
  }
  const { widthPx, heightPx } = context;
  return await provider.open(key, { widthPx, heightPx }, context.signal ?? new AbortController().signal);
}

async function openStored(path: string): Promise<File> {
  const steps = path.split('/').filter((step) => step !== '');
  const name = steps.pop();
  if (name === undefined) throw (await loadProblems()).gone();
  let folder = await navigator.storage.getDirectory();
  for (const step of steps) folder = await folder.getDirectoryHandle(step);
  return await (await folder.getFileHandle(name)).getFile();
}

/** Throws `photo.*`, `source.permission`, `aborted`. A returned bitmap belongs to the caller. */
export async function open(locator: PhotoLocator, context: OpenContext): Promise<Encoded | ImageBitmap> {
  try {
    switch (locator.kind) {
      case 'url': {
        const { openUrl } = await import('./open-url.ts');
        return await openUrl(locator.url, context.baseUrl, context.signal, context.progress, locator.auth);
      }
      case 'file':
        return await locator.handle.getFile();
      case 'stored':
        return await openStored(locator.path);
      case 'blob':
        return locator.blob;
      case 'provider':
        return await openProvided(locator.sourceId, locator.key, context);
    }
  } catch (error) {
    if (context.signal?.aborted === true) throw aborted();
    throw (await loadProblems()).fromFileError(error);
  }
}

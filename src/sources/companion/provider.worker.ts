/** Photos in the folder that the companion was started with. Worker only. */
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { fetchJson } from './worker/fetch-json.ts';
import { encodePath, readPage, type RemotePhoto } from './worker/photo-page.ts';
import { watchEvents } from './worker/watch-events.ts';

const sourceId = 'companion';
const pageSize = 500;

async function* list(_params: unknown, context: SourceContext): AsyncGenerator<PhotoRef> {
  const asked = new Set<string | null>();
  let cursor: string | null = null;
  do {
    asked.add(cursor);
    const url = new URL('/api/photos', context.baseUrl);
    url.searchParams.set('limit', String(pageSize));
    if (cursor !== null) url.searchParams.set('cursor', cursor);
    const page = readPage(await fetchJson(url, context.signal));
    for (const photo of page.photos) {
      if (context.signal.aborted) return;
      yield toRef(photo, context);
    }
    cursor = page.next;
    if (cursor !== null && asked.has(cursor)) {
      throw new AppError('source.unreachable', 'The companion’s list of photos never ends. Start it again.', {
        retryable: true,
      });
    }
  } while (cursor !== null && !context.signal.aborted);
}

function toRef(photo: RemotePhoto, { entryId, baseUrl }: SourceContext): PhotoRef {
  return {
    id: `${entryId}:${photo.path}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url: new URL(`/photos/${encodePath(photo.path)}`, baseUrl).href },
    title: photo.name,
    name: photo.path,
    ...(photo.modifiedMs !== undefined && { dateMs: photo.modifiedMs }),
    ...(photo.byteLength !== undefined && { byteLength: photo.byteLength }),
    ...(photo.etag !== undefined && { revision: photo.etag }),
  };
}

async function available(context: SourceContext): Promise<boolean> {
  const answer = await fetchJson(new URL('/api/companion', context.baseUrl), context.signal);
  const photos = (answer as { photos?: { enabled?: unknown } } | null)?.photos;
  return photos?.enabled === true;
}

export const provider: SourceProvider = {
  list,
  available,
  watch: (_params, context, changed) => watchEvents(new URL('/api/photos/events', context.baseUrl).href, changed),
};

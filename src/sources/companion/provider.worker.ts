/** Photos in the folder that the companion was started with. Worker only. */
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { ask } from './worker/ask.ts';
import { stateOfCompanion, type FolderState } from './worker/folder-state.ts';
import { encodePath, readPage, type PhotoPage, type RemotePhoto } from './worker/photo-page.ts';
import { watchEvents } from './worker/watch-events.ts';

const sourceId = 'companion';
const pageSize = 500;

/** What each entry's last listing saw; a folder in another state is worth a new one. */
const listed = new Map<string, FolderState>();

async function* list(_params: unknown, context: SourceContext): AsyncGenerator<PhotoRef> {
  const asked = new Set<string>();
  const revisions = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await fetchPage(cursor, context);
    revisions.add(page.revision);
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
    if (cursor !== null) asked.add(cursor);
  } while (cursor !== null);
  const [revision] = revisions;
  // Pages of different revisions are no picture of any moment: whatever the companion says next is news.
  if (revisions.size === 1 && revision !== undefined) listed.set(context.entryId, `at ${revision}`);
  else listed.delete(context.entryId);
}

async function fetchPage(cursor: string | null, { entryId, baseUrl, signal }: SourceContext): Promise<PhotoPage> {
  const url = new URL('/api/photos', baseUrl);
  url.searchParams.set('limit', String(pageSize));
  if (cursor !== null) url.searchParams.set('cursor', cursor);
  const answer = await ask(url, signal);
  if (answer.ok) return readPage(answer.value);
  listed.set(entryId, answer.trouble);
  throw answer.error;
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

async function companionState({ baseUrl, signal }: SourceContext): Promise<FolderState | null> {
  return stateOfCompanion(await ask(new URL('/api/companion', baseUrl), signal));
}

function watch(_params: unknown, context: SourceContext, changed: () => void): () => void {
  return watchEvents(new URL('/api/photos/events', context.baseUrl).href, {
    heard(state) {
      if (state === null || state !== listed.get(context.entryId)) changed();
    },
    ask: () => companionState(context).catch(() => 'down' as const),
  });
}

export const provider: SourceProvider = { list, watch };

/** Photos of an Immich server. Worker only. */
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { addressParam, plainAddress, textParam } from '../../shared/service-fields.ts';
import { empty } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { type AssetPlace, toRef } from './worker/assets.ts';
import {
  album,
  albumNamed,
  memories,
  onTimeline,
  personNamed,
  random,
  search,
  type Server,
  sharedLink,
} from './worker/calls.ts';

const relistMs = 30 * 60_000;
const maxPhotos = 100_000;

const nothing: Readonly<Record<string, string>> = {
  random: 'Your Immich has no photos yet. Upload some, or check whose key you entered.',
  memories: 'Your Immich has no memories of this day. Choose something else besides, so that there is always a photo.',
  favorites: 'Your Immich has no favourites yet. Mark some with the heart.',
  album: 'This album is empty. Choose another one.',
  person: 'There are no photos of this person. Choose another one.',
  link: 'This shared link holds no photos any more. Ask for a new one.',
};

async function* assetsOf(server: Server, what: string, name: string): AsyncGenerator<unknown> {
  if (what === 'favorites') yield* search(server, { isFavorite: true });
  else if (what === 'memories') yield* memories(server, new Date());
  else if (what === 'album') yield* album(server, await albumNamed(server, name));
  else if (what === 'person') yield* search(server, { personIds: [await personNamed(server, name)], ...onTimeline });
  else if (what === 'link') yield* sharedLink(server);
  else if (what === 'all') yield* search(server, onTimeline);
  else yield* random(server);
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const url = addressParam(params, 'address');
  if (!url) throw new AppError('source.invalid', 'This Immich has no address yet. Change it in the settings.');
  const address = plainAddress(url);
  const what = textParam(params, 'what') || 'random';
  const place: AssetPlace = {
    entryId: context.entryId,
    address,
    quality: textParam(params, 'quality') === 'original' ? 'original' : 'preview',
    withArchived: what === 'album' || what === 'link' || what === 'favorites',
  };
  const { entryId, baseUrl, signal } = context;
  const seen = new Set<string>();
  for await (const asset of assetsOf({ entryId, baseUrl, signal, address }, what, textParam(params, 'name'))) {
    if (signal.aborted || seen.size >= maxPhotos) return;
    const ref = toRef(asset, place);
    if (!ref || seen.has(ref.id)) continue;
    seen.add(ref.id);
    yield ref;
  }
  if (seen.size === 0) throw empty(nothing[what] ?? nothing['random'] ?? '');
}

export const provider: SourceProvider = { list, relistMs };

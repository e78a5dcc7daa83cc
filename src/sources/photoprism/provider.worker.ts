/** Photos of a PhotoPrism (API v1). Worker only. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { addressParam, at, dateAt, listAt, plainAddress, textAt, textParam } from '../../shared/service-fields.ts';
import { listPages, type ServicePage } from '../../shared/service-list.ts';
import { readJson } from '../../shared/service-read.ts';
import { changed } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { openPhoto, prism, writeKey } from './worker/open-photo.ts';

const sourceId = 'photoprism';
const perPage = 500;
const maxPages = 200;
const relistMs = 30 * 60_000;

const isUid = (text: string): boolean => /^[\da-z]{10,32}$/i.test(text);

async function listOf(url: string, context: SourceContext): Promise<readonly unknown[]> {
  const { value } = await readJson(url, {}, prism, context);
  if (!Array.isArray(value)) throw changed(url, prism, 'no list');
  return listAt(value);
}

async function albumNamed(address: string, name: string, context: SourceContext): Promise<string> {
  const wanted = name.trim().toLowerCase();
  const albums = await listOf(`${address}/api/v1/albums?count=2000&offset=0&type=album`, context);
  const found = albums.find(
    (one) => textAt(one, 'UID') === name || textAt(one, 'Title').trim().toLowerCase() === wanted,
  );
  const uid = textAt(found, 'UID');
  if (isUid(uid)) return uid;
  throw new AppError(
    'source.invalid',
    say`Your PhotoPrism has no album called “${name}”. Check the name, capitals do not matter.`,
    {
      retryable: true,
    },
  );
}

/** Old versions put the picture's hash into its primary file only. */
function hashOf(item: unknown): string {
  const files = listAt(item, 'Files');
  const primary = files.find((file) => at(file, 'Primary') === true) ?? files[0];
  return textAt(item, 'Hash') || textAt(primary, 'Hash');
}

function toRef(item: unknown, address: string, { entryId }: SourceContext): PhotoRef | null {
  const [uid, hash, type] = [textAt(item, 'UID'), hashOf(item), textAt(item, 'Type')];
  if (!isUid(uid) || !/^[\da-f]{8,80}$/i.test(hash) || /^(?:video|audio|document|vector)$/.test(type)) return null;
  if (at(item, 'Private') === true || textAt(item, 'DeletedAt') !== '') return null;
  const title = textAt(item, 'Title') || textAt(item, 'OriginalName') || textAt(item, 'FileName') || 'Photo';
  const [artist, place] = [textAt(item, 'Artist'), textAt(item, 'PlaceLabel')];
  const dateMs = dateAt(item, 'TakenAt');
  return {
    id: `${entryId}:${uid}`,
    sourceId,
    entryId,
    locator: { kind: 'provider', sourceId, key: writeKey({ entryId, address, hash }) },
    title: title.slice(0, 300),
    name: `${textAt(item, 'Path')}/${textAt(item, 'FileName') || title}/${uid}`.slice(0, 500),
    revision: hash,
    ...(dateMs !== undefined && { dateMs }),
    ...(artist !== '' && { credit: artist }),
    ...(place !== '' && place !== 'Unknown' && { place }),
    link: `${address}/library/browse?view=cards&q=uid:${uid}`,
  };
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const url = addressParam(params, 'address');
  if (!url) throw new AppError('source.invalid', 'This PhotoPrism has no address yet. Change it in the settings.');
  const address = plainAddress(url);
  const [name, query] = [textParam(params, 'album'), textParam(params, 'query')];
  const album = name === '' ? '' : await albumNamed(address, name, context);
  const page = async (number: number): Promise<ServicePage> => {
    const wanted = new URLSearchParams({
      count: String(perPage),
      offset: String((number - 1) * perPage),
      merged: 'true',
      order: 'newest',
      q: query,
      // What the first is called in older versions.
      ...(album !== '' && { s: album, album }),
    });
    const items = await listOf(`${address}/api/v1/photos?${wanted}`, context);
    return { items, hasMore: items.length > 0 };
  };
  yield* listPages({
    maxPages,
    signal: context.signal,
    page,
    toRef: (item) => toRef(item, address, context),
    nothing: 'Your PhotoPrism finds no photos for this. Choose another album or search.',
  });
}

export const provider: SourceProvider = {
  list,
  relistMs,
  open: (key, { widthPx, heightPx }, signal) => openPhoto(key, Math.max(widthPx, heightPx), signal),
};

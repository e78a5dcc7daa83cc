/** Public photos of Flickr: its API with the person's key, its public feeds without one. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { at, isRecord, listAt, numberAt, textAt, textParam } from '../../shared/service-fields.ts';
import { readSecret } from '../../shared/secrets.ts';
import { listPages, type ServicePage } from '../../shared/service-list.ts';
import { readJson } from '../../shared/service-read.ts';
import { changed, type ServiceNames } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { fromApi, fromFeed } from './worker/photo.ts';

const names: ServiceNames = { service: 'Flickr', key: 'API key' };
const api = 'https://www.flickr.com/services/rest/';
const feeds = 'https://www.flickr.com/services/feeds/';
const perPage = 250;
const maxPages = 8;
const relistMs = 60 * 60_000;
const nothing = 'Flickr shows no public photos there. Choose another person, album or tags.';

interface Subject {
  readonly user: string;
  readonly album: string;
  readonly tags: string;
}

/** Flickr answers with 200 and says in the body what is wrong. */
function failure(value: unknown): AppError | null {
  if (textAt(value, 'stat') !== 'fail') return null;
  const code = numberAt(value, 'code') ?? 0;
  const detail = `Flickr ${code}: ${textAt(value, 'message').slice(0, 100)}`;
  const message =
    code === 100
      ? 'Flickr does not accept your API key. Enter it again: it may have been mistyped or withdrawn.'
      : code === 1
        ? 'Flickr does not know this person or album, or it is private. Check the address.'
        : 'Flickr has trouble of its own. It is asked again later by itself.';
  return new AppError(code === 100 || code === 1 ? 'source.invalid' : 'source.unreachable', message, {
    retryable: true,
    detail,
  });
}

/** The key travels in the body: addresses end up in logs. */
async function call(
  method: string,
  wanted: Readonly<Record<string, string>>,
  key: string,
  context: SourceContext,
): Promise<unknown> {
  const body = new URLSearchParams({ method, format: 'json', nojsoncallback: '1', api_key: key, ...wanted }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { value } = await readJson(api, { method: 'POST', body, headers }, names, context);
  const failed = failure(value);
  if (failed) throw failed;
  return value;
}

async function idOf(user: string, key: string, context: SourceContext): Promise<string> {
  if (user === '' || /^\d+@N\d\d$/.test(user)) return user;
  const value = await call('flickr.urls.lookupUser', { url: `https://www.flickr.com/photos/${user}/` }, key, context);
  const id = textAt(value, 'user', 'id');
  if (id === '') throw changed(api, names, 'lookupUser');
  return id;
}

async function* fromKey({ user, album, tags }: Subject, key: string, context: SourceContext): AsyncGenerator<PhotoRef> {
  const id = await idOf(user, key, context);
  const page = async (number: number): Promise<ServicePage> => {
    const wanted = {
      ...(album !== ''
        ? { photoset_id: album, media: 'photos' }
        : { content_types: '0', safe_search: '1', sort: 'interestingness-desc' }),
      ...(id !== '' && { user_id: id }),
      ...(tags !== '' && { tags, tag_mode: 'all', media: 'photos' }),
      extras: 'url_4k,url_3k,url_k,url_h,url_o,url_l,url_c,date_taken,owner_name,media',
      per_page: String(perPage),
      page: String(number),
    };
    const method =
      album !== ''
        ? 'flickr.photosets.getPhotos'
        : tags !== ''
          ? 'flickr.photos.search'
          : 'flickr.people.getPublicPhotos';
    const value = await call(method, wanted, key, context);
    const found = at(value, 'photos') ?? at(value, 'photoset');
    if (!isRecord(found)) throw changed(api, names, method);
    return { items: listAt(found, 'photo'), hasMore: number < (numberAt(found, 'pages') ?? 1) };
  };
  const toRef = (item: unknown) => fromApi(item, context.entryId, id);
  yield* listPages({ maxPages, signal: context.signal, page, toRef, nothing });
}

async function* fromFeeds({ user, album, tags }: Subject, context: SourceContext): AsyncGenerator<PhotoRef> {
  if (user !== '' && !/^\d+@N\d\d$/.test(user)) {
    throw new AppError(
      'source.invalid',
      say`Flickr finds people by name only with an API key. Enter your key, or the number of “${user}” such as 12345678@N00.`,
      { retryable: true },
    );
  }
  const url = new URL(album !== '' ? `${feeds}photoset.gne` : `${feeds}photos_public.gne`);
  const wanted = album !== '' ? { set: album, nsid: user } : { id: user, tags };
  for (const [name, value] of Object.entries({ ...wanted, format: 'json', nojsoncallback: '1' })) {
    if (value !== '') url.searchParams.set(name, value);
  }
  const page = async (): Promise<ServicePage> => {
    const { value } = await readJson(url.href, {}, names, context);
    if (!isRecord(value) || !Array.isArray(value['items'])) throw changed(url.href, names, 'no items');
    return { items: listAt(value, 'items'), hasMore: false };
  };
  const toRef = (item: unknown) => fromFeed(item, context.entryId);
  yield* listPages({ maxPages: 1, signal: context.signal, page, toRef, nothing });
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const subject = {
    user: textParam(params, 'user'),
    album: textParam(params, 'album'),
    tags: textParam(params, 'tags'),
  };
  if (Object.values(subject).every((text) => text === '')) {
    throw new AppError('source.invalid', 'There is no person, album or tag yet. Change this source and enter one.');
  }
  const key = (await readSecret(context.entryId))?.values?.['key'] ?? '';
  if (key === '') yield* fromFeeds(subject, context);
  else yield* fromKey(subject, key, context);
}

export const provider: SourceProvider = { list, relistMs };

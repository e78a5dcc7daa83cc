/** Photos of Unsplash (API v1). Worker only. */
import type { PhotoRef } from '../../shared/photo.ts';
import { at, dateAt, listAt, numberAt, textAt, textParam, webAddress } from '../../shared/service-fields.ts';
import { listPages, type ServicePage } from '../../shared/service-list.ts';
import { readJson } from '../../shared/service-read.ts';
import { changed, type ServiceNames } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';

const sourceId = 'unsplash';
const names: ServiceNames = { service: 'Unsplash', key: 'access key' };
const api = 'https://api.unsplash.com';
const perPage = 30;
/** A new key may ask fifty times an hour. */
const maxPages = 5;
const relistMs = 6 * 3_600_000;

function addressOf(query: string, page: number): string {
  const collection = /\/collections\/([\w-]{1,40})/.exec(query)?.[1];
  const url = new URL(
    collection !== undefined
      ? `${api}/collections/${collection}/photos`
      : query === ''
        ? `${api}/photos`
        : `${api}/search/photos`,
  );
  if (collection === undefined && query !== '') {
    url.searchParams.set('query', query);
    url.searchParams.set('content_filter', 'high');
  }
  url.searchParams.set('per_page', String(perPage));
  url.searchParams.set('page', String(page));
  return url.href;
}

/** Scaled by Unsplash to what a large screen shows; `raw` takes such wishes, `full` is as it is. */
function pictureOf(item: unknown): string | null {
  const raw = webAddress(at(item, 'urls', 'raw'));
  if (raw === null) return webAddress(at(item, 'urls', 'full')) ?? webAddress(at(item, 'urls', 'regular'));
  const url = new URL(raw);
  for (const [name, value] of [
    ['w', '3840'],
    ['fit', 'max'],
    ['q', '85'],
    ['fm', 'jpg'],
  ] as const)
    url.searchParams.set(name, value);
  return url.href;
}

/** Those of Unsplash+ come with a watermark; drawings are no photos. Older answers say nothing of either. */
function isFree(item: unknown): boolean {
  const kind = textAt(item, 'asset_type');
  return at(item, 'premium') !== true && at(item, 'plus') !== true && (kind === '' || kind === 'photo');
}

function toRef(item: unknown, { entryId }: SourceContext): PhotoRef | null {
  const [id, url] = [textAt(item, 'id'), pictureOf(item)];
  if (!/^[\w-]{1,40}$/.test(id) || url === null || !isFree(item)) return null;
  const title = textAt(item, 'description') || textAt(item, 'alt_description') || 'Photo';
  const [author, place, link] = [
    textAt(item, 'user', 'name'),
    textAt(item, 'location', 'name'),
    webAddress(at(item, 'links', 'html')),
  ];
  const dateMs = dateAt(item, 'created_at');
  return {
    id: `${entryId}:${id}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url, auth: entryId },
    title: title.slice(0, 300),
    name: `${title.slice(0, 300)}/${id}`,
    revision: id,
    credit: author === '' ? 'Unsplash' : `${author}, Unsplash`,
    ...(dateMs !== undefined && { dateMs }),
    ...(place !== '' && { place }),
    ...(link !== null && { link }),
  };
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const query = textParam(params, 'query');
  const page = async (number: number): Promise<ServicePage> => {
    const url = addressOf(query, number);
    const { value } = await readJson(url, {}, names, context);
    const items = Array.isArray(value) ? listAt(value) : at(value, 'results');
    if (!Array.isArray(items)) throw changed(url, names, 'no photos');
    return { items, hasMore: items.length === perPage && number < (numberAt(value, 'total_pages') ?? maxPages) };
  };
  yield* listPages({
    maxPages,
    signal: context.signal,
    page,
    toRef: (item) => toRef(item, context),
    nothing: 'Unsplash finds nothing for this. Use other words or another collection.',
  });
}

export const provider: SourceProvider = { list, relistMs };

/** Photos of Pexels (API v1). Worker only. */
import type { PhotoRef } from '../../shared/photo.ts';
import { at, listAt, numberAt, textAt, textParam, webAddress } from '../../shared/service-fields.ts';
import { listPages, type ServicePage } from '../../shared/service-list.ts';
import { readJson } from '../../shared/service-read.ts';
import { changed, type ServiceNames } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';

const sourceId = 'pexels';
const names: ServiceNames = { service: 'Pexels', key: 'API key' };
const api = 'https://api.pexels.com/v1';
const perPage = 80;
const maxPages = 4;
const relistMs = 6 * 3_600_000;

function addressOf(query: string, page: number): string {
  // A collection's address ends with its id, behind its name.
  const collection = /\/collections\/(?:[\w-]*-)?(\w{3,20})\/?(?:[?#]|$)/.exec(query)?.[1];
  const url = new URL(
    collection !== undefined ? `${api}/collections/${collection}` : query === '' ? `${api}/curated` : `${api}/search`,
  );
  if (collection !== undefined) url.searchParams.set('type', 'photos');
  else if (query !== '') url.searchParams.set('query', query);
  url.searchParams.set('per_page', String(perPage));
  url.searchParams.set('page', String(page));
  return url.href;
}

/** The original, scaled by Pexels to what a large screen shows. */
function pictureOf(item: unknown): string | null {
  const original = webAddress(at(item, 'src', 'original'));
  if (original === null) return webAddress(at(item, 'src', 'large2x')) ?? webAddress(at(item, 'src', 'large'));
  const url = new URL(original);
  if (url.host !== 'images.pexels.com') return original;
  for (const [name, value] of [
    ['auto', 'compress'],
    ['cs', 'tinysrgb'],
    ['w', '3840'],
  ] as const)
    url.searchParams.set(name, value);
  return url.href;
}

function toRef(item: unknown, { entryId }: SourceContext): PhotoRef | null {
  const [id, url, type] = [numberAt(item, 'id'), pictureOf(item), textAt(item, 'type')];
  if (id === undefined || url === null || (type !== '' && type !== 'Photo')) return null;
  const [title, author, link] = [
    textAt(item, 'alt').trim() || 'Photo',
    textAt(item, 'photographer'),
    webAddress(at(item, 'url')),
  ];
  return {
    id: `${entryId}:${id}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url, auth: entryId },
    title: title.slice(0, 300),
    name: `${title.slice(0, 300)}/${id}`,
    revision: String(id),
    credit: author === '' ? 'Pexels' : `${author}, Pexels`,
    ...(link !== null && { link }),
  };
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const query = textParam(params, 'query');
  const page = async (number: number): Promise<ServicePage> => {
    const url = addressOf(query, number);
    const { value } = await readJson(url, {}, names, context);
    const items = at(value, 'photos') ?? at(value, 'media');
    if (!Array.isArray(items)) throw changed(url, names, 'no photos');
    return { items: listAt(items), hasMore: textAt(value, 'next_page') !== '' };
  };
  yield* listPages({
    maxPages,
    signal: context.signal,
    page,
    toRef: (item) => toRef(item, context),
    nothing: 'Pexels finds nothing for this. Use other words or another collection.',
  });
}

export const provider: SourceProvider = { list, relistMs };

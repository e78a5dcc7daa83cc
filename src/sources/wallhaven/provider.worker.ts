/** Wallhaven's search and public collections (API v1), safe wallpapers only. Worker only. */
import type { PhotoRef } from '../../shared/photo.ts';
import { at, dateAt, isRecord, listAt, numberAt, textAt, textParam, webAddress } from '../../shared/service-fields.ts';
import { listPages, type ServicePage } from '../../shared/service-list.ts';
import { readJson } from '../../shared/service-read.ts';
import { changed, type ServiceNames } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';

const sourceId = 'wallhaven';
const names: ServiceNames = { service: 'Wallhaven', key: null };
const api = 'https://wallhaven.cc/api/v1';
/** 24 each; at most 45 requests a minute are welcome. */
const maxPages = 8;
const relistMs = 3 * 3_600_000;
const sortings = new Set(['toplist', 'favorites', 'relevance', 'date_added']);

function addressOf(query: string, sorting: string, page: number): string {
  const collection = /wallhaven\.cc\/user\/([\w-]{1,60})\/favorites\/(\d{1,12})/.exec(query);
  if (collection) return `${api}/collections/${collection[1] ?? ''}/${collection[2] ?? ''}?purity=100&page=${page}`;
  const url = new URL(`${api}/search`);
  const wanted = {
    q: query,
    categories: '100',
    purity: '100',
    atleast: '1920x1080',
    sorting: sortings.has(sorting) ? sorting : 'toplist',
    topRange: '1M',
    page: String(page),
  };
  for (const [name, value] of Object.entries(wanted)) if (value !== '') url.searchParams.set(name, value);
  return url.href;
}

function toRef(item: unknown, { entryId }: SourceContext): PhotoRef | null {
  const [id, url] = [textAt(item, 'id'), webAddress(at(item, 'path'))];
  const purity = textAt(item, 'purity');
  if (!/^\w{1,20}$/.test(id) || url === null || (purity !== '' && purity !== 'sfw')) return null;
  // “2024-02-01 10:20:00”, in UTC.
  const dateMs = dateAt(textAt(item, 'created_at').replace(/^(\S+) ([\d:]+)$/, '$1T$2Z'));
  const bytes = numberAt(item, 'file_size');
  const link = webAddress(at(item, 'url'));
  return {
    id: `${entryId}:${id}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url, auth: entryId },
    title: `Wallhaven ${id}`,
    name: id,
    revision: id,
    ...(dateMs !== undefined && { dateMs }),
    ...(bytes !== undefined && { byteLength: bytes }),
    ...(link !== null && { link }),
  };
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const [query, sorting] = [textParam(params, 'query'), textParam(params, 'sorting')];
  const page = async (number: number): Promise<ServicePage> => {
    const url = addressOf(query, sorting, number);
    const { value } = await readJson(url, {}, names, context);
    if (!isRecord(value) || !Array.isArray(value['data'])) throw changed(url, names, 'no data');
    return { items: listAt(value, 'data'), hasMore: number < (numberAt(value, 'meta', 'last_page') ?? 1) };
  };
  yield* listPages({
    maxPages,
    signal: context.signal,
    page,
    toRef: (item) => toRef(item, context),
    nothing: 'Wallhaven finds nothing for these words. Use fewer or other ones.',
  });
}

export const provider: SourceProvider = { list, relistMs };

/** Pictures of subreddits, from Reddit's public listings. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { at, dateAt, isRecord, listAt, textAt, textParam } from '../../shared/service-fields.ts';
import { readJson } from '../../shared/service-read.ts';
import { changed, empty, type ServiceNames } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { type PostPicture, picturesOf } from './worker/post.ts';

const sourceId = 'reddit';
const names: ServiceNames = { service: 'Reddit', key: null };
/** A hundred posts each. */
const maxPages = 3;
const relistMs = 60 * 60_000;
const times = new Set(['day', 'week', 'month', 'year', 'all']);

function addressOf(subreddits: string, sorting: string, after: string): string {
  const isTop = times.has(sorting);
  const url = new URL(`https://www.reddit.com/r/${subreddits}/${isTop ? 'top' : 'hot'}.json`);
  url.searchParams.set('limit', '100');
  url.searchParams.set('raw_json', '1');
  if (isTop) url.searchParams.set('t', sorting);
  if (after !== '') url.searchParams.set('after', after);
  return url.href;
}

function toRef(post: unknown, picture: PostPicture, { entryId }: SourceContext): PhotoRef {
  const title = textAt(post, 'title').trim().slice(0, 300) || 'Picture';
  const [author, permalink] = [textAt(post, 'author'), textAt(post, 'permalink')];
  const dateMs = dateAt(post, 'created_utc');
  return {
    id: `${entryId}:${picture.id}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url: picture.url, auth: entryId },
    title,
    name: `${textAt(post, 'subreddit')}/${title}/${picture.id}`,
    revision: picture.id,
    ...(dateMs !== undefined && { dateMs }),
    ...(author !== '' && { credit: `u/${author}` }),
    ...(permalink.startsWith('/r/') && { link: `https://www.reddit.com${permalink}` }),
  };
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const subreddits = textParam(params, 'names');
  if (!/^\w{2,40}(?:\+\w{2,40}){0,19}$/.test(subreddits)) {
    throw new AppError(
      'source.invalid',
      'There is no subreddit yet. Change this source and enter one, such as EarthPorn.',
    );
  }
  const seen = new Set<string>();
  let after = '';
  for (let page = 0; page < maxPages; page++) {
    const url = addressOf(subreddits, textParam(params, 'sorting') || 'week', after);
    const { value } = await readJson(url, {}, names, context);
    if (!isRecord(at(value, 'data'))) throw changed(url, names, 'no listing');
    for (const child of listAt(value, 'data', 'children')) {
      for (const picture of picturesOf(at(child, 'data'))) {
        if (context.signal.aborted) return;
        if (seen.has(picture.id)) continue;
        seen.add(picture.id);
        yield toRef(at(child, 'data'), picture, context);
      }
    }
    const next = textAt(value, 'data', 'after');
    if (next === '' || next === after) break;
    after = next;
  }
  if (seen.size === 0)
    throw empty(say`There are no pictures for everyone in r/${subreddits} just now. Choose another subreddit.`);
}

export const provider: SourceProvider = { list, relistMs };

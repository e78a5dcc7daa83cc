/**
 * A Reddit listing (https://www.reddit.com/dev/api/#listings), as `/r/name.json` gives it; a post's own page is two listings.
 * Addresses of previews arrive with `&amp;`.
 */
import { epochDate } from '../dates.ts';
import { decodeReferences } from '../entities.ts';
import { jsonItem, type RawImage } from '../json-item.ts';
import { isRecord, list, record, records, text, type JsonRecord } from '../json-values.ts';
import { isPicture } from '../picture-kind.ts';
import { isMarkedRecord } from '../not-for-everyone.ts';
import type { ParsedFeed } from '../../../../shared/feed.ts';

const address = (value: unknown): string => decodeReferences(text(value), 'html');

function preview(post: JsonRecord): RawImage[] {
  return records(record(post['preview'])['images']).map((image) => {
    const { url, width, height } = record(image['source']);
    return { url: address(url), width, height };
  });
}

/** A gallery names its pictures in order and describes them elsewhere. */
function gallery(post: JsonRecord): RawImage[] {
  const metadata = record(post['media_metadata']);
  const named = records(record(post['gallery_data'])['items']).map((item) => text(item['media_id']));
  const order = named.length > 0 ? named : Object.keys(metadata);
  return order.flatMap((id) => {
    const media = record(Object.hasOwn(metadata, id) ? metadata[id] : null);
    const { u, gif, x, y } = record(media['s']);
    if (media['e'] !== 'Image' && media['e'] !== 'AnimatedImage') return [];
    return [{ url: address(u ?? gif), width: x, height: y }];
  });
}

function readPost(post: JsonRecord, base: string): ReturnType<typeof jsonItem> {
  const shared = records(post['crosspost_parent_list'])[0];
  const own = [...preview(post), ...gallery(post)];
  const pictures = own.length > 0 || !shared ? own : [...preview(shared), ...gallery(shared)];
  const linked = address(post['url_overridden_by_dest']) || address(post['url']);
  const direct = isPicture(linked, '') ? [{ ...(pictures.length === 1 ? pictures[0] : {}), url: linked }] : [];
  const isVideo = post['is_video'] === true;
  // What was taken down stays in listings for a while, and its pictures in the previews.
  const isGone = text(post['removed_by_category']) !== '' || /^\[(?:removed|deleted)\]$/.test(text(post['selftext']));
  const permalink = text(post['permalink']);
  return jsonItem(
    {
      id: text(post['name']) || post['id'],
      title: post['title'],
      link: permalink === '' ? linked : permalink,
      published: epochDate(Number(post['created_utc'])),
      author: post['author'],
      html: decodeReferences(text(post['selftext_html']), 'html'),
      images: isVideo || isGone ? [] : [...direct, ...pictures],
      notForEveryone: isMarkedRecord(post) || (shared !== undefined && isMarkedRecord(shared)),
    },
    base,
  );
}

export function readReddit(value: unknown, url: string): ParsedFeed | null {
  const listing = record(Array.isArray(value) ? value[0] : value);
  if (listing['kind'] !== 'Listing' || !isRecord(listing['data'])) return null;
  const posts = list(listing['data']['children'])
    .map((child) => record(child))
    .filter(({ kind }) => kind === 't3')
    .map(({ data }) => record(data));
  const subreddit = text(posts[0]?.['subreddit_name_prefixed']);
  const base = /^https?:\/\/([\w-]+\.)*reddit\.com\//i.test(url) ? 'https://www.reddit.com/' : url;
  return { title: subreddit, items: posts.map((post) => readPost(post, base)) };
}

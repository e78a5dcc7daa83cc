/** Feeds that the user pasted: RSS, Atom, JSON Feed, subreddits and the lists of photo services; or a list of feeds, pasted or dropped. */
import '../../shared/plurals.ts';
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { profiled } from '../../shared/profile.ts';
import type { ConfiguredSource, SourceDefinition, SourceInput } from '../../shared/source.ts';
import { defaultRefreshMinutes, maxFeeds, readFeeds } from './read-feeds.ts';
import { looksLikeOpml, maxListChars, readOpml, sayTaken } from './read-opml.ts';

const address = z.string().check(z.maxLength(4096));

/** The cache in which the worker keeps what it read, and the beginning of its keys for a feed (`worker/feed-memory.ts`). */
const cacheName = profiled('afterimage-feeds');
const keyOf = (url: string): string => `https://feeds.invalid/?${encodeURIComponent(url)}`;

async function forget(urls: readonly unknown[]): Promise<void> {
  try {
    const cache = await caches.open(cacheName);
    const starts = urls.map((url) => keyOf(String(url)));
    for (const { url } of await cache.keys()) {
      if (starts.some((start) => url === start || url.startsWith(`${start}%23`))) await cache.delete(url);
    }
  } catch {
    // Without a cache nothing was kept.
  }
}

/** The text of what was pasted, or of lists that were dropped. */
async function textIn({ text = '', dropped = [] }: SourceInput): Promise<string> {
  const [first] = dropped;
  if (!first) return text;
  const file = first instanceof File ? first : await (first as FileSystemFileHandle).getFile();
  // Four bytes are the most that a character takes.
  return file.slice(0, 4 * maxListChars).text();
}

function fromList(text: string): ConfiguredSource {
  const list = readOpml(text);
  const taken = list.feeds.slice(0, maxFeeds);
  if (taken.length === 0) {
    throw new AppError(
      'source.invalid',
      'There is no address of a feed in this list. Export it again from your feed reader, as OPML.',
    );
  }
  return {
    params: { urls: taken.map(({ url }) => url), refreshMinutes: defaultRefreshMinutes, minimumPx: 0, proxy: '' },
    label: (list.title || labelOf(taken.map(({ url }) => url))).slice(0, 200),
    notice: sayTaken(list, taken),
  };
}

const labelOf = (urls: readonly string[]): string =>
  urls.length === 1 ? new URL(urls[0] ?? '').host.replace(/^www\./, '') : `${urls.length} feeds`;

export const source: SourceDefinition = {
  id: 'feed',
  label: 'Photo feeds',
  description:
    'Shows the pictures of feeds: RSS, Atom, JSON or a subreddit such as r/EarthPorn, one per line, or the list of a feed reader (OPML).',
  params: z.object({
    urls: z._default(z.array(address).check(z.maxLength(maxFeeds)), []),
    refreshMinutes: z._default(z.number().check(z.gte(15), z.lte(10_080)), defaultRefreshMinutes),
    minimumPx: z._default(z.number().check(z.gte(0), z.lte(99_999)), 0),
    proxy: z._default(address, ''),
  }),
  setup: 'text',
  configure: async (input) => {
    const text = await textIn(input);
    if (text.trim() === '') return null;
    if (looksLikeOpml(text)) return fromList(text);
    const { urls, ...wishes } = readFeeds(text);
    if (urls.length === 0) {
      throw new AppError('source.invalid', 'There is no address of a feed in this text. Paste one per line.');
    }
    return { params: { urls, ...wishes }, label: labelOf(urls) };
  },
  forget: ({ params }) => forget(Array.isArray(params['urls']) ? params['urls'] : []),
};

/** Feeds that the user pasted: RSS, Atom, JSON Feed, subreddits and the lists of photo services. */
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { profiled } from '../../shared/profile.ts';
import type { SourceDefinition } from '../../shared/source.ts';
import { defaultRefreshMinutes, maxFeeds, readFeeds } from './read-feeds.ts';

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

export const source: SourceDefinition = {
  id: 'feed',
  label: 'Photo feeds',
  description: 'Shows the pictures of feeds: RSS, Atom, JSON or a subreddit such as r/EarthPorn, one per line.',
  params: z.object({
    urls: z._default(z.array(address).check(z.maxLength(maxFeeds)), []),
    refreshMinutes: z._default(z.number().check(z.gte(15), z.lte(10_080)), defaultRefreshMinutes),
    minimumPx: z._default(z.number().check(z.gte(0), z.lte(99_999)), 0),
    proxy: z._default(address, ''),
  }),
  setup: 'text',
  configure: async ({ text = '' }) => {
    if (text.trim() === '') return null;
    const { urls, ...wishes } = readFeeds(text);
    const [first] = urls;
    if (first === undefined) {
      throw new AppError('source.invalid', 'There is no address of a feed in this text. Paste one per line.');
    }
    return {
      params: { urls, ...wishes },
      label: urls.length === 1 ? new URL(first).host.replace(/^www\./, '') : `${urls.length} feeds`,
    };
  },
  forget: ({ params }) => forget(Array.isArray(params['urls']) ? params['urls'] : []),
};

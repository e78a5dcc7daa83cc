import { vi } from 'vitest';
import type { SourceWorld } from './world.ts';

const address = 'https://news.test/feed.xml';

/** A feed whose host lets every page read it. */
const feed = `<rss version="2.0"><channel><title>Days</title>${Array.from(
  { length: 40 },
  (_, index) =>
    `<item><title>Day ${index}</title><link>https://news.test/${index}</link>` +
    `<enclosure url="/photos/${index}.jpg" type="image/jpeg"/></item>`,
).join('')}</channel></rss>`;

export const world: SourceWorld = {
  params: { urls: [address], refreshMinutes: 60, minimumPx: 0 },
  photos: 40,
  enter() {
    vi.stubGlobal('fetch', async (url: string | URL) => {
      if (String(url) !== address) throw new TypeError('Failed to fetch');
      return new Response(feed, { headers: { 'content-type': 'application/rss+xml' } });
    });
  },
};

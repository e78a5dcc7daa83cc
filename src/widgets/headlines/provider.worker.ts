/** Headlines of an RSS, Atom or JSON feed, directly or through the companion where the host lets no browser in. Worker only. */
import { t } from '../../shared/i18n.ts';
import { fetchForWidget, webAddressOf } from '../../shared/widget-fetch.ts';
import type { WidgetProvider } from '../../shared/widget-provider.ts';
import type { Headline, Headlines } from './data.ts';

const maxBytes = 8 * 1024 * 1024;
const mostItems = 40;

export const provider: WidgetProvider = {
  async ask(query, ask): Promise<Headlines> {
    const { address } = (query ?? {}) as { address?: unknown };
    const asked = webAddressOf(address, t('This is no address of a feed. It begins with https://.'));
    const tooLarge = t('This feed is too large for headlines. Use another one.');
    const { bytes, url, contentType } = await fetchForWidget(asked, ask, { maxBytes, tooLarge });
    const feed = await ask.readFeed(bytes, { url, ...(contentType === null ? {} : { contentType }) });
    const items = feed.items.flatMap(({ title, link, published }): Headline[] =>
      title.trim() === ''
        ? []
        : [{ title: title.trim().slice(0, 300), link, atMs: published ? Date.parse(published) : null }],
    );
    // Newest first, those without a date in the order of the feed.
    items.sort((a, b) => (b.atMs ?? 0) - (a.atMs ?? 0));
    return { title: feed.title.trim().slice(0, 120), items: items.slice(0, mostItems) };
  },
};

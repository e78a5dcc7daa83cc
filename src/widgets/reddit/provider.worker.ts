/** The posts of a community that were liked best, read by the parser that reads feeds. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import { at, isRecord, listAt, numberAt, textAt } from '../../shared/service-fields.ts';
import { fetchForWidget } from '../../shared/widget-fetch.ts';
import type { WidgetProvider } from '../../shared/widget-provider.ts';
import { nameOf, spans, type Post } from './data.ts';

const maxBytes = 8 * 1024 * 1024;
const mostPosts = 30;

interface Judged {
  /** The listing without what is not for everyone, and without notices of the moderators. */
  readonly bytes: Uint8Array;
  readonly points: ReadonlyMap<string, number>;
}

/** Null for what is no listing: the parser says why. */
function judge(bytes: Uint8Array): Judged | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
  const data = at(value, 'data');
  if (!isRecord(value) || !isRecord(data)) return null;
  const kept = listAt(data, 'children').filter(
    (child) => at(child, 'data', 'over_18') !== true && at(child, 'data', 'stickied') !== true,
  );
  const points = new Map(
    kept.map((child) => [textAt(child, 'data', 'name'), numberAt(child, 'data', 'score') ?? Number.NaN] as const),
  );
  const listing = { ...value, data: { ...data, children: kept } };
  return { bytes: new TextEncoder().encode(JSON.stringify(listing)), points };
}

export const provider: WidgetProvider = {
  async ask(query, ask): Promise<{ posts: readonly Post[] }> {
    const { name: typed, over } = (query ?? {}) as { name?: unknown; over?: unknown };
    const name = nameOf(typeof typed === 'string' ? typed : '');
    if (name === '')
      throw new AppError('source.invalid', t('This is no name of a community. Write it like r/EarthPorn.'));
    const span = spans.find((one) => one === over) ?? 'day';
    const address = new URL(`https://www.reddit.com/r/${name}/top.json`);
    address.search = new URLSearchParams({ t: span, limit: String(mostPosts), raw_json: '1' }).toString();
    const tooLarge = t('Reddit sent more than can be read. It is asked again later.');
    const { bytes, url } = await fetchForWidget(address, ask, { maxBytes, tooLarge });
    const judged = judge(bytes);
    const feed = await ask.readFeed(judged?.bytes ?? bytes, { url });
    const posts = feed.items.flatMap(({ id, title, link, author, published }): Post[] => {
      const points = judged?.points.get(id) ?? Number.NaN;
      if (title.trim() === '') return [];
      return [
        {
          title: title.trim().slice(0, 300),
          link,
          author: (author ?? '').slice(0, 60),
          atMs: published ? Date.parse(published) : null,
          points: Number.isFinite(points) ? points : null,
        },
      ];
    });
    return { posts: posts.slice(0, mostPosts) };
  },
};

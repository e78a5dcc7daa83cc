/** Headlines of an RSS, Atom or JSON feed, directly or through the companion where the host lets no browser in. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { WidgetAsk, WidgetProvider } from '../../shared/widget-provider.ts';
import type { Headline, Headlines } from './data.ts';

const timeoutMs = 15_000;
const maxBytes = 8 * 1024 * 1024;
const mostItems = 40;

function addressOf(query: unknown): string {
  const { address } = (query ?? {}) as { address?: unknown };
  const text = typeof address === 'string' ? address.trim() : '';
  try {
    const url = new URL(/^[a-z]+:/i.test(text) ? text : `https://${text}`);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  } catch {
    // Said below.
  }
  throw new AppError('source.invalid', 'This is no address of a feed. It begins with https://.');
}

async function read(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.byteLength > maxBytes)
    throw new AppError('feed.too-large', 'This feed is too large for headlines. Use another one.');
  return bytes;
}

/** Null when it did not answer or refused. */
async function attempt(address: string | URL, signal: AbortSignal): Promise<Response | null> {
  try {
    const response = await fetch(address, {
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
    });
    return response.ok ? response : null;
  } catch {
    return null;
  }
}

async function getFeed(address: string, ask: WidgetAsk) {
  const signal = AbortSignal.any([ask.signal, AbortSignal.timeout(timeoutMs)]);
  const direct = await attempt(address, signal);
  if (direct) return { response: direct, url: direct.url || address };
  const proxy = new URL('/proxy/feed', ask.baseUrl);
  proxy.searchParams.set('url', address);
  const response = await attempt(proxy, signal);
  const url = response?.headers.get('x-proxy-url');
  if (response && url) return { response, url };
  const { host } = new URL(address);
  throw new AppError(
    'source.unreachable',
    say`“${host}” does not let browsers read its feed, or cannot be reached. Start the companion, which fetches it for you, or use another feed.`,
    { retryable: true },
  );
}

export const provider: WidgetProvider = {
  async ask(query, ask): Promise<Headlines> {
    const { response, url } = await getFeed(addressOf(query), ask);
    const contentType = response.headers.get('content-type');
    const feed = await ask.readFeed(await read(response), { url, ...(contentType === null ? {} : { contentType }) });
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

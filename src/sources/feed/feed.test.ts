import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceHost } from '../../shared/source.ts';
import { parseFeed } from '../../workers/feeds/parse.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';
import { readFeeds } from './read-feeds.ts';

const minuteMs = 60_000;

/** The world outside: what each address answers, and what it was asked. */
interface Outside {
  readonly asked: { readonly url: string; readonly headers: Headers; readonly cache: string | undefined }[];
  answer(url: string): Response | Promise<Response>;
}

let outside: Outside;
let hosts = 0;
/** Politeness and memory hang on hosts and addresses: every test has its own. */
let host = '';

const rss = (...items: readonly string[]): string =>
  `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Shore</title>${items.join('')}</channel></rss>`;
const item = (name: string, more = ''): string =>
  `<item><title>${name}</title><link>https://shore.test/${name}</link><author>Ana</author>` +
  `<pubDate>Tue, 05 Mar 2024 19:20:21 GMT</pubDate><enclosure url="/img/${name}.jpg" type="image/jpeg"/>${more}</item>`;

const feedOf = (...names: readonly string[]): Response =>
  new Response(rss(...names.map((name) => item(name))), { headers: { 'content-type': 'application/rss+xml' } });

function context(signal = new AbortController().signal): SourceContext {
  return {
    entryId: 'e',
    signal,
    baseUrl: 'https://show.test/',
    freeBytes: 0,
    readFeed: async (bytes, options) => parseFeed(bytes, options),
  };
}

async function listed(
  params: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<{ refs: PhotoRef[]; error: unknown }> {
  const refs: PhotoRef[] = [];
  try {
    for await (const ref of provider.list(params, context(signal))) refs.push(ref);
    return { refs, error: null };
  } catch (error) {
    return { refs, error };
  }
}

const titles = ({ refs }: { refs: readonly PhotoRef[] }): string[] => refs.map(({ title }) => title);

function refuse(): never {
  throw new TypeError('Failed to fetch');
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.UTC(2024, 3, 1) + hosts * 86_400_000);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  host = `feeds-${++hosts}.test`;
  outside = { asked: [], answer: () => feedOf('one') };
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit = {}) => {
    const url = String(input);
    if (!url.includes('/api/companion')) {
      outside.asked.push({ url, headers: new Headers(init.headers), cache: init.cache });
    }
    return await outside.answer(url);
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what may be pasted', () => {
  it('takes addresses, subreddits and wishes', () => {
    const text = [
      '# mine',
      'https://a.test/feed.xml#top, feed:https://b.test/atom',
      'r/EarthPorn',
      'blog.test/rss',
      'every 2 hours',
      'at least 1600 px',
      'through https://proxy.test/?url=',
    ].join('\n');
    expect(readFeeds(text)).toEqual({
      urls: [
        'https://a.test/feed.xml',
        'https://b.test/atom',
        'https://www.reddit.com/r/EarthPorn/hot.json?limit=100&raw_json=1',
        'https://blog.test/rss',
      ],
      refreshMinutes: 120,
      minimumPx: 1600,
      proxy: 'https://proxy.test/?url=',
    });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'hello', 'https://'])('names the line of %s', (bad) => {
    expect(() => readFeeds(`https://a.test/\n${bad}`)).toThrow(
      expect.objectContaining({ kind: 'source.invalid', message: expect.stringMatching(/^Line 2, “.+”/) as string }),
    );
  });

  it('becomes an entry with a name', async () => {
    const with_ = (text: string): SourceHost => ({
      entryId: 'e',
      text,
      keepFiles: () => Promise.reject(new Error('not asked for')),
      forgetFiles: () => Promise.resolve(),
    });
    expect((await source.configure(with_('https://www.a.test/feed')))?.label).toBe('a.test');
    expect((await source.configure(with_('https://a.test/1 https://a.test/2')))?.label).toBe('2 feeds');
    expect(await source.configure(with_(' '))).toBeNull();
    await expect(source.configure(with_('every 3 hours'))).rejects.toMatchObject({ kind: 'source.invalid' });
  });
});

describe('listing', () => {
  it('makes a photo of each item, with who, where and when', async () => {
    const { refs, error } = await listed({ urls: [`https://${host}/feed`] });
    expect(error).toBeNull();
    expect(refs).toEqual([
      {
        id: `e:https://${host}/img/one.jpg`,
        sourceId: 'feed',
        entryId: 'e',
        locator: { kind: 'url', url: `https://${host}/img/one.jpg` },
        title: 'one',
        name: 'Shore/one',
        dateMs: Date.UTC(2024, 2, 5, 19, 20, 21),
        credit: 'Ana',
        link: 'https://shore.test/one',
      },
    ]);
  });

  it('shows a picture once, in however many feeds it is', async () => {
    outside.answer = () => feedOf('one', 'two', 'one');
    const urls = [`https://${host}/a`, `https://${host}/b`];
    expect(titles(await listed({ urls }))).toEqual(['one', 'two']);
  });

  it('leaves out what is said to be too small, not what says nothing', async () => {
    outside.answer = () =>
      new Response(
        rss(
          '<item><title>small</title><media:content url="/s.jpg" medium="image" width="300" height="200"/></item>',
          '<item><title>large</title><media:content url="/l.jpg" medium="image" width="3000" height="2000"/></item>',
          '<item><title>unsaid</title><media:content url="/u.jpg" medium="image"/></item>',
        ),
      );
    const urls = [`https://${host}/feed`];
    expect(titles(await listed({ urls, minimumPx: 1000 }))).toEqual(['large', 'unsaid']);
    expect(titles(await listed({ urls, minimumPx: 0 }))).toEqual(['small', 'large', 'unsaid']);
  });

  it('lists what can be read and tells what cannot', async () => {
    outside.answer = (url) => (url.endsWith('/bad') ? new Response('<html><body>Hi') : feedOf('one'));
    const { refs, error } = await listed({ urls: [`https://${host}/bad`, `https://${host}/good`] });
    expect(refs).toHaveLength(1);
    expect(error).toMatchObject({ kind: 'source.invalid', detail: 'feed.not-a-feed' });
  });

  it('says so when a feed has no pictures', async () => {
    outside.answer = () => new Response(rss('<item><title>words</title></item>'));
    const { error } = await listed({ urls: [`https://${host}/feed`] });
    expect(error).toMatchObject({ message: expect.stringContaining('has no pictures') as string });
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    outside.answer = () =>
      new Promise((_resolve, reject) => {
        controller.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      });
    const listing = listed({ urls: [`https://${host}/feed`] }, controller.signal);
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    expect((await listing).refs).toEqual([]);
  });
});

describe('a host that keeps browsers out', () => {
  it('is named, with what to do', async () => {
    outside.answer = refuse;
    const { error } = await listed({ urls: [`https://${host}/feed`] });
    expect(error).toMatchObject({
      kind: 'source.unreachable',
      message: `“${host}” does not let browsers read its feed directly, or cannot be reached. Start the companion, which fetches it for you, or use another feed.`,
    });
  });

  it('is read through the companion where there is one, and its pictures too', async () => {
    const url = `https://${host}/feed`;
    outside.answer = (asked) => {
      if (asked.startsWith('https://show.test/api/companion')) return Response.json({ proxy: true });
      if (!asked.startsWith('https://show.test/proxy/feed?url=')) refuse();
      return new Response(rss(item('one')), { headers: { 'x-proxy-url': url } });
    };
    const { refs, error } = await listed({ urls: [url] });
    expect(error).toBeNull();
    expect(refs[0]?.id).toBe(`e:https://${host}/img/one.jpg`);
    expect(refs[0]?.locator).toEqual({
      kind: 'url',
      url: `https://show.test/proxy/image?url=${encodeURIComponent(`https://${host}/img/one.jpg`)}`,
    });
  });

  it('is read through the user’s own proxy where one is named, and its pictures too', async () => {
    outside.answer = (asked) => {
      if (!asked.startsWith('https://proxy.test/get?of=')) refuse();
      return new Response(rss(item('one')));
    };
    const params = { urls: [`https://${host}/feed`], proxy: 'https://proxy.test/get?of={url}&raw=1' };
    const { refs, error } = await listed(params);
    expect(error).toBeNull();
    expect(refs[0]?.locator).toEqual({
      kind: 'url',
      url: `https://proxy.test/get?of=${encodeURIComponent(`https://${host}/img/one.jpg`)}&raw=1`,
    });
  });

  it('asks for the companion’s token when the companion does', async () => {
    outside.answer = (asked) =>
      asked.startsWith('https://show.test/proxy/')
        ? Response.json({ error: { kind: 'proxy-token', message: 'Token.' } }, { status: 403 })
        : refuse();
    const params = { urls: [`https://${host}/feed`] };
    expect((await listed(params)).error).toMatchObject({ kind: 'source.token' });
    expect((await provider.health?.(params))?.[0]?.needsToken).toBe(true);
  });

  it('is not mistaken for a feed when a page answers in the companion’s place', async () => {
    outside.answer = (asked) => (asked.startsWith('https://show.test/') ? new Response('<html>') : refuse());
    const { error } = await listed({ urls: [`https://${host}/feed`] });
    expect(error).toMatchObject({ kind: 'source.unreachable' });
  });

  it('is explained in the companion’s own words when that refuses', async () => {
    const message = 'This address leads into your own network. Start the companion with --allow-private to permit it.';
    outside.answer = (asked) =>
      asked.startsWith('https://show.test/proxy/')
        ? Response.json({ error: { kind: 'proxy-private', message } }, { status: 403 })
        : refuse();
    expect((await listed({ urls: [`https://${host}/feed`] })).error).toMatchObject({ message });
  });
});

describe('politeness', () => {
  it('asks again only after the interval, and lets the browser revalidate', async () => {
    const params = { urls: [`https://${host}/feed`], refreshMinutes: 30 };
    await listed(params);
    await vi.advanceTimersByTimeAsync(29 * minuteMs);
    expect(titles(await listed(params))).toEqual(['one']);
    expect(outside.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    await listed(params);
    expect(outside.asked.map(({ cache }) => cache)).toEqual(['no-cache', 'no-cache']);
  });

  it('keeps what it had when the feed is unchanged', async () => {
    const url = `https://${host}/feed`;
    const params = { urls: [url], refreshMinutes: 30 };
    outside.answer = (asked) => {
      if (!asked.startsWith('https://show.test/proxy/')) refuse();
      const { headers } = outside.asked.at(-1) ?? { headers: new Headers() };
      return headers.get('if-none-match') === '"v1"'
        ? new Response(null, { status: 304, headers: { 'x-proxy-url': url } })
        : new Response(rss(item('one')), { headers: { 'x-proxy-url': url, etag: '"v1"' } });
    };
    await listed(params);
    await vi.advanceTimersByTimeAsync(31 * minuteMs);
    const again = await listed(params);
    expect(outside.asked.at(-1)?.headers.get('if-none-match')).toBe('"v1"');
    expect(again.error).toBeNull();
    expect(titles(again)).toEqual(['one']);
  });

  it('asks one host at most fifteen times a minute', async () => {
    const urls = Array.from({ length: 20 }, (_, index) => `https://${host}/${index}`);
    outside.answer = (url) => feedOf(new URL(url).pathname.slice(1));
    const first = await listed({ urls });
    expect(outside.asked).toHaveLength(15);
    expect(first.refs).toHaveLength(15);
    expect(first.error).toMatchObject({ kind: 'source.unreachable' });
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    const second = await listed({ urls });
    expect(second.error).toBeNull();
    expect(second.refs).toHaveLength(20);
  });

  it('waits as long as the host asks for', async () => {
    outside.answer = () => new Response('', { status: 429, headers: { 'retry-after': '1200' } });
    const params = { urls: [`https://${host}/feed`] };
    expect((await listed(params)).error).toMatchObject({ message: expect.stringContaining('less often') as string });
    outside.answer = () => feedOf('one');
    await vi.advanceTimersByTimeAsync(19 * minuteMs);
    expect((await listed(params)).refs).toEqual([]);
    expect(outside.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    expect(await listed(params)).toMatchObject({ error: null, refs: [{ title: 'one' }] });
  });

  it('shows what it knew while the host is down, asks later and later, and recovers', async () => {
    const params = { urls: [`https://${host}/feed`], refreshMinutes: 15 };
    await listed(params);
    outside.answer = () => new Response('', { status: 503 });
    for (let hour = 0; hour < 24; hour++) {
      await vi.advanceTimersByTimeAsync(60 * minuteMs);
      const { refs, error } = await listed(params);
      expect(refs).toHaveLength(1);
      expect(error).toMatchObject({ kind: 'source.unreachable' });
    }
    expect(outside.asked.length).toBeLessThan(14);
    outside.answer = () => feedOf('one', 'two');
    await vi.advanceTimersByTimeAsync(12 * 60 * minuteMs);
    expect(await listed(params)).toMatchObject({ error: null, refs: [{}, {}] });
  });

  it('remembers across a restart, where the browser keeps anything', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('caches', {
      open: async () => ({
        match: async (key: string) => (kept.has(key) ? new Response(kept.get(key)) : undefined),
        put: async (key: string, response: Response) => void kept.set(key, await response.text()),
      }),
    });
    const params = { urls: [`https://${host}/feed`] };
    await listed(params);
    vi.resetModules();
    const { provider: restarted } = await import('./provider.worker.ts');
    outside.answer = refuse;
    const refs: PhotoRef[] = [];
    for await (const ref of restarted.list(params, context())) refs.push(ref);
    expect(refs).toHaveLength(1);
    expect(outside.asked).toHaveLength(1);
  });
});

describe('health', () => {
  it('tells of every feed: photos, last success, next try, failures and the reason', async () => {
    const urls = [`https://${host}/good`, `https://${host}/bad`];
    const params = { urls, refreshMinutes: 60 };
    outside.answer = (url) => (url.endsWith('/bad') ? new Response('', { status: 503 }) : feedOf('one', 'two'));
    const startMs = Date.now();
    await listed(params);
    expect(await provider.health?.(params)).toMatchObject([
      {
        title: 'Shore',
        photos: 2,
        lastSuccessMs: startMs,
        nextTryMs: startMs + 60 * minuteMs,
        failures: 0,
        trouble: null,
      },
      { title: host, photos: 0, lastSuccessMs: null, nextTryMs: startMs + minuteMs, failures: 1 },
    ]);
    outside.answer = () => feedOf('one');
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    await listed(params);
    expect((await provider.health?.(params))?.[1]).toMatchObject({ photos: 1, failures: 0, trouble: null });
  });

  it('asks another feed first each day, so that none waits for ever behind a host’s patience', async () => {
    const urls = Array.from({ length: 17 }, (_, index) => `https://${host}/${index}`);
    await listed({ urls, refreshMinutes: 1440 });
    const firstDay = outside.asked[0]?.url;
    await vi.advanceTimersByTimeAsync(1441 * 1.2 * minuteMs);
    outside.asked.length = 0;
    await listed({ urls, refreshMinutes: 1440 });
    expect(outside.asked[0]?.url).not.toBe(firstDay);
  });
});

describe('watching', () => {
  it('tells of new pictures, and only of those', async () => {
    const params = { urls: [`https://${host}/feed`], refreshMinutes: 15 };
    await listed(params);
    const changed = vi.fn<() => void>();
    const stop = provider.watch?.(params, context(), changed);
    await vi.advanceTimersByTimeAsync(40 * minuteMs);
    expect(outside.asked.length).toBeGreaterThan(1);
    expect(changed).not.toHaveBeenCalled();
    outside.answer = () => feedOf('one', 'two');
    await vi.advanceTimersByTimeAsync(20 * minuteMs);
    expect(changed).toHaveBeenCalled();
    stop?.();
    const { length } = outside.asked;
    await vi.advanceTimersByTimeAsync(120 * minuteMs);
    expect(outside.asked).toHaveLength(length);
  });
});

describe('a web page that names its feed', () => {
  const page = (feed: string): Response =>
    new Response(
      `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="${feed}"></head><body>Hi</body></html>`,
      { headers: { 'content-type': 'text/html' } },
    );
  const addresses = (): string[] => outside.asked.map(({ url }) => new URL(url).pathname);

  it('is followed to it, and the page is not asked again', async () => {
    const urls = [`https://${host}/blog/`];
    outside.answer = (url) => (url.endsWith('/feed.xml') ? feedOf('one', 'two') : page('/feed.xml'));
    expect(titles(await listed({ urls }))).toEqual(['one', 'two']);
    expect(addresses()).toEqual(['/blog/', '/feed.xml']);
    vi.advanceTimersByTime(90 * minuteMs);
    expect(titles(await listed({ urls }))).toEqual(['one', 'two']);
    expect(addresses()).toEqual(['/blog/', '/feed.xml', '/feed.xml']);
    expect((await provider.health?.({ urls }))?.[0]).toMatchObject({
      name: urls[0],
      title: 'Shore',
      photos: 2,
      failures: 0,
    });
  });

  it('is asked again for the feed once that is gone', async () => {
    const urls = [`https://${host}/`];
    let feed = '/old.xml';
    outside.answer = (url) => {
      const { pathname } = new URL(url);
      if (pathname === '/') return page(feed);
      return pathname === feed ? feedOf(feed) : new Response('gone', { status: 410 });
    };
    expect(titles(await listed({ urls }))).toEqual(['/old.xml']);
    feed = '/new.xml';
    vi.advanceTimersByTime(90 * minuteMs);
    const meanwhile = await listed({ urls });
    expect(titles(meanwhile)).toEqual(['/old.xml']);
    expect(meanwhile.error).toMatchObject({ kind: 'source.unreachable' });
    vi.advanceTimersByTime(90 * minuteMs);
    expect(titles(await listed({ urls }))).toEqual(['/new.xml']);
  });

  it('is told as a page when what it names is one again', async () => {
    outside.answer = () => page('/again');
    const { refs, error } = await listed({ urls: [`https://${host}/`] });
    expect(refs).toEqual([]);
    expect(error).toMatchObject({ kind: 'source.invalid', detail: 'feed.not-a-feed' });
    expect(addresses()).toEqual(['/', '/again']);
  });
});

describe('pictures that are not for everyone', () => {
  const marked = (name: string): string => item(name, '<media:rating>adult</media:rating>');

  it('are left out, and where there are no others that is what you read', async () => {
    const urls = [`https://${host}/f`];
    outside.answer = () => new Response(rss(item('one'), marked('two')));
    expect(titles(await listed({ urls }))).toEqual(['one']);
    outside.answer = () => new Response(rss(marked('three')));
    const { error } = await listed({ urls: [`https://${host}/g`] });
    expect((error as Error).message).toMatch(/marked as not for everyone/);
  });
});

import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SourceContext } from '../../shared/source.ts';
import { parseFeed } from '../../workers/feeds/parse.ts';
import { provider } from './provider.worker.ts';
import { nextInHeader } from './worker/link-header.ts';

const minuteMs = 60_000;
let hosts = 0;
let host = '';
let asked: string[] = [];
let answer: (url: URL) => Response = () => new Response('');

const item = (name: string): string =>
  `<item><title>${name}</title><enclosure url="/${name}.jpg" type="image/jpeg"/></item>`;
const page = (names: readonly string[], next: string | null): string =>
  `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>Shore</title>${
    next === null ? '' : `<a:link rel="next" href="${next}"/>`
  }${names.map(item).join('')}</channel></rss>`;
const names = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `p${from + index}`);

/** Ten pictures a page; `pages` of them. */
const paged =
  (pages: number) =>
  (url: URL): Response => {
    const number = Number(url.searchParams.get('page') ?? 1);
    return new Response(page(names((number - 1) * 10, 10), number < pages ? `?page=${number + 1}` : null));
  };

const context = (signal: AbortSignal): SourceContext => ({
  entryId: `e${hosts}`,
  signal,
  baseUrl: 'https://show.test/',
  freeBytes: 0,
  readFeed: async (bytes, options) => parseFeed(bytes, options),
});

let stop = new AbortController();
const params = () => ({ urls: [`https://${host}/feed`] });

async function titles(): Promise<string[]> {
  const found: string[] = [];
  for await (const { title } of provider.list(params(), context(stop.signal))) found.push(title);
  return found;
}

const pagesAsked = (): string[] => asked.map((url) => new URL(url).searchParams.get('page') ?? '1');

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.UTC(2024, 3, 1) + hosts * 86_400_000);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  host = `older-${++hosts}.test`;
  asked = [];
  stop = new AbortController();
  vi.stubGlobal('fetch', async (input: string | URL) => {
    const url = String(input);
    if (url.includes('/api/companion') || url.includes('/proxy/')) return new Response('', { status: 404 });
    asked.push(url);
    return answer(new URL(url));
  });
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** As the feeds worker does: lists, then watches. */
async function watched(): Promise<{ changes: () => number }> {
  await titles();
  let changes = 0;
  provider.watch?.(params(), context(stop.signal), () => void (changes += 1));
  return { changes: () => changes };
}

describe('older pages of a feed', () => {
  it('follow by themselves, with pauses, and are remembered', async () => {
    answer = paged(4);
    const { changes } = await watched();
    expect(await titles()).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(pagesAsked()).toEqual(['1', '2']);
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(pagesAsked()).toEqual(['1', '2', '3', '4']);
    expect(changes()).toBe(1);
    expect(await titles()).toEqual(names(0, 40));
    await vi.advanceTimersByTimeAsync(65 * minuteMs);
    // Only the newest page is asked for again.
    expect(pagesAsked()).toEqual(['1', '2', '3', '4', '1']);
    expect(await titles()).toEqual(names(0, 40));
  });

  it('are not asked for while there are pictures enough, and never without end', async () => {
    answer = () => new Response(page(names(0, 150), '?page=2'));
    await watched();
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    expect(pagesAsked()).toEqual(['1']);

    host = `older-${++hosts}.test`;
    asked = [];
    // Each page has one picture and names a next one.
    answer = (url) => {
      const number = Number(url.searchParams.get('page') ?? 1);
      return new Response(page([`q${number}`], `?page=${number + 1}`));
    };
    await watched();
    await vi.advanceTimersByTimeAsync(24 * 60 * minuteMs);
    const furthest = Math.max(...pagesAsked().map(Number));
    expect(furthest).toBe(13);
  });

  it('keep what has left the newest page since', async () => {
    answer = paged(2);
    await watched();
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(await titles()).toEqual(names(0, 20));
    answer = () => new Response(page(['new', ...names(0, 9)], '?page=2'));
    await vi.advanceTimersByTimeAsync(65 * minuteMs);
    expect(await titles()).toEqual(['new', ...names(0, 20)]);
  });

  it('end where the software of the page says that there are no more', async () => {
    answer = (url) => (url.searchParams.has('page') ? new Response('gone', { status: 404 }) : paged(3)(url));
    await watched();
    await vi.advanceTimersByTimeAsync(24 * 60 * minuteMs);
    expect(pagesAsked().filter((number) => number === '2')).toHaveLength(1);
    expect(await titles()).toHaveLength(10);
  });

  it('wait as long as the host wants, and then come', async () => {
    let isBusy = true;
    answer = (url) =>
      url.searchParams.has('page') && isBusy
        ? new Response('', { status: 429, headers: { 'retry-after': '600' } })
        : paged(2)(url);
    await watched();
    await vi.advanceTimersByTimeAsync(9 * minuteMs);
    expect(pagesAsked()).toEqual(['1', '2']);
    isBusy = false;
    await vi.advanceTimersByTimeAsync(130 * minuteMs);
    expect(await titles()).toHaveLength(20);
  });

  it('are named by a header too, on the same host only', () => {
    const url = 'https://a.test/photos?page=1';
    expect(nextInHeader('<https://a.test/photos?page=9>; rel="last", <?page=2>; rel="next"', url)).toBe(
      'https://a.test/photos?page=2',
    );
    expect(nextInHeader('<https://b.test/photos?page=2>; rel=next', url)).toBeNull();
    expect(nextInHeader(`${'<'.repeat(5000)}; rel=next`, url)).toBeNull();
    expect(nextInHeader(null, url)).toBeNull();
  });
});

describe('a feed that lies packed on its server', () => {
  it('is unpacked, also when its end is missing', async () => {
    const packed = gzipSync(page(names(0, 300), null));
    answer = () => new Response(packed.subarray(0, packed.length - 20));
    expect((await titles()).slice(0, 3)).toEqual(['p0', 'p1', 'p2']);
  });

  it('is refused when it grows too large', async () => {
    vi.useRealTimers();
    answer = () => new Response(gzipSync(Buffer.alloc(40 * 1024 * 1024, '<a>')));
    await expect(titles()).rejects.toMatchObject({ message: expect.stringContaining('too large') as string });
  });
});

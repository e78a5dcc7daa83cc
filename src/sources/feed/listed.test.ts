import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SourceContext } from '../../shared/source.ts';
import { parseFeed } from '../../workers/feeds/parse.ts';
import { provider } from './provider.worker.ts';

const hourMs = 3_600_000;
let hosts = 0;
let host = '';
let asked: string[] = [];
let pages: Record<string, string> = {};
let stop = new AbortController();

const outline = (path: string): string => `<outline text="${path.slice(1)}" xmlUrl="${path}"/>`;
const list = (...paths: readonly string[]): string =>
  `<opml version="2.0"><head><title>Seaside</title></head><body>${paths.map(outline).join('')}</body></opml>`;
const feed = (name: string): string =>
  `<rss><channel><title>${name}</title><item><title>${name}</title><enclosure url="/${name}.jpg" type="image/jpeg"/></item></channel></rss>`;

const params = () => ({ urls: [`https://${host}/list.opml`] });
const context = (): SourceContext => ({
  entryId: `e${hosts}`,
  signal: stop.signal,
  baseUrl: 'https://show.test/',
  freeBytes: 0,
  readFeed: async (bytes, options) => parseFeed(bytes, options),
});

async function titles(): Promise<string[]> {
  const found: string[] = [];
  for await (const { title } of provider.list(params(), context())) found.push(title);
  return found;
}

const health = async () => (await provider.health?.(params())) ?? [];
const pathsAsked = (): string[] => asked.splice(0).map((url) => new URL(url).pathname);

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.UTC(2024, 3, 1) + hosts * 86_400_000);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  host = `listed-${++hosts}.test`;
  asked = [];
  stop = new AbortController();
  vi.stubGlobal('fetch', async (input: string | URL) => {
    const url = String(input);
    const page = pages[new URL(url).pathname];
    if (url.includes('/api/companion') || url.includes('/proxy/')) return new Response('', { status: 404 });
    asked.push(url);
    return new Response(page ?? '', { status: page === undefined ? 404 : 200 });
  });
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the address of a list of feeds', () => {
  it('is followed to the feeds in it, each with a row of its own', async () => {
    pages = { '/list.opml': list('/a', '/b', '/a'), '/a': feed('sand'), '/b': feed('surf') };
    expect(await titles()).toEqual(['sand', 'surf']);
    expect((await health()).map(({ title, photos, trouble }) => [title, photos, trouble])).toEqual([
      ['sand', 1, null],
      ['surf', 1, null],
    ]);
    pathsAsked();
    expect(await titles()).toEqual(['sand', 'surf']);
    expect(pathsAsked()).toEqual([]);
  });

  it('lends its name to a feed that has not answered', async () => {
    pages = { '/list.opml': list('/a', '/gone'), '/a': feed('sand') };
    await expect(titles()).rejects.toMatchObject({ kind: 'source.unreachable' });
    expect((await health()).map(({ title, failures }) => [title, failures])).toEqual([
      ['sand', 0],
      ['gone', 1],
    ]);
  });

  it('shows what the list names by then', async () => {
    pages = { '/list.opml': list('/a'), '/a': feed('sand'), '/b': feed('surf') };
    expect(await titles()).toEqual(['sand']);
    pages['/list.opml'] = list('/b');
    vi.setSystemTime(Date.now() + 2 * hourMs);
    expect(await titles()).toEqual(['surf']);
  });

  it('goes on with what it named while it is away, and says so', async () => {
    pages = { '/list.opml': list('/a'), '/a': feed('sand') };
    expect(await titles()).toEqual(['sand']);
    delete pages['/list.opml'];
    vi.setSystemTime(Date.now() + 2 * hourMs);
    const found: string[] = [];
    const listing = async (): Promise<void> => {
      for await (const { title } of provider.list(params(), context())) found.push(title);
    };
    await expect(listing()).rejects.toMatchObject({ kind: 'source.unreachable' });
    expect(found).toEqual(['sand']);
    expect((await health()).map(({ title, failures }) => [title, failures])).toEqual([
      ['Seaside', 1],
      ['sand', 0],
    ]);
  });

  it('is not followed to lists in it, nor beyond fifty feeds', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `/f${index}`);
    pages = Object.fromEntries(names.map((name) => [name, feed(name.slice(1))]));
    pages['/list.opml'] = list('/inner', ...names);
    pages['/inner'] = list('/f59');
    const found: string[] = [];
    const listing = async (): Promise<void> => {
      for await (const { title } of provider.list(params(), context())) found.push(title);
    };
    await expect(listing()).rejects.toMatchObject({
      message: expect.stringMatching(/^This address is a list of feeds, not a feed\./),
    });
    // One host, so politeness ends it first; the list itself was the first request.
    expect(found).toEqual(names.slice(0, 13).map((name) => name.slice(1)));
    expect((await health())[0]).toMatchObject({
      title: 'Seaside',
      trouble: 'This list names 61 feeds. The first 50 were added: inner, f0, f1 and more. Add the others in parts.',
    });
  });

  it('is watched with what it names', async () => {
    pages = { '/list.opml': list('/a'), '/a': feed('sand'), '/b': feed('surf') };
    await titles();
    let changes = 0;
    provider.watch?.(params(), context(), () => void (changes += 1));
    pages['/list.opml'] = list('/a', '/b');
    await vi.advanceTimersByTimeAsync(2 * hourMs);
    expect(changes).toBeGreaterThan(0);
    expect(await titles()).toEqual(['sand', 'surf']);
  });
});

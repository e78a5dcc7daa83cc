/** Feeds of a site that goes wrong in every way, over real connections; only the clock is a fake one. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPhotoSite, type Fault, type PhotoSite } from '../../../tests/fakes/photo-site.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceProvider } from '../../shared/source.ts';
import { parseFeed } from '../../workers/feeds/parse.ts';
import { deadlineMs } from './worker/fetch-feed.ts';

const minuteMs = 60_000;
const titles = ['Tide', 'Pier'];

let site: PhotoSite;
let provider: SourceProvider;
let stored: Map<string, string>;

/** As after a restart of the browser: only what it stored is left. */
async function restart(): Promise<void> {
  vi.resetModules();
  ({ provider } = await import('./provider.worker.ts'));
}

async function listed(urls: readonly string[] = [site.feed]): Promise<{ titles: string[]; error: string | null }> {
  const refs: PhotoRef[] = [];
  const context = {
    entryId: 'e',
    signal: new AbortController().signal,
    baseUrl: 'http://127.0.0.1:1/',
    freeBytes: 0,
    readFeed: async (bytes: Uint8Array, options: { readonly url: string }) => parseFeed(bytes, options),
  };
  try {
    for await (const ref of provider.list({ urls, refreshMinutes: 15 }, context)) refs.push(ref);
    return { titles: refs.map(({ title }) => title), error: null };
  } catch (error) {
    return { titles: refs.map(({ title }) => title), error: (error as Error).message };
  }
}

const passes = (minutes: number): void => void vi.setSystemTime(Date.now() + minutes * minuteMs);
const asked = (path = '/feed.xml'): number => site.asked.filter(({ url }) => url?.startsWith(path)).length;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  stored = new Map();
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (key: string) => (stored.has(key) ? new Response(stored.get(key)) : undefined),
      put: async (key: string, response: Response) => void stored.set(key, await response.text()),
    }),
  });
  site = await startPhotoSite(titles);
  await restart();
});

afterEach(async () => {
  await site.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const sentences: readonly (readonly [Fault, RegExp])[] = [
  ['busy', /wants to be asked less often/],
  ['broken', /answered with an error \(500\)/],
  ['gone', /has no feed at this address any more/],
  ['auth', /does not give out this feed without signing in/],
  ['loop', /does not let browsers read its feed directly, or cannot be reached/],
  ['reset', /does not let browsers read its feed directly, or cannot be reached/],
  ['truncated', /cannot be reached/],
  ['page', /web page/],
];

describe('a feed that goes wrong', () => {
  it.each(sentences)('(%s) is explained, shows what it had, and comes back', async (fault, words) => {
    expect((await listed()).titles).toEqual(titles);
    site.faults.set('/feed.xml', fault);
    passes(20);
    const during = await listed();
    expect(during.titles).toEqual(titles);
    expect(during.error).toMatch(words);
    expect(during.error).toMatch(/^[\p{Lu}“].*\.$/su);
    site.faults.clear();
    site.titles.push('Reeds');
    passes(25 * 60);
    expect(await listed()).toEqual({ titles: [...titles, 'Reeds'], error: null });
  });

  it.each(['slow', 'silent'] as const)('(%s) is given up in time', async (fault) => {
    site.faults.set('/feed.xml', fault);
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const listing = listed();
    await vi.waitFor(() => expect(asked()).toBe(1), { interval: 5 });
    await vi.advanceTimersByTimeAsync(deadlineMs);
    expect((await listing).error).toMatch(/did not answer in time/);
  });

  it('is left alone as long as its host asks for, with all the host’s feeds, over a restart too', async () => {
    site.faults.set('/feed.xml', 'busy');
    expect((await listed()).titles).toEqual([]);
    site.faults.clear();
    await restart();
    passes(59);
    const others = [site.feed, `${site.feed}?2`];
    expect((await listed(others)).titles).toEqual([]);
    expect(asked()).toBe(1);
    passes(2);
    expect((await listed(others)).titles).toEqual(titles);
  });

  it('is asked later and later, whatever is restarted in between', async () => {
    await listed();
    site.faults.set('/feed.xml', 'broken');
    for (let hour = 0; hour < 48; hour++) {
      passes(60);
      await restart();
      await listed();
    }
    // Once an hour it would be 48 times.
    expect(asked()).toBeLessThan(15);
  });

  it('is asked at once when the network is back, if silence was all that was wrong', async () => {
    await listed();
    await site.leave();
    for (let hour = 0; hour < 8; hour++) {
      passes(60);
      await listed();
    }
    await site.comeBack();
    site.titles.push('Reeds');
    passes(1);
    expect((await listed()).titles).toEqual(titles);
    await provider.recovered?.({ urls: [site.feed] });
    expect(await listed()).toEqual({ titles: [...titles, 'Reeds'], error: null });
  });
});

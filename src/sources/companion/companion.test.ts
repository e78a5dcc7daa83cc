import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startCompanion, type FakeCompanion } from '../../../tests/fakes/companion.ts';
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { available } from './available.worker.ts';
import { provider } from './provider.worker.ts';
import { readPage } from './worker/photo-page.ts';
import { backoffMs, gapMs } from './worker/watch-events.ts';

let companion: FakeCompanion;
let controller: AbortController;
const context = () => ({
  entryId: 'c',
  signal: controller.signal,
  baseUrl: 'http://localhost:4400/app/',
  freeBytes: 0,
});

async function listAll(): Promise<PhotoRef[]> {
  const refs: PhotoRef[] = [];
  for await (const ref of provider.list({}, context())) refs.push(ref);
  return refs;
}

async function failure(): Promise<AppError> {
  const error: unknown = await listAll().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

beforeEach(() => {
  controller = new AbortController();
  companion = startCompanion([]);
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the companion’s photos', () => {
  it('lists every page once', async () => {
    companion.photos = Array.from({ length: 1_200 }, (_, index) => `${index}.jpg`);
    expect(new Set((await listAll()).map(({ id }) => id)).size).toBe(1_200);
    expect(companion.requests).toHaveLength(3);
  });

  it('finds any name again', async () => {
    companion.photos = ['Été #1/100 %?.jpg', '日本/🌊 & co.png'];
    expect((await listAll()).map(({ locator }) => (locator.kind === 'url' ? locator.url : ''))).toEqual([
      'http://localhost:4400/photos/%C3%89t%C3%A9%20%231/100%20%25%3F.jpg',
      'http://localhost:4400/photos/%E6%97%A5%E6%9C%AC/%F0%9F%8C%8A%20%26%20co.png',
    ]);
    expect((await listAll())[0]).toMatchObject({
      id: 'c:Été #1/100 %?.jpg',
      name: 'Été #1/100 %?.jpg',
      title: '100 %?.jpg',
      dateMs: 1_000,
      byteLength: 9,
      revision: '"17"',
    });
  });

  it('says what to do when the companion is gone, and lists again when it is back', async () => {
    companion.photos = ['a.jpg'];
    companion.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    const error = await failure();
    expect(error).toMatchObject({ kind: 'source.unreachable', retryable: true });
    expect(error.message).toBe('The companion does not answer. Start it again with npm start.');
    companion.fault = null;
    expect(await listAll()).toHaveLength(1);
  });

  it.each([
    ['a static host', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }), '--photos'],
    ['no such address', () => new Response('', { status: 404 }), '--photos'],
    ['a broken server', () => new Response('', { status: 500 }), 'still there'],
    [
      'an unplugged disk',
      () => Response.json({ error: { message: 'Connect the disk.' } }, { status: 503 }),
      'Connect the disk.',
    ],
    ['broken JSON', () => new Response('{', { headers: { 'content-type': 'application/json' } }), 'npm start'],
  ])('explains %s', async (_name, fault, words) => {
    companion.fault = fault;
    const error = await failure();
    expect(error.kind).toBe('source.unreachable');
    expect(error.message).toContain(words);
  });

  it('gives up on an answer that never comes', async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      'fetch',
      (_url: URL, { signal }: { signal: AbortSignal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    const failing = failure();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await failing).kind).toBe('source.unreachable');
  });

  it('does not turn in circles when the list never ends', async () => {
    companion.fault = () => Response.json({ items: [{ path: 'a.jpg' }], next: 'again' });
    expect((await failure()).kind).toBe('source.unreachable');
    expect(companion.requests.length).toBeLessThan(4);
  });

  it('leaves out items that make no sense', () => {
    const items = [
      null,
      7,
      {},
      { path: '../secret.jpg' },
      { path: '/root.jpg' },
      { path: 'a//b.jpg' },
      { path: '\ud800.jpg' },
    ];
    const page = readPage({ items: [...items, { path: 'ok.jpg', size: -1, modifiedMs: 'x' }], next: {} });
    expect(page).toEqual({ photos: [{ path: 'ok.jpg', name: 'ok.jpg' }], next: null, revision: '' });
    expect(readPage('nonsense')).toEqual({ photos: [], next: null, revision: '' });
  });

  it('knows whether there is a folder', async () => {
    expect(await available(context())).toBe(false);
    companion.photos = ['a.jpg'];
    expect(await available(context())).toBe(true);
  });
});

const start = () => {
  const changed = vi.fn<() => void>();
  const stop = provider.watch?.({}, context(), changed) ?? (() => undefined);
  return { changed, stop };
};

describe('watching the companion', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('tells when the folder is no longer as it was listed', async () => {
    companion.photos = ['a.jpg'];
    await listAll();
    const { changed, stop } = start();
    const [stream] = companion.streams;
    expect(stream?.url).toBe('http://localhost:4400/api/photos/events');
    stream?.open();
    stream?.say({ available: true, count: 1, revision: 'r1' });
    expect(changed).not.toHaveBeenCalled();
    stream?.say({ available: true, count: 2, revision: 'r2' });
    expect(changed).toHaveBeenCalledTimes(1);
    companion.revision = 'r2';
    await listAll();
    stream?.say({ available: true, count: 2, revision: 'r2' });
    expect(changed).toHaveBeenCalledTimes(1);
    stream?.say({ available: false, count: 2, revision: 'r2' });
    expect(changed).toHaveBeenCalledTimes(2);
    stream?.say('nonsense');
    expect(changed).toHaveBeenCalledTimes(3);
    stop();
    expect(stream?.readyState).toBe(2);
  });

  it('takes a listing that changed under way for outdated', async () => {
    companion.photos = Array.from({ length: 600 }, (_, index) => `${index}.jpg`);
    companion.fault = () => {
      companion.revision = `r${companion.requests.length}`;
      return undefined;
    };
    await listAll();
    const { changed, stop } = start();
    companion.streams[0]?.say({ available: true, count: 600, revision: companion.revision });
    expect(changed).toHaveBeenCalledTimes(1);
    stop();
  });

  it('tells when the companion is back after it was gone', async () => {
    companion.photos = ['a.jpg'];
    companion.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    await failure();
    const { changed, stop } = start();
    companion.streams[0]?.fail(false);
    await vi.advanceTimersByTimeAsync(3 * gapMs);
    expect(changed).not.toHaveBeenCalled();
    companion.fault = null;
    companion.streams[0]?.open();
    companion.streams[0]?.say({ available: true, count: 1, revision: 'r1' });
    expect(changed).toHaveBeenCalledTimes(1);
    stop();
  });

  it('connects again, later each time', () => {
    const { stop } = start();
    for (const [index, waitMs] of backoffMs.entries()) {
      companion.streams.at(-1)?.fail(true);
      vi.advanceTimersByTime(waitMs - 1);
      expect(companion.streams).toHaveLength(index + 1);
      vi.advanceTimersByTime(1);
      expect(companion.streams).toHaveLength(index + 2);
    }
    companion.streams.at(-1)?.open();
    companion.streams.at(-1)?.fail(true);
    vi.advanceTimersByTime(backoffMs[0] ?? 0);
    expect(companion.streams).toHaveLength(backoffMs.length + 2);
    stop();
  });

  it('asks from time to time where there are no event streams, and is silent after it was stopped', async () => {
    companion.photos = ['a.jpg'];
    await listAll();
    vi.stubGlobal('EventSource', undefined);
    const { changed, stop } = start();
    await vi.advanceTimersByTimeAsync(2 * gapMs);
    expect(changed).not.toHaveBeenCalled();
    companion.revision = 'r2';
    await vi.advanceTimersByTimeAsync(gapMs);
    expect(changed).toHaveBeenCalledTimes(1);
    stop();
    await vi.advanceTimersByTimeAsync(10 * gapMs);
    expect(changed).toHaveBeenCalledTimes(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceEntry, SourceAvailable, SourceProvider } from '../../shared/source.ts';
import { createFeedsApi } from './api.ts';
import type { FeedsEvent } from './contract.ts';
import { cursorIdleMs } from './cursors.ts';
import { maxPageMs, maxPageRefs, silenceMs } from './listing.ts';
import { calmMs, floodMs, relistMs } from './watches.ts';

const entry: SourceEntry = { id: 'e', source: 'test', enabled: true, weight: 1, params: {} };
const ref = (key: string | number, revision?: string): PhotoRef => ({
  id: `e:${key}`,
  sourceId: 'test',
  entryId: 'e',
  locator: { kind: 'url', url: `https://a.test/${key}` },
  title: String(key),
  name: String(key),
  ...(revision !== undefined && { revision }),
});
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const forever = () => new Promise<never>(() => undefined);

function start(provider: Partial<SourceProvider>) {
  const events: FeedsEvent[] = [];
  const modules = { '../../sources/test/provider.worker.ts': async () => ({ provider }) };
  const api = createFeedsApi({ emit: (event) => events.push(event), baseUrl: 'https://show.test' }, modules);
  return { api, events };
}

const failureOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('scanning', () => {
  it('gives everything in pages of bounded size', async () => {
    const { api } = start({
      async *list() {
        for (let key = 0; key < 1_234; key++) yield ref(key);
      },
    });
    const sizes: number[] = [];
    const ids = new Set<string>();
    let cursor: number | null = null;
    do {
      const page = await api.scan(entry, cursor);
      sizes.push(page.refs.length);
      for (const { id } of page.refs) ids.add(id);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(sizes).toEqual([maxPageRefs, maxPageRefs, 234]);
    expect(ids.size).toBe(1_234);
  });

  it('does not wait for a slow source once it has something to show', async () => {
    const { api } = start({
      async *list() {
        yield ref(1);
        await sleep(maxPageMs + 100);
        yield ref(2);
      },
    });
    const first = api.scan(entry, null);
    await vi.advanceTimersByTimeAsync(maxPageMs);
    const page = await first;
    expect(page.refs.map(({ id }) => id)).toEqual(['e:1']);
    const second = api.scan(entry, page.cursor);
    await vi.advanceTimersByTimeAsync(100);
    expect(await second).toEqual({ refs: [ref(2)], cursor: null });
  });

  it('says so when a source is silent for long', async () => {
    const { api } = start({
      list: () => ({ [Symbol.asyncIterator]: () => ({ next: forever }) }),
    });
    const failing = failureOf(api.scan(entry, null));
    await vi.advanceTimersByTimeAsync(silenceMs);
    expect(await failing).toMatchObject({ kind: 'source.unreachable', retryable: true });
  });

  it('delivers what was found before an error, then the error', async () => {
    const { api } = start({
      async *list() {
        yield ref(1);
        throw new AppError('source.permission', 'Tap to allow.');
      },
    });
    const page = await api.scan(entry, null);
    expect(page.refs).toHaveLength(1);
    expect((await failureOf(api.scan(entry, page.cursor))).kind).toBe('source.permission');
  });

  it.each([
    ['a plain error', new TypeError('x is undefined'), 'source.unreachable'],
    ['no error at all', 'oops', 'source.unreachable'],
    ['an abort', new DOMException('', 'AbortError'), 'aborted'],
  ])('turns %s into an error the app knows', async (_name, thrown, kind) => {
    const { api } = start({
      list() {
        throw thrown;
      },
    });
    expect((await failureOf(api.scan(entry, null))).kind).toBe(kind);
  });

  it('lists a photo once even when the source repeats it', async () => {
    const { api } = start({
      async *list() {
        yield ref(1);
        yield ref(2);
        yield ref(1);
      },
    });
    expect((await api.scan(entry, null)).refs).toHaveLength(2);
  });

  it('stops the source when the caller does', async () => {
    let signal: AbortSignal | undefined;
    let isCleanedUp = false;
    const { api } = start({
      async *list(_params, context) {
        signal = context.signal;
        try {
          yield ref(1);
          await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
        } finally {
          isCleanedUp = true;
        }
      },
    });
    const caller = new AbortController();
    const failing = failureOf(api.scan(entry, null, { signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(1);
    caller.abort();
    expect((await failing).kind).toBe('aborted');
    await vi.advanceTimersByTimeAsync(1);
    expect(signal?.aborted).toBe(true);
    expect(isCleanedUp).toBe(true);
  });

  it('forgets a listing nobody goes on with, and says to begin again', async () => {
    let signal: AbortSignal | undefined;
    const { api } = start({
      async *list(_params, context) {
        signal = context.signal;
        for (let key = 0; key < 1_000; key++) yield ref(key);
      },
    });
    const { cursor } = await api.scan(entry, null);
    await vi.advanceTimersByTimeAsync(cursorIdleMs - 1);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal?.aborted).toBe(true);
    expect(await failureOf(api.scan(entry, cursor))).toMatchObject({ kind: 'source.unreachable', retryable: true });
  });

  it('names a source that does not exist', async () => {
    const { api } = start({});
    expect((await failureOf(api.scan({ ...entry, source: 'nowhere' }, null))).message).toContain('“nowhere”');
    expect((await failureOf(api.scan(entry, null))).kind).toBe('source.invalid');
  });

  it('gives the source the address of the page', async () => {
    const seen: string[] = [];
    const { api } = start({
      async *list(_params, { baseUrl }) {
        seen.push(baseUrl);
        yield ref(1);
      },
    });
    await api.scan(entry, null);
    api.configure({ baseUrl: 'https://other.test' });
    await api.scan(entry, null);
    expect(seen).toEqual(['https://show.test', 'https://other.test']);
  });
});

const changes = (events: readonly FeedsEvent[]) =>
  events.flatMap((event) => (event.type === 'source.changed' ? [event.entryId] : []));

describe('watching', () => {
  it('tells of a change once things calm down, and now and then in a flood', async () => {
    let changed: (() => void) | undefined;
    const { api, events } = start({
      list: async function* () {},
      watch: (_params, _context, tell) => {
        changed = tell;
        return () => undefined;
      },
    });
    api.watch([entry]);
    await vi.advanceTimersByTimeAsync(0);
    changed?.();
    changed?.();
    await vi.advanceTimersByTimeAsync(calmMs);
    expect(changes(events)).toEqual(['e']);
    for (let elapsedMs = 0; elapsedMs < 2 * floodMs; elapsedMs += 100) {
      changed?.();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(changes(events)).toHaveLength(3);
  });

  it('keeps a watch that did not change, and stops the others for good', async () => {
    const log: string[] = [];
    let changed: (() => void) | undefined;
    const { api, events } = start({
      list: async function* () {},
      watch: (params, { entryId }, tell) => {
        log.push(`start ${entryId} ${JSON.stringify(params)}`);
        changed = tell;
        return () => log.push(`stop ${entryId}`);
      },
    });
    api.watch([entry]);
    await vi.advanceTimersByTimeAsync(0);
    api.watch([{ ...entry, weight: 3 }]);
    await vi.advanceTimersByTimeAsync(0);
    api.watch([{ ...entry, params: { x: 1 } }]);
    await vi.advanceTimersByTimeAsync(0);
    api.watch([]);
    changed?.();
    await vi.advanceTimersByTimeAsync(floodMs);
    expect(log).toEqual(['start e {}', 'stop e', 'start e {"x":1}', 'stop e']);
    expect(events).toEqual([]);
  });

  it('stops a watch that was still starting', async () => {
    const stop = vi.fn<() => void>();
    const { api } = start({ list: async function* () {}, watch: () => stop });
    api.watch([entry]);
    api.watch([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('lists again and compares where a source cannot watch', async () => {
    let photos = [ref(1), ref(2)];
    const { api, events } = start({
      async *list() {
        yield* photos;
      },
    });
    await api.scan(entry, null);
    api.watch([entry]);
    await vi.advanceTimersByTimeAsync(relistMs + calmMs);
    photos.reverse();
    await vi.advanceTimersByTimeAsync(relistMs);
    expect(events).toEqual([]);
    photos = [ref(1), ref(2, 'edited')];
    await vi.advanceTimersByTimeAsync(relistMs);
    expect(changes(events)).toEqual(['e']);
    await vi.advanceTimersByTimeAsync(relistMs);
    expect(changes(events)).toEqual(['e']);
  });

  it('tells when a source that had failed works again', async () => {
    let isBroken = true;
    const { api, events } = start({
      async *list() {
        if (isBroken) throw new AppError('source.unreachable', 'Not there.');
        yield ref(1);
      },
    });
    await failureOf(api.scan(entry, null));
    api.watch([entry]);
    await vi.advanceTimersByTimeAsync(relistMs + calmMs);
    expect(events).toEqual([]);
    isBroken = false;
    await vi.advanceTimersByTimeAsync(relistMs);
    expect(changes(events)).toEqual(['e']);
  });

  it('falls back to listing when a watch cannot start', async () => {
    const { api, events } = start({
      async *list() {
        yield ref(1);
      },
      watch: () => {
        throw new Error('no');
      },
    });
    api.watch([entry]);
    await vi.advanceTimersByTimeAsync(relistMs + calmMs);
    expect(changes(events)).toEqual(['e']);
  });
});

describe('sources that add themselves', () => {
  const offering = (...answers: [string, SourceAvailable][]) => {
    const offers = Object.fromEntries(
      answers.map(([id, available]) => [`../../sources/${id}/available.worker.ts`, async () => ({ available })]),
    );
    return createFeedsApi({ emit: () => undefined, baseUrl: 'https://show.test' }, {}, offers);
  };

  it('are those that say yes; trouble counts as no', async () => {
    const api = offering(
      ['ready', async () => true],
      ['empty', async () => false],
      ['broken', () => Promise.reject(new Error('x'))],
    );
    expect(await api.offered()).toEqual(['ready']);
  });

  it('are not waited for for ever', async () => {
    const api = offering(['slow', forever], ['ready', async () => true]);
    const answer = api.offered();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await answer).toEqual(['ready']);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptRow } from '../../shared/offline-policy.ts';
import type { OfflineSignal } from '../../shared/offline-signals.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceEntry } from '../../shared/source.ts';
import { firstPage, headStartMs } from './first-page.ts';
import {
  createKeptEntries,
  firstRecheckMs,
  longestRecheckMs,
  refusedRecheckMs,
  type KeptEntries,
} from './kept-entries.ts';
import type { Finding } from './probe.ts';

const world = vi.hoisted(() => ({
  rows: [] as unknown[],
  listeners: new Set<(signal: unknown) => void>(),
}));
vi.mock('../../shared/offline-photos.ts', () => ({ keptRows: async () => world.rows }));
vi.mock('../../shared/offline-signals.ts', () => ({
  hear(listener: (signal: unknown) => void) {
    world.listeners.add(listener);
    return () => world.listeners.delete(listener);
  },
}));

const entry: SourceEntry = { id: 'shore', source: 'feed', enabled: true, weight: 1, params: {} };
const ref = (name: string): PhotoRef => ({
  id: `shore:${name}`,
  sourceId: 'feed',
  entryId: 'shore',
  locator: { kind: 'url', url: `https://a.test/${name}.jpg` },
  title: name,
  name,
});
const row = (name: string): KeptRow => ({
  key: `shore:${name}`,
  entryId: 'shore',
  ref: ref(name),
  file: name,
  bytes: 1,
  usedMs: 0,
  digest: '',
});

let finding: Finding;
let probes: number;
let changed: string[];
let recovered: string[];
let kept: KeptEntries;

async function hearThat(type: 'answered' | 'silent'): Promise<void> {
  const signal: OfflineSignal = { type, entryId: 'shore' };
  for (const listener of world.listeners) listener(signal);
  await vi.advanceTimersByTimeAsync(1);
}

async function goes(onLine: boolean): Promise<void> {
  vi.stubGlobal('navigator', { onLine });
  globalThis.dispatchEvent(new Event(onLine ? 'online' : 'offline'));
  await vi.advanceTimersByTimeAsync(1);
}

const stoodIn = async (): Promise<string[] | null> => (await kept.standIn(entry))?.map(({ title }) => title) ?? null;

beforeEach(() => {
  vi.useFakeTimers();
  // Workers are such targets; here it is made one.
  const target = new EventTarget();
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
    vi.stubGlobal(name, target[name].bind(target));
  }
  vi.stubGlobal('navigator', { onLine: true });
  world.rows = [row('tide'), row('pier')];
  finding = 'answers';
  [probes, changed, recovered] = [0, [], []];
  kept = createKeptEntries({
    probe: async () => {
      probes++;
      return finding;
    },
    changed: (entryId) => changed.push(entryId),
    recovered: async ({ id }) => void recovered.push(id),
  });
  kept.follow([entry]);
});

afterEach(() => {
  kept.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an entry whose photos cannot be had', () => {
  it('is listed as what is kept of it, from a start without a network on', async () => {
    finding = 'silent';
    vi.stubGlobal('navigator', { onLine: false });
    expect(await stoodIn()).toEqual(['tide', 'pier']);
    expect(kept.isAway('shore')).toBe(true);
  });

  it('is listed as always while it answers, whatever the browser says of the connection', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(await stoodIn()).toBeNull();
    world.rows = [];
    finding = 'silent';
    expect(await stoodIn()).toBeNull();
  });

  it('is noticed by a photo that did not come, and told at once', async () => {
    finding = 'silent';
    await hearThat('silent');
    expect(changed).toEqual(['shore']);
    expect(await stoodIn()).toEqual(['tide', 'pier']);
  });

  it('is not asked for each photo that did not come while its host answers', async () => {
    for (let time = 0; time < 20; time++) await hearThat('silent');
    expect(probes).toBe(1);
    expect(changed).toEqual([]);
  });

  it('is asked again, ever less often, and told when it is back', async () => {
    finding = 'silent';
    await hearThat('silent');
    await vi.advanceTimersByTimeAsync(firstRecheckMs);
    expect(probes).toBe(2);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(probes).toBeLessThan(2 + 600_000 / longestRecheckMs + 3);
    expect(changed).toEqual(['shore']);
    finding = 'answers';
    await vi.advanceTimersByTimeAsync(longestRecheckMs);
    expect(changed).toEqual(['shore', 'shore']);
    expect(recovered).toEqual(['shore']);
    expect(await stoodIn()).toBeNull();
  });

  it('is left alone when it refuses', async () => {
    finding = 'refuses';
    await hearThat('silent');
    await vi.advanceTimersByTimeAsync(refusedRecheckMs - 1000);
    expect(probes).toBe(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(probes).toBe(2);
  });

  it('is back at once with the connection', async () => {
    finding = 'silent';
    await goes(false);
    expect(kept.isAway('shore')).toBe(true);
    finding = 'answers';
    await goes(true);
    expect(recovered).toEqual(['shore']);
    expect(changed).toEqual(['shore', 'shore']);
  });

  it('is not asked any more when it is out of use', async () => {
    finding = 'silent';
    await hearThat('silent');
    kept.follow([]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(probes).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says so in a sentence', async () => {
    finding = 'silent';
    await hearThat('silent');
    const [words] = await kept.explain(entry, []);
    expect(words).toMatchObject({
      photos: 2,
      trouble: expect.stringMatching(/2 photos that are kept on this device play/) as string,
      words: { values: { count: 2 } },
    });
    const known = { name: 'a', title: 'A', photos: 9, lastSuccessMs: 1, nextTryMs: null, failures: 0, trouble: 'Ill.' };
    expect(await kept.explain(entry, [known])).toEqual([known]);
  });
});

describe('the first page of a listing', () => {
  const listing = (nextPage: () => Promise<{ refs: PhotoRef[]; isLast: boolean }>) => ({
    nextPage,
    digest: () => '',
    stop: () => undefined,
  });
  const late = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 5000));

  it('is what is kept where the source is slow, and what the source has follows', async () => {
    const slow = listing(() => late({ refs: [ref('new')], isLast: true }));
    const first = firstPage('shore', slow);
    await vi.advanceTimersByTimeAsync(headStartMs);
    const page = await first;
    expect(page.refs.map(({ title }) => title)).toEqual(['tide', 'pier']);
    expect(page.isLast).toBe(false);
    const second = page.listing.nextPage();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await second).toEqual({ refs: [ref('new')], isLast: true });
  });

  it('is what is kept where the source cannot be reached, which is told next', async () => {
    const { AppError } = await import('../../shared/errors.ts');
    const broken = listing(() => Promise.reject(new AppError('source.unreachable', 'Off.', { retryable: true })));
    const page = await firstPage('shore', broken);
    expect(page.refs).toHaveLength(2);
    await expect(page.listing.nextPage()).rejects.toMatchObject({ message: 'Off.' });
    world.rows = [];
    await expect(firstPage('shore', broken)).rejects.toMatchObject({ message: 'Off.' });
  });

  it('is the source’s own where it is there in time', async () => {
    const quick = listing(async () => ({ refs: [ref('new')], isLast: true }));
    expect(await firstPage('shore', quick)).toMatchObject({ refs: [ref('new')], isLast: true });
  });
});

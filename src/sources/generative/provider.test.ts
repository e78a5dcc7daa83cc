import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext } from '../../shared/source.ts';
import { SCENE_LABELS, source } from './index.ts';
import { provider } from './provider.worker.ts';
import { fastFirst, scenes } from './worker/scenes.ts';

const context: SourceContext = {
  entryId: 'generative',
  signal: new AbortController().signal,
  baseUrl: 'http://localhost/',
  freeBytes: 0,
};

async function listed(params: Record<string, unknown> = {}): Promise<PhotoRef[]> {
  const refs: PhotoRef[] = [];
  for await (const ref of provider.list(params, context)) refs.push(ref);
  return refs;
}

beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 4, 3, 21, 30) }));
afterEach(() => vi.useRealTimers());

describe('a round of generated pictures', () => {
  it('has 48 pictures by default, each once, ready to be opened by key', async () => {
    const refs = await listed();
    expect(refs).toHaveLength(48);
    expect(new Set(refs.map((ref) => ref.id)).size).toBe(48);
    for (const ref of refs) {
      const key = ref.locator.kind === 'provider' ? ref.locator.key : '';
      expect(key).toMatch(/^[a-z]+\/[0-9a-f]{8}$/);
      expect(ref.id).toBe(`generative:${key}`);
      expect(ref.credit).toBe('Painted by Afterimage');
    }
  });

  it('gives every picture words for a title, and no two neighbours the same', async () => {
    const titles = (await listed()).map((ref) => ref.title);
    for (const [i, title] of titles.entries()) {
      expect(title).toMatch(/^[A-Z][^0-9]+$/);
      expect(title).not.toBe(titles[i + 1]);
    }
    expect(new Set(titles).size).toBeGreaterThan(40);
  });

  it('begins with the pictures that are quickest to paint', async () => {
    const first = (await listed()).slice(0, fastFirst.length).map((ref) => ref.id.split(/[:/]/)[1]);
    expect(first).toEqual([...fastFirst]);
  });

  it('is the same at the next start, new tomorrow, and the same for ever when it is not renewed', async () => {
    const today = await listed();
    const kept = await listed({ renewDaily: false });
    vi.setSystemTime(new Date(2026, 4, 3, 23, 59));
    expect(await listed()).toEqual(today);
    vi.setSystemTime(new Date(2026, 4, 4, 0, 1));
    const ids = new Set(today.map((ref) => ref.id));
    expect((await listed()).some((ref) => ids.has(ref.id))).toBe(false);
    expect(await listed({ renewDaily: false })).toEqual(kept);
  });

  it('keeps to the chosen scenes, count and seed', async () => {
    const refs = await listed({ scenes: ['dunes', 'sea'], count: 7, seed: 5 });
    expect(refs).toHaveLength(7);
    expect(new Set(refs.map((ref) => ref.id.split(/[:/]/)[1]))).toEqual(new Set(['dunes', 'sea']));
    expect(refs[0]?.id).not.toBe((await listed({ scenes: ['dunes', 'sea'], seed: 6 }))[0]?.id);
  });

  it('paints something whatever the stored settings say', async () => {
    expect(await listed({ scenes: ['no such scene', 3], count: Number.NaN, seed: 'x' })).toHaveLength(48);
    expect(await listed({ scenes: null, count: -4 })).toHaveLength(1);
    expect(await listed({ count: 1e9 })).toHaveLength(500);
  });

  it('stops listing when nobody listens any more', async () => {
    const controller = new AbortController();
    controller.abort();
    const listing = async (): Promise<void> => {
      for await (const ref of provider.list({}, { ...context, signal: controller.signal })) expect(ref).toBeUndefined();
    };
    await expect(listing()).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('renewal', () => {
  it('tells the show after midnight, once a day, until it is stopped', () => {
    const changed = vi.fn();
    const stop = provider.watch?.({}, context, changed);
    vi.advanceTimersByTime(2.4 * 3_600_000);
    expect(changed).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0.2 * 3_600_000);
    expect(changed).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(changed).toHaveBeenCalledTimes(2);
    stop?.();
    vi.advanceTimersByTime(72 * 3_600_000);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('stays silent when pictures are not renewed', () => {
    const changed = vi.fn();
    provider.watch?.({ renewDaily: false }, context, changed);
    vi.advanceTimersByTime(72 * 3_600_000);
    expect(changed).not.toHaveBeenCalled();
  });
});

describe('opening', () => {
  it.each(['', 'horizon', 'horizon/', 'horizon/xyz', 'nowhere/1', 'horizon/1/2', 'horizon/123456789'])(
    'says so when the key %j is unknown',
    async (key) => {
      const opened = provider.open?.(key, { widthPx: 64, heightPx: 64 }, new AbortController().signal);
      await expect(opened).rejects.toBeInstanceOf(AppError);
      await expect(opened).rejects.toMatchObject({ kind: 'photo.not-found', retryable: false });
    },
  );
});

describe('the settings form', () => {
  it('offers exactly the scenes there are', () => {
    expect(Object.keys(SCENE_LABELS).toSorted()).toEqual(scenes.map((scene) => scene.id).toSorted());
  });

  it('accepts its own defaults', () => {
    expect(source.params.safeParse({}).data).toEqual({ scenes: [], count: 48, seed: 1, renewDaily: true });
    expect(source.params.safeParse({ count: 0 }).success).toBe(false);
  });
});

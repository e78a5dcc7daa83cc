import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppError as AnyError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { FromNetwork } from './open-kept.ts';

const world = vi.hoisted(() => ({ kept: new Map<string, Uint8Array<ArrayBuffer>>(), said: [] as string[] }));
vi.mock('../../shared/offline-photos.ts', () => ({
  isKept: async ({ id }: PhotoRef) => world.kept.has(id),
  readKept: async (key: string) => world.kept.get(key) ?? null,
  async keepPhoto({ id }: PhotoRef, bytes: Uint8Array<ArrayBuffer>) {
    world.kept.set(id, bytes);
    return true;
  },
}));
vi.mock('../../shared/offline-signals.ts', () => ({ say: ({ type }: { type: string }) => world.said.push(type) }));

const old = Uint8Array.of(1);
const fresh = Uint8Array.of(2, 2);
const photo: PhotoRef = {
  id: 'shore:tide',
  sourceId: 'feed',
  entryId: 'shore',
  locator: { kind: 'url', url: 'https://a.test/tide.jpg' },
  title: 'Tide',
  name: 'Tide',
};
let parts: typeof import('./open-kept.ts');
let AppError: typeof AnyError;
const unreachable = () => new AppError('photo.network', 'Cannot be reached.', { retryable: true });
const open = (fromNetwork: FromNetwork, ref = photo) => parts.openKept(ref, new AbortController().signal, fromNetwork);
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const inTurn = (work: () => Promise<void>): Promise<void> => work();

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { onLine: true });
  vi.resetModules();
  world.kept.clear();
  world.said.length = 0;
  parts = await import('./open-kept.ts');
  ({ AppError } = await import('../../shared/errors.ts'));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a photo from the network', () => {
  it('is the network’s own while that answers, and is kept once it was shown', async () => {
    const opened = await open(async () => fresh);
    expect(opened.encoded).toBe(fresh);
    expect(world.kept.size).toBe(0);
    opened.keep?.(inTurn);
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.kept.get(photo.id)).toEqual(fresh);
    expect(world.said).toEqual(['answered']);
  });

  it('is the kept one where nothing comes, which is told; the next is taken without a try', async () => {
    world.kept.set(photo.id, old);
    expect((await open(() => Promise.reject(unreachable()))).encoded).toBe(old);
    expect(world.said).toEqual(['silent']);
    const network = vi.fn<FromNetwork>(async () => fresh);
    expect((await open(network)).encoded).toBe(old);
    expect(network).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(parts.silenceMs);
    expect((await open(network)).encoded).toBe(fresh);
    expect(world.said).toEqual(['silent', 'answered']);
  });

  it('is not the kept one for a day because the clock was put right by one', async () => {
    world.kept.set(photo.id, old);
    await open(() => Promise.reject(unreachable()));
    vi.setSystemTime(Date.now() - 86_400_000);
    await vi.advanceTimersByTimeAsync(parts.silenceMs);
    expect((await open(async () => fresh)).encoded).toBe(fresh);
  });

  it('is the kept one where the browser says there is no connection', async () => {
    world.kept.set(photo.id, old);
    vi.stubGlobal('navigator', { onLine: false });
    const network = vi.fn<FromNetwork>(async () => fresh);
    expect((await open(network)).encoded).toBe(old);
    expect(network).not.toHaveBeenCalled();
  });

  it('is the kept one where not a byte comes for a moment, longer once the source has answered', async () => {
    world.kept.set(photo.id, old);
    let given = false;
    const slow: FromNetwork = async (signal) => {
      signal.addEventListener('abort', () => (given = true));
      await after(60_000);
      return fresh;
    };
    const first = open(slow);
    await vi.advanceTimersByTimeAsync(parts.firstPatienceMs);
    expect((await first).encoded).toBe(old);
    expect(given).toBe(true);
    await vi.advanceTimersByTimeAsync(parts.silenceMs);
    await open(async () => fresh);
    let isSettled = false;
    const second = open(slow).finally(() => (isSettled = true));
    await vi.advanceTimersByTimeAsync(parts.patienceMs - 1);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await second).encoded).toBe(old);
  });

  it('is waited for while bytes come', async () => {
    world.kept.set(photo.id, old);
    const opening = open(async (_signal, onByte) => {
      onByte();
      await after(10_000);
      return fresh;
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await opening).encoded).toBe(fresh);
  });

  it('fails with the network’s error when nothing is kept', async () => {
    await expect(open(() => Promise.reject(unreachable()))).rejects.toMatchObject({ kind: 'photo.network' });
    const gone = new AppError('photo.not-found', 'Gone.');
    await expect(open(() => Promise.reject(gone), { ...photo, id: 'shore:pier' })).rejects.toBe(gone);
    expect(world.said).toEqual(['silent']);
  });

  it('that is smaller than its source allows is left out', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 2, 128, 0, 0, 1, 104, 8, 2, 0, 0, 0]); // prettier-ignore
    const small = { ...photo, leastPx: 1000 };
    await expect(open(async () => png, small)).rejects.toMatchObject({
      kind: 'photo.unsupported',
      message: expect.stringMatching(/640 pixels long, and you asked for 1000/) as string,
    });
    expect((await open(async () => png, { ...photo, leastPx: 640 })).encoded).toBe(png);
  });
});

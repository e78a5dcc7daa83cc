/**
 * What every source promises, run over every folder in `src/sources/`: a new one is tested without a new test.
 * A source that needs something around it brings it in `source-worlds/`.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { AppError } from '../../src/shared/errors.ts';
import type { PhotoRef } from '../../src/shared/photo.ts';
import type {
  ReadFeed,
  SourceContext,
  SourceAvailable,
  SourceDefinition,
  SourceHost,
  SourceProvider,
} from '../../src/shared/source.ts';
import { parseFeed } from '../../src/workers/feeds/parse.ts';
import { cloneForReal, dropStorage, freshStorage } from '../fakes/browser-storage.ts';
import type { SourceWorld } from './source-worlds/world.ts';

const idOf = (path: string) => path.split('/').at(-2) ?? '';
const definitions = import.meta.glob<{ source: SourceDefinition }>('../../src/sources/*/index.ts', { eager: true });
const providers = import.meta.glob<{ provider: SourceProvider }>('../../src/sources/*/provider.worker.ts', {
  eager: true,
});
const offers = import.meta.glob<{ available: SourceAvailable }>('../../src/sources/*/available.worker.ts', {
  eager: true,
});
const worlds = import.meta.glob<{ world?: SourceWorld }>('./source-worlds/*.ts', { eager: true });

const ids = [...new Set([...Object.keys(definitions), ...Object.keys(providers)].map(idOf))];
const entryId = 'entry 1';
/** Enough of a listing that may be endless or costly. */
const enough = 1_000;
const readFeed: ReadFeed = async (bytes, options) => parseFeed(bytes, options);

function context(signal: AbortSignal): SourceContext {
  return { entryId, signal, baseUrl: 'https://show.test', freeBytes: 10 ** 9, readFeed };
}

async function take(listing: AsyncIterable<PhotoRef>, limit = enough): Promise<PhotoRef[]> {
  const refs: PhotoRef[] = [];
  for await (const ref of listing) {
    refs.push(ref);
    if (refs.length >= limit) break;
  }
  return refs;
}

/** A listing as a set: the order is free. */
function facts(refs: readonly PhotoRef[]): string[] {
  return refs.map(({ id, name, revision }) => `${id} ${name} ${revision}`).toSorted();
}

function expectSourceError(error: unknown): void {
  expect(error).toBeInstanceOf(AppError);
  const { kind, message } = error as AppError;
  expect(kind).toMatch(/^(source\.|storage\.|aborted$)/);
  if (kind !== 'aborted') expectSentence(message);
}

function expectSentence(text: string): void {
  expect(text).toMatch(/^[\p{Lu}\p{N}“].*[.?]$/su);
  expect(text).not.toMatch(/!|undefined|null|\[object|Error/);
}

it('finds the sources', () => {
  expect(ids).toEqual(expect.arrayContaining(['companion', 'folder', 'links']));
});

describe.each(ids)('source %s', (id) => {
  const source = definitions[`../../src/sources/${id}/index.ts`]?.source as SourceDefinition;
  const provider = providers[`../../src/sources/${id}/provider.worker.ts`]?.provider as SourceProvider;
  const world = worlds[`./source-worlds/${id}.ts`]?.world ?? { params: {} };
  let controller: AbortController;
  const list = (params = world.params) => provider.list(params, context(controller.signal));

  beforeEach(async () => {
    controller = new AbortController();
    await freshStorage();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  });

  afterEach(async () => {
    controller.abort();
    await dropStorage();
  });

  it('has both halves, named like its folder', () => {
    expect(source, 'index.ts exports `source`').toBeDefined();
    expect(provider, 'provider.worker.ts exports `provider`').toBeDefined();
    expect(source.id).toBe(id);
  });

  it('introduces itself in words for people', () => {
    expect(source.label).toMatch(/^\p{Lu}.{2,59}$/u);
    expect(source.label).not.toMatch(/[.!]$/);
    expectSentence(source.description);
    expect(['picker', 'text', 'none']).toContain(source.setup);
  });

  it('has params that take a configured entry and explain what they refuse', () => {
    expect(z.safeParse(source.params, world.params).success).toBe(true);
    const empty = z.safeParse(source.params, {});
    if (!empty.success) for (const { message } of empty.error.issues) expect(message).not.toBe('');
    expect(JSON.parse(JSON.stringify(world.params))).toEqual(world.params);
  });

  it('lists every photo once, with all that the show needs to know', async () => {
    await world.enter?.(entryId);
    const refs = await take(list());
    expect(refs.length).toBeGreaterThan(0);
    if (world.photos !== undefined) expect(refs.length).toBe(world.photos);
    expect(new Set(refs.map((ref) => ref.id)).size).toBe(refs.length);
    for (const ref of refs) {
      expect(ref.sourceId).toBe(id);
      expect(ref.entryId).toBe(entryId);
      expect(ref.id.startsWith(`${entryId}:`), ref.id).toBe(true);
      expect(ref.title.trim()).not.toBe('');
      expect(ref.name).not.toBe('');
      if (ref.dateMs !== undefined) expect(Number.isFinite(ref.dateMs)).toBe(true);
      if (ref.locator.kind === 'provider') expect(ref.locator.sourceId).toBe(id);
      if (ref.locator.kind === 'url') expect(new URL(ref.locator.url).protocol).toMatch(/^https?:$/);
    }
  });

  it('opens what only it can make', async () => {
    await world.enter?.(entryId);
    const [first] = await take(list(), 1);
    if (first?.locator.kind === 'provider') expect(provider.open).toBeTypeOf('function');
  });

  it('gives refs that can travel between threads', async () => {
    await world.enter?.(entryId);
    for (const ref of await take(list(), 20)) expect(() => cloneForReal(ref)).not.toThrow();
  });

  it('lists the same again, also with another listing under way', async () => {
    await world.enter?.(entryId);
    const first = facts(await take(list()));
    const [second, third] = await Promise.all([take(list()), take(list())]);
    expect(facts(second)).toEqual(first);
    expect(facts(third)).toEqual(first);
  });

  it('stops within one photo when told to', async () => {
    await world.enter?.(entryId);
    const iterator = list()[Symbol.asyncIterator]();
    expect((await iterator.next()).done).toBe(false);
    controller.abort();
    let more = 0;
    try {
      while (more < 3 && !(await iterator.next()).done) more++;
    } catch (error) {
      expect(error).toMatchObject({ kind: 'aborted' });
    }
    expect(more).toBeLessThanOrEqual(1);
  });

  it('does not begin when it was already told to stop', async () => {
    await world.enter?.(entryId);
    controller.abort();
    const refs = await take(list()).catch((error: unknown) => {
      expectSourceError(error);
      return [];
    });
    expect(refs.length).toBeLessThanOrEqual(1);
  });

  it('can be left in the middle', async () => {
    await world.enter?.(entryId);
    expect(await take(list(), 1)).toHaveLength(1);
    expect(await take(list(), 1)).toHaveLength(1);
  });

  it('says in a sentence what is missing, or needs nothing', async () => {
    // Nothing of its world is there: no files, no network, no permission.
    const error: unknown = await take(list({}), 5).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error !== null) expectSourceError(error);
  });

  it.each([
    ['of wrong types', { urls: 7, seed: {}, scenes: 'all', path: null, count: -1 }],
    ['with strange entries', { urls: [null, {}, '\ud800'], scenes: [7], seed: 'x'.repeat(10_000) }],
  ])('survives params %s', async (_name, params) => {
    await world.enter?.(entryId);
    const error: unknown = await take(list(params), 5).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error !== null) expectSourceError(error);
  });

  it('watches quietly and stops for good', async () => {
    await world.enter?.(entryId);
    const changed = vi.fn<() => void>();
    const stop = provider.watch?.(world.params, context(controller.signal), changed);
    if (!stop) return;
    stop();
    stop();
    controller.abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect(changed).not.toHaveBeenCalled();
  });

  it('knows whether it is there, if it adds itself', async () => {
    const available = offers[`../../src/sources/${id}/available.worker.ts`]?.available;
    if (!available) return;
    expect(await available(context(controller.signal))).toBe(false);
    await world.enter?.(entryId);
    expect(await available(context(controller.signal))).toBe(true);
  });

  it('sets itself up, or lets the user back out', async () => {
    const host: SourceHost = {
      entryId,
      text: '',
      keepFiles: async () => ({ keptFiles: 0, keptBytes: 0, failed: [] }),
      forgetFiles: async () => undefined,
    };
    if (source.setup === 'picker') {
      vi.stubGlobal('showDirectoryPicker', () => Promise.reject(new DOMException('', 'AbortError')));
    }
    const configured = await source.configure(host);
    if (source.setup !== 'none') return expect(configured).toBeNull();
    expect(configured?.label).not.toBe('');
    expect(z.safeParse(source.params, configured?.params).success).toBe(true);
  });
});

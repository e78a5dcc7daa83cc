/** What every service promises when it goes wrong: a sentence for each refusal and each strange answer, and no secret anywhere. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { AppError } from '../../src/shared/errors.ts';
import type { SourceDefinition, SourceProvider } from '../../src/shared/source.ts';
import { startListing } from '../../src/workers/feeds/listing.ts';
import { checkConnection } from '../../src/workers/feeds/service-check.ts';
import { contextOf, entryId, garbage, listAll, refusals, setUp, status, stubService } from '../fakes/service.ts';

const definitions = import.meta.glob<{ source: SourceDefinition }>('../../src/sources/*/index.ts', { eager: true });
const providers = import.meta.glob<{ provider: SourceProvider }>('../../src/sources/*/provider.worker.ts', {
  eager: true,
});
const secret = 'very-secret-7';

/** Something for every field that people fill in. */
const filled: Readonly<Record<string, string>> = {
  address: 'https://service.test/photos',
  user: 'mia',
  password: secret,
  key: secret,
  names: 'EarthPorn',
  subject: 'lighthouse',
  query: 'lake',
  name: 'Lagoon',
  album: '',
  what: 'all',
};

const services = Object.entries(definitions)
  .filter(([, { source }]) => source.setup === 'form')
  .map(([path, { source }]) => ({
    id: source.id,
    source,
    provider: providers[path.replace('index.ts', 'provider.worker.ts')]?.provider as SourceProvider,
  }));

afterEach(() => vi.unstubAllGlobals());

it('finds the services', () => {
  expect(services.map(({ id }) => id)).toEqual(expect.arrayContaining(['webdav', 'immich', 'photoprism', 'flickr']));
});

describe.each(services)('$id', ({ source, provider }) => {
  const fields = Object.fromEntries((source.fields ?? []).map(({ name }) => [name, filled[name] ?? '']));

  it('asks for what it needs in words, and keeps secrets out of what is stored in the open', async () => {
    for (const { name, label, help = 'Fine.', options } of source.fields ?? []) {
      expect(name).toMatch(/^[a-z]+$/);
      expect(label).toMatch(/^\p{Lu}/u);
      expect(help).toMatch(/^[\p{Lu}\p{N}].*\.$/su);
      for (const text of Object.values(options ?? {})) expect(text).toMatch(/^\p{Lu}/u);
    }
    const { params, label } = await setUp(source, fields);
    expect(JSON.stringify([params, label])).not.toContain(secret);
    // What a form shows again is what was typed into it.
    for (const { name, kind } of source.fields ?? []) if (kind !== 'secret') expect(typeof params[name]).toBe('string');
  });

  it.each(refusals)('explains HTTP %i', async (code, words) => {
    stubService(() => status(code));
    const { params } = await setUp(source, fields);
    const { refs, error } = await listAll(provider, params);
    expect(refs).toEqual([]);
    expect(error?.message).toMatch(words);
    expect(`${error?.message}${error?.detail}`).not.toContain(secret);
  });

  it.each(garbage)('explains an answer that is %s', async (_name, answer) => {
    stubService(answer);
    const { params } = await setUp(source, fields);
    const { error } = await listAll(provider, params);
    if (error) expect(error.message).toMatch(/^[\p{Lu}“].*\.$/su);
  });

  it('explains a service that cannot be reached, and asks at no address that holds the secret', async () => {
    const asked = stubService(() => null);
    const { params } = await setUp(source, fields);
    const { error } = await listAll(provider, params);
    expect(error?.kind).toBe('source.unreachable');
    expect(error?.message).toMatch(/cannot be reached/);
    for (const { url } of asked) expect(decodeURIComponent(url.href)).not.toContain(secret);
  });

  it('says the same when the connection is checked', async () => {
    stubService(() => status(500));
    const { params, secret: kept } = await setUp(source, fields);
    const entry = { id: entryId, source: source.id, enabled: true, weight: 1, params };
    const { baseUrl, freeBytes } = contextOf();
    const begin = async () => startListing(provider, entry, { baseUrl, freeBytes });
    const report = await checkConnection({ entry, secret: kept ?? null, baseUrl, begin });
    expect(report.ok).toBe(false);
    expect(report.steps[0]?.sentence).toContain('trouble of its own');
  });

  it('stops when told to, while an answer is awaited', async () => {
    const controller = new AbortController();
    vi.stubGlobal('fetch', (_url: unknown, { signal }: RequestInit) => {
      queueMicrotask(() => controller.abort());
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      });
    });
    const { params } = await setUp(source, fields);
    const listing = provider.list(params, contextOf(controller.signal))[Symbol.asyncIterator]();
    const error: unknown = await listing.next().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind: 'aborted' });
  });
});

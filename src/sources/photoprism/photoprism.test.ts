import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { entryId, listAll, setUp, status, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

afterEach(() => vi.unstubAllGlobals());

const key = 'prism-passw0rd';
const fields = { address: 'https://prism.test/library/browse', key, album: '', query: '' };
const hash = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';

/** As 2022 gives them (hash in the files), and as 2025 does. */
const old = {
  UID: 'pr000000000000a1',
  Type: 'image',
  Title: '',
  OriginalName: 'IMG_1.jpg',
  Files: [
    { Primary: false, Hash: 'ffff00001111' },
    { Primary: true, Hash: hash },
  ],
};
const now = {
  ID: '7',
  UID: 'pt000000000000b2',
  Type: 'live',
  Title: 'Pier',
  Hash: hash,
  TakenAt: '2025-06-01T10:00:00Z',
  PlaceLabel: 'Faro, Portugal',
  Merged: true,
  New: {},
};

describe('photos', () => {
  it('of two generations are listed; a reference names no key and no token', async () => {
    const asked = stubService(({ url }) =>
      url.searchParams.get('offset') === '0'
        ? [old, now, { ...now, UID: 'pt000000000000c3', Type: 'video' }, { ...now, UID: 'x' }, null]
        : [],
    );
    const { params, secret } = await setUp(source, fields);
    expect(params['address']).toBe('https://prism.test');
    expect(secret?.scopes).toEqual(['https://prism.test/api']);
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ title }) => title)).toEqual(['IMG_1.jpg', 'Pier']);
    expect(refs[1]).toMatchObject({ place: 'Faro, Portugal', dateMs: Date.parse('2025-06-01T10:00:00Z') });
    expect(JSON.stringify(refs)).not.toMatch(/prism-passw0rd|token/i);
    expect(asked[0]?.headers.get('authorization')).toBe(`Bearer ${key}`);
  });

  it('of an album are found by its name', async () => {
    const asked = stubService(({ url }) => {
      if (url.pathname === '/api/v1/albums') return [{ UID: 'at000000000000x1', Title: 'Lagoon' }];
      return url.searchParams.get('s') === 'at000000000000x1' && url.searchParams.get('offset') === '0' ? [now] : [];
    });
    const { params } = await setUp(source, { ...fields, album: 'lagoon' });
    expect((await listAll(provider, params)).refs).toHaveLength(1);
    expect(asked).toHaveLength(3);
    const { params: others } = await setUp(source, { ...fields, album: 'Desert' });
    expect((await listAll(provider, others)).error?.message).toContain('no album called “Desert”');
  });

  it('are opened behind the session’s token, which is asked for anew when it ran out', async () => {
    let token = 'first1';
    const asked = stubService(({ url }) => {
      if (url.pathname === '/api/v1/config') return { previewToken: token, mode: 'user' };
      if (url.pathname.startsWith('/api/v1/photos')) return url.searchParams.get('offset') === '0' ? [now] : [];
      return url.pathname.includes(`/${token}/`) ? new Response('jpeg') : status(403);
    });
    const { params } = await setUp(source, fields);
    const [ref] = (await listAll(provider, params)).refs;
    const open = async () => {
      const blob =
        ref?.locator.kind === 'provider'
          ? await provider.open?.(ref.locator.key, { widthPx: 1920, heightPx: 1080 }, new AbortController().signal)
          : null;
      return blob instanceof Blob ? blob.text() : null;
    };
    expect(await open()).toBe('jpeg');
    expect(asked.at(-1)?.url.pathname).toBe(`/api/v1/t/${hash}/first1/fit_1920`);
    token = 'second2';
    expect(await open()).toBe('jpeg');
    expect(asked.at(-1)?.url.pathname).toContain('/second2/');
    expect(asked.every(({ url }) => !url.href.includes(key))).toBe(true);
  });

  it.each([
    ['the session', 'session', { config: { previewToken: 'third3' } }, null],
    ['a header of a search', 'photos', [], 'third3'],
  ])('are opened behind a token that comes with %s', async (_name, where, body, header) => {
    const asked = stubService(({ url }) => {
      const [, path = ''] = /^\/api\/v1\/(\w+)/.exec(url.pathname) ?? [];
      if (path === 't') return url.pathname.includes('/third3/') ? new Response('jpeg') : status(403);
      const headers: Record<string, string> = path === where && header !== null ? { 'x-preview-token': header } : {};
      if (path !== where && path !== 'config') return status(404);
      return new Response(JSON.stringify(path === where ? body : { mode: 'user' }), { headers });
    });
    await setUp(source, fields);
    const key = JSON.stringify([`${entryId} ${where}`, 'https://prism.test', hash]);
    const blob = await provider.open?.(key, { widthPx: 1920, heightPx: 1080 }, new AbortController().signal);
    expect(blob instanceof Blob && (await blob.text())).toBe('jpeg');
    expect(asked.at(-1)?.url.pathname).toBe(`/api/v1/t/${hash}/third3/fit_1920`);
  });

  it('that are gone or behind a lock are told in words', async () => {
    stubService(() => status(404));
    await setUp(source, fields);
    const opening = provider.open?.(
      JSON.stringify([entryId, 'https://prism.test', hash]),
      { widthPx: 1, heightPx: 1 },
      new AbortController().signal,
    );
    await expect(opening).rejects.toMatchObject({ kind: 'photo.network' });
    await expect(
      provider.open?.('nonsense', { widthPx: 1, heightPx: 1 }, new AbortController().signal),
    ).rejects.toMatchObject({ kind: 'photo.not-found' });
  });
});

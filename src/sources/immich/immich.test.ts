import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import {
  entryId,
  garbage,
  listAll,
  type Question,
  refusals,
  setUp,
  status,
  stubService,
} from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const key = 'k3y-of-immich';
const base = { address: 'https://photos.test', key, password: '', what: 'all', name: '', quality: 'preview' };
const albumId = '11111111-2222-4333-8444-555555555555';

/** A photo as 1.118 describes it, and as 2.1 does (visibility, no isArchived, new fields). */
const photo1 = (id: string, more: object = {}) => ({
  id,
  deviceAssetId: `web-${id}`,
  type: 'IMAGE',
  originalPath: 'upload/x.jpg',
  originalFileName: `IMG_${id}.jpg`,
  originalMimeType: 'image/jpeg',
  thumbhash: '2TgKDYJIr0duh5h5lkWHiGePVOMJ',
  fileCreatedAt: '2024-02-24T03:04:44.228Z',
  localDateTime: '2024-02-23T19:04:44.228Z',
  isFavorite: false,
  isArchived: false,
  isTrashed: false,
  duration: '0:00:00.00000',
  exifInfo: { make: 'SONY', fileSizeInByte: 4_000_000, city: 'Porto', country: 'Portugal' },
  checksum: `sum-${id}`,
  ...more,
});
const photo2 = (id: string, more: object = {}) => ({
  id,
  type: 'IMAGE',
  originalFileName: `IMG_${id}.heic`,
  originalMimeType: 'image/heic',
  localDateTime: '2025-06-01T10:00:00.000Z',
  visibility: 'timeline',
  width: 4000,
  dominantColors: [{ unknown: true }],
  exifInfo: null,
  checksum: `sum-${id}`,
  ...more,
});

const found = (items: readonly unknown[], nextPage: unknown = null) => ({
  albums: { total: 0, count: 0, items: [], facets: [] },
  assets: { total: items.length, count: items.length, items, facets: [], nextPage },
});

const bodyOf = ({ body }: Question): Record<string, unknown> =>
  body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
const idsOf = (refs: readonly { readonly id: string }[]) => refs.map(({ id }) => id.slice(entryId.length + 1));

async function shown(fields: Partial<typeof base>, answers: (path: string, question: Question) => unknown) {
  const asked = stubService((question) => answers(`${question.method} ${question.url.pathname}`, question));
  const { params, secret } = await setUp(source, { ...base, ...fields });
  const { refs, error } = await listAll(provider, params);
  return { refs, error, asked, params, secret, ids: idsOf(refs) };
}

describe('setting up', () => {
  it('keeps the key out of the params and sends it to the server’s API only', async () => {
    const { params, secret } = await setUp(source, { ...base, what: 'random' });
    expect(JSON.stringify(params)).not.toContain(key);
    expect(secret).toEqual({ scopes: ['https://photos.test/api'], headers: { 'x-api-key': key } });
  });

  it.each([
    ['https://photos.test/albums/abc-1', { what: 'album', name: 'abc-1' }],
    ['https://photos.test/people/p-1?previousRoute=%2F', { what: 'person', name: 'p-1' }],
    ['https://home.test/immich/photos/', { what: 'all', address: 'https://home.test/immich' }],
    ['https://photos.test/api/', { what: 'all', address: 'https://photos.test' }],
  ])('understands %s', async (address, expected) => {
    expect((await setUp(source, { ...base, address })).params).toMatchObject(expected);
  });

  it('takes the key of a shared link out of its address', async () => {
    const { params, secret } = await setUp(source, { ...base, key: '', address: 'https://photos.test/share/AbC-123' });
    expect(params).toMatchObject({ address: 'https://photos.test', what: 'link' });
    expect(secret?.headers).toEqual({ 'x-immich-share-key': 'AbC-123' });
  });

  it('asks which album', async () => {
    await expect(setUp(source, { ...base, what: 'album' })).rejects.toThrow(/Which album/);
  });
});

describe('photos', () => {
  it('come page by page, videos and what is put away left out', async () => {
    const { refs, ids, asked } = await shown({}, (path, question) => {
      expect(path).toBe('POST /api/search/metadata');
      if (bodyOf(question)['page'] === 2) return found([photo2('d'), photo2('a')], null);
      const away = [{ visibility: 'hidden' }, { visibility: 'archive' }, { isTrashed: true }, { type: 'VIDEO' }];
      return found(
        [
          photo1('a'),
          photo2('b'),
          ...away.map((more, index) => photo2(`x${index}`, more)),
          photo1('y', { isArchived: true }),
        ],
        '2',
      );
    });
    expect(ids).toEqual(['a', 'b', 'd']);
    expect(refs[0]).toMatchObject({
      locator: { kind: 'url', url: 'https://photos.test/api/assets/a/thumbnail?size=preview', auth: entryId },
      title: 'IMG_a.jpg',
      dateMs: Date.parse('2024-02-23T19:04:44.228Z'),
      place: 'Porto, Portugal',
      revision: 'sum-a',
      link: 'https://photos.test/photos/a',
    });
    for (const { headers, url } of asked) {
      expect(headers.get('x-api-key')).toBe(key);
      expect(url.href).not.toContain(key);
    }
    expect(JSON.stringify(refs)).not.toContain(key);
  });

  it('can be originals', async () => {
    const { refs } = await shown({ quality: 'original' }, () => found([photo1('a')]));
    expect(refs[0]).toMatchObject({
      byteLength: 4_000_000,
      locator: { url: 'https://photos.test/api/assets/a/original' },
    });
  });

  it('end where pages lead nowhere', async () => {
    const { ids, asked } = await shown({}, () => found([photo1('a')], '2'));
    expect(ids).toEqual(['a']);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('of favourites and of a person are searched for', async () => {
    const favourite = await shown({ what: 'favorites' }, (_path, question) =>
      bodyOf(question)['isFavorite'] ? found([photo1('f')]) : status(400),
    );
    expect(favourite.ids).toEqual(['f']);
    const person = await shown({ what: 'person', name: 'mira' }, (path, question) => {
      if (path === 'GET /api/people') {
        return question.url.searchParams.get('page') === '1'
          ? { people: [{ id: 'p0', name: '' }], hasNextPage: true, total: 2 }
          : { people: [{ id: 'p1', name: 'Mira', birthDate: null }], hasNextPage: false };
      }
      return found(JSON.stringify(bodyOf(question)['personIds']) === '["p1"]' ? [photo1('m')] : []);
    });
    expect(person.ids).toEqual(['m']);
    // Version 3 would search among what was put away, too.
    expect(bodyOf(person.asked.at(-1) as Question)['visibility']).toBe('timeline');
  });
});

describe('an album', () => {
  const albums = [{ id: albumId, albumName: 'Lagoon', assetCount: 2 }];

  it('of versions 1 and 2 holds its photos, archived ones included', async () => {
    const { ids } = await shown({ what: 'album', name: 'lagoon' }, (path) => {
      if (path === 'GET /api/albums') return albums;
      if (path === `GET /api/albums/${albumId}`)
        return { ...albums[0], assets: [photo1('a', { isArchived: true }), photo1('b')] };
      return status(404);
    });
    expect(ids).toEqual(['a', 'b']);
  });

  it('of version 3 is searched, by its id', async () => {
    const { ids } = await shown({ what: 'album', name: albumId }, (path, question) => {
      if (path === `GET /api/albums/${albumId}`) return { id: albumId, albumName: 'Lagoon', assetCount: 1 };
      return path === 'POST /api/search/metadata' &&
        JSON.stringify(bodyOf(question)['albumIds']) === JSON.stringify([albumId])
        ? found([photo2('c')])
        : status(404);
    });
    expect(ids).toEqual(['c']);
  });

  it('that is empty, or that nobody has, is told', async () => {
    const none = await shown({ what: 'album', name: 'Lagoon' }, (path) =>
      path === 'GET /api/albums' ? albums : { ...albums[0], assets: [], assetCount: 0 },
    );
    expect(none.error?.message).toBe('This album is empty. Choose another one.');
    const other = await shown({ what: 'album', name: 'Desert' }, (path) =>
      path === 'GET /api/albums' ? albums : status(404),
    );
    expect(other.error?.message).toContain('no album called “Desert”');
  });
});

describe('a random choice and memories', () => {
  it('are asked for as each version knows them', async () => {
    const now = await shown({ what: 'random' }, (path) =>
      path === 'POST /api/search/random' ? [photo2('r')] : status(404),
    );
    expect(now.ids).toEqual(['r']);
    expect(bodyOf(now.asked[0] as Question)).toMatchObject({ visibility: 'timeline', type: 'IMAGE' });
    const before = await shown({ what: 'random' }, (path) =>
      path === 'GET /api/assets/random' ? [photo1('o')] : status(404),
    );
    expect(before.ids).toEqual(['o']);
    const memories = await shown({ what: 'memories' }, (path) =>
      path === 'GET /api/memories'
        ? [{ id: 'm', type: 'on_this_day', data: { year: 2020 }, assets: [photo2('y')] }, { assets: null }]
        : status(404),
    );
    expect(memories.ids).toEqual(['y']);
    // 3.0.3 takes nothing but a day, 3.0.0 nothing but a moment.
    for (const form of [/^\d{4}-\d\d-\d\d$/, /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/]) {
      const strict = await shown({ what: 'memories' }, (path, { url }) =>
        path !== 'GET /api/memories'
          ? status(404)
          : form.test(url.searchParams.get('for') ?? '')
            ? [{ assets: [photo2('s')] }]
            : status(400, '{"message":"Validation failed","errors":[{"path":["for"]}]}'),
      );
      expect([strict.ids, strict.error]).toEqual([['s'], null]);
    }
    const lane = await shown({ what: 'memories' }, (path) =>
      path === 'GET /api/assets/memory-lane' ? [{ yearsAgo: 3, assets: [photo1('l')] }] : status(404),
    );
    expect(lane.ids).toEqual(['l']);
  });
});

describe('a shared link', () => {
  const link = { key: '', address: 'https://photos.test/share/AbC-123', what: 'random' };
  const album = { id: albumId, albumName: 'Lagoon' };

  it('of single photos holds them', async () => {
    const { ids, asked } = await shown(link, () => ({ type: 'INDIVIDUAL', assets: [photo1('a')] }));
    expect(ids).toEqual(['a']);
    expect(asked[0]?.headers.get('x-immich-share-key')).toBe('AbC-123');
  });

  it('of an album is read through the album in versions 1 and 2', async () => {
    const { ids } = await shown(link, (path) =>
      path === 'GET /api/shared-links/me' ? { type: 'ALBUM', album, assets: [] } : { ...album, assets: [photo1('b')] },
    );
    expect(ids).toEqual(['b']);
  });

  it('of an album is read through the timeline in version 3, however times are written there', async () => {
    for (const understood of ['2026-06-01', '2026-06-01T00:00:00.000Z']) {
      const { ids } = await shown(link, (path, { url }) => {
        if (path === 'GET /api/shared-links/me') return { type: 'ALBUM', album, assets: [] };
        if (path === 'GET /api/timeline/buckets') return [{ timeBucket: '2026-06-01', count: 2 }];
        if (path !== 'GET /api/timeline/bucket') return { ...album };
        if (url.searchParams.get('timeBucket') !== understood) return { id: [], isImage: [] };
        return { id: ['t', 'v'], isImage: [true, false], visibility: ['timeline', 'timeline'], city: ['Faro', null] };
      });
      expect(ids).toEqual(['t']);
    }
  });
});

describe('a shared link with a password', () => {
  const password = 'open sesame 7';
  const link = { key: '', address: 'https://photos.test/share/AbC-123', what: 'random', password };
  const me = 'GET /api/shared-links/me';
  const login = 'POST /api/shared-links/login';

  it('is opened by it (2.6 and later), in the body of a request and never in an address', async () => {
    const { ids, asked, params } = await shown(link, (path, question) => {
      if (path === me) return status(401, '{"message":"Password required"}');
      if (path !== login) return status(404);
      return bodyOf(question)['password'] === password
        ? { type: 'INDIVIDUAL', password: null, token: null, assets: [photo2('a')], album: null }
        : status(401);
    });
    expect(ids).toEqual(['a']);
    expect(asked[0]?.headers.get('x-immich-share-key')).toBe('AbC-123');
    expect(JSON.stringify(params)).not.toContain(password);
    for (const { url, headers } of asked) {
      expect(decodeURIComponent(url.href)).not.toContain(password);
      expect(JSON.stringify([...headers])).not.toContain(password);
    }
  });

  it('says when the password is wrong, missing, or the server too old for it', async () => {
    const refuse = (path: string) => (path === login || path === me ? status(401) : status(404));
    expect((await shown(link, refuse)).error?.message).toContain('does not accept the password');
    expect((await shown({ ...link, password: '' }, refuse)).error?.message).toContain('has a password');
    const old = (path: string) => (path === me ? status(401, '{"message":"Invalid password"}') : status(404));
    const { error, asked } = await shown(link, old);
    expect(error?.message).toContain('too old');
    for (const { url } of asked) expect(decodeURIComponent(url.href)).not.toContain(password);
  });

  it('that has none after all is opened without', async () => {
    const { ids } = await shown(link, (path) =>
      path === login
        ? status(400, '{"message":"Shared link is not password protected"}')
        : { type: 'INDIVIDUAL', assets: [photo1('b')] },
    );
    expect(ids).toEqual(['b']);
  });

  it('takes its password only together with the link', async () => {
    const typed = { ...base, key: '', address: 'https://photos.test', what: 'link', password };
    await expect(setUp(source, typed)).rejects.toThrow(/Paste the shared link again/);
  });
});

describe('trouble', () => {
  it.each(refusals)('HTTP %i is told in words', async (code, words) => {
    const { error } = await shown({}, () => status(code, '{"message":"Invalid API key"}'));
    expect(error?.message).toMatch(words);
    expect(error?.message).not.toContain(key);
  });

  it.each(['all', 'random', 'memories', 'album', 'person', 'favorites'])(
    'nonsense instead of %s is told in words',
    async (what) => {
      for (const [, answer] of garbage) {
        const { refs, error } = await shown({ what, name: 'Lagoon' }, answer);
        expect(refs).toEqual([]);
        expect(error?.message).toMatch(/^[\p{Lu}“].*\.$/su);
      }
    },
  );
});

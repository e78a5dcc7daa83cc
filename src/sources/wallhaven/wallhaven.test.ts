import { afterEach, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { listAll, setUp, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

afterEach(() => vi.unstubAllGlobals());

const paper = (id: string, more: object = {}) => ({
  id,
  url: `https://wallhaven.cc/w/${id}`,
  path: `https://w.wallhaven.cc/full/${id}.jpg`,
  purity: 'sfw',
  file_size: 900,
  created_at: '2024-02-01 10:20:00',
  ...more,
});

it('asks for safe wallpapers only, and shows no other should one come', async () => {
  const asked = stubService(({ url }) => ({
    data:
      url.searchParams.get('page') === '1'
        ? [paper('a1'), paper('b2', { purity: 'sketchy' }), paper('c3', { path: 'ftp://x' })]
        : [paper('d4')],
    // Numbers have come as text.
    meta: { current_page: 1, last_page: '2', per_page: '24', seed: null },
  }));
  const { params, label } = await setUp(source, { query: 'lake', sorting: 'favorites' });
  expect(label).toBe('Wallhaven: lake');
  const { refs } = await listAll(provider, params);
  expect(refs.map(({ name }) => name)).toEqual(['a1', 'd4']);
  expect(asked.every(({ url }) => url.searchParams.get('purity') === '100')).toBe(true);
  expect(asked[0]?.url.searchParams.get('sorting')).toBe('favorites');
});

it.each([
  ['2019', { id: 'old1', path: 'https://w.wallhaven.cc/full/old1.png', created_at: '2019-02-01 10:20:00' }],
  [
    'now',
    {
      ...paper('new1', { created_at: '2024-02-01 10:20:00' }),
      category: 'general',
      dimension_x: 3840,
      colors: ['#000000', null],
      thumbs: { large: 7 },
      uploader: { group: 'User', avatar: {} },
      tags: 'none',
      moderation: { unknown: [] },
    },
  ],
])('reads wallpapers as %s describes them, their dates in UTC', async (_version, item) => {
  // No `meta`, as of some collections: the only page.
  stubService(() => ({ data: [item, null, 'x', { id: 7 }, { id: 'no-path' }], extra: true }));
  const { params } = await setUp(source, { query: 'lake', sorting: '' });
  const { refs, error } = await listAll(provider, params);
  expect(error).toBeNull();
  expect(refs).toHaveLength(1);
  expect(refs[0]?.dateMs).toBe(Date.parse(`${item.created_at.replace(' ', 'T')}Z`));
});

it('reads a public collection', async () => {
  const asked = stubService(() => ({ data: [paper('a1')], meta: { last_page: 1 } }));
  const { params } = await setUp(source, { query: 'https://wallhaven.cc/user/mira/favorites/12345', sorting: '' });
  expect((await listAll(provider, params)).refs).toHaveLength(1);
  expect(asked[0]?.url.pathname).toBe('/api/v1/collections/mira/12345');
});

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

it('reads a public collection', async () => {
  const asked = stubService(() => ({ data: [paper('a1')], meta: { last_page: 1 } }));
  const { params } = await setUp(source, { query: 'https://wallhaven.cc/user/mira/favorites/12345', sorting: '' });
  expect((await listAll(provider, params)).refs).toHaveLength(1);
  expect(asked[0]?.url.pathname).toBe('/api/v1/collections/mira/12345');
});

import { afterEach, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { listAll, setUp, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

afterEach(() => vi.unstubAllGlobals());

const photo = {
  id: 7,
  url: 'https://www.pexels.com/photo/7/',
  photographer: 'Mira',
  alt: 'A pier',
  src: { original: 'https://images.pexels.com/photos/7/p.jpeg', large2x: '' },
  liked: false,
};

it.each([
  ['', '/v1/curated', 'photos'],
  ['fog', '/v1/search', 'photos'],
  ['https://www.pexels.com/collections/calm-days-9mp14cx/', '/v1/collections/9mp14cx', 'media'],
])('“%s” is asked for at %s, with the key as a header', async (query, path, field) => {
  const asked = stubService(({ url }) => ({
    [field]:
      url.searchParams.get('page') === '1'
        ? [photo, { ...photo, id: 8, type: 'Video' }, {}]
        : [{ ...photo, id: 9, type: 'Photo' }],
    ...(url.searchParams.get('page') === '1' && { next_page: 'https://api.pexels.com/v1/x?page=2' }),
  }));
  const { params } = await setUp(source, { query, key: 'pex-key' });
  const { refs } = await listAll(provider, params);
  expect(new Set(asked.map(({ url }) => url.pathname))).toEqual(new Set([path]));
  expect(asked[0]?.headers.get('authorization')).toBe('pex-key');
  expect(refs.map(({ id }) => id)).toEqual(['entry 1:7', 'entry 1:9']);
  expect(refs[0]).toMatchObject({ title: 'A pier', credit: 'Mira, Pexels' });
  expect(refs[0]?.locator).toMatchObject({
    url: 'https://images.pexels.com/photos/7/p.jpeg?auto=compress&cs=tinysrgb&w=3840',
  });
});

it.each([
  [
    '2018, without words about it',
    {
      id: 3,
      width: 4000,
      url: 'https://www.pexels.com/photo/3/',
      photographer: '',
      src: { large2x: 'https://images.pexels.com/photos/3/p.jpeg?w=1880' },
    },
    'https://images.pexels.com/photos/3/p.jpeg?w=1880',
  ],
  [
    '2026',
    {
      ...photo,
      avg_color: '#978E82',
      photographer_id: 9,
      type: 'Photo',
      src: { ...photo.src, webp: {} },
      tags: [null],
    },
    'https://images.pexels.com/photos/7/p.jpeg?auto=compress&cs=tinysrgb&w=3840',
  ],
])('photos as %s describes them are read', async (_version, item, url) => {
  stubService(() => ({ page: 1, photos: [item, null, { id: 4 }, { id: 'x', src: {} }], total_results: '1', more: {} }));
  const { params } = await setUp(source, { query: 'fog', key: 'pex-key' });
  const { refs } = await listAll(provider, params);
  expect(refs.map(({ id }) => id)).toEqual([`entry 1:${item.id}`]);
  expect(refs[0]?.locator).toMatchObject({ url });
});

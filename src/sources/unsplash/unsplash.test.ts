import { afterEach, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { listAll, setUp, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

afterEach(() => vi.unstubAllGlobals());

const photo = (id: string) => ({
  id,
  created_at: '2024-02-01T10:20:00-05:00',
  description: null,
  alt_description: 'a foggy forest',
  urls: { raw: `https://images.unsplash.com/photo-${id}?ixid=abc`, full: 'https://images.unsplash.com/full' },
  links: { html: `https://unsplash.com/photos/${id}` },
  user: { name: 'Mira' },
  unknown: {},
});

it.each([
  ['', '/photos', (items: unknown) => items],
  ['fog', '/search/photos', (items: unknown) => ({ total: 1, total_pages: 1, results: items })],
  ['https://unsplash.com/collections/1234/calm', '/collections/1234/photos', (items: unknown) => items],
])('“%s” is asked for at %s, with the key as a header', async (query, path, wrap) => {
  const asked = stubService(() => wrap([photo('x_1'), { id: 'y' }, null]));
  const { params, secret } = await setUp(source, { query, key: 'uns-key' });
  expect(secret?.headers).toEqual({ authorization: 'Client-ID uns-key' });
  const { refs } = await listAll(provider, params);
  expect(asked.map(({ url }) => url.pathname)).toEqual([path]);
  expect(asked[0]?.headers.get('authorization')).toBe('Client-ID uns-key');
  expect(refs).toHaveLength(1);
  expect(refs[0]).toMatchObject({
    title: 'a foggy forest',
    credit: 'Mira, Unsplash',
    link: 'https://unsplash.com/photos/x_1',
  });
  expect(refs[0]?.locator).toMatchObject({
    url: 'https://images.unsplash.com/photo-x_1?ixid=abc&w=3840&fit=max&q=85&fm=jpg',
  });
});

it.each([
  [
    '2016',
    {
      id: 'old-1',
      created_at: '2016-05-03T11:00:28-04:00',
      urls: { full: 'https://images.unsplash.com/old-1', regular: 'https://images.unsplash.com/old-1?w=1080' },
      user: { id: 'u', username: 'mira' },
      categories: [],
    },
    { title: 'Photo', credit: 'Unsplash' },
  ],
  [
    '2026',
    {
      ...photo('new-1'),
      slug: 'a-foggy-forest-new-1',
      alternative_slugs: { de: 'ein-wald' },
      asset_type: 'photo',
      plus: false,
      topic_submissions: { nature: null },
      location: { name: 'Harz', position: {} },
      breadcrumbs: [7],
    },
    { title: 'a foggy forest', place: 'Harz' },
  ],
])(
  'photos as %s describes them are read; what is paid for, drawn or broken is left out',
  async (_version, item, told) => {
    const others = [
      { ...photo('p1'), premium: true },
      { ...photo('p2'), plus: true },
      { ...photo('p3'), asset_type: 'illustration' },
      { ...photo('p4'), urls: null },
      { id: 5 },
      'x',
    ];
    stubService(() => [item, ...others]);
    const { params } = await setUp(source, { query: '', key: 'uns-key' });
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ id }) => id)).toEqual([`entry 1:${item.id}`]);
    expect(refs[0]).toMatchObject(told);
  },
);

it('is left alone for a while when all questions of the hour were asked, which it calls forbidden', async () => {
  const spent = { status: 403, headers: { 'X-Ratelimit-Limit': '50', 'X-Ratelimit-Remaining': '0' } };
  stubService(() => new Response('Rate Limit Exceeded', spent));
  const { params } = await setUp(source, { query: '', key: 'uns-key' });
  const { error } = await listAll(provider, params);
  expect(error?.message).toMatch(/less often/);
  expect(error?.kind).toBe('source.unreachable');
});

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

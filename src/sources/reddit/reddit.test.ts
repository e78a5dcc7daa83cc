import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { listAll, setUp, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';
import { picturesOf } from './worker/post.ts';

afterEach(() => vi.unstubAllGlobals());

const gallery = {
  id: 'g1',
  is_gallery: true,
  gallery_data: { items: [{ media_id: 'bbbb2', id: 2 }, { media_id: 'aaaa1', id: 1 }, { media_id: 'gone9' }] },
  media_metadata: {
    aaaa1: {
      status: 'valid',
      e: 'Image',
      m: 'image/jpeg',
      s: { u: 'https://preview.redd.it/aaaa1.jpg?width=10&amp;s=1', x: 10 },
    },
    bbbb2: { status: 'valid', e: 'Image', m: 'image/png', s: {} },
    gone9: { status: 'failed' },
  },
};

describe('a post', () => {
  it.each([
    [
      'a picture',
      { id: 'a', post_hint: 'image', url_overridden_by_dest: 'https://i.redd.it/x.jpg' },
      ['https://i.redd.it/x.jpg'],
    ],
    [
      'a picture elsewhere, escaped',
      { id: 'a', url: 'https://i.imgur.com/x.png?a=1&amp;b=2' },
      ['https://i.imgur.com/x.png?a=1&b=2'],
    ],
    ['a gallery, in its order', gallery, ['https://i.redd.it/bbbb2.png', 'https://i.redd.it/aaaa1.jpg']],
    [
      'only a preview',
      {
        id: 'a',
        post_hint: 'image',
        url: 'https://x.test/a',
        preview: { images: [{ source: { url: 'https://preview.redd.it/p.jpg?s=1' } }] },
      },
      ['https://preview.redd.it/p.jpg?s=1'],
    ],
    [
      'a gallery passed on, as since 2020',
      { id: 'c', url: 'https://www.reddit.com/gallery/g1', crosspost_parent_list: [gallery] },
      ['https://i.redd.it/bbbb2.png', 'https://i.redd.it/aaaa1.jpg'],
    ],
    [
      'something passed on that is not for everyone',
      { id: 'c', crosspost_parent_list: [{ ...gallery, over_18: true }] },
      [],
    ],
    [
      'a picture as in 2015, before hints and overrides',
      { id: 'a', domain: 'i.imgur.com', url: 'http://i.imgur.com/x.jpg', media_embed: {}, likes: null },
      ['http://i.imgur.com/x.jpg'],
    ],
    [
      'surprises in every field',
      { id: 'a', url: 7, preview: [], media_metadata: { x: 3 }, gallery_data: 'no', crosspost_parent_list: [null] },
      [],
    ],
    ['words', { id: 'a', is_self: true, url: 'https://i.redd.it/x.jpg' }, []],
    ['not for everyone', { id: 'a', over_18: true, url: 'https://i.redd.it/x.jpg' }, []],
    ['a film', { id: 'a', is_video: true, url: 'https://v.redd.it/x' }, []],
    ['a script', { id: 'a', url: 'javascript:alert(1).jpg' }, []],
    ['nothing', null, []],
  ])('with %s', (_name, post, urls) => {
    expect(picturesOf(post).map(({ url }) => url)).toEqual(urls);
  });
});

it('follows a listing to its end, with titles and authors', async () => {
  const asked = stubService(({ url }) => ({
    kind: 'Listing',
    data: {
      after: url.searchParams.get('after') === null ? 't3_b' : null,
      children: [
        {
          kind: 't3',
          data: {
            id: url.searchParams.get('after') ?? 'a',
            title: 'Ice &amp; sea',
            author: 'mira',
            created_utc: 1_700_000_000,
            permalink: '/r/EarthPorn/x',
            url: 'https://i.redd.it/x.jpg',
          },
        },
      ],
    },
  }));
  const { params, label } = await setUp(source, {
    names: 'https://old.reddit.com/r/EarthPorn/top r/SkyPorn',
    sorting: 'month',
  });
  expect(params).toEqual({ names: 'EarthPorn+SkyPorn', sorting: 'month' });
  expect(label).toBe('r/EarthPorn+SkyPorn');
  const { refs } = await listAll(provider, params);
  expect(refs).toHaveLength(2);
  expect(refs[0]).toMatchObject({
    credit: 'u/mira',
    dateMs: 1_700_000_000_000,
    link: 'https://www.reddit.com/r/EarthPorn/x',
  });
  expect(asked[0]?.url.href).toBe('https://www.reddit.com/r/EarthPorn+SkyPorn/top.json?limit=100&raw_json=1&t=month');
  await expect(setUp(source, { names: 'not a/sub reddit!' })).rejects.toThrow(/not the name of a subreddit/);
});

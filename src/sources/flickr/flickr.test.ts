import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { entryId, listAll, setUp, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

afterEach(() => vi.unstubAllGlobals());

const key = 'f1ickr-k3y';

describe('setting up', () => {
  it.each([
    ['https://www.flickr.com/photos/mira/albums/72157', { user: 'mira', album: '72157', tags: '' }],
    ['flickr.com/people/1234@N05/', { user: '1234@N05', album: '', tags: '' }],
    ['storm,  sea', { user: '', album: '', tags: 'storm,sea' }],
  ])('understands %s', async (subject, expected) => {
    expect((await setUp(source, { subject })).params).toEqual({ subject, ...expected });
  });

  it('refuses other addresses', async () => {
    await expect(setUp(source, { subject: 'https://example.org/a' })).rejects.toThrow(/flickr.com\/photos/);
  });
});

describe('without a key', () => {
  it('the public feed is read, in a large size', async () => {
    const asked = stubService(() => ({
      items: [
        {
          title: 'Pier',
          link: 'https://www.flickr.com/photos/mira/501/',
          media: { m: 'https://live.staticflickr.com/65535/501_ab_m.jpg' },
          date_taken: '2024-02-01T10:20:00-08:00',
          author: 'nobody@flickr.com ("Mira")',
        },
        { title: 'none', media: {} },
      ],
    }));
    const { params } = await setUp(source, { subject: '1234@N05' });
    const { refs } = await listAll(provider, params);
    expect(refs).toHaveLength(1);
    expect(refs[0]).toMatchObject({
      id: `${entryId}:501`,
      locator: { url: 'https://live.staticflickr.com/65535/501_ab_b.jpg' },
      credit: 'Mira',
      dateMs: Date.parse('2024-02-01T18:20:00Z'),
    });
    expect(asked[0]?.url.searchParams.get('id')).toBe('1234@N05');
  });

  it.each([
    ['2012', 'http://farm8.staticflickr.com/7/501_ab_m.jpg', 'http://farm8.staticflickr.com/7/501_ab_b.jpg'],
    ['now', 'https://live.staticflickr.com/65535/501_ab_m.png', 'https://live.staticflickr.com/65535/501_ab_b.png'],
  ])('a feed as of %s is read, whatever else stands in it', async (_version, small, large) => {
    stubService(() => ({
      generator: 'https://www.flickr.com',
      items: [
        { media: { m: small }, tags: 'a b', author_id: 7, published: '2024-02-01T10:20:00Z', news: [] },
        { title: 3, media: 'x' },
        null,
      ],
    }));
    const { params } = await setUp(source, { subject: 'storm' });
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ locator }) => locator)).toMatchObject([{ url: large }]);
    expect(refs[0]).toMatchObject({ title: 'Photo', dateMs: Date.parse('2024-02-01T10:20:00Z') });
  });

  it('a person’s name needs one, and that is said', async () => {
    const { params } = await setUp(source, { subject: 'flickr.com/photos/mira' });
    expect((await listAll(provider, params)).error?.message).toContain('only with an API key');
  });
});

describe('with a key', () => {
  const photo = (id: number, more: object = {}) => ({
    id: String(id),
    owner: '12@N05',
    title: `Dune ${id}`,
    media: 'photo',
    url_k: `https://live.staticflickr.com/1/${id}_k.jpg`,
    ownername: 'Mira',
    datetaken: '2024-02-01 10:20:00',
    ...more,
  });

  it('an album is read page by page, the key in the body only', async () => {
    const asked = stubService(({ body }) => {
      const wanted = new URLSearchParams(body);
      if (wanted.get('api_key') !== key) return { stat: 'fail', code: 100, message: 'Invalid API Key' };
      if (wanted.get('method') === 'flickr.urls.lookupUser')
        return { user: { id: '12@N05', username: { _content: 'mira' } }, stat: 'ok' };
      const page = Number(wanted.get('page'));
      return {
        photoset: {
          id: '7',
          page,
          pages: 2,
          photo: [photo(page), photo(100 + page, { media: 'video' }), photo(200 + page, { url_k: undefined })],
        },
        stat: 'ok',
      };
    });
    const { params } = await setUp(source, { subject: 'flickr.com/photos/mira/albums/7', key });
    expect(JSON.stringify(params)).not.toContain(key);
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ title, credit }) => [title, credit])).toEqual([
      ['Dune 1', 'Mira'],
      ['Dune 2', 'Mira'],
    ]);
    expect(asked.every(({ url, method }) => !url.href.includes(key) && method === 'POST')).toBe(true);
    expect(new URLSearchParams(asked[1]?.body).get('user_id')).toBe('12@N05');
  });

  it('photos are read as older and newer answers describe them', async () => {
    const old = {
      id: '31',
      title: { _content: 'Old' },
      url_o: 'https://farm8.staticflickr.com/1/31_o.jpg',
      datetaken: 'x',
    };
    const recent = photo(32, {
      url_3k: 'https://live.staticflickr.com/1/32_3k.jpg',
      description: { _content: '' },
      can_comment: 0,
    });
    stubService(() => ({
      photos: { page: 1, pages: '1', photo: [old, recent, null, { id: 33 }, { id: 'x' }] },
      stat: 'ok',
    }));
    const { params } = await setUp(source, { subject: 'storm', key });
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ title }) => title)).toEqual(['Old', 'Dune 32']);
    expect(refs[0]?.dateMs).toBeUndefined();
    expect(refs[1]?.locator).toMatchObject({ url: 'https://live.staticflickr.com/1/32_3k.jpg' });
  });

  it.each([
    [100, /does not accept your API key/],
    [1, /does not know this person or album/],
    [105, /trouble of its own/],
  ])('failure %i inside a good answer is told', async (code, words) => {
    stubService(() => ({ stat: 'fail', code, message: 'x' }));
    const { params } = await setUp(source, { subject: 'storm', key });
    expect((await listAll(provider, params)).error?.message).toMatch(words);
  });
});

import { describe, expect, it } from 'vitest';
import { read, sampleFeeds } from '../testing.ts';

describe('the JSON of feeds and photo services', () => {
  it('reads JSON Feed', () => {
    const { title, items } = read(sampleFeeds.jsonFeed, 'https://seat.test/feed.json');
    expect(title).toBe('Window seat');
    expect(items[0]).toMatchObject({
      id: '12',
      link: 'https://seat.test/12',
      published: '2024-02-03T03:05:06.000Z',
      author: 'Ana Rui',
      summary: 'Blue and brown',
      images: [{ url: 'https://seat.test/12/large.jpg' }, { url: 'https://seat.test/12/raw.png', type: 'image/png' }],
    });
  });

  it('reads items of nulls, numbers and surprises, and pictures that are described by an object', () => {
    const items = [
      null,
      5,
      { id: null, url: null, title: null, image: null },
      { id: 9, image: { url: 'x.jpg', width: 900 } },
    ];
    const feed = read(JSON.stringify({ version: 7, title: [], items }), 'https://seat.test/feed.json');
    expect(feed.items.map(({ images }) => images)).toEqual([[], [{ url: 'https://seat.test/x.jpg', width: 900 }]]);
  });

  it('reads a Reddit gallery whose order got lost, with its moving pictures', () => {
    const media_metadata = {
      one: { e: 'Image', s: { u: 'https://preview.redd.it/aaaaaaaaaaaaa.png?width=9&amp;s=2', x: 4000, y: 3000 } },
      two: { e: 'AnimatedImage', s: { gif: 'https://i.redd.it/two.gif', x: 5, y: 5 } },
      three: { e: 'RedditVideo' },
      four: null,
    };
    const data = { children: [{ kind: 't3', data: { id: 'x', title: 'T', media_metadata } }] };
    const { items } = read(JSON.stringify({ kind: 'Listing', data }), 'https://www.reddit.com/r/earth.json');
    expect(items[0]?.images.map(({ url }) => url)).toEqual([
      'https://i.redd.it/aaaaaaaaaaaaa.png',
      'https://preview.redd.it/aaaaaaaaaaaaa.png?width=9&s=2',
      'https://i.redd.it/two.gif',
    ]);
  });

  it('reads a Reddit listing: the post’s own file first, galleries in their order', () => {
    const { title, items } = read(sampleFeeds.reddit, 'https://www.reddit.com/r/earth.json');
    expect(title).toBe('r/earth');
    expect(items[0]).toMatchObject({
      id: 't3_abc',
      link: 'https://www.reddit.com/r/earth/comments/abc/ridge/',
      published: '2023-11-14T22:13:20.000Z',
      author: 'walker',
    });
    expect(items[0]?.images[0]).toEqual({ url: 'https://i.redd.it/abcdef123456.jpg', width: 4000, height: 3000 });
    expect(items[1]?.images.map(({ url }) => url)).toEqual([
      'https://i.redd.it/bbbbbbbbbbbb.jpg',
      'https://preview.redd.it/bbbbbbbbbbbb.jpg?width=80&s=3',
      'https://i.redd.it/aaaaaaaaaaaa.jpg',
      'https://preview.redd.it/aaaaaaaaaaaa.jpg?width=90&s=2',
    ]);
  });

  it('reads Flickr’s public feed inside its function call, small pictures made large', () => {
    const { items } = read(sampleFeeds.flickr, 'https://www.flickr.com/services/feeds/photos_public.gne?format=json');
    expect(items[0]).toMatchObject({ title: 'Pier', author: 'Ana', published: '2024-01-05T10:00:00.000Z' });
    expect(items[0]?.images[0]?.url).toBe('https://live.staticflickr.com/65535/53123456789_0a1b2c3d4e_b.jpg');
  });

  it('reads Wallhaven with the size of the full picture', () => {
    const { items } = read(sampleFeeds.wallhaven, 'https://wallhaven.cc/api/v1/search');
    expect(items[0]?.published).toBe('2023-12-31T23:59:59.000Z');
    expect(items[0]?.images[0]).toEqual({
      url: 'https://w.wallhaven.cc/full/g7/wallhaven-g7x9kl.png',
      width: 3840,
      height: 2160,
      type: 'image/png',
    });
  });

  it('reads Bing’s picture of the day in its largest size, the caption apart from the credit', () => {
    const { items } = read(sampleFeeds.bing, 'https://www.bing.com/HPImageArchive.aspx?format=js&n=1');
    expect(items[0]).toMatchObject({
      title: 'A mountain pass, Norway',
      author: 'Ola Nord/Agency',
      published: '2024-02-01T08:00:00.000Z',
    });
    expect(items[0]?.images.map(({ url }) => url)).toEqual([
      'https://www.bing.com/th?id=OHR.Pass_UHD.jpg',
      'https://www.bing.com/th?id=OHR.Pass_1920x1080.jpg',
    ]);
  });

  it('reads Bing’s picture of the day as XML and as RSS', () => {
    const day =
      '<image><fullstartdate>202402010800</fullstartdate><url>/th?id=OHR.Pass_1920x1080.jpg&amp;rf=L.jpg</url>' +
      '<urlBase>/th?id=OHR.Pass</urlBase><copyright>A mountain pass, Norway (© Ola Nord/Agency)</copyright><headline>High up</headline></image>';
    const xml = read(`<images>${day}<tooltips/></images>`, 'https://www.bing.com/HPImageArchive.aspx?format=xml');
    const pictures = [
      'https://www.bing.com/th?id=OHR.Pass_UHD.jpg',
      'https://www.bing.com/th?id=OHR.Pass_1920x1080.jpg&rf=L.jpg',
    ];
    expect(xml.items[0]).toMatchObject({
      title: 'High up',
      author: 'Ola Nord/Agency',
      published: '2024-02-01T08:00:00.000Z',
    });
    expect(xml.items[0]?.images.map(({ url }) => url)).toEqual(pictures);
    const rss = `<rss><channel><item><title>A pass</title><link>${pictures[1]?.replace('&', '&amp;')}</link></item></channel></rss>`;
    expect(read(rss).items[0]?.images.map(({ url }) => url)).toEqual(pictures);
  });

  it('shows nothing of what was taken down from Reddit', () => {
    const url = 'https://i.redd.it/x.jpg';
    const posts = [
      { url, removed_by_category: 'moderator' },
      { url, selftext: '[removed]' },
      { url, removed_by_category: null },
    ];
    const children = posts.map((data) => ({ kind: 't3', data: { title: 'T', ...data } }));
    const { items } = read(JSON.stringify({ kind: 'Listing', data: { children } }), 'https://www.reddit.com/r/a.json');
    expect(items.map(({ images }) => images.length)).toEqual([0, 0, 1]);
  });

  it('knows a search of Wallhaven that found nothing', () => {
    const answer = { data: [], meta: { current_page: 1, last_page: 1, per_page: 24, total: 0 } };
    expect(read(JSON.stringify(answer), 'https://wallhaven.cc/api/v1/search').items).toEqual([]);
  });

  it('reads NASA’s picture of the day; a film gives its still', () => {
    const { items } = read(sampleFeeds.apod, 'https://api.nasa.gov/planetary/apod');
    expect(items[0]).toMatchObject({
      link: 'https://apod.nasa.gov/apod/ap240201.html',
      author: 'L. Serra',
      published: '2024-02-01T00:00:00.000Z',
    });
    expect(items[0]?.images[0]?.url).toBe('https://apod.nasa.gov/apod/image/2402/arc.jpg');
    expect(items[1]?.images.map(({ url }) => url)).toEqual(['https://video.test/1.jpg']);
  });

  it('reads it at its new address, where films have pictures too, and shows no sign in place of one', () => {
    const day = (date: string, more: object) => ({
      date,
      title: `Sky &#8211; ${date}`,
      explanation: '<p>What is <a href="https://a.test/">this</a>?</p>',
      url: `https://science.nasa.gov/apod/${date}/`,
      media_type: 'image',
      ...more,
    });
    const { items } = read(
      JSON.stringify([
        day('2026-10-02', {
          hdurl: 'https://assets.science.nasa.gov/a/sky.jpg',
          copyright: '<a href="/x">Ann Lee</a>',
        }),
        day('2026-10-01', { hdurl: 'https://assets.science.nasa.gov/a/still.jpg', media_type: 'video', credit: 'Bo' }),
        day('2026-09-30', { hdurl: 'https://www.nasa.gov/wp-content/nasa-logo.png' }),
      ]),
      'https://science.nasa.gov/wp-json/wp/v2/apod-basic',
    );
    expect(items.map(({ images, author }) => [images.map(({ url }) => url.slice(-9)), author])).toEqual([
      [['a/sky.jpg'], 'Ann Lee'],
      [['still.jpg'], 'Bo'],
      [[], 'NASA'],
    ]);
    expect(items[0]).toMatchObject({
      title: 'Sky – 2026-10-02',
      link: 'https://science.nasa.gov/apod/2026-10-02/',
      published: '2026-10-02T00:00:00.000Z',
      summary: 'What is this?',
    });
  });

  it('reads NASA’s library: the original before the preview, over https', () => {
    const { items } = read(sampleFeeds.nasaSearch, 'https://images-api.nasa.gov/search?q=rings');
    expect(items[0]).toMatchObject({ link: 'https://images.nasa.gov/details/PIA00001', author: 'NASA' });
    expect(items[0]?.images[0]?.url).toBe('https://images-assets.nasa.gov/image/PIA00001/PIA00001~orig.jpg');
  });

  it('reads Wikimedia’s picture of the day and takes the day from the address', () => {
    const { items } = read(sampleFeeds.wikimedia, 'https://api.wikimedia.org/feed/v1/wikipedia/en/featured/2024/02/03');
    expect(items[0]).toMatchObject({
      title: 'Glass roof (2020)',
      author: 'Ivo',
      summary: 'A roof of glass',
      published: '2024-02-03T00:00:00.000Z',
    });
    expect(items[0]?.images[0]).toMatchObject({ width: 6000, height: 4000 });
  });

  it('takes unknown and missing fields in its stride', () => {
    expect(
      read('{"kind":"Listing","data":{"children":[{"kind":"t3","data":{}},{"kind":"t3"},null]}}').items,
    ).toHaveLength(2);
    expect(read('{"items":[{"id":"a","attachments":[null,{"url":5}],"tags":7}]}').items[0]?.images).toEqual([]);
    expect(read('[{"explanation":null,"media_type":[]}]').items[0]?.images).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../../shared/feed.ts';
import { FeedError } from '../parse.ts';
import { read } from './testing.ts';

const items = (value: unknown): readonly FeedItem[] => read(JSON.stringify(value), 'https://api.test/v1/x.json').items;
const firsts = (value: unknown): (string | undefined)[] => items(value).map(({ images }) => images[0]?.url);
const at = (name: string): string => `https://i.test/${name}`;

describe('JSON of services that follow no standard', () => {
  it('reads posts with attachments, and neither faces nor films', () => {
    const account = { display_name: 'Ann', avatar: at('face.png'), header: at('head.png') };
    const original = { width: 2000, height: 1500 };
    const posts = [
      {
        id: '1',
        url: 'https://m.test/@ann/1',
        created_at: '2024-03-05T19:20:21.000Z',
        content: '<p>Low tide</p>',
        account,
        media_attachments: [
          { type: 'image', url: at('o/1.jpg'), preview_url: at('s/1.jpg'), meta: { original } },
          { type: 'image', url: at('o/1b.jpg') },
        ],
      },
      { id: '2', content: 'words', account, media_attachments: [] },
      {
        id: '3',
        content: 'film',
        account,
        media_attachments: [{ type: 'video', url: at('3.mp4'), preview_url: at('3.png') }],
      },
    ];
    expect(items(posts)).toHaveLength(1);
    expect(items(posts)[0]).toMatchObject({
      link: 'https://m.test/@ann/1',
      author: 'Ann',
      summary: 'Low tide',
      published: '2024-03-05T19:20:21.000Z',
    });
    expect(firsts(posts)).toEqual([at('o/1.jpg')]);
  });

  it('reads a blog’s articles: the title’s text, the featured picture in full', () => {
    const sizes = { thumbnail: { source_url: at('t.jpg'), width: 150, height: 150 } };
    const post = {
      date_gmt: '2024-03-05T19:20:21',
      link: 'https://w.test/sea',
      title: { rendered: 'Sea &#038; sand' },
      content: { rendered: '<p>x</p><img src="https://i.test/inside.jpg">' },
      _embedded: {
        author: [{ name: 'Ann', avatar_urls: { 96: at('face.png') } }],
        'wp:featuredmedia': [{ source_url: at('full.jpg'), media_details: { width: 3000, height: 2000, sizes } }],
      },
    };
    expect(items([post])[0]).toMatchObject({
      title: 'Sea & sand',
      link: 'https://w.test/sea',
      published: '2024-03-05T19:20:21.000Z',
    });
    expect(firsts([post])).toEqual([at('full.jpg')]);
  });

  it.each([
    ['by the names of the sizes', { urls: { thumb: at('t?w=200'), raw: at('raw?id=1'), small: at('s?w=400') } }, at('raw?id=1')],
    ['by sizes beside', { src: [{ url: at('a.jpg'), width: 90, height: 60 }, { url: at('b.jpg'), width: 900, height: 600 }] }, at('b.jpg')],
    ['by sizes in the names', { 'photo-url-75': at('75.jpg'), 'photo-url-1280': at('1280.jpg'), 'photo-url-500': at('500.jpg') }, at('1280.jpg')],
    ['that browsers can show', { images: { full: { url: at('f.tif'), width: '9000', height: '6000' }, web: { url: at('w.jpg'), width: '900', height: '600' } } }, at('w.jpg')],
    ['that is no page about it', { width: 900, height: 600, url: 'https://p.test/page/5', src: { original: at('5') } }, at('5')],
    ['beside its size, when nothing else is one', { url: at('m=2048'), width: 2048, height: 1000 }, at('m=2048')],
  ])('takes the largest picture %s', (_how, entry, first) => {
    expect(firsts({ photos: [{ title: 'Sea', ...entry }] })).toEqual([first]);
  }); // prettier-ignore

  it.each([
    ['a post in a post', { post: { record: { text: 'x', createdAt: '2024-03-05T19:20:21Z' }, embed: { images: [{ fullsize: at('1@jpeg') }] } } }],
    ['a row of a table', { createdTime: '2024-03-05T19:20:21Z', fields: { Name: 'Sea', Photo: [{ url: at('1@jpeg'), filename: 'sea.jpg', type: 'image/jpeg' }] } }],
    ['a place on a map', { geometry: { type: 'Point' }, properties: { title: 'Sea', photo: at('1@jpeg'), taken: '2024-03-05T19:20:21Z' } }],
    ['sizes named by their pixels', { captured_at: 1709666421000, media: { images: { '150x': { url: at('s.jpg'), width: 150, height: 90 }, '1200x': { url: at('1@jpeg'), width: 1200, height: 800 } } } }],
    ['a file beside its kind', { dateCreated: '2024-03-05T19:20:21Z', media: [{ format: 'image/jpeg', identifier: at('1@jpeg') }] }],
  ])('reads %s', (_what, entry) => {
    const [item] = items({ items: [entry] });
    expect(item).toMatchObject({ published: '2024-03-05T19:20:21.000Z' });
    expect(item?.images[0]?.url).toBe(at('1@jpeg'));
  }); // prettier-ignore

  it('puts a museum’s numbers together with the server it names once', () => {
    const data = [
      { title: 'Sea', image_id: 'ab-1', artist_display: 'Ann' },
      { title: 'None', image_id: null },
    ];
    const feed = items({ data, config: { iiif_url: 'https://iiif.test/2' } });
    expect(feed[0]).toMatchObject({ title: 'Sea', author: 'Ann' });
    expect(feed[0]?.images[0]?.url).toBe('https://iiif.test/2/ab-1/full/1686,/0/default.jpg');
  });

  it('takes a file’s name for a title, never for an address', () => {
    expect(firsts({ photos: [{ filename: 'IMG_1.jpg', title: 'IMG_1.jpg', src: at('1') }] })).toEqual([at('1')]);
  });

  it('finds the list however deep it is, one work alone, and bare addresses', () => {
    const media = [{ content: at('1.jpg'), thumbnail: at('1_t.jpg') }];
    expect(firsts({ response: { rows: [{ title: 'Sea', about: { online_media: { media } } }] } })).toEqual([
      at('1.jpg'),
    ]);
    const work = { title: 'Sea', artistDisplayName: 'Ann', objectURL: 'https://m.test/1', primaryImage: at('1.jpg') };
    expect(items(work)[0]).toMatchObject({ title: 'Sea', author: 'Ann', link: 'https://m.test/1' });
    expect(firsts([at('1.jpg'), '2.jpg', 'words'])).toEqual([at('1.jpg'), 'https://api.test/v1/2.jpg']);
  });

  it.each([
    [
      'people with faces',
      {
        data: [
          { id: 1, avatar: at('1.jpg') },
          { id: 2, avatar: at('2.jpg') },
        ],
      },
    ],
    ['an app’s icons', { name: 'app', icons: [{ src: '/icon.png', type: 'image/png' }] }],
    ['a package', { name: 'x', repository: { url: 'https://git.test/a.git' } }],
    ['an error', { error: { message: 'slow down', code: 429 } }],
    ['addresses that are scripts', { photos: [{ src: 'javascript:alert(1).jpg' }] }],
  ])('is no feed when it holds %s', (_what, value) => {
    expect(() => items(value)).toThrow(FeedError);
  });

  it('takes a list of thousands in one go', () => {
    const photos = Array.from({ length: 12_000 }, (_, index) => ({ id: index, src: at(`${index}.jpg`) }));
    expect(items({ photos })).toHaveLength(10_000);
  }, 120_000);
});

describe('JSON that is not quite JSON', () => {
  const photo = (index: number): string => `{"id":${index},"title":"T${index}","src":"${at(`${index}.jpg`)}"}`;
  const titlesOf = (text: string): string[] => read(text, 'https://api.test/x.json').items.map(({ title }) => title);

  it.each([
    ['a guard against running it', `)]}'\n{"photos":[${photo(1)}]}`],
    ['comments', `// made by hand\n{ /* all */ "photos": [${photo(1)} // first\n] }`],
    ['commas too many', `{"photos":[${photo(1)},],}`],
    ['a variable', `var photos = {"photos":[${photo(1)}]};`],
    ['a call if there is a function', `/**/ typeof show === 'function' && show({"photos":[${photo(1)}]});`],
    ['line breaks in text', `{"photos":[${photo(1).replace('"T1"', '"T1\n"')}]}`],
    ['markup behind it', `{"photos":[${photo(1)}]}<!-- 12 queries -->`],
  ])('is read with %s', (_what, text) => {
    expect(titlesOf(text)).toEqual(['T1']);
  });

  it('is read line by line and record by record', () => {
    expect(titlesOf([photo(1), photo(2), photo(3)].join('\n'))).toEqual(['T1', 'T2', 'T3']);
    expect(titlesOf(`\x1e${photo(1)}\n\x1e${photo(2)}\n`)).toEqual(['T1', 'T2']);
  });

  it('gives what was whole when it breaks off, wherever that is', () => {
    const whole = `{"page":{"photos":[${[1, 2, 3].map(photo).join(',')}]}}`;
    const second = whole.indexOf(photo(2)) + photo(2).length;
    for (let end = second; end < whole.length; end++) {
      const titles = titlesOf(whole.slice(0, end));
      expect(titles.slice(0, 2)).toEqual(['T1', 'T2']);
      expect(titles.length).toBeLessThanOrEqual(3);
    }
    expect(() => titlesOf(whole.slice(0, 30))).toThrow(FeedError);
  });

  it('keeps a field called “__proto__” a field', () => {
    expect(titlesOf(`{"photos":[${photo(1)},{"__proto__":{"src":"x"}},]}`)).toEqual(['T1']);
    expect(({} as { src?: unknown }).src).toBeUndefined();
  });

  it('ends soon, however deep or odd', () => {
    for (const text of [
      '['.repeat(200_000),
      '{"a":'.repeat(100_000),
      `[${'/**/'.repeat(50_000)}`,
      `{"a":"${'\\'.repeat(99_999)}`,
    ])
      expect(() => titlesOf(text)).toThrow(FeedError);
  });
});

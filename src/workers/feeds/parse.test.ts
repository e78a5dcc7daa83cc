import { describe, expect, it } from 'vitest';
import { FeedError, parseFeed } from './parse.ts';
import { bytesOf, read, rssItem, sampleFeeds } from './parse/testing.ts';

const failure = (text: string): FeedError => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('XML feeds', () => {
  it('takes sections inside of sections apart, and keeps of a title that is a picture what there is of it', () => {
    const { items } = read(
      rssItem(
        '<title><![CDATA[A <![CDATA[B]]]]><![CDATA[> C]]></title><description>&lt;![CDATA[Hi]]&gt;</description>',
      ),
    );
    expect(items[0]).toMatchObject({ title: 'A B C', summary: 'Hi' });
    const [picture] = read(rssItem('<title>&lt;img src="/logo.png" alt="x"&gt;</title>')).items;
    expect(picture?.title).toBe('<img src="https://blog.test/logo.png" alt="x" />');
  });

  it('reads a feed that a page shows as text, but not an example in an article', () => {
    const feed = rssItem('<title>Sea &amp;amp; sand</title>').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const page = (before: string, head = ''): string =>
      `<!DOCTYPE html><html><head><title>feed</title>${head}</head><body>${before}<pre style="x">${feed}</pre></body></html>`;
    expect(read(page('')).items.map(({ title }) => title)).toEqual(['Sea & sand']);
    expect(failure(page(`<p>${'How to write a feed. '.repeat(20)}</p>`)).kind).toBe('feed.not-a-feed');
    const link = '<link rel="alternate" type="application/rss+xml" href="/real.xml">';
    expect(failure(page('', link))).toMatchObject({ feedUrl: 'https://blog.test/real.xml' });
    expect(failure(page('').replaceAll('&lt;', '&amp;lt;')).kind).toBe('feed.not-a-feed');
  });

  it('ends a title that nothing closed where the first item begins', () => {
    const { items } = read(
      '<rss><channel><title>Sea<item><title>A<link>https://a.test/1<item><title>B</channel></rss>',
    );
    expect(items.map(({ title, link }) => [title, link])).toEqual([
      ['A', 'https://a.test/1'],
      ['B', null],
    ]);
  });

  it('takes the dates of journals', () => {
    const ns = 'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"';
    const [item] = read(rssItem(`<prism:publicationDate ${ns}>2024-03-05</prism:publicationDate>`)).items;
    expect(item?.published).toBe('2024-03-05T00:00:00.000Z');
  });

  it('reads RSS with Media RSS: the largest picture first, the thumbnail last', () => {
    const { title, items } = read(sampleFeeds.rss, 'https://harbour.test/feed');
    expect(title).toBe('Harbour light');
    expect(items[0]).toEqual({
      id: 'harbour-1',
      title: 'Cranes & gulls',
      link: 'https://harbour.test/2024/cranes',
      published: '2024-03-03T17:30:00.000Z',
      updated: null,
      author: 'Mira Holm',
      summary: 'Seen from the ferry.',
      content: '<p>Seen from the <b>ferry</b>.</p>',
      images: [
        { url: 'https://img.test/large.jpg', width: 2560, height: 1707 },
        { url: 'https://img.test/small.jpg', width: 640, height: 427 },
        { url: 'https://img.test/thumb.jpg', width: 120, height: 80 },
      ],
      enclosures: [],
    });
    expect(items[1]?.images).toEqual([{ url: 'https://harbour.test/photos/fog.jpg', type: 'image/jpeg' }]);
    expect(items[1]?.enclosures).toEqual([{ url: 'https://harbour.test/photos/fog.jpg', type: 'image/jpeg' }]);
  });

  it('reads Atom with xml:base, XHTML content and the largest of a srcset', () => {
    const { title, items } = read(sampleFeeds.atom);
    expect(title).toBe('Peaks & passes');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: 'tag:peaks.test,2024:7',
      link: 'https://peaks.test/journal/snow.html',
      published: '2023-11-02T07:15:00.000Z',
      updated: '2023-11-03T07:00:00.000Z',
      author: 'Jon Ade',
      summary: 'White everywhere',
    });
    expect(items[0]?.images[0]).toEqual({ url: 'https://peaks.test/journal/img/snow-2400.jpg', width: 2400 });
  });

  it('reads RSS 1.0, whose items stand beside the channel', () => {
    const { title, items } = read(sampleFeeds.rdf, 'https://old.test/rss');
    expect(title).toBe('Old news');
    expect(items[0]).toMatchObject({
      id: 'https://old.test/1',
      published: '2003-05-06T07:08:00.000Z',
      summary: 'Still standing',
      images: [{ url: 'https://old.test/l.png' }],
    });
  });

  it('resolves the named entities of HTML and leaves the document’s own as they are written', () => {
    const { items } = read(
      `<!DOCTYPE rss [<!ENTITY mine "expanded"><!ENTITY x SYSTEM "file:///etc/passwd">]>` +
        rssItem('<title>caf&eacute; &mdash; &mine; &x;</title>').replace(/^<\?xml[^>]*>/, ''),
    );
    expect(items[0]?.title).toBe('café — &mine; &x;');
  });

  it('gives the items that a feed cut off in the middle still has', () => {
    const cut = sampleFeeds.rss.slice(0, sampleFeeds.rss.indexOf('<enclosure') + 20);
    const { items } = read(cut);
    expect(items.map(({ title }) => title)).toEqual(['Cranes & gulls', 'Fog']);
    expect(items[1]?.images).toEqual([]);
  });

  it('reads what people mean when tags are not closed', () => {
    const { items } = read('<rss><channel><title>T</title><item><title>One<item><title>Two</title></channel></rss>');
    expect(items.map(({ title }) => title)).toEqual(['One', 'Two']);
  });
});

describe('what comes out is safe', () => {
  it('lets only http and https through', () => {
    const { items } = read(
      rssItem(
        '<link>java\nscript:alert(1)</link><media:content url="data:image/png;base64,AA" medium="image"/>' +
          '<enclosure url="file:///etc/passwd" type="image/png"/><enclosure url="ftp://x.test/a.jpg" type="image/jpeg"/>' +
          '<description>&lt;a href=" javascript:1"&gt;x&lt;/a&gt;&lt;img src="blob:1"&gt;&lt;img src="//cdn.test/ok.jpg"&gt;</description>',
      ),
    );
    expect(items[0]?.link).toBeNull();
    expect(items[0]?.enclosures).toEqual([]);
    expect(items[0]?.images).toEqual([{ url: 'https://cdn.test/ok.jpg' }]);
    expect(items[0]?.content).toBe('<a>x</a><img src="https://cdn.test/ok.jpg" />');
  });

  it('keeps no script, style, handler, frame or form', () => {
    const { items } = read(
      rssItem(
        `<content:encoded><![CDATA[<p onclick="a()" style="x">a<script>b</script><style>c</style><iframe src="https://x.test"></iframe>` +
          `<form action="/x"><input name=q></form><svg><script>d</script></svg><a href="https://ok.test/" onmouseover=e>f</a>]]></content:encoded>`,
      ),
    );
    const content = items[0]?.content ?? '';
    expect(content).not.toMatch(/onclick|onmouseover|style|script|iframe|form|action/i);
    expect(content).toContain('<a href="https://ok.test/">f</a>');
    expect(items[0]?.summary).toBe('a f');
  });
});

describe('characters', () => {
  it('beyond U+FFFF come out whole when they were written in halves', () => {
    expect(read(rssItem('<title>&#xD83D;&#xDCF7; dusk &#55357;&#56567; &#xD83D; x</title>')).items[0]?.title).toBe(
      '📷 dusk 📷 � x',
    );
  });
});

describe('a document that breaks off', () => {
  it('gives no half titles', () => {
    const { items } = read('<rss><channel><item><title>Whole</title></item><item><title>Hal');
    expect(items.map(({ title }) => title)).toEqual(['Whole']);
  });
});

describe('a sitemap', () => {
  it('gives each picture of each page as an item of its own', () => {
    const { items } = read(
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">' +
        '<url><loc>https://a.test/sea</loc><lastmod>2024-03-05</lastmod><image:image><image:loc>https://a.test/1.jpg</image:loc>' +
        '<image:title>Sea</image:title></image:image><image:image><image:loc>/2.jpg</image:loc></image:image></url>' +
        '<url><loc>https://a.test/words</loc></url></urlset>',
      'https://a.test/sitemap.xml',
    );
    expect(items).toMatchObject([
      { title: 'Sea', link: 'https://a.test/sea', published: '2024-03-05T00:00:00.000Z' },
      { title: '', images: [{ url: 'https://a.test/2.jpg' }] },
    ]);
  });
});

describe('what is no feed', () => {
  it('is told by kind, in sentences', () => {
    expect(failure('').kind).toBe('feed.empty');
    expect(failure(' \n ').kind).toBe('feed.empty');
    expect(failure('hello').kind).toBe('feed.not-a-feed');
    expect(failure('{"a":1}').kind).toBe('feed.not-a-feed');
    expect(failure('{"a":').kind).toBe('feed.invalid');
    expect(failure('<x>1</x>').kind).toBe('feed.not-a-feed');
    expect(failure('hello').message).toMatch(/^[A-Z].*\.$/);
  });

  it('names the feed that a web page points to', () => {
    const page =
      '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hi';
    expect(failure(page).kind).toBe('feed.not-a-feed');
    expect(failure(page).feedUrl).toBe('https://blog.test/feed.xml');
  });

  it('tells a list of feeds from a feed', () => {
    const list = '<opml version="2.0"><body><outline text="a" xmlUrl="https://a.test/feed"/></body></opml>';
    expect(failure(list)).toMatchObject({ kind: 'feed.not-a-feed', detail: 'https://a.test/feed' });
    expect(failure(list).message).toContain('list of feeds');
    const empty = '<opml version="2.0"><body><outline text="page" htmlUrl="https://a.test/"/></body></opml>';
    expect(failure(empty).message).toBe(
      'There is no address of a feed in this list. Export it again from your feed reader, as OPML.',
    );
  });

  it('says what a list of feeds names', () => {
    const list =
      '<opml version="1.1"><head><title>Sea &amp; sky</title></head><body><outline text="Folder"><outline title="A" xmlUrl="/a.xml"/>' +
      '<OUTLINE text="B" XMLURL="feed:https://b.test/rss?x=1&amp;y=2"/></outline><outline xmlUrl="/a.xml"/><outline xmlUrl="javascript:x()"/>';
    expect(failure(list)).toMatchObject({
      list: {
        title: 'Sea & sky',
        feeds: [
          { url: 'https://blog.test/a.xml', title: 'A' },
          { url: 'https://b.test/rss?x=1&y=2', title: 'B' },
        ],
      },
    });
  });

  it('refuses JSON beyond the limit and reads XML up to it', () => {
    const room = ' '.repeat(17 * 1024 * 1024);
    const kind = (text: string): string => {
      try {
        return `${parseFeed(bytesOf(text), { url: 'https://x.test/' }).items.length} items`;
      } catch (error) {
        return error instanceof FeedError ? error.kind : String(error);
      }
    };
    expect(kind(`{"items":[]${room}}`)).toBe('feed.too-large');
    expect(kind(`<rss><channel><item><title>a</title></item>${room}</channel></rss>`)).toBe('1 items');
  });
});

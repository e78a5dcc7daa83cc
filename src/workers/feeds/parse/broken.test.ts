/** Feeds that are broken in ways that were met or may be, each with what a careful person would still read. */
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../parse.ts';
import { read, rssItem } from './testing.ts';

const feed = (items: string): string => `<rss><channel><title>F</title>${items}</channel></rss>`;
const titles = (source: string): string =>
  read(source)
    .items.map(({ title }) => title)
    .join(' ');
const pictures = (inside: string): string =>
  (read(rssItem(inside)).items[0]?.images ?? []).map(({ url }) => url).join(' ');
const html = (text: string): string =>
  `<description>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</description>`;
const published = (date: string): string | null | undefined =>
  read(rssItem(`<pubDate>${date}</pubDate>`)).items[0]?.published;
const photo = 'https://i.test/a.jpg';

describe('documents', () => {
  const two = '<item><title>A</title></item><item><title>B</title></item>';
  it.each([
    ['inside a page', `<html><body><?xml version="1.0"?>${feed(two)}</body></html>`, 'A B'],
    ['inside a page, without a declaration', `<html><body>${feed(two)}</body></html>`, 'A B'],
    ['as words', feed(two).replaceAll('<', '&lt;'), 'A B'],
    ['in a namespace of something else', feed(two).replace('<rss', '<rss xmlns="http://www.w3.org/1999/xhtml"'), 'A B'],
    [
      'in the namespace of its pictures',
      feed(two).replace('<rss', '<rss xmlns="http://search.yahoo.com/mrss/"'),
      'A B',
    ],
    ['with a section that nothing ends', feed(two.replace('>A<', '><![CDATA[A<')), 'A B'],
    [
      'with a section that a later one ends',
      feed('<item><title><![CDATA[A</title></item><item><title><![CDATA[B]]></title></item>'),
      'A B',
    ],
    ['with sections in a section', feed('<item><title><![CDATA[A <![CDATA[B]]></title></item>'), 'A B'],
    [
      'as JSON with the quotes of a script',
      "{items:[{id:'1',title:'A \"and\" it\\'s',image:'/a.jpg'}],}",
      'A "and" it\'s',
    ],
    [
      'as JSON with numbers for a list',
      '{"items":{"0":{"id":"1","title":"A","image":"/a.jpg"},"2":{"id":"2","title":"B"}}}',
      'A B',
    ],
  ])('are read %s', (_name, source, expected) => {
    expect(titles(source)).toBe(expected);
  });

  it.each(['<feed><p>x</p></feed>', '<channel><p>x</p></channel><item>x</item>'])(
    'are pages with %s in them',
    (inside) => {
      expect(() => read(`<html><body>${inside}</body></html>`)).toThrow(/web page/);
    },
  );

  it('may have characters in halves, as some databases write them', () => {
    const [before, after] = feed('<item><title>ü | ü</title></item>')
      .split('|')
      .map((part) => new TextEncoder().encode(part));
    const bytes = new Uint8Array([...(before ?? []), 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, ...(after ?? [])]);
    expect(parseFeed(bytes, { url: 'https://blog.test/' }).items[0]?.title).toBe('ü 😀 ü');
  });
});

describe('texts', () => {
  it.each([
    [
      'a name where another element has a mail address',
      '<author>ann@a.test</author><dc:creator>Ann</dc:creator>',
      'Ann',
    ],
    ['a mail address where that is all', '<author>ann@a.test</author>', 'ann@a.test'],
    ['several people', '<dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator><author>c@a.test</author>', 'Ann, Bo'],
  ])('are by %s', (_name, inside, author) => {
    expect(read(rssItem(inside)).items[0]?.author).toBe(author);
  });

  it('may belong to a mistyped namespace', () => {
    const module = 'xmlns:content="http://purl.org/rss/1.1/modules/content"';
    const [item] = read(
      `<rss ${module}>${feed('<item><content:encoded>&lt;p>A&lt;/p></content:encoded></item>').slice(5)}`,
    ).items;
    expect(item?.content).toBe('<p>A</p>');
  });
});

describe('pictures', () => {
  it.each([
    ['an address over two lines', '<enclosure url="https://i.test/\n    a.jpg" type="image/jpeg"/>', photo],
    ['marks around the address', '<enclosure url="&quot;<https://i.test/a.jpg>\u200b" type="image/jpeg"/>', photo],
    ['no width at all', html(`<img src="https://i.test/0.jpg" width="0"><img src="${photo}">`), photo],
    [
      'what the page hides',
      html(`<img src="h.jpg" style="display: none"><img hidden src="h.jpg"><img src="${photo}">`),
      photo,
    ],
    [
      'what it hides until later, or for readers of feeds',
      html(
        `<img style="display:none" class="lazy" src="${photo}"><img style="display:none" data-src="https://i.test/b.jpg">`,
      ),
      `${photo} https://i.test/b.jpg`,
    ],
    ['curled quotation marks', html('<img src=“https://i.test/a.jpg” alt=”x”>'), photo],
    ['no quotation marks, and an end', html('<img src=https://i.test/a.jpg/>'), photo],
    ['attributes that say how, not where', html(`<img data-lazy="true" data-original="1" src="${photo}">`), photo],
    [
      'a larger one for sharp screens',
      html(`<img src="https://i.test/s.jpg" data-hi-res-src="${photo}">`),
      `${photo} https://i.test/s.jpg`,
    ],
    [
      'a set of an element of its own',
      '<podcast:images srcset="https://i.test/s.jpg 300w, https://i.test/a.jpg 1500w"/>',
      photo,
    ],
    [
      'several in one element',
      `<images><image>${photo}</image><image><url>https://i.test/b</url></image><note>x</note></images>`,
      `${photo} https://i.test/b`,
    ],
    ['nothing that plays', '<media:content url="https://i.test/v.mp4" medium="image"/>', ''],
    ['a film’s still', html(`<video poster="${photo}"><source src="v.mp4" type="video/mp4"></video>`), photo],
    ['an example of markup', html('<pre><code>&lt;img src="https://i.test/a.jpg"&gt;</code></pre>'), ''],
    [
      'a face that is declared',
      `<media:content url="https://secure.gravatar.com/avatar/1?s=96" medium="image"/><media:content url="${photo}" medium="image"/>`,
      photo,
    ],
  ])('are found: %s', (_name, inside, expected) => {
    expect(pictures(inside)).toBe(expected);
  });

  it.each([
    'https://a.test/matomo.php?idsite=1',
    'https://counter.theconversation.com/content/1/count.gif',
    'https://track.hubspot.com/__ptq.gif?a=1',
    'https://img.shields.io/badge/a-b-green.svg',
    'https://cdn.jsdelivr.net/gh/twitter/twemoji@14/assets/1f1.png',
    'https://pbs.twimg.com/profile_images/1/x.jpg',
    'https://d.test/user_avatar/d.test/ann/48/1_2.png',
    'https://a.test/ajax-loader.gif',
    'https://s0.wp.com/latex.php?latex=x',
    'https://www.paypal.com/en_US/i/btn/btn_donate_LG.gif',
    'https://blogger.googleusercontent.com/tracker/1?l=x',
  ])('are not %s', (url) => {
    expect(pictures(html(`<img src="${url}">`))).toBe('');
  });

  it('are those that are called like counters and are none', () => {
    const urls = ['count-basie.jpg', 'tracker-dog.jpg', 'paypal-tower.jpg', 'hits.jpg', 'beacon.jpg'];
    for (const url of urls) expect(pictures(html(`<img src="https://i.test/${url}">`))).toBe(`https://i.test/${url}`);
  });
});

describe('JSON Feed', () => {
  it('may name things as other formats do', () => {
    const entry = { id: 1, link: '/1', published: '2024-02-05', content: '<p>Hi</p>', image: [photo] };
    const [item] = read(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [entry] })).items;
    expect(item).toMatchObject({
      link: 'https://blog.test/1',
      published: '2024-02-05T00:00:00.000Z',
      content: '<p>Hi</p>',
    });
    expect(item?.images).toEqual([{ url: photo }]);
  });

  it('may be another feed with JSON around it', () => {
    expect(
      titles(JSON.stringify({ contents: feed('<item><title>A</title></item>'), status: { http_code: 200 } })),
    ).toBe('A');
  });
});

describe('what costs too much when it is read carelessly', () => {
  const many = (part: string, bytes = 1_000_000): string => part.repeat(Math.ceil(bytes / part.length));
  it.each([
    [
      'spaces inside of addresses',
      feed(many(`<item><enclosure url="x${' '.repeat(4000)}y" type="image/jpeg"/></item>`)),
    ],
    [
      'media of no kind',
      rssItem(many('<media:content url="https://x.test/a"/><media:thumbnail url="https://x.test/b"/>')),
    ],
    ['sections without end', feed(Array.from({ length: 20_000 }, (_, index) => `<t${index}><![CDATA[A]]>`).join(''))],
    ['texts with pictures', rssItem(many('<media:text>&lt;img src="/a.jpg"&gt;</media:text>', 8_000_000))],
    [
      'records without end',
      `{"items":{${Array.from({ length: 200_000 }, (_, index) => `"${index}":{"id":"${index}"}`).join(',')}}}`,
    ],
  ])('%s', (_name, source) => {
    const started = process.cpuUsage();
    read(source);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});

describe('dates', () => {
  it.each([
    ['2009-08-19T18:28:00+00:00Z', '2009-08-19T18:28:00.000Z'],
    ['2009-08-19T18:28:00ZZ', '2009-08-19T18:28:00.000Z'],
    ['Wed, 19 8 2009 18:28:00 +0000', '2009-08-19T18:28:00.000Z'],
    ['水, 19 8月 2009 18:28:00 +0900', '2009-08-19T09:28:00.000Z'],
    ['Mon, 28 Jan 2013 09:00:00 +0100 CET', '2013-01-28T08:00:00.000Z'],
    ['Mon, 28 Jan 2013 09:00:00 GMT +0100', '2013-01-28T08:00:00.000Z'],
    ['2013-01-28T09:00:00+01:00 CET', '2013-01-28T08:00:00.000Z'],
    ['28 Jan 2013 9am', '2013-01-28T09:00:00.000Z'],
    ['@1250706480', '2009-08-19T18:28:00.000Z'],
    ['0001-01-01T00:00:00Z', null],
  ])('“%s”', (written, expected) => {
    expect(published(written)).toBe(expected);
  });
});

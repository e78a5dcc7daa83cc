import { describe, expect, it } from 'vitest';
import { originalOf } from './originals.ts';
import { read, rssItem } from './testing.ts';

const urls = (inside: string): string[] => (read(rssItem(inside)).items[0]?.images ?? []).map(({ url }) => url);
const escaped = (html: string): string =>
  `<description>${html.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</description>`;

describe('pictures of an item', () => {
  it('come declared before shown, large before small, thumbnails last', () => {
    expect(
      urls(
        '<media:thumbnail url="https://i.test/t.jpg"/><enclosure url="https://i.test/e.jpg" type="image/jpeg"/>' +
          '<media:group><media:content url="https://i.test/m.jpg" medium="image" width="800"/>' +
          '<media:content url="https://i.test/l.jpg" medium="image" width="1600"/></media:group>' +
          escaped('<img src="https://i.test/c.jpg">'),
      ),
    ).toEqual(['l', 'm', 'e', 'c', 't'].map((name) => `https://i.test/${name}.jpg`));
  });

  it('are pictures: no films, sounds or pages', () => {
    expect(
      urls(
        '<media:content url="https://i.test/v.mp4" type="video/mp4" width="9" height="9"/><enclosure url="https://i.test/a.mp3" type="audio/mpeg"/>' +
          '<enclosure url="https://i.test/page" type="text/html"/><enclosure url="https://i.test/p.JPG?x=1"/>',
      ),
    ).toEqual(['https://i.test/p.JPG?x=1']);
  });

  it('are the largest of a set, and what the page would load later', () => {
    expect(urls(escaped('<img src="s.jpg" srcset="a,1.jpg 400w, b.jpg 1600w,https://c.test/c.jpg 800w">'))[0]).toBe(
      'https://blog.test/feed/b.jpg',
    );
    expect(urls(escaped('<img src="data:image/gif;base64,R0" data-src="real.jpg">'))).toEqual([
      'https://blog.test/feed/real.jpg',
    ]);
    expect(urls(escaped('<a href="full.jpg"><img src="small.jpg" width="200" height="100"></a>'))[0]).toBe(
      'https://blog.test/feed/full.jpg',
    );
  });

  it('are divided as browsers divide a set, whatever commas stand in the addresses', () => {
    const set = (text: string): string | undefined => urls(escaped(`<img srcset="${text}">`))[0];
    expect(set('/a.jpg 1x,/b.jpg 2x,/c.jpg 3x')).toBe('https://blog.test/c.jpg');
    expect(set('/a,b.jpg 100w,/b,c.jpg 900w')).toBe('https://blog.test/b,c.jpg');
    expect(set('https://c.test/w_300,h_200/a.jpg 300w 200h, https://c.test/w_900,h_600/a.jpg 900w 600h')).toBe(
      'https://c.test/w_900,h_600/a.jpg',
    );
    expect(set('a.jpg, b.jpg 2x')).toBe('https://blog.test/feed/b.jpg');
    expect(set(', '.repeat(8000))).toBeUndefined();
  });

  it('come before their stand-ins, however a page names them', () => {
    const first = (attributes: string): string | undefined => urls(escaped(`<img src="blank.gif" ${attributes}>`))[0];
    for (const name of ['data-lazy', 'data-url', 'data-large-file', 'data-full-url'])
      expect(first(`${name}="real.jpg"`)).toBe('https://blog.test/feed/real.jpg');
    expect(first('srcset="data:image/gif;base64,R0 1w" data-srcset="a.jpg 400w, real.jpg 1200w"')).toBe(
      'https://blog.test/feed/real.jpg',
    );
  });

  it('are, without sizes, what the feed itself calls the default, then the heavier file', () => {
    expect(
      urls(
        '<media:content url="https://i.test/a.jpg" type="image/jpeg" fileSize="100"/>' +
          '<media:content url="https://i.test/b.jpg" type="image/jpeg" fileSize="90000"/>',
      )[0],
    ).toBe('https://i.test/b.jpg');
    expect(
      urls(
        '<media:group><media:content url="https://i.test/a.jpg" type="image/jpeg" fileSize="100"/>' +
          '<media:content url="https://i.test/b.jpg" type="image/jpeg" isDefault="true"/></media:group>',
      )[0],
    ).toBe('https://i.test/b.jpg');
  });

  it('are no counters and nothing commented out', () => {
    expect(urls(escaped('<img src="p.gif" style="border:0; width: 1px; height:1px"><p>x</p>'))).toEqual([]);
    expect(urls(escaped('<img src="p.gif" width="1" height="1"><!-- <img src="no.jpg"> --><p>x</p>'))).toEqual([]);
  });

  it('keep an ampersand one ampersand, however often it was escaped', () => {
    expect(urls('<media:content url="https://i.test/a.jpg?w=1&amp;h=2" medium="image"/>')).toEqual([
      'https://i.test/a.jpg?w=1&h=2',
    ]);
    expect(urls(escaped('<img src="https://i.test/a.jpg?w=1&amp;h=2">'))).toEqual(['https://i.test/a.jpg?w=1&h=2']);
  });
});

describe('originals', () => {
  it.each([
    [
      'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Glass.jpg/640px-Glass.jpg',
      'https://upload.wikimedia.org/wikipedia/commons/a/ab/Glass.jpg',
    ],
    ['https://live.staticflickr.com/65535/53123_0a1b_m.jpg', 'https://live.staticflickr.com/65535/53123_0a1b_b.jpg'],
    ['https://1.bp.blogspot.com/-x/AAA/s320/sea.jpg', 'https://1.bp.blogspot.com/-x/AAA/s0/sea.jpg'],
    ['https://preview.redd.it/abcdef123456.jpg?width=640&s=1', 'https://i.redd.it/abcdef123456.jpg'],
    ['https://64.media.tumblr.com/tumblr_abc_250.jpg', 'https://64.media.tumblr.com/tumblr_abc_1280.jpg'],
  ])('%s', (small, original) => {
    expect(originalOf(small)).toBe(original);
    expect(originalOf(original)).toBeNull();
  });

  it.each([
    'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Map.svg/640px-Map.svg.png',
    'https://evil.test/upload.wikimedia.org/thumb/a/ab/x.jpg/1px-x.jpg',
    'https://live.staticflickr.com/65535/53123_0a1b_k.jpg',
    'https://external-preview.redd.it/abcdef123456.jpg?s=1',
  ])('none is guessed for %s', (address) => {
    expect(originalOf(address)).toBeNull();
  });
});

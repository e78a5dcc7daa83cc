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

  it('are no counters and nothing commented out', () => {
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

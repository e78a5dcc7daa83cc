import { describe, expect, it } from 'vitest';
import { parseFeed } from '../parse.ts';

const nextOf = (text: string, url: string): string | undefined =>
  parseFeed(new TextEncoder().encode(text), { url }).next;

const item = (name: string): string =>
  `<item><title>${name}</title><enclosure url="/${name}.jpg" type="image/jpeg"/></item>`;
const rss = (head: string, items = ['a', 'b', 'c', 'd', 'e']): string =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${head}${items.map(item).join('')}</channel></rss>`;
const wordPress = '<generator>https://wordpress.org/?v=6.5</generator>';
const entry = '<entry><id>t3_abc</id><title>a</title><link href="https://x.test/a"/></entry>';
const atom = (head: string): string => `<feed xmlns="http://www.w3.org/2005/Atom">${head}${entry}</feed>`;

describe('a feed goes on', () => {
  it.each([
    ['RFC 5005 in RSS', rss('<atom:link rel="next" href="?page=2"/>'), 'https://a.test/feed', 'https://a.test/feed?page=2'],
    ['RFC 5005 in Atom', atom('<link rel="self" href="/f"/><link rel="next" href="/f?p=2"/>'), 'https://a.test/f', 'https://a.test/f?p=2'],
    ['its archive', atom('<link rel="prev-archive" href="/2023/"/>'), 'https://a.test/f', 'https://a.test/2023/'],
    ['where a base is told', atom('<link rel="next" href="two" xml:base="https://a.test/x/"/>'), 'https://a.test/f', 'https://a.test/x/two'],
    ['with and without www', atom('<link rel="next" href="http://www.a.test/2"/>'), 'https://a.test/f', 'https://www.a.test/2'],
    ['WordPress', rss(wordPress), 'https://a.test/feed/', 'https://a.test/feed/?paged=2'],
    ['WordPress, further', rss(wordPress), 'https://a.test/?feed=rss2&paged=3', 'https://a.test/?feed=rss2&paged=4'],
    ['Blogger, which names another host', atom('<link rel="next" href="https://www.blogger.com/feeds/12/posts/default?start-index=26&amp;max-results=25"/>'), 'https://a.test/feeds/posts/default?alt=atom', 'https://a.test/feeds/posts/default?alt=atom&start-index=26&max-results=25'],
    ['Reddit as Atom', atom(''), 'https://www.reddit.com/r/pics/.rss?limit=25', 'https://www.reddit.com/r/pics/.rss?limit=25&after=t3_abc'],
  ])('as %s says', (_what, text, url, next) => {
    expect(nextOf(text, url)).toBe(next);
  }); // prettier-ignore

  it.each([
    ['JSON Feed', { version: 'https://jsonfeed.org/version/1.1', next_url: 'https://a.test/feed.json?p=2', items: [{ id: '1', image: '/1.jpg' }] }, 'https://a.test/feed.json', 'https://a.test/feed.json?p=2'],
    ['Reddit', { kind: 'Listing', data: { after: 't3_zz', children: [{ kind: 't3', data: { name: 't3_a', url: 'https://i.redd.it/a.jpg' } }] } }, 'https://www.reddit.com/r/pics/hot.json?limit=100', 'https://www.reddit.com/r/pics/hot.json?limit=100&after=t3_zz'],
    ['Wallhaven', { data: [{ id: 'x', path: 'https://w.wallhaven.cc/x.jpg', dimension_x: 10, dimension_y: 10 }], meta: { current_page: 1, last_page: 9 } }, 'https://wallhaven.cc/api/v1/search?q=sea', 'https://wallhaven.cc/api/v1/search?q=sea&page=2'],
    ['Flickr', { photos: { page: 2, pages: 5, photo: [{ id: '1', server: '2', secret: 'a' }] } }, 'https://api.flickr.com/services/rest/?method=x&page=2', 'https://api.flickr.com/services/rest/?method=x&page=3'],
    ['Pexels', { next_page: 'https://api.pexels.com/v1/search?page=2', photos: [{ id: 1, src: { original: 'https://images.pexels.com/1.jpeg' } }] }, 'https://api.pexels.com/v1/search', 'https://api.pexels.com/v1/search?page=2'],
    ['NASA', { collection: { items: [{ data: [{ nasa_id: 'a', title: 'a', media_type: 'image' }], links: [{ href: 'https://images-assets.nasa.gov/a.jpg', render: 'image' }] }], links: [{ rel: 'next', href: 'http://images-api.nasa.gov/search?q=x&page=2' }] } }, 'https://images-api.nasa.gov/search?q=x', 'https://images-api.nasa.gov/search?q=x&page=2'],
    ['Bing', { images: [{ urlbase: '/th?id=OHR.X', url: '/th?id=OHR.X_1920x1080.jpg', copyright: 'X' }] }, 'https://www.bing.com/HPImageArchive.aspx?format=js&n=8', 'https://www.bing.com/HPImageArchive.aspx?format=js&n=8&idx=7'],
    ['a wiki', { continue: { gcmcontinue: 'file|x', continue: 'gcmcontinue||' }, query: { pages: { 1: { title: 'File:A.jpg', imageinfo: [{ url: 'https://upload.wikimedia.org/a.jpg' }] } } } }, 'https://commons.wikimedia.org/w/api.php?action=query', 'https://commons.wikimedia.org/w/api.php?action=query&gcmcontinue=file%7Cx&continue=gcmcontinue%7C%7C'],
  ])('as %s says', (_what, value, url, next) => {
    expect(nextOf(JSON.stringify(value), url)).toBe(next);
  }); // prettier-ignore

  it.each([
    ['to another host', atom('<link rel="next" href="https://b.test/2"/>'), 'https://a.test/f'],
    ['to itself', atom('<link rel="next" href="https://a.test/f#more"/>'), 'https://a.test/f'],
    ['from a secure host to a plain port', atom('<link rel="next" href="http://a.test:8080/2"/>'), 'https://a.test/f'],
    ['to a script', atom('<link rel="next" href="javascript:alert(1)"/>'), 'https://a.test/f'],
    ['with nothing in it', rss('<atom:link rel="next" href="?page=2"/>', []), 'https://a.test/feed'],
    ['of WordPress that is short', rss(wordPress, ['a']), 'https://a.test/feed/'],
    ['of other software', rss('<generator>Hugo</generator>'), 'https://a.test/feed/'],
    ['whose pages are numbers', '{"next":2,"items":[{"id":"1","image":"/1.jpg"}]}', 'https://a.test/x.json'],
  ])('but not %s', (_what, text, url) => {
    expect(nextOf(text, url)).toBeUndefined();
  }); // prettier-ignore
});

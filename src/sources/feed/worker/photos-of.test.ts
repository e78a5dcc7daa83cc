import { describe, expect, it } from 'vitest';
import type { FeedImage, FeedItem } from '../../../shared/feed.ts';
import { photosOf } from './photos-of.ts';

const at = (name: string): string => `https://i.test/${name}`;
const item = (images: readonly (string | FeedImage)[], more: Partial<FeedItem> = {}): FeedItem => ({
  id: '1',
  title: 'Sea',
  link: null,
  published: null,
  updated: null,
  author: null,
  summary: '',
  content: '',
  images: images.map((image) => (typeof image === 'string' ? { url: image } : image)),
  enclosures: [],
  ...more,
});
const shown = (...items: readonly FeedItem[]): string[] => photosOf({ title: 'Feed', items }, 0).map(({ url }) => url);

describe('photos of a feed', () => {
  it('leave out what is marked as not for everyone', () => {
    expect(shown(item([at('a.jpg')], { notForEveryone: true }), item([at('b.jpg')]))).toEqual([at('b.jpg')]);
  });

  it.each([
    'https://s.w.org/images/core/emoji/14/72x72/1f600.png',
    'https://s.test/wp-includes/images/smilies/icon_smile.gif',
    'https://secure.gravatar.com/avatar/abcdef?s=96',
    'https://feeds.feedburner.com/~ff/x?d=yIl2AUoC8zA',
    'https://pixel.wp.com/b.gif?host=x',
    'https://s.test/rss.png',
    'https://s.test/logo.svg',
    'https://s.test/img/transparent.png?v=2',
    'https://s.test/assets/lazy-placeholder.gif',
    'https://s.test/1x1.gif',
    'https://www.facebook.com/tr?id=1&ev=PageView&noscript=1',
    'https://b.scorecardresearch.com/p?c1=2',
  ])('are no marks of a page: %s', (mark) => {
    expect(shown(item([mark, at('photo.jpg')]))).toEqual([at('photo.jpg')]);
  });

  it.each([
    'statue.jpg',
    'station/hall.jpg',
    'blanket.jpg',
    'pixelated-city.jpg',
    'avatars-of-vishnu.jpg',
    'loading-dock.jpg',
    'clear-lake.png',
    'grey.jpg',
  ])('may show what only sounds like one: %s', (name) => {
    expect(shown(item([at(name)]))).toEqual([at(name)]);
  });

  it('are no buttons by their own account', () => {
    const button = { url: at('share.png'), width: 32, height: 32 };
    expect(shown(item([button, at('photo.jpg')]))).toEqual([at('photo.jpg')]);
    expect(shown(item([button]))).toEqual([]);
  });
});

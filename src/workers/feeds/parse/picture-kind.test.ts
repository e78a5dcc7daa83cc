import { describe, expect, it } from 'vitest';
import { read, rssItem } from './testing.ts';

const names = (inside: string): string =>
  (read(rssItem(inside)).items[0]?.images ?? []).map(({ url }) => url.replace('https://x.test/', '')).join(' ');
const content = (path: string, rest = '/>'): string => `<media:content url="https://x.test/${path}"${rest}`;
const group = (...inside: string[]): string => `<media:group>${inside.join('')}</media:group>`;
const small = (path: string): string => `<media:thumbnail url="https://x.test/${path}"/>`;
const credit = (role: string): string => `><media:credit role="${role}">Ann</media:credit></media:content>`;

describe('media that do not say what they are', () => {
  it.each([
    ['alone they may be anything', content('a'), ''],
    ['a size is one of a picture', content('a', ' width="640"/>'), 'a'],
    [
      'unless they are a page or play',
      content('embed/a', ' width="640"/>') + content('b', ' width="9" duration="7"/>'),
      '',
    ],
    ['the address asks for a size', content('a?w=1200&amp;q=80'), 'a?w=1200&q=80'],
    ['a small one has the same address', content('p/a') + small('p/a?s=90'), 'p/a p/a?s=90'],
    ['another one has not', content('v/a') + small('t/a'), 't/a'],
    ['a photographer made it', content('a', credit('photographer')), 'a'],
    ['somebody else did', content('a', credit('actor')), ''],
    ['others of its group are pictures', group(content('a', ' medium="image"/>'), content('b')), 'a b'],
    ['others of its group are not', group(content('a', ' type="video/mp4"/>'), content('b')), ''],
    ['a plain word for its type', content('a', ' type="jpg"/>') + content('b', ' medium="photo"/>'), 'a b'],
    [
      'a stream of bytes with a name',
      content('a.png', ' type="binary/octet-stream"/>') + content('b', ' type="binary/octet-stream"/>'),
      'a.png',
    ],
  ])('%s', (_name, inside, expected) => {
    expect(names(inside)).toBe(expected);
  });

  it('are pictures where the host is called after them', () => {
    const urls = (host: string): number =>
      read(rssItem(`<media:content url="https://${host}/a1b2"/>`)).items[0]?.images.length ?? 0;
    expect(['images.x.test', 'img-2.x.test', 'i3.x.test', 'photos.x.test'].map(urls)).toEqual([1, 1, 1, 1]);
    expect(['x.test', 'imagine.test', 'www.x.test', 'video.x.test'].map(urls)).toEqual([0, 0, 0, 0]);
  });
});

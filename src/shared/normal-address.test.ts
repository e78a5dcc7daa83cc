import { describe, expect, it } from 'vitest';
import { normalAddress } from './normal-address.ts';

const same: readonly (readonly [string, string, string])[] = [
  ['tracking', 'https://a.test/p.jpg?utm_source=rss&utm_medium=feed', 'https://a.test/p.jpg'],
  ['scheme, www and case of the host', 'http://WWW.a.test/p.jpg', 'https://a.test/p.jpg'],
  ['escapes', 'https://a.test/%7Emia/a%20b.jpg', 'https://a.test/~mia/a b.jpg'],
  ['order', 'https://a.test/x?b=2&a=1', 'https://a.test/x?a=1&b=2'],
  ['size of a file', 'https://a.test/p.jpg?w=640&q=80', 'https://a.test/p.jpg?w=1920'],
  ['WordPress copies', 'https://a.test/up/sea-1024x683.jpg', 'https://a.test/up/sea.jpg'],
  ['WordPress’s server', 'https://i0.wp.com/a.test/up/sea.jpg?fit=1200%2C800&ssl=1', 'https://a.test/up/sea.jpg'],
  ['Flickr', 'https://live.staticflickr.com/65535/53000000001_abcdef0123_b.jpg', 'https://live.staticflickr.com/65535/53000000001_abcdef0123_m.jpg'],
  ['Reddit', 'https://preview.redd.it/a-day-at-sea-abc123.jpg?width=640&s=1f', 'https://i.redd.it/abc123.jpg'],
  ['Unsplash', 'https://images.unsplash.com/photo-1?ixid=M3w&w=1080', 'https://images.unsplash.com/photo-1?w=4000'],
  ['Wikimedia', 'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Sea.jpg/1200px-Sea.jpg', 'https://upload.wikimedia.org/wikipedia/commons/a/ab/Sea.jpg'],
  ['Wikimedia’s thumbnails', 'https://thumb.wikimedia.org/wikipedia/commons/thumb/a/ab/Sea.jpg/960px-Sea.jpg?utm_source=x', 'https://upload.wikimedia.org/wikipedia/commons/a/ab/Sea.jpg'],
  ['Blogger', 'https://1.bp.blogspot.com/-x/AAA/s640/sea.jpg', 'https://1.bp.blogspot.com/-x/AAA/s1600/sea.jpg'],
]; // prettier-ignore

const different: readonly (readonly [string, string])[] = [
  ['https://a.test/1.jpg', 'https://a.test/2.jpg'],
  ['https://a.test/p.jpg', 'https://b.test/p.jpg'],
  ['https://a.test/image?id=1', 'https://a.test/image?id=2'],
  ['https://a.test/image.php?w=640', 'https://a.test/image.php?w=1920'],
  ['https://a.test:8080/p.jpg', 'https://a.test/p.jpg'],
  ['https://live.staticflickr.com/65535/53000000001_abcdef0123_b.jpg', 'https://live.staticflickr.com/65535/53000000002_abcdef0123_b.jpg'],
]; // prettier-ignore

describe('one name for a picture', () => {
  it.each(same)('leaves out %s', (_what, one, other) => expect(normalAddress(one)).toBe(normalAddress(other)));
  it.each(different)('keeps %s apart from %s', (one, other) =>
    expect(normalAddress(one)).not.toBe(normalAddress(other)),
  );

  it('takes whatever comes', () => {
    for (const odd of ['', 'x', 'https://', 'https://a.test/%', 'data:x', `https://a.test/${'%2f'.repeat(9000)}`]) {
      expect(typeof normalAddress(odd)).toBe('string');
    }
  });
});

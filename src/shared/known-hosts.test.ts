import { expect, it } from 'vitest';
import { hostInWords } from './known-hosts.ts';

it('calls hosts what people call them', () => {
  expect(hostInWords('images-assets.nasa.gov')).toBe('NASA');
  expect(hostInWords('www.bing.com:443')).toBe('Bing');
  expect(hostInWords('Live.StaticFlickr.com')).toBe('Flickr');
  expect(hostInWords('notnasa.gov')).toBe('“notnasa.gov”');
  expect(hostInWords('nasa.gov.evil.test')).toBe('“nasa.gov.evil.test”');
});

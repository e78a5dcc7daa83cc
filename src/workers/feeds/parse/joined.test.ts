import { describe, expect, it } from 'vitest';
import { read } from './testing.ts';

const rss = (title: string, ...ids: string[]): string =>
  `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>${title}</title>${ids
    .map((id) => `<item><title>${id}</title><guid isPermaLink="false">${id}</guid></item>`)
    .join('')}</channel></rss>\n`;
const atom =
  '<feed xmlns="http://www.w3.org/2005/Atom"><title>Two</title><entry><id>e</id><title>e</title></entry></feed>';
const json = (title: string, id: string): string =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items: [{ id, title: id }] });
const unclosed = (source: string): string => source.replace('</channel></rss>', '');

describe('feeds that were written one behind the other', () => {
  it.each([
    ['of one kind', rss('One', 'a', 'b') + rss('Two', 'c') + rss('Three', 'd'), 'a b c d'],
    ['of several kinds', rss('One', 'a') + atom, 'a e'],
    ['the same twice', rss('One', 'a', 'b') + rss('One', 'a', 'b'), 'a b'],
    ['the first without its end', unclosed(rss('One', 'a')) + unclosed(rss('Two', 'b')) + rss('Three', 'c'), 'a b c'],
    ['the first cut off in an item', `${rss('One', 'a').replace(/<guid.*/s, '')}\n${rss('Two', 'b')}`, 'a b'],
    ['the first empty', `<rss><channel></channel></rss>${rss('One', 'a')}`, 'a'],
    ['in an element around them', `<all>${`${rss('One', 'a')}${atom}`.replace(/<\?.*\?>/, '')}</all>`, 'a e'],
    ['as JSON', `${json('One', 'a')}\n${json('Two', 'b')}`, 'a b'],
  ])('are all read: %s', (_name, source, ids) => {
    const { title, items } = read(source);
    expect(title).toBe('One');
    expect(items.map((item) => item.title).join(' ')).toBe(ids);
  });

  it('are not looked for in what an item says of feeds', () => {
    const { items } = read(
      `<rss><channel><item><title>a</title><description><![CDATA[${rss('No', 'x')}]]></description></item><item><title>b</title></item></channel></rss>`,
    );
    expect(items.map(({ title }) => title)).toEqual(['a', 'b']);
  });
});

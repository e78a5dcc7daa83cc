import { describe, expect, it } from 'vitest';
import { read, rssItem } from './testing.ts';

const isMarked = (text: string, url?: string): boolean => read(text, url).items[0]?.notForEveryone === true;
const json = (entry: object): boolean =>
  isMarked(JSON.stringify({ photos: [{ title: 'x', src: 'https://i.test/1.jpg', ...entry }] }));
const reddit = (data: object): boolean =>
  isMarked(JSON.stringify({ kind: 'Listing', data: { children: [{ kind: 't3', data: { title: 'x', ...data } }] } }));

describe('what is not for everyone', () => {
  it.each([
    '<media:rating>adult</media:rating>',
    '<media:rating scheme="urn:mpaa">NC-17</media:rating>',
    '<media:adult>true</media:adult>',
    '<media:content url="https://i.test/1.jpg" medium="image"><media:rating scheme="urn:simple">adult</media:rating></media:content>',
    '<media:group><media:content url="https://i.test/1.jpg"/><media:rating>adult</media:rating></media:group>',
    '<category>NSFW</category>',
    '<category term="x" label="Mature content"/>',
    '<title>Figure study [NSFW]</title>',
  ])('%s', (mark) => {
    expect(isMarked(rssItem(mark))).toBe(true);
  });

  it.each([
    '<media:rating>nonadult</media:rating>',
    '<media:rating scheme="urn:mpaa">pg</media:rating>',
    '<category>Adult education</category>',
    '<title>Not NSFW at all, says the sign</title>',
    '<title>18+ ways to cook rice</title>',
  ])('%s is for everyone', (mark) => {
    expect(isMarked(rssItem(mark))).toBe(false);
  });

  it('holds for all items of a feed that says it of itself', () => {
    const feed = rssItem('<title>a</title>').replace('<item>', '<media:rating>adult</media:rating><item>');
    expect(isMarked(feed)).toBe(true);
  });

  it.each([
    { nsfw: true },
    { is_mature: true },
    { sensitive: true },
    { rating: 'explicit' },
    { safety_level: '2' },
    { isFamilyFriendly: false },
    { tags: [{ name: 'R-18' }] },
    { post: { nsfw: true } },
  ])('is told by fields: %o', (fields) => {
    expect(json(fields)).toBe(true);
  });

  it.each([{ nsfw: false }, { rating: 4.5 }, { safety_level: 0 }, { community: { nsfw: true } }])(
    'is not told by %o',
    (fields) => {
      expect(json(fields)).toBe(false);
    },
  );

  it('is told by Reddit, also of what was passed on', () => {
    expect(reddit({ over_18: true })).toBe(true);
    expect(reddit({ spoiler: true })).toBe(true);
    expect(reddit({ crosspost_parent_list: [{ over_18: true }] })).toBe(true);
    expect(reddit({ over_18: false, spoiler: false })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { SourceHost } from '../../shared/source.ts';
import { source } from './index.ts';
import { looksLikeOpml, readOpml } from './read-opml.ts';

const host = (more: Partial<SourceHost>): SourceHost => ({
  entryId: 'e',
  keepFiles: () => Promise.reject(new Error('not asked for')),
  forgetFiles: () => Promise.resolve(),
  ...more,
});

const outline = (name: string, more = ''): string =>
  `<outline type="rss" text="${name}" xmlUrl="https://${name}.test/feed"${more}/>`;
const opml = (...outlines: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- mine -->\n<opml version="2.0"><head><title>Pictures &amp; more</title></head><body>${outlines.join('\n')}</body></opml>`;

describe('a list of feeds', () => {
  it('gives each feed once, in order, whatever folders they are in', () => {
    const text = opml(
      `<outline text="Sea > land">${outline('a')}<OUTLINE TEXT='b' XMLURL='feed:https://b.test/rss?x=1&amp;y=2'></OUTLINE></outline>`,
      outline('a'),
      '<outline type="link" text="page" htmlUrl="https://c.test/"/>',
      '<outline text="bad" xmlUrl="javascript:alert(1)"/>',
      '<outline text="d" title="Dunes &#38; &#x1F305;" xmlUrl="https://d.test/"/>',
      '<outline text="cut" xmlUrl="https://e.test/feed',
    );
    expect(looksLikeOpml(text)).toBe(true);
    expect(readOpml(text)).toEqual({
      title: 'Pictures & more',
      feeds: [
        { url: 'https://a.test/feed', title: 'a' },
        { url: 'https://b.test/rss?x=1&y=2', title: 'b' },
        { url: 'https://d.test/', title: 'Dunes & 🌅' },
      ],
    });
  });

  it.each(['<outline ', '<outline x="', "<outline a='b' ", '<opml <outline', '&#', 'xmlUrl="'])(
    'may be nothing but %s',
    (piece) => {
      expect(readOpml(`<opml>${piece.repeat(50_000)}`).feeds).toEqual([]);
    },
  );

  it('that is pasted becomes an entry, with a sentence about what is in it', async () => {
    const entry = await source.configure(host({ text: opml(outline('a'), outline('b')) }));
    expect(entry).toMatchObject({
      label: 'Pictures & more',
      params: { urls: ['https://a.test/feed', 'https://b.test/feed'] },
      notice: '2 feeds were added: a, b.',
    });
    expect(source.params.safeParse(entry?.params).success).toBe(true);
  });

  it('with very many of them gives the first fifty, and says so', async () => {
    const names = Array.from({ length: 62 }, (_, index) => `f${index}`);
    const entry = await source.configure(host({ text: opml(...names.map((name) => outline(name))) }));
    expect(entry?.params['urls']).toHaveLength(50);
    expect(entry?.notice).toBe(
      'This list names 62 feeds. The first 50 were added: f0, f1, f2 and more. Add the others in parts.',
    );
  });

  it('may be dropped as a file', async () => {
    const entry = await source.configure(host({ dropped: [new File([opml(outline('a'))], 'feeds.opml')] }));
    expect(entry?.params['urls']).toEqual(['https://a.test/feed']);
  });

  it('without a feed says what to do', async () => {
    await expect(source.configure(host({ text: '<opml version="1.0"><body/></opml>' }))).rejects.toMatchObject({
      kind: 'source.invalid',
      message: 'There is no address of a feed in this list. Export it again from your feed reader, as OPML.',
    });
  });
});

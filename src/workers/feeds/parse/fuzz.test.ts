import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedError, parseFeed, type ParsedFeed } from '../parse.ts';
import { damaged, seeded } from './mutations.ts';
import { bytesOf, sampleFeeds } from './testing.ts';

const url = 'https://feeds.test/dir/feed';

function attempt(bytes: Uint8Array, contentType?: string): ParsedFeed | FeedError {
  try {
    return parseFeed(bytes, contentType === undefined ? { url } : { url, contentType });
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
}

/** Not `URL.canParse`: once Node has compiled it, it denies addresses with accents that `new URL` takes. */
function isWeb(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol) && /^https?:\/\//i.test(address);
  } catch {
    return false;
  }
}

/** What every feed that comes out keeps to. */
function expectSound(feed: ParsedFeed): void {
  for (const item of feed.items) {
    const { link, published, updated, images, enclosures, content } = item;
    const addresses = [...(link === null ? [] : [link]), ...images.map((image) => image.url)];
    for (const address of [...addresses, ...enclosures.map((enclosure) => enclosure.url)]) {
      expect(isWeb(address), address).toBe(true);
    }
    for (const date of [published, updated]) {
      if (date !== null) expect(new Date(date).toISOString()).toBe(date);
    }
    for (const text of [item.id, item.title, item.summary, content]) expect(typeof text).toBe('string');
    expect(content).not.toMatch(/<script|<style|<iframe|<object|\son\w+\s*=\s*"[^"]*"[^<]*>.*<\/on/i);
    for (const [, address = ''] of content.matchAll(/<[^>]+?\s(?:src|href)="([^"]*)"/g)) {
      expect(isWeb(address.replaceAll('&amp;', '&')), address).toBe(true);
    }
  }
}

describe('whatever the bytes are', () => {
  it('damaged feeds give items or a FeedError, and what comes out is sound', () => {
    const count = Number(process.env['FEED_FUZZ'] ?? 1500);
    const samples = Object.values(sampleFeeds).map(bytesOf);
    const random = seeded(20240201);
    const pick = (): Uint8Array => samples[Math.floor(random() * samples.length)] ?? new Uint8Array();
    let read = 0;
    for (let index = 0; index < count; index++) {
      const result = attempt(damaged(pick(), pick(), random), index % 3 === 0 ? 'text/xml; charset=koi8-r' : undefined);
      if (result instanceof FeedError) continue;
      read++;
      expectSound(result);
    }
    // Much damage leaves something to read (in JSON little does): a parser that gave up at once would pass the rest.
    expect(read).toBeGreaterThan(count / 5);
  }, 600_000);

  it('bytes of no meaning give a FeedError or an empty feed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = attempt(bytes);
        if (!(result instanceof FeedError)) expectSound(result);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('JSON of any shape gives a FeedError or sound items', () => {
    const names = ['items', 'data', 'children', 'kind', 'images', 'urlbase', 'photos', 'photo', 'media', 'explanation'];
    const more = ['media_type', 'collection', 'query', 'pages', 'imageinfo', 'path', 'dimension_x', 'url', 'version'];
    const word = fc.oneof(fc.constantFrom(...names, ...more, 'Listing', 't3', 'https://a.test/b.jpg'), fc.string());
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        word,
        fc.constantFrom(null, true, 0, -1, 1e308, []),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(word, tie('json'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        const result = attempt(bytesOf(JSON.stringify(value)));
        if (!(result instanceof FeedError)) expectSound(result);
      }),
      { numRuns: 800, seed: 7 },
    );
  });

  it('every length of a whole feed gives no fewer items than a shorter one', () => {
    for (const text of [sampleFeeds.rss, sampleFeeds.atom, sampleFeeds.rdf]) {
      const bytes = bytesOf(text);
      let most = 0;
      for (let length = 1; length <= bytes.length; length += 3) {
        const result = attempt(bytes.subarray(0, length));
        const items = result instanceof FeedError ? 0 : result.items.length;
        expect(items).toBeGreaterThanOrEqual(most);
        most = Math.max(most, items);
      }
    }
  });
});

describe('the cost of hostile input grows with its length, not with its square', () => {
  const attacks: Readonly<Record<string, (count: number) => string>> = {
    'open tags': (count) => `<rss><channel><item>${'<a>'.repeat(count)}`,
    'attributes': (count) => `<rss><channel><item a${' a="1"'.repeat(count)}>`,
    'open quotes': (count) => `<rss><channel><item>${'<a b="'.repeat(count)}`,
    'comments': (count) => `<rss><channel><item>${'<!--'.repeat(count)}`,
    'ampersands': (count) => `<rss><channel><item><title>${'&'.repeat(count)}`,
    'stray ends': (count) => `<rss><channel><item>${'</b>'.repeat(count)}`,
    'markup in a title': (count) => `<rss><channel><item><title>${'&lt;p'.repeat(count)}`,
    'scripts': (count) => `<rss><channel><item><description>${'&lt;script>&lt;/'.repeat(count)}`,
    'sources': (count) => `<rss><channel><item><description>&lt;img srcset="${'a 1x, '.repeat(count)}">`,
    'brackets': (count) => `${'<!DOCTYPE [ '.repeat(count)}<rss>`,
    'nested lists': (count) => '['.repeat(count),
    'spaces in a date': (count) => `<rss><channel><item><pubDate>${' 1'.repeat(count)}`,
    'namespaces': (count) => `<rss${Array.from({ length: count }, (_, at) => ` xmlns:n${at}="u${at}"`).join('')}>`,
  }; // prettier-ignore

  it.each(Object.keys(attacks))('%s', (name) => {
    const build = attacks[name] ?? String;
    const cost = (count: number): number => {
      const bytes = bytesOf(build(count));
      const times = Array.from({ length: 3 }, () => {
        const start = process.cpuUsage();
        attempt(bytes);
        const { user, system } = process.cpuUsage(start);
        return user + system;
      });
      return Math.min(...times);
    };
    cost(1000);
    const [small, large] = [cost(4000), cost(32_000)];
    // Eight times the input; a square would be 64 times the cost. The constant stands for what does not grow.
    expect(large).toBeLessThan(24 * (small + 4000));
  });
});

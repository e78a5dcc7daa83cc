import { describe, expect, it } from 'vitest';
import type { PhotoRef } from '../../shared/photo.ts';
import { createDuplicates } from './duplicates.ts';

const ref = (entryId: string, url: string, sourceId = 'feed'): PhotoRef => ({
  id: `${entryId}:${url}`,
  sourceId,
  entryId,
  locator: { kind: 'url', url },
  title: '',
  name: '',
});
const sea = 'https://a.test/sea.jpg?utm_source=rss';
const same = 'http://www.a.test/sea.jpg';
const proxied = `https://show.test/proxy/image?url=${encodeURIComponent(same)}`;

function start() {
  const changed: string[] = [];
  const duplicates = createDuplicates((entryId) => changed.push(entryId));
  const list = (entryId: string, ...refs: readonly PhotoRef[]): number => {
    duplicates.begin(entryId);
    const found = duplicates.filter(entryId, refs).length;
    duplicates.finish(entryId);
    return found;
  };
  return { changed, duplicates, list };
}

describe('a picture in several feeds', () => {
  it('is listed by the first of them, however its address is written', () => {
    const { list } = start();
    expect(list('one', ref('one', sea))).toBe(1);
    expect(list('two', ref('two', same), ref('two', 'https://a.test/other.jpg'))).toBe(1);
    expect(list('three', ref('three', proxied))).toBe(0);
    // Again and again the same.
    expect(list('one', ref('one', sea))).toBe(1);
    expect(list('two', ref('two', same))).toBe(0);
  });

  it('is listed once by a feed that has it twice', () => {
    const { list } = start();
    expect(list('one', ref('one', sea), ref('one', same))).toBe(1);
  });

  it('goes to the other when the first has it no more, or is out of use', () => {
    const { changed, duplicates, list } = start();
    list('one', ref('one', sea));
    list('two', ref('two', same));
    list('one');
    expect(changed).toEqual(['two']);
    expect(list('two', ref('two', same))).toBe(1);
    list('one', ref('one', sea));
    duplicates.follow(['one']);
    expect(changed).toEqual(['two', 'one']);
    expect(list('one', ref('one', sea))).toBe(1);
  });

  it('of an own folder or service is left alone', () => {
    const { list } = start();
    expect(list('one', ref('one', sea, 'immich'))).toBe(1);
    expect(list('two', ref('two', sea, 'immich'))).toBe(1);
  });
});

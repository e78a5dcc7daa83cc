import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhotoEntry } from './folder-scan.ts';
import { PhotoIndex } from './photo-index.ts';

function photo(path: string, version = 1): PhotoEntry {
  const weight = BigInt(path.length * 31 + version) * 0x9e3779b97f4a7c15n;
  return { path, name: path, size: version, modifiedMs: version, etag: `"${version}"`, weight };
}

const photos = fc.uniqueArray(
  fc.record({ name: fc.string({ minLength: 1, maxLength: 6 }), version: fc.integer({ min: 1, max: 3 }) }),
  { selector: ({ name }) => name, maxLength: 60 },
);
const entries = photos.map((list) => list.map(({ name, version }) => photo(name, version)));

function readAll(index: PhotoIndex, limit: number): string[] {
  const paths: string[] = [];
  let cursor: string | null = null;
  do {
    const page = index.page(cursor, limit);
    paths.push(...page.items.map((item) => item.path));
    cursor = page.next;
  } while (cursor !== null);
  return paths;
}

describe('the photo index', () => {
  it('gives every photo once, in order, for any page size', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 70 }), (list, limit) => {
        const index = new PhotoIndex();
        index.replaceFolder('', list, []);
        expect(readAll(index, limit)).toEqual(list.map((item) => item.path).toSorted());
        expect(index.count).toBe(list.length);
      }),
    );
  });

  it('has one revision for one content, whatever way led there', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const direct = new PhotoIndex();
        direct.replaceFolder('', second, []);
        const detour = new PhotoIndex();
        detour.replaceFolder('', first, ['sub']);
        detour.replaceFolder('sub', [photo('sub/x')], []);
        detour.replaceFolder('', second.toReversed(), []);
        detour.dropTree('sub');
        expect(detour.revision).toBe(direct.revision);
        expect(readAll(detour, 7)).toEqual(readAll(direct, 7));
      }),
    );
  });

  it('has another revision when one photo changes', () => {
    const index = new PhotoIndex();
    index.replaceFolder('', [photo('a', 1), photo('b', 1)], []);
    const before = index.revision;
    index.replaceFolder('', [photo('a', 1), photo('b', 2)], []);
    expect(index.revision).not.toBe(before);
    expect(index.page(null, 9).items.map((item) => item.size)).toEqual([1, 2]);
  });

  it('forgets a folder with all below it', () => {
    const index = new PhotoIndex();
    index.replaceFolder('', [photo('z')], ['a', 'ab']);
    index.replaceFolder('a', [photo('a/1')], ['a/b']);
    index.replaceFolder('a/b', [photo('a/b/2')], []);
    index.replaceFolder('ab', [photo('ab/3')], []);
    expect(index.dropTree('a')).toEqual(['a', 'a/b']);
    expect(readAll(index, 2)).toEqual(['ab/3', 'z']);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhotoEntry } from './folder-scan.ts';
import { PhotoIndex } from './photo-index.ts';

function photo(path: string, version = 1): PhotoEntry {
  const weight = BigInt(path.length * 31 + version) * 0x9e3779b97f4a7c15n;
  return { path, name: path, size: version, modifiedMs: version, etag: `"${version}"`, weight };
}

const fileName = fc.string({ minLength: 1, maxLength: 6 }).map((text) => text.replaceAll('/', '_'));
const photos = fc.uniqueArray(fc.record({ name: fileName, version: fc.integer({ min: 1, max: 3 }) }), {
  selector: ({ name }) => name,
  maxLength: 60,
});
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
  it('gives every photo once, in order, for any page size', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 1, max: 70 }), async (list, limit) => {
        const index = new PhotoIndex();
        await index.replaceFolder('', list, []);
        expect(readAll(index, limit)).toEqual(list.map((item) => item.path).toSorted());
        expect(index.count).toBe(list.length);
      }),
    );
  });

  it('goes on after a photo that is gone, and into folders that are new', async () => {
    const index = new PhotoIndex();
    await index.replaceFolder('', [photo('a'), photo('b'), photo('z')], ['m']);
    await index.replaceFolder('m', [photo('m/1'), photo('m/2')], []);
    expect(index.page(null, 2)).toMatchObject({ next: 'b' });
    await index.replaceFolder('', [photo('a'), photo('z')], ['m', 'c']);
    await index.replaceFolder('c', [photo('c/1')], []);
    expect(index.page('b', 2).items.map((item) => item.path)).toEqual(['z', 'c/1']);
    index.dropTree('c');
    expect(index.page('c/1', 9).items.map((item) => item.path)).toEqual(['m/1', 'm/2']);
    expect(index.page('m/2', 9)).toEqual({ items: [], next: null });
  });

  it('has one revision for one content, whatever way led there', async () => {
    await fc.assert(
      fc.asyncProperty(entries, entries, async (first, second) => {
        const direct = new PhotoIndex();
        await direct.replaceFolder('', second, []);
        const detour = new PhotoIndex();
        await detour.replaceFolder('', first, ['sub']);
        await detour.replaceFolder('sub', [photo('sub/x')], []);
        await detour.replaceFolder('', second.toReversed(), []);
        detour.dropTree('sub');
        expect(detour.revision).toBe(direct.revision);
        expect(readAll(detour, 7)).toEqual(readAll(direct, 7));
      }),
    );
  });

  it('has another revision when one photo changes', async () => {
    const index = new PhotoIndex();
    await index.replaceFolder('', [photo('a', 1), photo('b', 1)], []);
    const before = index.revision;
    await index.replaceFolder('', [photo('a', 1), photo('b', 2)], []);
    expect(index.revision).not.toBe(before);
    expect(index.page(null, 9).items.map((item) => item.size)).toEqual([1, 2]);
  });

  it('forgets a folder with all below it', async () => {
    const index = new PhotoIndex();
    await index.replaceFolder('', [photo('z')], ['a', 'ab']);
    await index.replaceFolder('a', [photo('a/1')], ['a/b']);
    await index.replaceFolder('a/b', [photo('a/b/2')], []);
    await index.replaceFolder('ab', [photo('ab/3')], []);
    expect(index.dropTree('a')).toEqual(['a', 'a/b']);
    expect(readAll(index, 2)).toEqual(['z', 'ab/3']);
  });
});

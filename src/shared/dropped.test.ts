import { describe, expect, it } from 'vitest';
import { collectDropped, relativePath, type DropData } from './dropped.ts';

type Item = DropData['items'][number];
type Entry = NonNullable<ReturnType<NonNullable<Item['webkitGetAsEntry']>>>;

const fileEntry = (fullPath: string): Entry => ({
  isFile: true,
  isDirectory: false,
  fullPath,
  file: (found) => found(new File(['x'], fullPath.slice(fullPath.lastIndexOf('/') + 1))),
});

/** Gives its children two at a time, as browsers give a hundred. */
const folderEntry = (fullPath: string, children: Entry[]): Entry => ({
  isFile: false,
  isDirectory: true,
  fullPath,
  createReader: () => {
    const left = [...children];
    return { readEntries: (found) => found(left.splice(0, 2)) };
  },
});

const item = (parts: Partial<Item>): Item => ({ kind: 'file', getAsFile: () => null, ...parts });

describe('what was dropped', () => {
  it('is handles where the browser has them', async () => {
    const handle = { kind: 'directory', name: 'Holiday' } as FileSystemHandle;
    const items = [item({ getAsFileSystemHandle: async () => handle }), item({ kind: 'string' })];
    expect(await collectDropped({ items })).toEqual([handle]);
  });

  it('is every file of a folder elsewhere, each with its path', async () => {
    const deep = folderEntry(
      '/Trip/day',
      ['a', 'b', 'c'].map((name) => fileEntry(`/Trip/day/${name}.jpg`)),
    );
    const locked: Entry = {
      isFile: true,
      isDirectory: false,
      fullPath: '/Trip/x',
      file: (_found, failed) => failed(1),
    };
    const trip = folderEntry('/Trip', [fileEntry('/Trip/0.jpg'), deep, locked]);
    const found = await collectDropped({ items: [item({ webkitGetAsEntry: () => trip })] });
    expect(found.map((file) => relativePath(file as File)).toSorted()).toEqual([
      'Trip/0.jpg',
      'Trip/day/a.jpg',
      'Trip/day/b.jpg',
      'Trip/day/c.jpg',
    ]);
  });

  it('is a plain file when nothing else works', async () => {
    const file = new File(['x'], 'a.jpg');
    const refused = item({ getAsFile: () => file, getAsFileSystemHandle: () => Promise.reject(new Error('no')) });
    expect(await collectDropped({ items: [refused] })).toEqual([file]);
  });

  it('is asked for before the first wait, because the browser empties it then', async () => {
    let isOpen = true;
    const handle = { kind: 'file', name: 'a.jpg' } as FileSystemHandle;
    const late = () => item({ getAsFileSystemHandle: async () => (isOpen ? handle : null) });
    const collecting = collectDropped({ items: [late(), late(), late()] });
    isOpen = false;
    expect(await collecting).toHaveLength(3);
  });
});

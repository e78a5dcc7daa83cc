import { expect, it } from 'vitest';
import { createDisk, FakeDirectory, FakeFile } from '../../../tests/fakes/file-system.ts';
import { listMusic } from './list-music.ts';

const context = { signal: new AbortController().signal, progress: () => undefined };

function folder(name: string, entries: readonly (string | FakeDirectory)[]): FakeDirectory {
  const disk = createDisk();
  const made = new FakeDirectory(name, disk);
  for (const entry of entries) {
    const child = typeof entry === 'string' ? new FakeFile(entry, disk) : entry;
    made.children.set(child.name, child);
  }
  return made;
}

const pathsOf = async (...handles: (FakeDirectory | FakeFile)[]) =>
  (await listMusic(handles as unknown as FileSystemHandle[], context)).map(({ path }) => path);

it('finds music however deep, in the order of names, and leaves out what is hidden or no music', async () => {
  const root = folder('Music', [
    '10 Ten.mp3',
    '2 Two.FLAC',
    'cover.jpg',
    '._2 Two.FLAC',
    folder('B', ['x.ogg', folder('C', ['deep.opus'])]),
    folder('.trash', ['gone.mp3']),
  ]);
  expect(await pathsOf(root)).toEqual(['Music/2 Two.FLAC', 'Music/10 Ten.mp3', 'Music/B/C/deep.opus', 'Music/B/x.ogg']);
});

it('takes single files, and goes on where a folder cannot be read', async () => {
  const broken = folder('Broken', []);
  broken.error = new DOMException('no', 'NotFoundError');
  const root = folder('Music', ['a.mp3', broken]);
  expect(await pathsOf(root, new FakeFile('single.wav', createDisk()))).toEqual(['Music/a.mp3', 'single.wav']);
});

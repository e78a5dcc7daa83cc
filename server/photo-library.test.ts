import { appendFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PhotoLibrary, type PhotosState } from './photo-library.ts';
import { putFiles, temporaryFolder, until } from './testing.ts';

async function watched(files: Readonly<Record<string, string>>, rescanMs = 600_000) {
  const folder = await temporaryFolder(files);
  const heard: PhotosState[] = [];
  const library = new PhotoLibrary(folder, (state) => heard.push(state), {
    quietMs: 20,
    maxQuietMs: 200,
    announceMs: 50,
    rootCheckMs: 30,
    rescanMs,
  });
  onTestFinished(() => library.close());
  await library.checkRoot();
  await library.listed(10_000);
  const paths = () =>
    library
      .page(null, 1000)
      .items.map((item) => item.path)
      .toSorted();
  const becomes = (expected: readonly string[]) => until(() => paths().join('|') === expected.join('|'));
  return { folder, library, heard, paths, becomes };
}

describe('while the companion runs', () => {
  it('a new photo appears, once it is written completely', async () => {
    const { folder, becomes, library } = await watched({ 'a.jpg': 'x' });
    await writeFile(join(folder, 'b.jpg'), 'first half, ');
    await appendFile(join(folder, 'b.jpg'), 'second half');
    await becomes(['a.jpg', 'b.jpg']);
    expect(library.page(null, 9).items[1]?.size).toBe('first half, second half'.length);
  });

  it('a removed photo vanishes', async () => {
    const { folder, becomes } = await watched({ 'a.jpg': 'x', 'sub/b.jpg': 'x' });
    await rm(join(folder, 'sub/b.jpg'));
    await becomes(['a.jpg']);
  });

  it('a renamed photo and a renamed folder follow', async () => {
    const { folder, becomes } = await watched({ 'a.jpg': 'x', 'old/b.jpg': 'x', 'old/deep/c.jpg': 'x' });
    await rename(join(folder, 'a.jpg'), join(folder, 'z.jpg'));
    await becomes(['old/b.jpg', 'old/deep/c.jpg', 'z.jpg']);
    await rename(join(folder, 'old'), join(folder, 'new'));
    await becomes(['new/b.jpg', 'new/deep/c.jpg', 'z.jpg']);
    await putFiles(folder, { 'new/deep/d.jpg': 'x' });
    await becomes(['new/b.jpg', 'new/deep/c.jpg', 'new/deep/d.jpg', 'z.jpg']);
  });

  it('a new tree of folders is seen to its depth, and watched', async () => {
    const { folder, becomes } = await watched({});
    await putFiles(folder, { 'a/b/c/d.jpg': 'x' });
    await becomes(['a/b/c/d.jpg']);
    await putFiles(folder, { 'a/b/c/e.jpg': 'x' });
    await becomes(['a/b/c/d.jpg', 'a/b/c/e.jpg']);
  });

  it('a folder deleted and made again is watched again', async () => {
    const { folder, becomes } = await watched({ 'sub/a.jpg': 'x' });
    await rm(join(folder, 'sub'), { recursive: true });
    await mkdir(join(folder, 'sub'));
    await putFiles(folder, { 'sub/b.jpg': 'x' });
    await becomes(['sub/b.jpg']);
    await putFiles(folder, { 'sub/c.jpg': 'x' });
    await becomes(['sub/b.jpg', 'sub/c.jpg']);
  });

  it('a changed photo gets another validator', async () => {
    const { folder, library } = await watched({ 'a.jpg': 'before' });
    const etag = library.page(null, 1).items[0]?.etag;
    await writeFile(join(folder, 'a.jpg'), 'after, and longer');
    await until(() => library.page(null, 1).items[0]?.etag !== etag);
    expect(library.state().count).toBe(1);
  });

  it('hidden files and other kinds of files say nothing', async () => {
    const { folder, heard, becomes } = await watched({ 'a.jpg': 'x' });
    await putFiles(folder, { '.b.jpg': 'x', '.c/d.jpg': 'x', 'notes.txt': 'x' });
    await putFiles(folder, { 'e.jpg': 'x' });
    await becomes(['a.jpg', 'e.jpg']);
    expect(heard.map((state) => state.count)).toEqual([1, 2]);
  });

  it('many changes at once are few announcements, and the last one is complete', async () => {
    const { folder, heard, library } = await watched({});
    await Promise.all(Array.from({ length: 300 }, (_, index) => writeFile(join(folder, `${index}.jpg`), 'x')));
    await until(() => heard.at(-1)?.count === 300);
    expect(heard.length).toBeLessThan(30);
    expect(heard.at(-1)?.revision).toBe(library.state().revision);
  });

  it('a link that comes to lead outside is not listed', async () => {
    const outside = await temporaryFolder({ 'secret.jpg': 'x' });
    const { folder, becomes } = await watched({ 'a.jpg': 'x' });
    await symlink(join(outside, 'secret.jpg'), join(folder, 'b.jpg'));
    await symlink(outside, join(folder, 'c'));
    await putFiles(folder, { 'd.jpg': 'x' });
    await becomes(['a.jpg', 'd.jpg']);
  });

  it('notices by looking again what no watch reports', async () => {
    const { folder, library } = await watched({ '.store/1.jpg': 'before' }, 50);
    await symlink('.store/1.jpg', join(folder, 'a.jpg'));
    const etag = await until(() => library.page(null, 1).items[0]?.etag);
    // The photo changes in a hidden folder, which is not watched.
    await writeFile(join(folder, '.store/1.jpg'), 'after, and longer');
    await until(() => library.page(null, 1).items[0]?.etag !== etag);
  });
});

describe('a folder that vanishes', () => {
  it('is announced, keeps what was known, and comes back by itself', async () => {
    const { folder, library, heard } = await watched({ 'a.jpg': 'x', 'sub/b.jpg': 'x' });
    const { revision } = library.state();
    await rename(folder, `${folder}.away`);
    await until(() => heard.at(-1)?.available === false);
    expect(library.root).toBeNull();
    await rename(`${folder}.away`, folder);
    await until(() => heard.at(-1)?.available === true && !library.state().scanning);
    expect(library.state().revision).toBe(revision);
    await putFiles(folder, { 'sub/c.jpg': 'x' });
    await until(() => library.state().count === 3);
  });
});

it('says nothing any more once it is closed', async () => {
  const { folder, library, heard } = await watched({ 'a.jpg': 'x' });
  const before = heard.length;
  library.close();
  await putFiles(folder, { 'b.jpg': 'x' });
  await library.checkRoot();
  await library.listed(10_000);
  expect(heard.length).toBe(before);
});

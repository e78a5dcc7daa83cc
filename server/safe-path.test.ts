import { execFileSync } from 'node:child_process';
import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSegments, isInside } from './safe-path.ts';
import { startCompanion, temporaryFolder } from './testing.ts';

const encode = (path: string) => `/photos/${path.split('/').map(encodeURIComponent).join('/')}`;

describe('names', () => {
  it.each([
    'Grüße aus Köln.jpg',
    'cafe\u0301.jpg',
    'caf\u00e9.jpg',
    'Ferien/Tag 1/IMG 0001.JPG',
    '🌅 sunrise 🏔️.jpg',
    '写真/東京.jpg',
    'شاطئ.jpg',
    '100% #1? & more = fun;+.jpg',
    'it\'s "quoted" <b>.jpg',
    'percent%20encoded.jpg',
    'trailing..jpg',
    'a..b/c.jpg',
    ' leading space.jpg',
    'line\nbreak.jpg',
    'back\\slash.jpg',
    `a ${'very '.repeat(40)}long name.jpg`,
  ])('%j is listed as it is and served', async (path) => {
    const photosDir = await temporaryFolder({ [path]: `content of ${path}` });
    const { get, listing } = await startCompanion({ photosDir });
    const { items } = await listing();
    expect(items.map((item) => item.path)).toEqual([path]);
    expect(items[0]?.name).toBe(path.split('/').at(-1));
    expect((await get(encode(path))).text).toBe(`content of ${path}`);
  });

  it('differ when only their normal form differs', async () => {
    const photosDir = await temporaryFolder({ 'e\u0301.jpg': 'two code points', '\u00e9.jpg': 'one' });
    const { get } = await startCompanion({ photosDir });
    expect((await get(encode('e\u0301.jpg'))).text).toBe('two code points');
    expect((await get(encode('\u00e9.jpg'))).text).toBe('one');
  });

  it('that begin with a dot are hidden, and so is all below them', async () => {
    const photosDir = await temporaryFolder({ '.a.jpg': 'x', '.b/c.jpg': 'x', 'd/.e/f.jpg': 'x', 'd/g.jpg': 'shown' });
    const { get, listing } = await startCompanion({ photosDir });
    expect((await listing()).items.map((item) => item.path)).toEqual(['d/g.jpg']);
    for (const path of ['.a.jpg', '.b/c.jpg', 'd/.e/f.jpg']) expect((await get(encode(path))).status).toBe(404);
  });
});

describe('ways out of the folder', () => {
  const secret = 'the neighbour’s secret';

  async function guarded() {
    const outer = await temporaryFolder({ 'secret.jpg': secret, 'secrets/deep.jpg': secret, 'photos/a.jpg': 'mine' });
    return { outer, photosDir: join(outer, 'photos'), ...(await startCompanion({ photosDir: join(outer, 'photos') })) };
  }

  it.each([
    '/photos/../secret.jpg',
    '/photos/..%2fsecret.jpg',
    '/photos/..%2Fsecret.jpg',
    '/photos/%2e%2e/secret.jpg',
    '/photos/%2e%2e%2fsecret.jpg',
    '/photos/.%2e/secret.jpg',
    '/photos/a.jpg/../../secret.jpg',
    '/photos/./../secret.jpg',
    '/photos/..%5csecret.jpg',
    '/photos/..\\secret.jpg',
    '/photos/%2e%2e%5csecret.jpg',
    '/photos//secret.jpg',
    '/photos/%2f/secret.jpg',
    '/photos/..;/secret.jpg',
    '/photos/%252e%252e/secret.jpg',
    '/photos/%252e%252e%252fsecret.jpg',
    '/photos/%c0%ae%c0%ae/secret.jpg',
    '/photos/%e0%80%ae/secret.jpg',
    '/photos/%u002e%u002e/secret.jpg',
    '/photos/..%00/secret.jpg',
    '/photos/a.jpg%00.png',
    '/photos/%00',
    '/photos/%',
    '/photos/%zz.jpg',
    '/photos/..%ef%bc%8fsecret.jpg',
    '/photos/%ef%bc%8e%ef%bc%8e/secret.jpg',
    '/photos/~/secret.jpg',
    '/photos/file:/secret.jpg',
    '/photos/C:%5csecret.jpg',
    '/photos/a.jpg/',
    '/photos/',
    '/photos',
    '/../secret.jpg',
  ])('%s', async (path) => {
    const { get } = await guarded();
    const answer = await get(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toContain('afterimage-');
  });

  it('through addresses longer than any path', async () => {
    const { get } = await guarded();
    for (const path of [`/photos/${'a/'.repeat(2000)}x.jpg`, `/photos/${'a'.repeat(5000)}.jpg`]) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it('through absolute paths', async () => {
    const { get, outer } = await guarded();
    for (const path of [`/photos/${outer}/secret.jpg`, encode(join(outer, 'secret.jpg'))]) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it('through links to files and folders', async () => {
    const { get, listing, photosDir, outer } = await guarded();
    await symlink(join(outer, 'secret.jpg'), join(photosDir, 'link.jpg'));
    await symlink('../secret.jpg', join(photosDir, 'relative.jpg'));
    await symlink(join(outer, 'secrets'), join(photosDir, 'folder'));
    await symlink('link.jpg', join(photosDir, 'chain.jpg'));
    for (const path of ['link.jpg', 'relative.jpg', 'folder/deep.jpg', 'chain.jpg']) {
      expect((await get(encode(path))).status).toBe(404);
    }
    expect((await listing()).items.map((item) => item.path)).toEqual(['a.jpg']);
  });

  it('through a neighbour whose name begins alike', async () => {
    const outer = await temporaryFolder({ 'photos/a.jpg': 'mine', 'photos-private/b.jpg': secret });
    await symlink('../photos-private/b.jpg', join(outer, 'photos', 'b.jpg'));
    const { get } = await startCompanion({ photosDir: join(outer, 'photos') });
    expect((await get('/photos/b.jpg')).status).toBe(404);
  });

  it('is still open to links that stay inside', async () => {
    const { get, photosDir } = await guarded();
    await mkdir(join(photosDir, 'best'));
    await symlink('../a.jpg', join(photosDir, 'best', 'first.jpg'));
    expect((await get('/photos/best/first.jpg')).text).toBe('mine');
    const companion = await startCompanion({ photosDir });
    expect((await companion.listing()).items.map((item) => item.path)).toEqual(['a.jpg', 'best/first.jpg']);
  });

  it('never runs in circles', async () => {
    const photosDir = await temporaryFolder({ 'a/b/c.jpg': 'x' });
    await symlink('..', join(photosDir, 'a', 'b', 'up'));
    await symlink('.', join(photosDir, 'a', 'self'));
    await symlink('two.jpg', join(photosDir, 'one.jpg'));
    await symlink('one.jpg', join(photosDir, 'two.jpg'));
    await symlink('nowhere.jpg', join(photosDir, 'broken.jpg'));
    const { get, listing } = await startCompanion({ photosDir });
    expect((await listing()).items.map((item) => item.path)).toEqual(['a/b/c.jpg']);
    for (const name of ['one.jpg', 'broken.jpg']) expect((await get(`/photos/${name}`)).status).toBe(404);
  });

  it('the folder itself may be a link', async () => {
    const outer = await temporaryFolder({ 'real/a.jpg': 'mine' });
    await symlink('real', join(outer, 'pictures'));
    const { get, listing } = await startCompanion({ photosDir: join(outer, 'pictures') });
    expect((await listing()).items).toHaveLength(1);
    expect((await get('/photos/a.jpg')).text).toBe('mine');
  });

  it('does not wait for a named pipe or open a folder', async () => {
    const photosDir = await temporaryFolder({ 'folder.jpg/inner.jpg': 'inner' });
    execFileSync('mkfifo', [join(photosDir, 'pipe.jpg')]);
    const { get, listing } = await startCompanion({ photosDir });
    expect((await get('/photos/pipe.jpg')).status).toBe(404);
    expect((await get('/photos/folder.jpg')).status).toBe(404);
    expect((await listing()).items.map((item) => item.path)).toEqual(['folder.jpg/inner.jpg']);
  });

  it('stays closed while a link is turned back and forth', async () => {
    const { get, photosDir, outer } = await guarded();
    const link = join(photosDir, 'turning.jpg');
    const turning = new AbortController();
    const turner = (async () => {
      for (let turn = 0; !turning.signal.aborted; turn++) {
        const next = `${link}.next`;
        await symlink(turn % 2 ? join(outer, 'secret.jpg') : join(photosDir, 'a.jpg'), next);
        await rename(next, link);
      }
    })();
    const answers = [];
    for (let attempt = 0; attempt < 100; attempt++) answers.push(await get('/photos/turning.jpg'));
    turning.abort();
    await turner;
    for (const { status, text } of answers) expect(status === 200 ? text : status).toBe(status === 200 ? 'mine' : 404);
  });
});

describe('on Windows', () => {
  it.each(['a\\b.jpg', '..%5csecret.jpg', 'C:', 'C:a.jpg', 'a.jpg:stream', 'a.jpg.', 'a.jpg%20', 'folder%20/a.jpg'])(
    '%s is refused before the disk is touched',
    (path) => {
      expect(() => decodeSegments(path, 'win32')).toThrow('not written correctly');
    },
  );

  it('ordinary names pass', () => {
    expect(decodeSegments('2024/Gr%C3%BC%C3%9Fe%20%231.jpg', 'win32')).toEqual(['2024', 'Grüße #1.jpg']);
  });
});

it('a folder holds itself and what is below it, and no neighbour', () => {
  expect(isInside('/photos', '/photos')).toBe(true);
  expect(isInside('/photos', '/photos/a.jpg')).toBe(true);
  expect(isInside('/photos', '/photos-private/a.jpg')).toBe(false);
  expect(isInside('/', '/a.jpg')).toBe(true);
});

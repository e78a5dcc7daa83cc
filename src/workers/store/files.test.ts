import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropStorage, freshStorage } from '../../../tests/fakes/browser-storage.ts';
import type { FakeDirectory } from '../../../tests/fakes/file-system.ts';
import { withDatabase } from '../../shared/database.ts';
import { AppError } from '../../shared/errors.ts';
import { storedFileName, storedFolderName } from './file-names.ts';
import { forgetFiles, keepFiles } from './files.ts';

let root: FakeDirectory;
const file = (path: string, content = 'photo') => ({
  path,
  file: new File([content], path, { lastModified: 7_000 }),
});
const rows = () => withDatabase((database) => database.getAll('files'));

/** Reading it fails as if it had been deleted after it was picked. */
function unreadable(path: string) {
  const broken = file(path);
  broken.file.slice = () => {
    throw new DOMException('Gone.', 'NotReadableError');
  };
  return broken;
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

beforeEach(async () => {
  ({ root } = await freshStorage());
});

afterEach(dropStorage);

describe('keeping copies', () => {
  it('copies every byte and remembers the real path', async () => {
    const long = 'x'.repeat(9 * 2 ** 20);
    const progress = vi.fn<() => void>();
    const result = await keepFiles('e1', [file('日本/🌊 1.jpg', 'one'), file('big.png', long)], { progress });
    expect(result).toEqual({ keptFiles: 2, keptBytes: 3 + long.length, failed: [] });
    expect(progress.mock.calls.length).toBeGreaterThanOrEqual(5);
    const kept = await rows();
    expect(kept.map(({ name }) => name).toSorted()).toEqual(['big.png', '日本/🌊 1.jpg'].toSorted());
    for (const { path, name, byteLength, modifiedMs, entryId } of kept) {
      expect({ entryId, modifiedMs }).toEqual({ entryId: 'e1', modifiedMs: 7_000 });
      const [photos, entry, stored] = path.split('/');
      const folder = await (await root.getDirectoryHandle(photos ?? '')).getDirectoryHandle(entry ?? '');
      const { content } = await folder.getFileHandle(stored ?? '');
      expect(content.length).toBe(byteLength);
      if (name.includes('日本')) expect(new TextDecoder().decode(content)).toBe('one');
    }
  });

  it('replaces a file of the same path', async () => {
    await keepFiles('e1', [file('a.jpg', 'old')]);
    await keepFiles('e1', [file('a.jpg', 'newer')]);
    expect(await rows()).toMatchObject([{ name: 'a.jpg', byteLength: 5 }]);
    expect(root.paths()).toHaveLength(1);
  });

  it('names a file that cannot be read and keeps the others', async () => {
    const result = await keepFiles('e1', [file('a.jpg'), unreadable('b.jpg'), file('c.jpg')]);
    expect(result.keptFiles).toBe(2);
    expect(result.failed).toMatchObject([{ path: 'b.jpg', error: { kind: 'photo.not-found' } }]);
    expect(root.paths()).toHaveLength(2);
    expect((await rows()).map(({ name }) => name)).toEqual(expect.arrayContaining(['a.jpg', 'c.jpg']));
  });

  it('stops when the disk is full, keeps what fits and leaves no half file', async () => {
    root.disk.freeBytes = 8;
    const result = await keepFiles('e1', [file('a.jpg', '12345'), file('b.jpg', '12345'), file('c.jpg', '1')]);
    expect(result.keptFiles).toBe(1);
    expect(result.failed.map(({ path, error }) => [path, error.kind])).toEqual([
      ['b.jpg', 'storage.full'],
      ['c.jpg', 'storage.full'],
    ]);
    expect(root.paths()).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  it('leaves room for settings and the queue', async () => {
    vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ quota: 70 * 2 ** 20, usage: 10 * 2 ** 20 });
    expect((await failureOf(keepFiles('e1', [file('a.jpg')]))).kind).toBe('storage.full');
    expect(root.paths()).toEqual([]);
  });

  it('says so where the browser has no such storage', async () => {
    vi.stubGlobal('navigator', { storage: {} });
    const error = await failureOf(keepFiles('e1', [file('a.jpg')]));
    expect(error.kind).toBe('storage.unavailable');
    expect(error.message).toContain('companion');
  });

  it('says so when the database is refused, and keeps no file nobody could find again', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect((await failureOf(keepFiles('e1', [file('a.jpg'), file('b.jpg')]))).kind).toBe('storage.unavailable');
    expect(root.paths()).toEqual([]);
  });

  it('stops when asked to', async () => {
    const controller = new AbortController();
    const keeping = keepFiles('e1', [file('a.jpg'), file('b.jpg')], {
      signal: controller.signal,
      progress: () => controller.abort(),
    });
    expect((await failureOf(keeping)).kind).toBe('aborted');
  });

  it('writes through a synchronous handle where there is one', async () => {
    const written: number[] = [];
    let isClosed = false;
    const folder = await (
      await root.getDirectoryHandle('photos', { create: true })
    ).getDirectoryHandle('e1', {
      create: true,
    });
    const target = await folder.getFileHandle(await storedFileName('a.jpg'), { create: true });
    Object.assign(target, {
      createSyncAccessHandle: async () => ({
        truncate: () => undefined,
        write: (bytes: Uint8Array, { at }: { at: number }) => written.push(at, bytes.length) && bytes.length,
        flush: () => undefined,
        close: () => (isClosed = true),
      }),
    });
    const mebi = 2 ** 20;
    await keepFiles('e1', [file('a.jpg', 'x'.repeat(5 * mebi))]);
    expect(written).toEqual([0, 4 * mebi, 4 * mebi, mebi]);
    expect(isClosed).toBe(true);
  });
});

describe('forgetting copies', () => {
  it('deletes those of one entry only', async () => {
    await keepFiles('e1', [file('a.jpg'), file('b.jpg')]);
    await keepFiles('e2', [file('a.jpg')]);
    await forgetFiles('e1');
    expect((await rows()).map(({ entryId }) => entryId)).toEqual(['e2']);
    expect(root.paths()).toHaveLength(1);
  });

  it('has nothing against nothing', async () => {
    await expect(forgetFiles('nobody')).resolves.toBeUndefined();
  });
});

describe('names of copies', () => {
  it('are short, plain and different for different paths', async () => {
    const paths = [
      'a.jpg',
      'A.jpg',
      'b/a.jpg',
      'a?*:|<>".jpg',
      `${'長'.repeat(300)}.jpg`,
      '\ud800.jpg',
      '\ud801.jpg',
      'é.jpg',
      'e\u0301.jpg',
      '..',
      'x.',
      'CON.jpg',
    ];
    const names = await Promise.all(paths.map(storedFileName));
    expect(new Set(names).size).toBe(paths.length);
    for (const name of names) expect(name).toMatch(/^[\da-f]{20}[\w-]*(\.\w{1,8})?$/);
    expect(await storedFileName('a.jpg')).toBe(names[0]);
  });

  it('keep entries apart', () => {
    const ids = ['e1', 'E1', 'e_1', 'e/1', '../x', '', 'ü', 'generated-2'];
    const names = ids.map(storedFolderName);
    expect(new Set(names).size).toBe(ids.length);
    for (const name of names) expect(name).toMatch(/^[\w-]+$/);
  });
});

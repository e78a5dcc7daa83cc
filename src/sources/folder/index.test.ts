import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropStorage, freshStorage } from '../../../tests/fakes/browser-storage.ts';
import { asHandle, createDisk, FakeDirectory } from '../../../tests/fakes/file-system.ts';
import { withDatabase } from '../../shared/database.ts';
import { AppError } from '../../shared/errors.ts';
import type { FileToKeep, KeptFiles, SourceEntry, SourceHost } from '../../shared/source.ts';
import { source } from './index.ts';

const entry: SourceEntry = { id: 'e1', source: 'folder', enabled: true, weight: 1, params: {} };
const photo = (name: string) => new File(['x'], name);
const handlesOf = (id: string) => withDatabase((database) => database.get('handles', id));

function host(dropped?: (FileSystemHandle | File)[], result?: Partial<KeptFiles>) {
  return {
    entryId: 'e1',
    ...(dropped && { dropped }),
    keepFiles: vi.fn<SourceHost['keepFiles']>(async (_id, files: readonly FileToKeep[]) => ({
      keptFiles: files.length,
      keptBytes: files.length,
      failed: [],
      ...result,
    })),
    forgetFiles: vi.fn<SourceHost['forgetFiles']>(async () => undefined),
  };
}

beforeEach(freshStorage);
afterEach(dropStorage);

describe('choosing a folder', () => {
  it('remembers the folder that was picked', async () => {
    const folder = asHandle(new FakeDirectory('Holiday', createDisk()));
    vi.stubGlobal('showDirectoryPicker', async () => folder);
    expect(await source.configure(host())).toEqual({ params: {}, label: 'Holiday' });
    expect(await handlesOf('e1')).toEqual([folder]);
  });

  it('does nothing when the user backs out', async () => {
    vi.stubGlobal('showDirectoryPicker', () => Promise.reject(new DOMException('Closed.', 'AbortError')));
    expect(await source.configure(host())).toBeNull();
    expect(await handlesOf('e1')).toBeUndefined();
  });

  it('copies plain files, photos only, and says what did not fit', async () => {
    const error = { kind: 'storage.full', message: 'Your device has no room left.', retryable: false } as const;
    const asked = host([photo('a.jpg'), photo('b.png'), photo('notes.txt')], {
      keptFiles: 1,
      failed: [{ path: 'b.png', error }],
    });
    const configured = await source.configure(asked);
    expect(asked.keepFiles.mock.calls[0]?.[1].map(({ path }) => path)).toEqual(['a.jpg', 'b.png']);
    expect(configured).toEqual({
      params: {},
      label: '2 photos',
      notice: '1 of 2 photos were copied. Your device has no room left.',
    });
  });

  it('takes folders and files that were dropped together', async () => {
    const disk = createDisk();
    const folder = new FakeDirectory('Trip', disk);
    const asked = host([asHandle(folder), asHandle(folder.add('one.jpg')), photo('loose.gif')]);
    expect((await source.configure(asked))?.label).toBe('Trip and 2 more');
    expect(await handlesOf('e1')).toHaveLength(2);
    expect(asked.keepFiles).toHaveBeenCalledTimes(1);
  });

  it('says so when there is no photo among the files', async () => {
    await expect(source.configure(host([photo('notes.txt')]))).rejects.toMatchObject({ kind: 'source.invalid' });
  });

  it('leaves no copies behind when the folder cannot be remembered', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const asked = host([asHandle(new FakeDirectory('Trip', createDisk())), photo('a.jpg')]);
    await expect(source.configure(asked)).rejects.toBeInstanceOf(AppError);
    expect(asked.forgetFiles).toHaveBeenCalledWith('e1');
  });
});

describe('permission and forgetting', () => {
  it('repairs permission with one tap', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    folder.disk.permission = 'prompt';
    await withDatabase((database) => database.put('handles', [asHandle(folder)], 'e1'));
    expect(await source.regrant?.(entry)).toBe(true);
    expect(folder.disk.permission).toBe('granted');
  });

  it('asks for every folder and says no when one is refused', async () => {
    const [first, second] = [new FakeDirectory('A', createDisk()), new FakeDirectory('B', createDisk())];
    first.requestPermission = () => Promise.resolve('denied');
    second.disk.permission = 'prompt';
    await withDatabase((database) => database.put('handles', [asHandle(first), asHandle(second)], 'e1'));
    expect(await source.regrant?.(entry)).toBe(false);
    expect(second.disk.permission).toBe('granted');
  });

  it('forgets handles and copies', async () => {
    await withDatabase((database) => database.put('handles', [], 'e1'));
    const asked = host();
    await source.forget?.(entry, asked);
    expect(await handlesOf('e1')).toBeUndefined();
    expect(asked.forgetFiles).toHaveBeenCalledWith('e1');
  });
});

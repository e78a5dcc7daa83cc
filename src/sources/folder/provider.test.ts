import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropStorage, freshStorage } from '../../../tests/fakes/browser-storage.ts';
import { asHandle, createDisk, FakeDirectory } from '../../../tests/fakes/file-system.ts';
import { withDatabase } from '../../shared/database.ts';
import { AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext } from '../../shared/source.ts';
import { provider } from './provider.worker.ts';
import { netMs, pollMs } from './worker/watch-folder.ts';

let controller: AbortController;
let entryId = '';
let entries = 0;
const context = (): SourceContext => ({
  entryId,
  signal: controller.signal,
  baseUrl: 'https://show.test',
  freeBytes: 0,
});

async function choose(...handles: FileSystemHandle[]): Promise<void> {
  await withDatabase((database) => database.put('handles', handles, entryId));
}

async function listAll(): Promise<{ refs: PhotoRef[]; error: AppError | null }> {
  const refs: PhotoRef[] = [];
  try {
    for await (const ref of provider.list({}, context())) refs.push(ref);
    return { refs, error: null };
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return { refs, error: error as AppError };
  }
}

const names = (refs: readonly PhotoRef[]) => refs.map(({ name }) => name).toSorted();

beforeEach(async () => {
  controller = new AbortController();
  entryId = `holiday ${++entries}`;
  await freshStorage();
});

afterEach(async () => {
  controller.abort();
  vi.useRealTimers();
  await dropStorage();
});

describe('photos in a folder', () => {
  it('lists photos of every kind and depth, and nothing else', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    for (const path of ['a.jpg', 'B.JPEG', 'deep/er/ç 日本 🌊.webp', 'x.heic', 'y.TIFF', 'z.svg']) folder.add(path);
    for (const path of ['notes.txt', '.hidden.jpg', '._a.jpg', '.git/c.jpg', '@eaDir/a.jpg', 'noext', 'jpg']) {
      folder.add(path);
    }
    await choose(asHandle(folder));
    const { refs, error } = await listAll();
    expect(error).toBeNull();
    expect(names(refs)).toEqual(['B.JPEG', 'a.jpg', 'deep/er/ç 日本 🌊.webp', 'x.heic', 'y.TIFF', 'z.svg']);
    expect(refs.find(({ name }) => name.startsWith('deep'))).toMatchObject({
      id: `${entryId}:deep/er/ç 日本 🌊.webp`,
      title: 'ç 日本 🌊.webp',
      sourceId: 'folder',
      entryId,
    });
  });

  it('gives a changed photo another revision and a date', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    const file = folder.add('a.jpg', 'first', 5_000);
    await choose(asHandle(folder));
    const [before] = (await listAll()).refs;
    file.content = new TextEncoder().encode('second');
    file.modifiedMs = 6_000;
    const [after] = (await listAll()).refs;
    expect(before?.dateMs).toBe(5_000);
    expect(after?.dateMs).toBe(6_000);
    expect(after?.id).toBe(before?.id);
    expect(after?.revision).not.toBe(before?.revision);
  });

  it('tells apart two folders of the same name', async () => {
    const disk = createDisk();
    const [first, second] = [new FakeDirectory('DCIM', disk), new FakeDirectory('DCIM', disk)];
    first.add('1.jpg');
    second.add('1.jpg');
    await choose(asHandle(first), asHandle(second), asHandle(new FakeDirectory('x', disk).add('single.png')));
    expect(names((await listAll()).refs)).toEqual(['DCIM (2)/1.jpg', 'DCIM/1.jpg', 'single.png']);
  });

  it('asks for permission in one sentence, and lists again once it is given', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    folder.add('a.jpg');
    folder.disk.permission = 'prompt';
    await choose(asHandle(folder));
    const refused = await listAll();
    expect(refused.error?.kind).toBe('source.permission');
    expect(refused.error?.message).toBe('Your photos folder needs permission again. Tap to allow.');
    folder.disk.permission = 'granted';
    expect(names((await listAll()).refs)).toEqual(['a.jpg']);
  });

  it('shows what it can when one drive is unplugged, and names the other', async () => {
    const [here, gone] = [new FakeDirectory('Here', createDisk()), new FakeDirectory('Stick', createDisk())];
    here.add('a.jpg');
    gone.error = new DOMException('Gone.', 'NotFoundError');
    await choose(asHandle(gone), asHandle(here));
    const { refs, error } = await listAll();
    expect(names(refs)).toEqual(['Here/a.jpg']);
    expect(error?.kind).toBe('source.unreachable');
    expect(error?.message).toContain('“Stick” is not there any more');
  });

  it('leaves out files that vanish while it looks, and keeps those it cannot read for their reason to show', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    folder.add('gone.jpg').error = new DOMException('Gone.', 'NotFoundError');
    folder.add('locked.jpg').error = new DOMException('Locked.', 'NotReadableError');
    folder.add('fine.jpg');
    await choose(asHandle(folder));
    const { refs, error } = await listAll();
    expect(error).toBeNull();
    expect(names(refs)).toEqual(['fine.jpg', 'locked.jpg']);
    expect(refs.find(({ name }) => name === 'locked.jpg')?.revision).toBeUndefined();
  });

  it('says so when nothing is chosen', async () => {
    expect((await listAll()).error?.kind).toBe('source.invalid');
  });

  it('lists copies with their own names', async () => {
    const row = {
      entryId,
      path: 'photos/holiday/ab-1.jpg',
      name: 'Spain/1.jpg',
      byteLength: 9,
      modifiedMs: 3,
    };
    await withDatabase((database) => database.put('files', row, row.path));
    const { refs } = await listAll();
    expect(refs).toMatchObject([
      { id: `${entryId}:Spain/1.jpg`, title: '1.jpg', locator: { kind: 'stored', path: row.path }, revision: '9-3' },
    ]);
  });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) await vi.advanceTimersByTimeAsync(pollMs);
}

/** Settles when the folder has been looked at for the first time. */
async function watched(folder: FakeDirectory): Promise<ReturnType<typeof vi.fn<() => void>>> {
  const changed = vi.fn<() => void>();
  const stop = provider.watch?.({}, context(), changed);
  controller.signal.addEventListener('abort', () => stop?.());
  while (folder.disk.asked === 0) await turn();
  await turn();
  return changed;
}

describe('watching a folder', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  it('notices files that come and go, without opening any', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    folder.add('a.jpg');
    await choose(asHandle(folder));
    const changed = await watched(folder);
    await ticks(2);
    expect(changed).not.toHaveBeenCalled();
    folder.add('sub/b.jpg');
    await ticks(1);
    expect(changed).toHaveBeenCalledTimes(1);
    folder.children.delete('a.jpg');
    await ticks(1);
    expect(changed).toHaveBeenCalledTimes(2);
    await ticks(3);
    expect(changed).toHaveBeenCalledTimes(2);
    expect(folder.disk.opened).toBe(0);
  });

  it('notices what happened between listing and watching, and is content with the new listing', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    folder.add('seen but never opened.jpg').error = new DOMException('Gone.', 'NotFoundError');
    await choose(asHandle(folder));
    await listAll();
    folder.add('new.jpg');
    folder.disk.asked = 0;
    const changed = await watched(folder);
    expect(changed).toHaveBeenCalledTimes(1);
    await listAll();
    await ticks(3);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('notices that permission was given back', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    folder.add('a.jpg');
    folder.disk.permission = 'prompt';
    await choose(asHandle(folder));
    await listAll();
    folder.disk.asked = 0;
    const changed = await watched(folder);
    await ticks(1);
    expect(changed).not.toHaveBeenCalled();
    folder.disk.permission = 'granted';
    await ticks(1);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('is silent after it was stopped', async () => {
    const folder = new FakeDirectory('Holiday', createDisk());
    await choose(asHandle(folder));
    const changed = await watched(folder);
    controller.abort();
    folder.add('a.jpg');
    await ticks(3);
    expect(changed).not.toHaveBeenCalled();
  });

  it('leaves it to the browser where it can tell, and walks again when that fails', async () => {
    const observes = vi.fn<() => Promise<void>>().mockResolvedValue();
    let report: ((records: { type: string }[]) => void) | undefined;
    vi.stubGlobal(
      'FileSystemObserver',
      class {
        constructor(callback: NonNullable<typeof report>) {
          report = callback;
        }
        observe = () => observes();
        disconnect = () => undefined;
      },
    );
    const folder = new FakeDirectory('Holiday', createDisk());
    await choose(asHandle(folder));
    const changed = await watched(folder);
    folder.add('a.jpg');
    await ticks(2);
    expect(changed).not.toHaveBeenCalled();
    report?.([{ type: 'appeared' }]);
    expect(changed).toHaveBeenCalledTimes(1);
    await listAll();
    report?.([{ type: 'errored' }]);
    expect(changed).toHaveBeenCalledTimes(2);
    observes.mockRejectedValue(new DOMException('No.', 'NotSupportedError'));
    await vi.advanceTimersByTimeAsync(netMs);
    folder.add('b.jpg');
    await ticks(1);
    expect(changed).toHaveBeenCalledTimes(3);
  });
});

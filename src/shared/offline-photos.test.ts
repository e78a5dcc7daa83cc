import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropStorage, freshStorage } from '../../tests/fakes/browser-storage.ts';
import { FakeDirectory, FakeFile } from '../../tests/fakes/file-system.ts';
import type { PhotoRef } from './photo.ts';

const ref = (name: string, entryId = 'shore'): PhotoRef => ({
  id: `${entryId}:${name}`,
  sourceId: 'feed',
  entryId,
  locator: { kind: 'url', url: `https://a.test/${name}.jpg` },
  title: name,
  name,
});
const photo = (fill: number, bytes = 1000) => new Uint8Array(bytes).fill(fill);

let root: FakeDirectory;
let kept: typeof import('./offline-photos.ts');

const folder = (): FakeDirectory => root.children.get('offline') as FakeDirectory;
const files = (): FakeFile[] => [...folder().children.values()].filter((child) => child instanceof FakeFile);

/** As after a restart: nothing is remembered but what is stored. */
async function restart(): Promise<void> {
  vi.resetModules();
  kept = await import('./offline-photos.ts');
}

function estimate(quota: number, usage = 0): void {
  Object.assign(navigator.storage, { estimate: () => Promise.resolve({ quota, usage }) });
}

beforeEach(async () => {
  ({ root } = await freshStorage());
  await restart();
});

afterEach(dropStorage);

describe('photos for days without a network', () => {
  it('are there after a restart, with what stands for them', async () => {
    expect(await kept.keepPhoto(ref('tide'), photo(1))).toBe(true);
    await restart();
    expect(await kept.readKept('shore:tide')).toEqual(photo(1));
    expect((await kept.keptRows('shore')).map((row) => row.ref)).toEqual([ref('tide')]);
    expect(await kept.keptRows('other')).toEqual([]);
  });

  it('are not shown when they were damaged, and are gone then', async () => {
    await kept.keepPhoto(ref('tide'), photo(1));
    await kept.keepPhoto(ref('pier'), photo(2));
    const [file] = files();
    if (file) file.content = file.content.map((byte, index) => (index === 500 ? byte ^ 1 : byte));
    const read = [await kept.readKept('shore:tide'), await kept.readKept('shore:pier')];
    expect(read.filter((bytes) => bytes !== null)).toHaveLength(1);
    expect(files()).toHaveLength(1);
    expect(await kept.keptRows('shore')).toHaveLength(1);
  });

  it('that are cut short or missing are gone too', async () => {
    await kept.keepPhoto(ref('tide'), photo(1));
    await kept.keepPhoto(ref('pier'), photo(2));
    const [cut, missing] = files();
    if (cut) cut.content = cut.content.slice(0, 10);
    if (missing) folder().children.delete(missing.name);
    for (const id of ['shore:tide', 'shore:pier']) expect(await kept.readKept(id)).toBeNull();
    expect(await kept.keptRows('shore')).toEqual([]);
  });

  it('take another’s place when the limit is reached, the longest unseen first', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await kept.limitKept(5000);
    for (let index = 0; index < 5; index++) {
      vi.setSystemTime(index);
      await kept.keepPhoto(ref(`n${index}`), photo(index));
    }
    vi.setSystemTime(10);
    await kept.readKept('shore:n0');
    await kept.keepPhoto(ref('new'), photo(9));
    vi.useRealTimers();
    const names = (await kept.keptRows('shore')).map((row) => row.ref.title);
    expect(names.toSorted()).toEqual(['n0', 'n2', 'n3', 'n4', 'new']);
    expect(files()).toHaveLength(5);
  });

  it('keep to a smaller limit at once, and go when there is none', async () => {
    for (let index = 0; index < 8; index++) await kept.keepPhoto(ref(`n${index}`), photo(index));
    await kept.limitKept(3000);
    expect(files()).toHaveLength(3);
    await kept.limitKept(0);
    expect(files()).toHaveLength(0);
    expect(await kept.keepPhoto(ref('tide'), photo(1))).toBe(false);
  });

  it('that were on their way when the limit fell go as well', async () => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    const midway = vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async (algorithm, data) => {
      expect(files()).toHaveLength(1);
      await kept.limitKept(0);
      return digest(algorithm, data);
    });
    await kept.keepPhoto(ref('tide'), photo(1));
    midway.mockRestore();
    expect(await kept.keptRows('shore')).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('give way to what else is on the device, and say so', async () => {
    const said: unknown[] = [];
    const channel = new BroadcastChannel('afterimage-offline');
    channel.addEventListener('message', ({ data }) => said.push(data));
    for (let index = 0; index < 8; index++) await kept.keepPhoto(ref(`n${index}`), photo(index));
    // The device has filled up meanwhile: nothing is left beyond what is kept.
    estimate(100_000, 100_000);
    expect(await kept.keepPhoto(ref('tide'), photo(9))).toBe(true);
    expect(files()).toHaveLength(8);
    await vi.waitFor(() => expect(said).toContainEqual({ type: 'pressure', freedBytes: 1000 }));
    channel.close();
  });

  it('cost half of what is kept when the browser has less than it says', async () => {
    for (let index = 0; index < 8; index++) await kept.keepPhoto(ref(`n${index}`), photo(index));
    root.disk.freeBytes = 500;
    expect(await kept.keepPhoto(ref('tide'), photo(9))).toBe(false);
    expect(files()).toHaveLength(4);
    root.disk.freeBytes = 5000;
    expect(await kept.keepPhoto(ref('tide'), photo(9))).toBe(true);
  });

  it('that were half written when a worker died are swept away', async () => {
    await kept.keepPhoto(ref('tide'), photo(1));
    folder().add('half-written', 'x', 1000);
    folder().add('being-written', 'x', 100_000);
    await restart();
    await kept.sweepOrphans(120_000);
    expect(files().map(({ name }) => name)).toContain('being-written');
    expect(files()).toHaveLength(2);
    expect(await kept.readKept('shore:tide')).not.toBeNull();
  });

  it('that were half written when the clock was wrong are swept away too', async () => {
    await kept.keepPhoto(ref('tide'), photo(1));
    folder().add('from-the-future', 'x', 1_000_000_000);
    await kept.sweepOrphans(120_000);
    expect(files().map(({ name }) => name)).not.toContain('from-the-future');
  });

  it('outlive an index that was damaged in parts, which costs only what was damaged', async () => {
    for (let index = 0; index < 4; index++) await kept.keepPhoto(ref(`n${index}`), photo(index));
    const { offlineDatabase } = await import('./offline-database.ts');
    const database = await offlineDatabase();
    const [first, second] = (await database.getAll('photos')) as unknown as Record<string, unknown>[];
    await database.put('photos', { ...first, bytes: undefined } as never);
    await database.put('photos', { ...second, ref: null } as never);
    expect(await kept.keptTotals()).toMatchObject({ photos: 2, bytes: 2000 });
    expect((await kept.keptRows('shore')).every((row) => row.ref.entryId === 'shore')).toBe(true);
    // Sums that are no numbers would have cost all of it.
    expect(await kept.keepPhoto(ref('new'), photo(9))).toBe(true);
    expect(await kept.keptRows('shore')).toHaveLength(3);
    expect(await database.count('photos')).toBe(3);
  });

  it('are kept anew when the picture was changed', async () => {
    await kept.keepPhoto({ ...ref('tide'), revision: '1' }, photo(1));
    expect(await kept.isKept({ ...ref('tide'), revision: '1' })).toBe(true);
    expect(await kept.isKept({ ...ref('tide'), revision: '2' })).toBe(false);
    await kept.keepPhoto({ ...ref('tide'), revision: '2' }, photo(2));
    expect(await kept.readKept('shore:tide')).toEqual(photo(2));
    expect(files()).toHaveLength(1);
  });

  it('are not taken back by whoever was still reading the picture as it was', async () => {
    const next = { ...ref('tide'), revision: '2' };
    await kept.keepPhoto({ ...ref('tide'), revision: '1' }, photo(1));
    for (const isDamaged of [false, true]) {
      const [old] = files();
      if (!old) throw new Error('Nothing is kept.');
      const read = old.getFile.bind(old);
      old.getFile = async () => {
        const file = await read();
        await kept.keepPhoto(next, photo(2));
        return isDamaged ? new File([], 'x') : file;
      };
      await kept.readKept('shore:tide');
      expect(await kept.readKept('shore:tide'), isDamaged ? 'damaged' : 'whole').toEqual(photo(2));
      expect(await kept.isKept(next)).toBe(true);
      expect(files()).toHaveLength(1);
    }
  });

  it('go with their source, and all at once', async () => {
    await kept.keepPhoto(ref('tide'), photo(1));
    await kept.keepPhoto(ref('pier', 'other'), photo(2));
    await kept.forgetKept('shore');
    expect((await kept.keptTotals()).photos).toBe(1);
    await kept.forgetKept();
    expect(await kept.keptTotals()).toMatchObject({ photos: 0, bytes: 0 });
    expect(files()).toHaveLength(0);
  });

  it('are simply not there where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await restart();
    expect(await kept.keepPhoto(ref('tide'), photo(1))).toBe(false);
    expect(await kept.readKept('shore:tide')).toBeNull();
    expect(await kept.keptRows('shore')).toEqual([]);
    expect(await kept.keptTotals()).toMatchObject({ photos: 0 });
    await kept.limitKept(5);
    await kept.forgetKept();
    await kept.sweepOrphans();
  });
});

describe('copies in a folder', () => {
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...photo(7)]);
  let copies: FakeDirectory;
  let useMirror: typeof import('./offline-mirror.ts').useMirror;

  beforeEach(async () => {
    vi.stubGlobal('FileSystemDirectoryHandle', FakeDirectory);
    copies = new FakeDirectory('Copies', { ...root.disk });
    copies.add('mine.txt');
    ({ useMirror } = await import('./offline-mirror.ts'));
    await kept.keepPhoto(ref('before'), jpeg);
    await useMirror(copies as unknown as FileSystemDirectoryHandle);
    await kept.copyAllToMirror();
  });

  it('hold what is kept, by title, and nothing that went; others’ files stay', async () => {
    await kept.keepPhoto(ref('Tide / at: noon'), jpeg);
    expect(copies.paths().toSorted()).toEqual([
      expect.stringMatching(/^Tide at noon [\da-f]{8}\.jpg$/),
      expect.stringMatching(/^before [\da-f]{8}\.jpg$/),
      'mine.txt',
    ]);
    await kept.forgetKept();
    expect(copies.paths()).toEqual(['mine.txt']);
  });

  it('go too where the photo changed, or could not be entered', async () => {
    await kept.keepPhoto(ref('Tide'), jpeg);
    const changed = Uint8Array.from(jpeg, (byte, at) => (at === 500 ? byte ^ 1 : byte));
    await kept.keepPhoto(ref('Tide'), changed);
    const tides = () => copies.paths().filter((name) => name.startsWith('Tide'));
    expect(tides()).toHaveLength(1);
    const { offlineDatabase } = await import('./offline-database.ts');
    const full = vi.spyOn(await offlineDatabase(), 'put').mockRejectedValue(new DOMException('', 'QuotaExceededError'));
    expect(await kept.keepPhoto(ref('Pier'), jpeg)).toBe(false);
    full.mockRestore();
    const named = (await kept.keptRows('shore')).map(({ mirrored }) => mirrored);
    expect(copies.paths().toSorted()).toEqual([...named, 'mine.txt'].toSorted());
  });

  it('are not begun and left empty when their disk is full', async () => {
    copies.disk.freeBytes = 10;
    expect(await kept.keepPhoto(ref('Pier'), jpeg)).toBe(true);
    expect(copies.paths().filter((name) => name.startsWith('Pier'))).toEqual([]);
  });

  it('are made of all that were kept before but those that were damaged', async () => {
    await useMirror(null);
    for (const name of ['Pier', 'Quay', 'Reef']) await kept.keepPhoto(ref(name), jpeg);
    const damaged = (await kept.keptRows('shore')).find((row) => row.ref.title === 'Pier');
    for (const file of files()) if (file.name === damaged?.file) file.content = file.content.slice(0, 10);
    await useMirror(copies as unknown as FileSystemDirectoryHandle);
    await kept.copyAllToMirror();
    const rows = await kept.keptRows('shore');
    expect(rows).toHaveLength(3);
    expect(rows.every(({ mirrored }) => mirrored !== undefined)).toBe(true);
  });

  it('cost nothing when the permission ran out', async () => {
    copies.disk.permission = 'prompt';
    expect(await kept.keepPhoto(ref('Tide'), jpeg)).toBe(true);
    expect(copies.paths()).toHaveLength(2);
    const { mirrorState } = await import('./offline-mirror.ts');
    expect(await mirrorState()).toEqual({ name: 'Copies', state: 'permission' });
  });
});

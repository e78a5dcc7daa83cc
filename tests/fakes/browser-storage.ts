/** A fresh IndexedDB and origin-private file system for one test. */
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { closeDatabase } from '../../src/shared/database.ts';
import { createDisk, FakeDirectory } from './file-system.ts';

/** The platform's own, before a test takes it away. */
export const cloneForReal = structuredClone;

export async function freshStorage(): Promise<{ root: FakeDirectory }> {
  await closeDatabase();
  const root = new FakeDirectory('', createDisk());
  vi.stubGlobal('indexedDB', new IDBFactory());
  // Real handles survive a trip through the database; cloning would strip the fakes of their methods.
  vi.stubGlobal('structuredClone', (value: unknown) => value);
  vi.stubGlobal('navigator', {
    storage: {
      getDirectory: () => Promise.resolve(root),
      estimate: () => Promise.resolve({ quota: 10 ** 9, usage: 0 }),
    },
  });
  return { root };
}

export async function dropStorage(): Promise<void> {
  await closeDatabase();
  vi.unstubAllGlobals();
}

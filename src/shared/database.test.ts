import { IDBFactory, IDBOpenDBRequest, IDBVersionChangeEvent } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeDatabase,
  databaseName,
  databaseVersion,
  openDatabase,
  openDeadlineMs,
  storageError,
  withDatabase,
} from './database.ts';
import { AppError } from './errors.ts';

function rawOpen(version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, version);
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(async () => {
  vi.useRealTimers();
  await closeDatabase();
  vi.unstubAllGlobals();
});

describe('database', () => {
  it('creates every store and keeps what is written', async () => {
    const database = await openDatabase();
    expect([...database.objectStoreNames].toSorted()).toEqual([
      'failures',
      'files',
      'handles',
      'jobs',
      'keys',
      'letters',
      'library',
      'marks',
      'played',
      'quarantine',
      'queue',
      'secrets',
      'settings',
      'transitions',
    ]);
    await database.put('settings', { version: 1, values: { intervalSec: 9 } }, 'slideshow');
    await closeDatabase();
    const again = await openDatabase();
    expect(again).not.toBe(database);
    expect(await again.get('settings', 'slideshow')).toEqual({ version: 1, values: { intervalSec: 9 } });
  });

  it('opens one connection for callers at the same time', async () => {
    const [first, second] = await Promise.all([openDatabase(), openDatabase()]);
    expect(first).toBe(second);
  });

  it('lets another tab upgrade, then says that a newer version is there', async () => {
    await openDatabase();
    const newer = await rawOpen(databaseVersion + 1);
    expect(newer.version).toBe(databaseVersion + 1);
    const error = await failureOf(openDatabase());
    expect(error.kind).toBe('storage.unavailable');
    expect(error.message).toContain('newer version');
    newer.close();
  });

  it('gives up on a blocked upgrade by the deadline and works once the other tab is gone', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        const request = new IDBOpenDBRequest();
        queueMicrotask(() => request.dispatchEvent(new IDBVersionChangeEvent('blocked', { newVersion: 1 })));
        return request;
      },
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const failing = failureOf(openDatabase());
    await vi.advanceTimersByTimeAsync(openDeadlineMs);
    expect((await failing).message).toContain('Another tab');
    vi.useRealTimers();

    vi.stubGlobal('indexedDB', new IDBFactory());
    await expect(openDatabase()).resolves.toBeDefined();
  });

  it('turns a browser that refuses storage into a sentence, and recovers when it allows it again', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const error = await failureOf(openDatabase());
    expect(error.kind).toBe('storage.unavailable');
    expect(error.detail).toContain('SecurityError');
    vi.stubGlobal('indexedDB', new IDBFactory());
    await expect(openDatabase()).resolves.toBeDefined();
  });

  it('runs the work again when the connection was closed under it', async () => {
    const stale = await openDatabase();
    await stale.put('queue', 7, 'seed');
    stale.close();
    await expect(stale.get('queue', 'seed')).rejects.toThrow();
    expect(await withDatabase((database) => database.get('queue', 'seed'))).toBe(7);
  });

  it('of an earlier version is brought up to date with everything in it', async () => {
    // As version 3 left it.
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(databaseName, 3);
      request.addEventListener('upgradeneeded', () => {
        for (const name of ['settings', 'handles', 'queue', 'played', 'failures', 'transitions', 'secrets', 'keys']) {
          request.result.createObjectStore(name);
        }
        request.result.createObjectStore('quarantine', { autoIncrement: true });
        request.result.createObjectStore('files').createIndex('entryId', 'entryId');
      });
      request.addEventListener('error', () => reject(request.error));
      request.addEventListener('success', () => {
        const writing = request.result.transaction('queue', 'readwrite');
        writing.objectStore('queue').put(42, 'seed');
        writing.addEventListener('complete', () => {
          request.result.close();
          resolve();
        });
      });
    });
    const database = await openDatabase();
    expect(await database.get('queue', 'seed')).toBe(42);
    const mark = { photoId: 'a:1', kind: 'never', title: '', source: '', atMs: 1 } as const;
    await database.put('marks', mark, mark.photoId);
    expect(await database.getAll('marks')).toEqual([mark]);
    for (const name of ['library', 'jobs', 'letters'] as const) expect(await database.count(name)).toBe(0);
  });

  it('names a full disk', () => {
    expect(storageError(new DOMException('full', 'QuotaExceededError')).kind).toBe('storage.full');
  });
});

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../../shared/database.ts';
import type { PhotoFailure, QueueStep } from '../../shared/queue-memory.ts';
import { loadQueue, saveQueue } from './queue-memory.ts';

const played = (photoId: string, entryId = 'a'): QueueStep => ({ type: 'played', photoId, entryId });
const failure: PhotoFailure = {
  photoId: 'a:1',
  title: 'One',
  revision: 'r1',
  attempts: 2,
  retryAtMs: null,
  error: { kind: 'photo.corrupt', message: 'This file is damaged.', retryable: false },
};

beforeEach(async () => {
  await closeDatabase();
  globalThis.indexedDB = new IDBFactory();
});

describe('the memory of the queue', () => {
  it('is empty on the first visit', async () => {
    const memory = await loadQueue();
    expect(memory).toEqual({ seed: 0, entrySeeds: {}, played: [], history: [], historyIndex: -1, failures: [] });
  });

  it('keeps a round, the history and the failures over a restart', async () => {
    await saveQueue([{ type: 'round', seed: 42 }, played('a:1'), played('b:1', 'b')]);
    await saveQueue([played('a:2'), played('a:1')]);
    await saveQueue([
      { type: 'history', history: ['a:1', 'b:1', 'a:2'], historyIndex: 1 },
      { type: 'failure', failure },
    ]);
    await closeDatabase();
    const memory = await loadQueue();
    expect(memory.seed).toBe(42);
    expect(memory.played.toSorted()).toEqual(['a:1', 'a:1', 'a:2', 'b:1']);
    expect(memory).toMatchObject({ history: ['a:1', 'b:1', 'a:2'], historyIndex: 1, failures: [failure] });
  });

  it('forgets the draws of a round when the next begins', async () => {
    await saveQueue([{ type: 'round', seed: 1 }, played('a:1'), played('b:1', 'b')]);
    await saveQueue([{ type: 'round', seed: 2 }, played('a:7')]);
    expect(await loadQueue()).toMatchObject({ seed: 2, played: ['a:7'] });
  });

  it('ends the round of one source and leaves the others', async () => {
    await saveQueue([played('a:1'), played('a:2'), played('ab:1', 'ab'), played('b:1', 'b')]);
    await saveQueue([
      { type: 'round', seed: 9, entryId: 'a' },
      { type: 'round', seed: 8, entryId: 'b' },
      played('a:2'),
    ]);
    const memory = await loadQueue();
    expect(memory.played.toSorted()).toEqual(['a:2', 'ab:1']);
    expect(memory.entrySeeds).toEqual({ a: 9, b: 8 });
  });

  it('clears a failure', async () => {
    await saveQueue([{ type: 'failure', failure }]);
    await saveQueue([{ type: 'failure.cleared', photoId: 'a:1' }]);
    expect((await loadQueue()).failures).toEqual([]);
  });

  it('writes all steps of a batch or none', async () => {
    await saveQueue([{ type: 'round', seed: 1 }, played('a:1')]);
    const uncloneable = { type: 'history', history: ['a:1'], historyIndex: (() => 0) as unknown as number } as const;
    await expect(saveQueue([{ type: 'round', seed: 2 }, uncloneable])).rejects.toThrow();
    expect(await loadQueue()).toMatchObject({ seed: 1, played: ['a:1'] });
  });

  it('passes over rows that are damaged and keeps the rest', async () => {
    await saveQueue([{ type: 'round', seed: 5 }, played('a:1'), { type: 'failure', failure }]);
    const database = await openDatabase();
    const damaged = [null, 7, 'text', [], {}, { photoId: 3 }, { photoId: 'a:2', attempts: 'two' }];
    for (const [index, row] of damaged.entries()) {
      await database.put('played', row, `a\u0000bad\u0000${index}`);
      await database.put('failures', row as never, `bad${index}`);
    }
    await database.put('queue', 'never', 'seed:a');
    await database.put('queue', { ids: ['a:1', 4, null, 'a:2'], index: 3 }, 'history');
    const memory = await loadQueue();
    expect(memory.played.filter((id) => id === 'a:1')).toHaveLength(1);
    expect(memory.failures).toEqual([failure]);
    expect(memory).toMatchObject({ seed: 5, entrySeeds: {}, history: ['a:1', 'a:2'], historyIndex: 1 });

    await database.put('queue', Number.NaN, 'seed');
    await database.put('queue', 12, 'history');
    expect(await loadQueue()).toMatchObject({ seed: 0, history: [], historyIndex: -1 });
  });
});

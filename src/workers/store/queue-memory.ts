/**
 * The queue's memory in the database: stores `queue` (seed, seeds by entry, history), `played` (one row per draw) and
 * `failures` (one row per photo). Runs in the store worker.
 *
 * Invariants: a batch of steps is one transaction, so that a round ends for all its rows or not at all; a slide costs a
 * few small rows whatever the library's size. Reading is total: a row that does not fit is passed over, and what is
 * left is still a memory. Photos that are never shown come from the store `marks`, which the library worker owns. A `played` key begins with the entry, so that an entry's round is one key range.
 */
import { withDatabase, type Database } from '../../shared/database.ts';
import type { ErrorData } from '../../shared/errors.ts';
import { isRecord } from '../../shared/plain-data.ts';
import type { PhotoFailure, QueueMemory, QueueStep } from '../../shared/queue-memory.ts';

const historyLimit = 200;
/** Rows read at most; a round of more draws than this is remembered in part. */
const playedLimit = 500_000;
const failureLimit = 50_000;
const markLimit = 100_000;
const separator = '\u0000';
const entrySeedPrefix = 'seed:';

export function loadQueue(): Promise<QueueMemory> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['queue', 'played', 'failures', 'marks']);
    const queue = transaction.objectStore('queue');
    const [seed, seedKeys, seeds, history, played, failures, marks] = await Promise.all([
      queue.get('seed'),
      queue.getAllKeys(entrySeedRange()),
      queue.getAll(entrySeedRange()),
      queue.get('history'),
      transaction.objectStore('played').getAll(null, playedLimit),
      transaction.objectStore('failures').getAll(null, failureLimit),
      transaction.objectStore('marks').getAll(null, markLimit),
    ]);
    const never = marks.flatMap((mark) => (mark.kind === 'never' ? [mark.photoId] : []));
    return {
      seed: isSeed(seed) ? seed : 0,
      entrySeeds: readEntrySeeds(seedKeys, seeds),
      played: played.flatMap(readPlayed),
      ...readHistory(history),
      failures: failures.flatMap(readFailure),
      ...(never.length > 0 ? { never } : {}),
    };
  });
}

export function saveQueue(steps: readonly QueueStep[]): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = beginWriting(database);
    try {
      for (const step of steps) for (const request of writes(transaction, step)) request().catch(ignore);
      // A request that fails aborts the transaction, and `done` says so.
      await transaction.done;
    } catch (error) {
      await giveUp(transaction);
      throw error;
    }
  });
}

/** Nothing of a batch is kept when a part of it cannot be. */
async function giveUp(transaction: Writing): Promise<void> {
  try {
    transaction.abort();
  } catch {
    // It has failed by itself already.
  }
  await transaction.done.catch(() => undefined);
}

type Writing = ReturnType<typeof beginWriting>;
function beginWriting(database: Database) {
  return database.transaction(['queue', 'played', 'failures'], 'readwrite');
}

/** The requests of a step, not made yet: one that cannot even be made throws. */
function writes(transaction: Writing, step: QueueStep): (() => Promise<unknown>)[] {
  const queue = transaction.objectStore('queue');
  const played = transaction.objectStore('played');
  const failures = transaction.objectStore('failures');
  switch (step.type) {
    case 'played': {
      const { entryId = '', photoId } = step;
      return [() => played.put({ photoId }, playedKey(entryId, photoId))];
    }
    case 'round': {
      const { entryId, seed } = step;
      if (entryId === undefined) {
        return [() => played.clear(), () => queue.delete(entrySeedRange()), () => queue.put(seed, 'seed')];
      }
      const rows = IDBKeyRange.bound(entryId + separator, `${entryId}${separator}\uffff`);
      return [() => played.delete(rows), () => queue.put(seed, entrySeedPrefix + entryId)];
    }
    case 'history': {
      const row = { ids: step.history.slice(-historyLimit), index: step.historyIndex };
      return [() => queue.put(row, 'history')];
    }
    case 'failure':
      return [() => failures.put(step.failure, step.failure.photoId)];
    case 'failure.cleared':
      return [() => failures.delete(step.photoId)];
  }
}

function ignore(): void {
  // Its transaction tells.
}

function entrySeedRange(): IDBKeyRange {
  return IDBKeyRange.bound(entrySeedPrefix, `${entrySeedPrefix}\uffff`);
}

let rows = 0;

/** Draws are kept apart by the time and a count: the same photo may be drawn again in one round. */
function playedKey(entryId: string, photoId: string): string {
  rows += 1;
  return [entryId, photoId, Date.now(), rows].join(separator);
}

function isSeed(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function readEntrySeeds(keys: readonly string[], seeds: readonly unknown[]): Record<string, number> {
  const pairs = keys.map((key, index) => [key.slice(entrySeedPrefix.length), seeds[index]] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, number] => isSeed(pair[1])));
}

function readPlayed(row: unknown): string[] {
  return isRecord(row) && typeof row['photoId'] === 'string' ? [row['photoId']] : [];
}

function readHistory(row: unknown): Pick<QueueMemory, 'history' | 'historyIndex'> {
  const ids = isRecord(row) && Array.isArray(row['ids']) ? (row['ids'] as unknown[]) : [];
  const history = ids.filter((id) => typeof id === 'string').slice(-historyLimit);
  const index = isRecord(row) ? row['index'] : null;
  const isFit = isSeed(index) && index >= 0 && index < history.length && history.length === ids.length;
  return { history, historyIndex: isFit ? index : history.length - 1 };
}

function readFailure(row: unknown): PhotoFailure[] {
  if (!isRecord(row)) return [];
  const { photoId, title, revision, attempts, retryAtMs } = row;
  const error = readError(row['error']);
  if (typeof photoId !== 'string' || !isSeed(attempts) || attempts < 1 || !error) return [];
  if (retryAtMs !== null && !(typeof retryAtMs === 'number' && Number.isFinite(retryAtMs))) return [];
  return [
    {
      photoId,
      title: typeof title === 'string' ? title : photoId,
      revision: typeof revision === 'string' ? revision : null,
      attempts,
      retryAtMs,
      error,
    },
  ];
}

function readError(value: unknown): ErrorData | null {
  if (!isRecord(value) || typeof value['kind'] !== 'string' || typeof value['message'] !== 'string') return null;
  return {
    kind: value['kind'] as ErrorData['kind'],
    message: value['message'],
    retryable: value['retryable'] === true,
    ...(typeof value['detail'] === 'string' ? { detail: value['detail'] } : {}),
  };
}

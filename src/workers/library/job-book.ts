/**
 * Jobs, rows and dead letters in the database. Library worker.
 *
 * Invariants: a job is worked on by whoever holds its lease, and a lease that ran out is anybody's; a checkpoint writes the rows of a
 * batch and the job in one transaction, and only while the lease is still ours, so that what is counted as done is done; what was in
 * flight when a worker died is tried again one by one, and is a dead letter after three tries.
 */
import { withDatabase } from '../../shared/database.ts';
import type { DeadLetter, JobKind } from '../../shared/library-api.ts';
import type { LibraryJobRow, LibraryRow } from '../../shared/library-rows.ts';
import { isRecord } from '../../shared/plain-data.ts';

export const leaseMs = 10_000;
export const maxTries = 3;
const everything = 1_000_000;

export const jobId = (kind: JobKind, entryId: string): string => `${kind}:${entryId}`;
export const letterId = (kind: JobKind, photoId: string): string => `${kind}:${photoId}`;

function newJob(kind: JobKind, entryId: string): LibraryJobRow {
  return {
    id: jobId(kind, entryId),
    kind,
    entryId,
    state: 'waiting',
    done: 0,
    total: 0,
    cursor: null,
    attempts: 0,
    owner: null,
    leaseUntilMs: 0,
    retryAtMs: 0,
    failing: {},
    inFlight: [],
    trouble: null,
  };
}

/** A job as it was kept; a new one where that does not fit. */
function readJob(kind: JobKind, entryId: string, row: unknown): LibraryJobRow {
  const fresh = newJob(kind, entryId);
  if (!isRecord(row)) return fresh;
  const isSame = Object.entries(fresh).every(([field, value]) => {
    const kept = row[field];
    return value === null || kept === null ? true : typeof kept === typeof value;
  });
  return isSame && isRecord(row['failing']) && Array.isArray(row['inFlight'])
    ? (row as unknown as LibraryJobRow)
    : fresh;
}

function readRow(row: unknown): LibraryRow[] {
  if (!isRecord(row) || typeof row['id'] !== 'string' || typeof row['revision'] !== 'string') return [];
  const { details, print } = row;
  if (details !== null && (!isRecord(details) || typeof details['widthPx'] !== 'number')) return [];
  return print === null || print instanceof Uint8Array ? [row as unknown as LibraryRow] : [];
}

export interface Checkpoint {
  readonly rows: readonly LibraryRow[];
  readonly job: LibraryJobRow;
  readonly letters?: readonly DeadLetter[];
}

export interface JobBook {
  rows(): Promise<readonly LibraryRow[]>;
  letters(): Promise<readonly DeadLetter[]>;
  jobs(): Promise<readonly LibraryJobRow[]>;
  /** The job with our lease on it, or null while somebody else holds it. */
  claim(kind: JobKind, entryId: string): Promise<LibraryJobRow | null>;
  /** False: the lease is somebody else's by now, and nothing was written. */
  checkpoint(what: Checkpoint): Promise<boolean>;
  /** Rows that no job is about. */
  keep(rows: readonly LibraryRow[]): Promise<void>;
  forget(rowIds: readonly string[]): Promise<void>;
  /** Puts a dead job or letter back to work. */
  revive(jobs: readonly LibraryJobRow[], letterIds: readonly string[]): Promise<void>;
}

/** `owner` names this page: a worker started again holds what the last one held. */
export function openJobBook(owner: string, now: () => number = Date.now): JobBook {
  const isOurs = (row: unknown): boolean =>
    !isRecord(row) || row['owner'] === owner || row['owner'] === null || Number(row['leaseUntilMs']) <= now();
  const all = async <T>(store: 'library' | 'letters' | 'jobs', read: (row: unknown) => T[]): Promise<T[]> =>
    (await withDatabase<readonly unknown[]>((database) => database.getAll(store, null, everything))).flatMap(read);
  return {
    rows: () => all('library', readRow),
    letters: () => all('letters', (row) => (isRecord(row) ? [row as unknown as DeadLetter] : [])),
    jobs: () => all('jobs', (row) => (isRecord(row) ? [row as unknown as LibraryJobRow] : [])),
    claim: (kind, entryId) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('jobs', 'readwrite');
        const kept: unknown = await transaction.store.get(jobId(kind, entryId));
        if (!isOurs(kept)) {
          await transaction.done;
          return null;
        }
        const job = { ...readJob(kind, entryId, kept), owner, leaseUntilMs: now() + leaseMs };
        await Promise.all([transaction.store.put(job, job.id), transaction.done]);
        return job;
      }),
    checkpoint: ({ rows, job, letters = [] }) =>
      withDatabase(async (database) => {
        const transaction = database.transaction(['jobs', 'library', 'letters'], 'readwrite');
        const jobs = transaction.objectStore('jobs');
        if (!isOurs(await jobs.get(job.id))) {
          await transaction.done;
          return false;
        }
        const library = transaction.objectStore('library');
        const writes: Promise<unknown>[] = [jobs.put(job, job.id)];
        for (const row of rows) writes.push(library.put(row, row.id));
        for (const letter of letters) writes.push(transaction.objectStore('letters').put(letter, letter.id));
        await Promise.all([...writes, transaction.done]);
        return true;
      }),
    keep: (rows) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('library', 'readwrite');
        await Promise.all([...rows.map((row) => transaction.store.put(row, row.id)), transaction.done]);
      }),
    forget: (rowIds) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('library', 'readwrite');
        await Promise.all([...rowIds.map((id) => transaction.store.delete(id)), transaction.done]);
      }),
    revive: (jobs, letterIds) =>
      withDatabase(async (database) => {
        const transaction = database.transaction(['jobs', 'letters'], 'readwrite');
        const writes = [
          ...jobs.map((job) => transaction.objectStore('jobs').put(job, job.id)),
          ...letterIds.map((id) => transaction.objectStore('letters').delete(id)),
        ];
        await Promise.all([...writes, transaction.done]);
      }),
  };
}

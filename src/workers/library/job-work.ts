/** What a worker holds of one job between batches: who is next, who has failed how often, what a batch does to the job. Pure. */
import type { AppError } from '../../shared/errors.ts';
import type { JobKind } from '../../shared/library-api.ts';
import type { LibraryJobRow } from '../../shared/library-rows.ts';
import { maxTries } from './job-book.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';

export const batchOf: Readonly<Record<JobKind, number>> = { scan: 256, details: 64, prints: 8 };
/** Of a batch: unpacking a picture takes milliseconds in which the worker answers nobody, reading a head one. */
const atOnceUnseen: Readonly<Record<JobKind, number>> = { scan: 256, details: 24, prints: 2 };
/**
 * While somebody is watching. Every head that is read is work in three processes of the browser; two dozen of them at once take all cores
 * from whoever draws the next frame, a few at an even rate do not.
 */
const atOnceSeen: Readonly<Record<JobKind, number>> = { scan: 256, details: 6, prints: 2 };
export const atOnce = (kind: JobKind, isSeen: boolean): number => (isSeen ? atOnceSeen : atOnceUnseen)[kind];
/** Photos that are opened in a second while somebody is watching. */
export const perSecond: Readonly<Record<JobKind, number>> = { scan: Infinity, details: 500, prints: Infinity };
/** How much of a batch's time is rested after: those that go at an even rate have rested in between. */
export const strain: Readonly<Record<JobKind, number>> = { scan: 0.3, details: 0, prints: 1 };

/** After the first failure of a photo or source; four times as long after each further one. */
const firstRetryMs = 5_000;
export const retryAfterMs = (tries: number): number => firstRetryMs * 4 ** (tries - 1);

export interface Queue {
  /** The last one is next. */
  readonly photos: TablePhoto[];
  readonly total: number;
  /** What had been heard when it was made, and when that was. */
  readonly changes: number;
  readonly madeMs: number;
}

export interface Work {
  job: LibraryJobRow;
  readonly failing: Record<string, { tries: number; retryAtMs: number }>;
  /** One by one: one of these may have ended the last worker. */
  readonly careful: Set<string>;
}

/** What was in flight when the last worker stopped counts as tried. */
export function openWork(job: LibraryJobRow): Work {
  const failing: Work['failing'] = {};
  for (const [photoId, tries] of Object.entries(job.failing)) failing[photoId] = { tries, retryAtMs: 0 };
  for (const photoId of job.inFlight) {
    failing[photoId] = { tries: (failing[photoId]?.tries ?? 0) + 1, retryAtMs: 0 };
  }
  return { job, failing, careful: new Set(job.inFlight) };
}

export interface BatchFacts {
  readonly table: Pick<PhotoTable, 'get'>;
  readonly nowMs: number;
  readonly size: number;
  isPending(photo: TablePhoto): boolean;
}

/** What may have ended the last worker, alone; then what did nothing wrong, by id; then second tries that are due. */
export function chooseBatch(work: Work, queue: Queue, { table, nowMs, size, isPending }: BatchFacts): TablePhoto[] {
  for (const id of work.careful) {
    const photo = table.get(id);
    if (photo && isPending(photo)) return [photo];
    work.careful.delete(id);
  }
  const batch: TablePhoto[] = [];
  while (batch.length < size) {
    const photo = queue.photos.pop();
    if (!photo) break;
    if (table.get(photo.id) === photo && isPending(photo) && !work.failing[photo.id]) batch.push(photo);
  }
  if (batch.length > 0) return batch;
  for (const [id, { retryAtMs }] of Object.entries(work.failing)) {
    const photo = table.get(id);
    if (!photo || !isPending(photo)) delete work.failing[id];
    else if (retryAtMs <= nowMs && batch.length < size) batch.push(photo);
  }
  return batch;
}

/** Nobody's fault, least of all the photo's. */
export const isSourceTrouble = (kind: string): boolean =>
  kind.startsWith('source.') || kind === 'photo.network' || kind.startsWith('storage.');

/**
 * Results in the order of the items, with so many under way at once. What is under way comes back all together, and whoever asks the
 * worker something waits until it is through with that.
 */
export async function inTurns<T, R>(items: readonly T[], atOnce: number, one: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const go = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await one(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, go));
  return results;
}

export interface BatchEnd {
  readonly done: number;
  /** The last photo that went well. */
  readonly last: string | undefined;
  /** The source's, not a photo's. */
  readonly trouble: AppError | null;
  readonly isOver: boolean;
  readonly nowMs: number;
}

export function afterBatch(
  job: LibraryJobRow,
  { done, last, trouble, isOver, nowMs }: BatchEnd,
): Partial<LibraryJobRow> {
  const cursor = last ?? job.cursor;
  if (!trouble) return { state: isOver ? 'done' : 'running', cursor, done, attempts: 0, retryAtMs: 0, trouble: null };
  const attempts = job.attempts + 1;
  return {
    state: attempts >= maxTries ? 'dead' : 'waiting',
    cursor,
    done,
    attempts,
    retryAtMs: nowMs + retryAfterMs(attempts),
    trouble: trouble.message,
  };
}

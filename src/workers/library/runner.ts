/**
 * Works through the jobs of every entry: what exists (`scan`), what the files say (`details`), what the pictures look like
 * (`prints`). Library worker; one runner per worker, one piece at a time.
 *
 * A photo that fails is tried three times and is then a dead letter: the job goes on without it. A source that fails (permission,
 * network) is nobody's fault: its job waits and is tried again, three times as well. See `job-book.ts` for what survives a crash.
 */
import { AppError, toErrorData } from '../../shared/errors.ts';
import type { DeadLetter, JobKind } from '../../shared/library-api.ts';
import type { LibraryJobRow } from '../../shared/library-rows.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { jobId, leaseMs, letterId, maxTries, type JobBook } from './job-book.ts';
import { JobQueues, type QueuePorts } from './job-queues.ts';
import {
  afterBatch,
  atOnce,
  batchOf,
  chooseBatch,
  inTurns,
  isSourceTrouble,
  openWork,
  perSecond,
  retryAfterMs,
  strain,
  type Queue,
  type Work,
} from './job-work.ts';
import type { Look } from './look.ts';
import type { Pace } from './pace.ts';
import type { TablePhoto } from './photo-table.ts';

/** With nothing to do: somebody else's lease may have run out, a retry may be due. */
const idleMs = 2_000;
const none = new Uint8Array(0);
const kinds: readonly JobKind[] = ['scan', 'details', 'prints'];

export interface RunnerPorts extends QueuePorts {
  readonly book: JobBook;
  readonly look: Look;
  readonly pace: Pace;
  readonly entries: () => Iterable<string>;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Something was found out. */
  readonly learnt: () => void;
  /** A job has come to its end: a good moment to choose anew. */
  readonly finished: () => void;
}

export interface Runner {
  readonly jobs: ReadonlyMap<string, LibraryJobRow>;
  readonly letters: Map<string, DeadLetter>;
  readonly isWorking: boolean;
  /** There may be something to do. */
  wake(): void;
  /** Nothing new, but what there is may go on. */
  goOn(): void;
  /** Forgets what it holds of these jobs, after they were changed in the database. */
  drop(jobIds: Iterable<string>): void;
  stop(): void;
}

class LibraryRunner implements Runner {
  readonly #ports: RunnerPorts;
  readonly #work = new Map<string, Work>();
  readonly #queues: JobQueues;
  /** Jobs that this worker has held before. */
  readonly #seen = new Set<string>();
  readonly jobs = new Map<string, LibraryJobRow>();
  readonly letters = new Map<string, DeadLetter>();
  #isStopped = false;
  #isAwake = false;
  #wakeUp: (() => void) | null = null;
  isWorking = false;

  constructor(ports: RunnerPorts) {
    this.#ports = ports;
    this.#queues = new JobQueues(ports, this.letters);
  }

  wake(): void {
    this.#queues.expectMore();
    this.goOn();
  }

  goOn(): void {
    this.#isAwake = true;
    this.#wakeUp?.();
  }

  drop(jobIds: Iterable<string>): void {
    for (const id of jobIds) {
      this.#work.delete(id);
      this.jobs.delete(id);
    }
    this.wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.wake();
  }

  async run(): Promise<void> {
    const { pace, elapsedMs, sleep } = this.#ports;
    while (!this.#isStopped) {
      this.#isAwake = false;
      const startMs = elapsedMs();
      const did = pace.isOn && (await this.#step().catch(() => null));
      this.isWorking = Boolean(did);
      if (did) await pace.rest((elapsedMs() - startMs) * strain[did]);
      else if (!this.#isAwake) {
        await Promise.race([new Promise<void>((resolve) => (this.#wakeUp = resolve)), sleep(idleMs)]);
        this.#wakeUp = null;
      }
    }
  }

  /** One batch of the first job that has something to do; which kind it was. */
  async #step(): Promise<JobKind | null> {
    for (const kind of kinds) {
      for (const entryId of this.#ports.entries()) if (await this.#batch(kind, entryId)) return kind;
    }
    return null;
  }

  async #workOn(kind: JobKind, entryId: string): Promise<Work | null> {
    const id = jobId(kind, entryId);
    const held = this.#work.get(id);
    if (held) return held;
    const job = await this.#ports.book.claim(kind, entryId);
    if (!job) return null;
    // Each visit gives what gave up another chance.
    const isRevived = job.state === 'dead' && !this.#seen.has(id);
    const fresh: LibraryJobRow = isRevived ? { ...job, state: 'waiting', attempts: 0, retryAtMs: 0 } : job;
    this.#seen.add(id);
    const work = openWork(fresh);
    this.#work.set(id, work);
    this.jobs.set(id, fresh);
    await this.#bury(work);
    return this.#work.get(id) ?? null;
  }

  /** Photos that ended a worker each time they were opened are not opened again. */
  async #bury(work: Work): Promise<void> {
    const { kind } = work.job;
    const letters: DeadLetter[] = [];
    for (const [photoId, { tries }] of Object.entries(work.failing)) {
      if (tries < maxTries) continue;
      delete work.failing[photoId];
      work.careful.delete(photoId);
      const title = this.#ports.table.get(photoId)?.ref.title ?? photoId;
      letters.push(
        this.#letter(
          kind,
          photoId,
          title,
          tries,
          'This photo brought its reader down three times, so it is left alone. It is still shown.',
        ),
      );
    }
    if (letters.length > 0) await this.#write(work, { state: 'running' }, [], letters);
    for (const letter of letters) this.letters.set(letter.id, letter);
  }

  #letter(kind: JobKind, photoId: string, title: string, attempts: number, message: string): DeadLetter {
    return { id: letterId(kind, photoId), kind, photoId, title, attempts, message, atMs: this.#ports.now() };
  }

  async #batch(kind: JobKind, entryId: string): Promise<boolean> {
    const queue = this.#queues.of(kind, entryId);
    if (queue.photos.length === 0 && !this.#isRetryDue(kind, entryId)) return false;
    const work = await this.#workOn(kind, entryId);
    const nowMs = this.#ports.now();
    if (!work || work.job.state === 'dead' || work.job.retryAtMs > nowMs) return false;
    const batch = chooseBatch(work, queue, {
      table: this.#ports.table,
      nowMs,
      size: batchOf[kind],
      isPending: (photo) => this.#queues.isPending(kind, photo),
    });
    if (batch.length === 0) return false;
    // What only notes that a photo exists opens none, and cannot be what a worker dies of.
    const inFlight = kind === 'scan' ? [] : batch.map(({ id }) => id);
    const begun = await this.#write(work, { state: 'running', total: queue.total, inFlight });
    if (!begun) return true;
    const { pace } = this.#ports;
    const results = await inTurns(batch, atOnce(kind, !pace.isIdle), async (photo) => {
      await pace.turn(perSecond[kind]);
      return this.#one(kind, photo);
    });
    await this.#settle(work, queue, batch, results);
    return true;
  }

  #isRetryDue(kind: JobKind, entryId: string): boolean {
    const failing = Object.values(this.#work.get(jobId(kind, entryId))?.failing ?? {});
    return failing.some(({ retryAtMs }) => retryAtMs <= this.#ports.now());
  }

  async #one(kind: JobKind, photo: TablePhoto): Promise<{ error: unknown } | { apply: () => void }> {
    const { table, look, near, kept } = this.#ports;
    const ref: PhotoRef = photo.ref;
    try {
      if (kind === 'scan') return { apply: () => undefined };
      if (kind === 'details') {
        const details = await look.details(ref);
        return { apply: () => table.setDetails(photo, details) };
      }
      const isNear = near.has(photo.entryId);
      const print = isNear ? await look.print(ref) : await look.keptPrint(ref);
      if (isNear || (print && print.length > 0)) return { apply: () => table.setPrint(photo, print ?? none) };
      // The copy has given way to others, or nothing can be made of it: what is known of the photo stays.
      return { apply: () => void kept.delete(photo.id) };
    } catch (error) {
      return { error };
    }
  }

  async #settle(
    work: Work,
    queue: Queue,
    batch: readonly TablePhoto[],
    results: readonly ({ error: unknown } | { apply: () => void })[],
  ): Promise<void> {
    const { table, learnt, finished } = this.#ports;
    const letters: DeadLetter[] = [];
    const good: TablePhoto[] = [];
    let trouble: AppError | null = null;
    results.forEach((result, index) => {
      const photo = batch[index];
      if (!photo) return;
      work.careful.delete(photo.id);
      // Gone or changed while it was looked at: what was found out is about another photo.
      if (table.get(photo.id) !== photo) return;
      if ('apply' in result) {
        result.apply();
        delete work.failing[photo.id];
        good.push(photo);
        return;
      }
      const data = toErrorData(result.error);
      if (isSourceTrouble(data.kind)) trouble ??= new AppError(data.kind, data.message);
      else letters.push(...this.#blame(work, photo, data.message));
    });
    // Nobody's fault: they have their turn again when the source is back.
    if (trouble) this.#queues.forget(work.job.id);
    const waiting = Object.keys(work.failing).length;
    const isOver = !trouble && queue.photos.length === 0 && waiting === 0;
    const left = queue.photos.length + (trouble ? batch.length - good.length : waiting);
    const change = afterBatch(work.job, {
      done: Math.max(0, queue.total - left),
      last: good.at(-1)?.id,
      trouble,
      isOver,
      nowMs: this.#ports.now(),
    });
    const rows = good.map((photo) => table.rowOf(photo));
    const isWritten = await this.#write(work, change, rows, letters);
    if (isWritten) for (const photo of good) photo.isKept = true;
    for (const letter of letters) this.letters.set(letter.id, letter);
    learnt();
    if (isOver) finished();
  }

  /** Counts a failed try; the third one gives a letter. */
  #blame(work: Work, photo: TablePhoto, message: string): DeadLetter[] {
    const { now } = this.#ports;
    const tries = (work.failing[photo.id]?.tries ?? 0) + 1;
    if (tries < maxTries) {
      work.failing[photo.id] = { tries, retryAtMs: now() + retryAfterMs(tries) };
      return [];
    }
    delete work.failing[photo.id];
    const { kind } = work.job;
    return [this.#letter(kind, photo.id, photo.ref.title, tries, message)];
  }

  async #write(
    work: Work,
    change: Partial<LibraryJobRow>,
    rows: Parameters<JobBook['checkpoint']>[0]['rows'] = [],
    letters: readonly DeadLetter[] = [],
  ): Promise<boolean> {
    const { book, now } = this.#ports;
    const failing = Object.fromEntries(Object.entries(work.failing).map(([id, { tries }]) => [id, tries]));
    const isOpen = change.state === 'running';
    const job: LibraryJobRow = {
      ...work.job,
      inFlight: [],
      ...change,
      failing,
      owner: isOpen ? work.job.owner : null,
      leaseUntilMs: isOpen ? now() + leaseMs : 0,
    };
    const isWritten = await book.checkpoint({ rows, job, letters });
    if (isWritten) {
      work.job = job;
      this.jobs.set(job.id, job);
    }
    if (!isWritten || !isOpen) this.#work.delete(job.id);
    return isWritten;
  }
}

export function createRunner(ports: RunnerPorts): Runner & { run(): Promise<void> } {
  return new LibraryRunner(ports);
}

/**
 * Which photos of an entry a job still has to look at: found and sorted once, and again when there was news, but while there is work not
 * for every piece of it. Library worker; owns nothing but these lists.
 */
import type { DeadLetter, JobKind } from '../../shared/library-api.ts';
import { jobId, letterId } from './job-book.ts';
import type { Queue } from './job-work.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';

/** Photos that came while others are worked on have their turn after so long. */
const staleAfterMs = 1_000;

export interface QueuePorts {
  readonly table: PhotoTable;
  /** Ids of entries whose files may be opened for this alone. */
  readonly near: ReadonlySet<string>;
  /** Ids of photos from the web that lie on this device, for days without a network. */
  readonly kept: Set<string>;
  readonly elapsedMs: () => number;
}

export class JobQueues {
  readonly #ports: QueuePorts;
  readonly #letters: ReadonlyMap<string, DeadLetter>;
  readonly #queues = new Map<string, Queue>();
  /** How often there was news; a queue made before the last one may lack some. */
  #changes = 0;

  constructor(ports: QueuePorts, letters: ReadonlyMap<string, DeadLetter>) {
    this.#ports = ports;
    this.#letters = letters;
  }

  expectMore(): void {
    this.#changes += 1;
  }

  forget(id: string): void {
    this.#queues.delete(id);
  }

  isPending(kind: JobKind, photo: TablePhoto): boolean {
    if (kind === 'scan') return !photo.isKept;
    if (!photo.isKept || !this.#isAtHand(kind, photo)) return false;
    const { table } = this.#ports;
    const isOpen = kind === 'details' ? photo.details === null : photo.print === 'none' || table.isCoarse(photo);
    return isOpen && !this.#letters.has(letterId(kind, photo.id));
  }

  /** What is left of a job, last one first. */
  of(kind: JobKind, entryId: string): Queue {
    const { table, elapsedMs } = this.#ports;
    const id = jobId(kind, entryId);
    const known = this.#queues.get(id);
    const madeMs = elapsedMs();
    const isRecent = (queue: Queue): boolean => queue.photos.length > 0 && madeMs - queue.madeMs < staleAfterMs;
    if (known && (known.changes === this.#changes || isRecent(known))) return known;
    const photos: TablePhoto[] = [];
    let total = 0;
    for (const photo of table.all()) {
      if (photo.entryId !== entryId) continue;
      if (this.#isAtHand(kind, photo) && !this.#letters.has(letterId(kind, photo.id))) total += 1;
      if (this.isPending(kind, photo)) photos.push(photo);
    }
    photos.sort((a, b) => (a.id < b.id ? 1 : -1));
    const queue = { photos, total, changes: this.#changes, madeMs };
    this.#queues.set(id, queue);
    return queue;
  }

  /** Whether a photo can be opened without anybody noticing. */
  #isAtHand(kind: JobKind, photo: TablePhoto): boolean {
    const { near, kept } = this.#ports;
    return kind === 'scan' || near.has(photo.entryId) || (kind === 'prints' && kept.has(photo.id));
  }
}

/**
 * The library worker's commands. Owns the table of photos, the marks and the runner; the database keeps what they find out.
 *
 * Nothing is loaded from the database before the first command needs it, and every command after that is answered from memory.
 */
import { AppError } from '../../shared/errors.ts';
import type { LibraryRow } from '../../shared/library-rows.ts';
import { hear } from '../../shared/offline-signals.ts';
import { coarsen, makePrint, printEdgePx } from '../../shared/photo-print.ts';
import type { Implementation, WorkerRuntime } from '../../shared/worker-contract.ts';
import { albumsOf } from './albums.ts';
import { choose, countFitting } from './choose.ts';
import type { LibraryCommands, LibraryEvent, LibraryFacts, SeenPhoto } from '../../shared/library-commands.ts';
import type { LibraryWorkerApi } from './contract.ts';
import { openJobBook, type JobBook } from './job-book.ts';
import { createLook, toDetails, type Look } from './look.ts';
import { Marks } from './marks.ts';
import { createPace } from './pace.ts';
import { PhotoTable } from './photo-table.ts';
import { createRunner, type Runner } from './runner.ts';
import { nearest } from './similar.ts';
import { ToldChoice } from './told-choice.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Commands = {
  readonly [K in keyof LibraryCommands]: (
    ...args: Parameters<LibraryCommands[K]>
  ) => ReturnType<LibraryCommands[K]> | Promise<ReturnType<LibraryCommands[K]>>;
};

/** Coarse, but of the same kind as a print of the photo itself; it says nothing about who is whose copy. */
function printOfTone({ columns, rows, rgb }: NonNullable<SeenPhoto['tone']>): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array(printEdgePx * printEdgePx * 4);
  for (let y = 0; y < printEdgePx; y++) {
    const row = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / printEdgePx));
    for (let x = 0; x < printEdgePx; x++) {
      const column = Math.min(columns - 1, Math.floor(((x + 0.5) * columns) / printEdgePx));
      const from = (row * columns + column) * 3;
      rgba.set(rgb.subarray(from, from + 3), (y * printEdgePx + x) * 4);
    }
  }
  const print = makePrint(rgba);
  coarsen(print);
  return print;
}

class LibraryWorker {
  readonly #table = new PhotoTable();
  readonly #near = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #entries = new Set<string>();
  readonly #told = new ToldChoice();
  readonly #pace = createPace(sleep, () => performance.now());
  readonly #emit: (event: LibraryEvent) => void;
  #baseUrl: string;
  #owner = 'nobody';
  #marks: Promise<Marks> | null = null;
  #opening: Promise<{ book: JobBook; runner: Runner; rows: Map<string, LibraryRow> }> | null = null;
  #strangersAreGone = false;
  #toldMs = -Infinity;

  constructor(runtime: Pick<WorkerRuntime, 'emit' | 'baseUrl'>) {
    this.#baseUrl = runtime.baseUrl;
    this.#emit = (event) => runtime.emit(event);
  }

  readonly commands: Commands = {
    configure: ({ baseUrl, owner }) => {
      this.#baseUrl = baseUrl;
      this.#owner = owner;
    },
    know: async (entries, refs) => {
      const { book, rows, runner } = await this.#open();
      for (const { id, isNear } of entries) {
        this.#entries.add(id);
        if (isNear) this.#near.add(id);
        else this.#near.delete(id);
      }
      for (const ref of refs) {
        this.#table.add(ref, rows.get(ref.id) ?? null);
        rows.delete(ref.id);
      }
      await this.#forgetStrangers(book, rows, new Set(entries.map(({ id }) => id)));
      runner.wake();
    },
    forget: async (photoIds, isGone) => {
      const { book, rows } = await this.#open();
      for (const id of photoIds) {
        const photo = this.#table.get(id);
        if (photo && !isGone) rows.set(id, this.#table.rowOf(photo));
        this.#table.remove(id);
      }
      if (isGone) await book.forget(photoIds);
    },
    seen: (photo) => this.#seen(photo),
    pace: async (options) => {
      this.#pace.set(options);
      (await this.#open()).runner.goOn();
    },
    choose: async (settings, nowMs, isFresh) => {
      const { hidden, ...choice } = choose(this.#table, (await this.#openMarks()).kinds(), settings, nowMs);
      return { ...choice, ...this.#told.begin(hidden, isFresh) };
    },
    chooseMore: () => this.#told.next(),
    count: async (settings) => countFitting(this.#table, (await this.#openMarks()).kinds(), settings),
    like: async (photoId, count) => {
      const kinds = (await this.#openMarks()).kinds();
      const mayTakePart = (id: string) => kinds.get(id) !== 'never' && this.#table.get(id)?.twin === null;
      return nearest(this.#table, photoId, Math.min(200, Math.max(1, count)), mayTakePart);
    },
    mark: async (photoId, kind, about) => (await this.#openMarks()).set(photoId, kind, about),
    marks: async () => (await this.#openMarks()).list(),
    importMarks: async (text) => (await this.#openMarks()).import(text),
    albums: () => albumsOf(this.#table.all()),
    facts: () => this.#facts(),
    requeue: (id) => this.#requeue(id),
  };

  #openMarks(): Promise<Marks> {
    this.#marks ??= Marks.open();
    this.#marks.catch(() => (this.#marks = null));
    return this.#marks;
  }

  /** Without a database the library lives as long as the page. */
  #open() {
    this.#opening ??= this.#load();
    this.#opening.catch(() => (this.#opening = null));
    return this.#opening;
  }

  /** What is kept of entries that are configured no more. */
  async #forgetStrangers(book: JobBook, rows: Map<string, LibraryRow>, entryIds: ReadonlySet<string>): Promise<void> {
    if (this.#strangersAreGone || entryIds.size === 0) return;
    this.#strangersAreGone = true;
    const strangers = [...rows.values()].flatMap(({ id, entryId }) => (entryIds.has(entryId) ? [] : [id]));
    for (const id of strangers) rows.delete(id);
    await book.forget(strangers);
  }

  async #load() {
    const book = openJobBook(this.#owner);
    const [rows, letters] = await Promise.all([book.rows(), book.letters()]);
    const look: Look = createLook(this.#baseUrl || self.location.href);
    const runner = createRunner({
      book,
      look,
      table: this.#table,
      pace: this.#pace,
      near: this.#near,
      kept: this.#kept,
      entries: () => this.#entries,
      now: () => Date.now(),
      elapsedMs: () => performance.now(),
      sleep,
      learnt: () => this.#tell('jobs', 1000),
      finished: () => this.#tell('choice', 0),
    });
    for (const letter of letters) runner.letters.set(letter.id, letter);
    void runner.run();
    void this.#followKept(runner);
    return { book, runner, rows: new Map(rows.map((row) => [row.id, row])) };
  }

  /** Photos from the web that lie on this device can be compared like one's own. */
  async #followKept(runner: Runner): Promise<void> {
    hear((signal) => {
      if (signal.type !== 'kept') return;
      this.#kept.add(signal.photoId);
      runner.wake();
    });
    const { keptKeys } = await import('../../shared/offline-photos.ts');
    for (const key of await keptKeys()) this.#kept.add(key);
    if (this.#kept.size > 0) runner.wake();
  }

  /** At most once a second while work goes on. */
  #tell(what: LibraryEvent['what'], quietMs: number): void {
    const nowMs = performance.now();
    if (nowMs < this.#toldMs + quietMs) return;
    this.#toldMs = nowMs;
    this.#emit({ type: 'library.changed', what });
  }

  /** Photos that nobody opens in advance are known from when they are shown. */
  async #seen({ photoId, widthPx, heightPx, info, tone }: SeenPhoto): Promise<void> {
    const photo = this.#table.get(photoId);
    if (!photo || this.#near.has(photo.entryId)) return;
    const { book } = await this.#open();
    // What the file says of itself may come after its size.
    const isMore = photo.details?.takenMs === null && Object.keys(info).length > 0;
    if (!photo.details || isMore) this.#table.setDetails(photo, toDetails(widthPx, heightPx, info));
    if (photo.print === 'none' && tone) this.#table.setPrint(photo, printOfTone(tone));
    await book.keep([this.#table.rowOf(photo)]);
    photo.isKept = true;
    this.#tell('choice', 5000);
  }

  async #facts(): Promise<LibraryFacts> {
    const { runner } = await this.#open();
    let withDetails = 0;
    let duplicates = 0;
    for (const { details, twin } of this.#table.all()) {
      if (details) withDetails += 1;
      if (twin !== null) duplicates += 1;
    }
    const { isHeld, isOn } = this.#pace;
    const jobs = [...runner.jobs.values()].map((job) => ({
      id: job.id,
      kind: job.kind,
      entryId: job.entryId,
      state: job.state === 'running' && (isHeld || !isOn) ? ('paused' as const) : job.state,
      done: job.done,
      total: job.total,
      cursor: job.cursor,
      attempts: job.attempts,
      leaseUntilMs: job.leaseUntilMs === 0 ? null : job.leaseUntilMs,
      trouble: job.trouble,
    }));
    return {
      isWorking: runner.isWorking,
      isHeld,
      photos: this.#table.size,
      withDetails,
      withPrints: this.#table.printed,
      duplicates,
      jobs,
      dead: [...runner.letters.values()],
    };
  }

  async #requeue(id: string | null): Promise<number> {
    const { book, runner } = await this.#open();
    const dead = [...runner.jobs.values()].filter((job) => job.state === 'dead' && (id === null || job.id === id));
    const letters = [...runner.letters.keys()].filter((letter) => id === null || letter === id);
    const alive = dead.map((job) => ({ ...job, state: 'waiting' as const, attempts: 0, retryAtMs: 0, trouble: null }));
    await book.revive(alive, letters);
    for (const letter of letters) runner.letters.delete(letter);
    runner.drop(dead.map((job) => job.id));
    return dead.length + letters.length;
  }
}

export function createLibraryApi(runtime: Pick<WorkerRuntime, 'emit' | 'baseUrl'>): Implementation<LibraryWorkerApi> {
  const { commands } = new LibraryWorker(runtime);
  return {
    async run(command, args) {
      const method: ((...args: readonly never[]) => unknown) | undefined = Object.hasOwn(commands, command)
        ? (commands[command] as (...args: readonly never[]) => unknown)
        : undefined;
      if (!method) throw new AppError('worker.protocol', `The library has no command called ${command}.`);
      return method(...(args as readonly never[]));
    },
  };
}

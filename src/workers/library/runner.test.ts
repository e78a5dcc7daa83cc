import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropStorage, freshStorage } from '../../../tests/fakes/browser-storage.ts';
import { photo } from '../../../tests/slideshow/fakes.ts';
import { VirtualClock } from '../../../tests/slideshow/virtual-clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { JobKind } from '../../shared/library-api.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { coarsen, makePrint, printBytes } from '../../shared/photo-print.ts';
import { leaseMs, openJobBook } from './job-book.ts';
import type { Look } from './look.ts';
import { createPace, longestHoldMs } from './pace.ts';
import { PhotoTable } from './photo-table.ts';
import { createRunner } from './runner.ts';

/** What the disk would say; survives the workers that look at it. */
class FakeLook implements Look {
  readonly looked: string[] = [];
  /** Never answers: the worker is killed before. */
  hangs: (kind: JobKind, ref: PhotoRef) => boolean = () => false;
  fails: (kind: JobKind, ref: PhotoRef) => AppError | null = () => null;

  async details(ref: PhotoRef) {
    await this.#look('details', ref);
    return { widthPx: 40, heightPx: 30, takenMs: 1, rating: 0, latitude: null, camera: '' };
  }

  async print(ref: PhotoRef) {
    await this.#look('prints', ref);
    const print = new Uint8Array(printBytes);
    print[0] = ref.id.length;
    return print;
  }

  /** What lies on the device of photos from the web, by id. */
  readonly copies = new Map<string, Uint8Array<ArrayBuffer>>();

  async keptPrint(ref: PhotoRef) {
    await this.#look('prints', ref);
    return this.copies.get(ref.id) ?? null;
  }

  async #look(kind: JobKind, ref: PhotoRef): Promise<void> {
    this.looked.push(`${kind} ${ref.id}`);
    if (this.hangs(kind, ref)) await new Promise(() => undefined);
    const error = this.fails(kind, ref);
    if (error) throw error;
  }

  times(kind: JobKind, id: string): number {
    return this.looked.filter((one) => one === `${kind} ${id}`).length;
  }
}

const refs = (count: number) =>
  Array.from({ length: count }, (_, index) => photo(`a:${String(index).padStart(4, '0')}`, 'a', { revision: '1' }));

let clock: VirtualClock;
let look: FakeLook;
beforeEach(async () => {
  await freshStorage();
  clock = new VirtualClock();
  look = new FakeLook();
});
afterEach(dropStorage);

/** A worker of this page: what the database kept, and the photos that are listed. */
async function startWorker(listed: readonly PhotoRef[], owner = 'page', kept = new Set<string>()) {
  const book = openJobBook(owner, () => clock.wallMs());
  const table = new PhotoTable();
  const rows = new Map((await book.rows()).map((row) => [row.id, row]));
  for (const ref of listed) table.add(ref, rows.get(ref.id) ?? null);
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));
  const pace = createPace(sleep, () => clock.monotonicMs());
  pace.set({ isOn: true, isHeld: false, isIdle: true });
  let finished = 0;
  const runner = createRunner({
    book,
    table,
    look,
    pace,
    near: new Set(['a']),
    kept,
    entries: () => ['a', 'web', 'other web'],
    now: () => clock.wallMs(),
    elapsedMs: () => clock.monotonicMs(),
    sleep,
    learnt: () => undefined,
    finished: () => (finished += 1),
  });
  for (const letter of await book.letters()) runner.letters.set(letter.id, letter);
  void runner.run();
  return { book, table, runner, pace, finished: () => finished };
}

/** The database answers in turns of its own: time goes on in steps until it has. */
async function until(holds: () => boolean, steps = 600, stepMs = 20): Promise<void> {
  for (let step = 0; step < steps && !holds(); step++) await clock.advance(stepMs);
  expect(holds()).toBe(true);
}

const detailed = (table: PhotoTable) => [...table.all()].filter(({ details }) => details !== null).length;
const isDone =
  ({ table }: { table: PhotoTable }) =>
  () =>
    detailed(table) === table.size && table.printed === table.size;

describe('jobs', () => {
  it('note what exists, read what the files say, and make prints, every photo once', async () => {
    const worker = await startWorker(refs(150));
    await until(isDone(worker));
    for (const ref of refs(150)) {
      expect(look.times('details', ref.id)).toBe(1);
      expect(look.times('prints', ref.id)).toBe(1);
    }
    const jobs = await worker.book.jobs();
    expect(jobs.map(({ id, state, done, total }) => ({ id, state, done, total }))).toEqual([
      { id: 'details:a', state: 'done', done: 150, total: 150 },
      { id: 'prints:a', state: 'done', done: 150, total: 150 },
      { id: 'scan:a', state: 'done', done: 150, total: 150 },
    ]);
    expect(worker.finished()).toBe(3);
    worker.runner.stop();
  });

  it('are not begun again after a reload, and look only at what is new or has changed', async () => {
    const first = await startWorker(refs(20));
    await until(isDone(first));
    first.runner.stop();
    look.looked.length = 0;
    const changed = photo('a:0003', 'a', { revision: '2' });
    const second = await startWorker([...refs(20).filter(({ id }) => id !== changed.id), changed, photo('a:new')]);
    await until(isDone(second));
    expect(look.looked.toSorted()).toEqual(['details a:0003', 'details a:new', 'prints a:0003', 'prints a:new']);
    second.runner.stop();
  });

  it.each(['details', 'prints'] as const)('go on after the worker was killed while it made %s', async (phase) => {
    let calls = 0;
    look.hangs = (kind) => kind === phase && ++calls > 70;
    const first = await startWorker(refs(120));
    const known = () => (phase === 'details' ? detailed(first.table) : first.table.printed);
    await until(() => look.looked.filter((one) => one.startsWith(phase)).length > 70);
    const before = known();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(120);
    // The old worker never answers again; what it had not written down is lost with it.
    look.hangs = () => false;
    look.looked.length = 0;
    const second = await startWorker(refs(120));
    expect(phase === 'details' ? detailed(second.table) : second.table.printed).toBe(before);
    await until(isDone(second));
    for (const ref of refs(120)) expect(look.times(phase, ref.id)).toBeLessThanOrEqual(1);
    expect(second.runner.letters.size).toBe(0);
    second.runner.stop();
  });

  it('go on after the worker was killed while it noted what exists', async () => {
    const first = await startWorker(refs(600));
    await until(() => [...first.table.all()].some(({ isKept }) => isKept));
    first.runner.stop();
    await clock.advance(1);
    const kept = (await first.book.rows()).length;
    expect(kept).toBeGreaterThan(0);
    const second = await startWorker(refs(600));
    await until(() => [...second.table.all()].every(({ isKept }) => isKept));
    expect((await second.book.rows()).length).toBe(600);
    second.runner.stop();
  });

  it('belong to one page at a time, and to another when its lease has run out', async () => {
    look.hangs = () => true;
    const first = await startWorker(refs(5), 'one page');
    await until(() => look.looked.length > 0);
    look.looked.length = 0;
    look.hangs = () => false;
    const second = await startWorker(refs(5), 'another page');
    await clock.advance(leaseMs / 2);
    expect(look.looked).toEqual([]);
    await until(isDone(second));
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(leaseMs);
    first.runner.stop();
    second.runner.stop();
  });

  it('wait while they are held, and for somebody who never comes back only so long', async () => {
    const worker = await startWorker(refs(200));
    worker.pace.set({ isOn: true, isHeld: true, isIdle: false });
    await clock.advance(longestHoldMs / 2);
    const held = look.looked.length;
    expect(held).toBeLessThan(200);
    await clock.advance(1_000);
    expect(look.looked.length).toBe(held);
    worker.pace.set({ isOn: true, isHeld: false, isIdle: true });
    await until(isDone(worker));
    worker.runner.stop();
  });
});

describe('photos from the web', () => {
  /** A picture with detail in it, and the same one a little brighter. */
  const print = (brighter: number) =>
    makePrint(Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) => ((at >> 4) * (at >> 9) * 7 + brighter) % 251));

  it('are compared once they lie on this device: the same one of two feeds is shown once', async () => {
    const refs = ['web:1', 'web:2', 'other web:3'].map((id) => photo(id, id.split(':')[0] ?? ''));
    const kept = new Set<string>();
    const worker = await startWorker(refs, 'page', kept);
    await until(() => [...worker.table.all()].every(({ isKept }) => isKept));
    await clock.advance(10_000);
    expect(look.looked).toEqual([]);
    // One was on screen already, so that its colours are roughly known.
    const coarse = print(0);
    coarsen(coarse);
    const first = worker.table.get('web:1');
    if (first) worker.table.setPrint(first, coarse);
    for (const [id, brighter] of [
      ['web:1', 0],
      ['other web:3', 1],
    ] as const) {
      look.copies.set(id, print(brighter));
      kept.add(id);
    }
    worker.runner.wake();
    await until(() => [...worker.table.all()].some(({ twin }) => twin !== null));
    expect(worker.table.get('other web:3')?.twin ?? worker.table.get('web:1')?.twin).toBeTruthy();
    expect(worker.table.get('web:2')).toMatchObject({ twin: null, print: 'none' });
    await clock.advance(60_000);
    expect(look.looked.toSorted()).toEqual(['prints other web:3', 'prints web:1']);
    worker.runner.stop();
  });

  it('keep what is known of them when their copy is gone', async () => {
    const kept = new Set(['web:1']);
    const worker = await startWorker([photo('web:1', 'web')], 'page', kept);
    await until(() => kept.size === 0);
    await clock.advance(60_000);
    expect(look.times('prints', 'web:1')).toBe(1);
    expect(worker.table.get('web:1')?.print).toBe('none');
    worker.runner.stop();
  });
});

describe('a photo that cannot be read', () => {
  const corrupt = new AppError('photo.corrupt', 'This file is damaged.');

  it('is tried three times, then it is a dead letter and the others are done', async () => {
    look.fails = (kind, ref) => (kind === 'details' && ref.id === 'a:0002' ? corrupt : null);
    const worker = await startWorker(refs(6));
    await until(() => worker.runner.letters.size === 1, 4000);
    expect(look.times('details', 'a:0002')).toBe(3);
    expect(detailed(worker.table)).toBe(5);
    const [letter] = await worker.book.letters();
    expect(letter).toMatchObject({ photoId: 'a:0002', kind: 'details', attempts: 3, message: 'This file is damaged.' });
    await clock.advance(600_000);
    expect(look.times('details', 'a:0002')).toBe(3);
    worker.runner.stop();
  });

  it('has another three tries when it is put back', async () => {
    look.fails = (kind, ref) => (kind === 'details' && ref.id === 'a:0002' ? corrupt : null);
    const worker = await startWorker(refs(3));
    await until(() => worker.runner.letters.size === 1, 4000);
    look.fails = () => null;
    await worker.book.revive([], ['details:a:0002']);
    worker.runner.letters.clear();
    worker.runner.drop([]);
    await until(isDone(worker));
    expect(await worker.book.letters()).toEqual([]);
    worker.runner.stop();
  });

  it('and ends the worker each time is found out and left alone', async () => {
    look.hangs = (kind, ref) => kind === 'prints' && ref.id === 'a:0003';
    for (let life = 0; life < 3; life++) {
      const asked = look.times('prints', 'a:0003');
      await startWorker(refs(8));
      await until(() => look.times('prints', 'a:0003') > asked);
      // Killed here: the runner of this life never hears of it.
    }
    const last = await startWorker(refs(8));
    await until(() => last.table.printed === 7, 4000);
    expect(last.runner.letters.has('prints:a:0003')).toBe(true);
    expect(look.times('prints', 'a:0003')).toBe(3);
    last.runner.stop();
  });
});

describe('a source that cannot be reached', () => {
  it('makes its job wait, and no photo is blamed', async () => {
    let isAway = true;
    look.fails = () => (isAway ? new AppError('photo.network', 'Not now.', { retryable: true }) : null);
    const worker = await startWorker(refs(4));
    await until(() => worker.runner.jobs.get('details:a')?.attempts === 1);
    expect(worker.runner.jobs.get('details:a')).toMatchObject({ attempts: 1, trouble: 'Not now.' });
    isAway = false;
    await until(isDone(worker), 4000);
    expect(worker.runner.letters.size).toBe(0);
    worker.runner.stop();
  });

  it('three times in a row gives its job up, until the next visit', async () => {
    look.fails = () => new AppError('source.permission', 'Your photos folder needs permission again. Tap to allow.');
    const first = await startWorker(refs(4));
    await until(() => first.runner.jobs.get('details:a')?.state === 'dead', 6000);
    const tries = look.times('details', 'a:0000');
    expect(tries).toBe(3);
    await clock.advance(3_600_000);
    expect(look.times('details', 'a:0000')).toBe(3);
    first.runner.stop();
    look.fails = () => null;
    const second = await startWorker(refs(4));
    await until(isDone(second));
    second.runner.stop();
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, WorkerHealth } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from './supervisor.ts';
import { FakeFleet, fakeContract, type FakeApi, type FleetOptions, type Plan } from '../testing/fake-worker.ts';
import { outcome } from '../testing/outcome.ts';
import { advance, useVirtualTime } from '../testing/virtual-time.ts';

beforeEach(useVirtualTime);
afterEach(() => {
  vi.useRealTimers();
});

/** A ready worker and a note of every state it goes through, with the time. */
async function setup(options: FleetOptions = {}, hooks: SupervisorHooks<FakeApi> = {}) {
  const fleet = new FakeFleet(options);
  const states: { state: string; atMs: number; degraded: string | undefined }[] = [];
  const worker = supervise(options.contract ?? fakeContract, fleet.spawn, {
    platform: fleet.platform,
    onState: ({ state, degraded }: WorkerHealth) => {
      if (states.at(-1)?.state !== state) states.push({ state, atMs: performance.now() - readyMs, degraded });
    },
    ...hooks,
  });
  let readyMs = 0;
  await advance(10);
  readyMs = performance.now();
  states.length = 0;
  const work = (plan: Plan, callOptions?: CallOptions) => outcome(worker.call('work', [plan], callOptions));
  const photo = (plan: Plan, callOptions?: CallOptions) => outcome(worker.call('photo', [plan], callOptions));
  return { fleet, worker, states, work, photo };
}

describe.each([
  { how: 'by messages', shared: false },
  { how: 'by shared memory', shared: true },
])('heartbeats $how', ({ shared }) => {
  test('a worker that ended in silence is missed and replaced', async () => {
    const { fleet, worker, states, work } = await setup({ shared });
    fleet.newest.close();
    await advance(2500);
    expect(worker.health().state).toBe('ready');
    await advance(2000);
    expect(worker.health().state).toBe('unhealthy');
    expect(worker.health().degraded).toMatch(/not answering/);
    const waiting = work({ does: 'answer' });
    await advance(1500);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2, restarts: 1 });
    expect(worker.health().degraded).toBeUndefined();
    expect(waiting.value).toBe('done');
    expect(states.map(({ state }) => state)).toEqual(['unhealthy', 'restarting', 'ready']);
    expect(states.at(-1)?.atMs).toBeLessThanOrEqual(6000);
  });

  test('a worker that spins on its own is killed; the waiting call is answered by the next', async () => {
    const { fleet, worker, work } = await setup({ shared });
    void fleet.newest.thread.block(Infinity);
    await advance(4000);
    const waiting = work({ does: 'answer' });
    await advance(2100);
    expect(fleet.workers[0]?.terminated).toBe(true);
    expect(waiting.value).toBe('done');
    expect(worker.health().generation).toBe(2);
  });

  test('a long piece of work within its deadline is busy, not dead', async () => {
    const { worker, states, work } = await setup({ shared });
    const long = work({ does: 'block', forMs: 12_000 }, { deadlineMs: 15_000 });
    await advance(13_000);
    expect(long.value).toBe('done');
    expect(states).toEqual([]);
    expect(worker.health().generation).toBe(1);
  });

  test('a call that spins is killed at its deadline, its neighbour is done by the next generation', async () => {
    const { worker, work } = await setup({ shared });
    const spinning = work({ does: 'spin' }, { deadlineMs: 15_000, key: 'photo-1' });
    await advance(1);
    const neighbour = work({ does: 'answer', tag: 'neighbour' }, { deadlineMs: 30_000 });
    await advance(14_000);
    expect(worker.health().generation).toBe(1);
    await advance(1100);
    expect(spinning.error).toMatchObject({ kind: 'worker.deadline', detail: 'photo-1' });
    expect(worker.health().generation).toBe(2);
    await advance(100);
    expect(neighbour.value).toBe('neighbour');
  });

  test('a short call that starves behind a long one does not kill the long one', async () => {
    const { worker, work } = await setup({ shared });
    const long = work({ does: 'block', forMs: 9000 }, { deadlineMs: 15_000 });
    await advance(1000);
    const starved = work({ does: 'answer' });
    await advance(2500);
    expect(starved.error).toMatchObject({ kind: 'worker.deadline' });
    await advance(6000);
    expect(long.value).toBe('done');
    expect(worker.health().generation).toBe(1);
  });

  test('no call excuses a silence of more than 30 seconds', async () => {
    const { worker, work } = await setup({ shared });
    const call = work({ does: 'spin' }, { deadlineMs: 600_000 });
    await advance(29_000);
    expect(worker.health().generation).toBe(1);
    await advance(2500);
    expect(worker.health().generation).toBe(2);
    expect(call).toEqual({});
  });
});

describe('a crash', () => {
  test('is known at once where the browser has locks', async () => {
    const { fleet, worker } = await setup({ tellsClose: true });
    fleet.newest.close();
    await advance(50);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2, lastError: 'it ended by itself' });
  });

  test('a lost call is done by the next generation', async () => {
    const { fleet, work } = await setup({ tellsClose: true });
    const call = work({ does: 'answer', afterMs: 500 });
    await advance(100);
    fleet.newest.close();
    await advance(100);
    expect(call).toEqual({});
    await advance(500);
    expect(call.value).toBe('done');
  });

  test('a call that kills two generations is refused with its key, the others are answered', async () => {
    const { worker, work } = await setup({ tellsClose: true });
    const slow = { deadlineMs: 15_000 };
    const calls = ['a', 'b'].map((tag) => work({ does: 'answer', tag, afterMs: 800 }, slow));
    const killer = work({ does: 'close', afterMs: 50 }, { ...slow, key: 'photo-13' });
    const late = work({ does: 'answer', tag: 'c', afterMs: 800 }, slow);
    await advance(30_000);
    expect(killer.error).toMatchObject({ kind: 'worker.crashed', detail: 'photo-13', retryable: false });
    expect([...calls, late].map((call) => call.error ?? call.value)).toEqual(['a', 'b', 'c']);
    expect(worker.health()).toMatchObject({ state: 'ready', restarts: 2 });
  });

  test('what was moved to the worker can not be sent twice and fails at once', async () => {
    const { fleet, worker, work } = await setup({ tellsClose: true });
    const bytes = new ArrayBuffer(8);
    const moved = outcome(worker.call('work', [{ does: 'hang' }], { transfer: [bytes] }));
    const copied = work({ does: 'answer', afterMs: 100 });
    await advance(50);
    fleet.newest.close();
    await advance(50);
    expect(moved.error).toMatchObject({ kind: 'worker.crashed', retryable: true });
    await advance(500);
    expect(copied.value).toBe('done');
  });

  test('a call that was given up is not sent again', async () => {
    const { fleet, work } = await setup({ tellsClose: true });
    const abort = new AbortController();
    const call = work({ does: 'answer', tag: 'once', afterMs: 500 }, { signal: abort.signal });
    await advance(100);
    fleet.newest.close();
    abort.abort();
    await advance(5000);
    expect(call.error).toMatchObject({ kind: 'aborted' });
    expect(fleet.log).toEqual(['1:work:once']);
  });

  test('kill() in debug mode looks the same, and photos already sent are closed', async () => {
    const { fleet, worker, photo } = await setup();
    const call = photo({ does: 'answer', tag: 'p', afterMs: 20 });
    void fleet.page.block(50);
    await advance(40);
    worker.kill('asked to');
    await advance(1000);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2, lastError: 'asked to' });
    expect(call.value).toMatchObject({ tag: 'p' });
    (call.value as { bitmap: { close(): void } }).bitmap.close();
    expect(fleet.bitmaps.summary()).toEqual({ made: 2, open: 0, closedTwice: 0, lost: 0 });
  });
});

describe('errors nobody caught', () => {
  test('a rejection that leaves a call unanswered ends the worker, and the call is tried once more', async () => {
    const { worker, work } = await setup();
    const call = work({ does: 'uncaught' }, { deadlineMs: 60_000, key: 'photo-2' });
    await advance(100);
    expect(worker.health()).toMatchObject({ state: 'unhealthy', lastError: 'Nobody awaited this.' });
    await advance(3000);
    expect(worker.health().generation).toBe(2);
    await advance(3500);
    expect(call.error).toMatchObject({ kind: 'worker.crashed', detail: 'photo-2' });
    await advance(2000);
    expect(worker.health().state).toBe('ready');
  });

  test('a stray rejection beside good answers is told and nothing else', async () => {
    const { worker, work } = await setup();
    const call = work({ does: 'uncaught-answer' });
    await advance(100);
    expect(call.value).toBe('done');
    await advance(10_000);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 1, lastError: 'Nobody awaited this.' });
  });
});

describe('garbage', () => {
  const nonsense = [undefined, null, 0, '', 'x'.repeat(1e6), [], {}, { type: 'ready' }, { type: 'progress', call: {} }];

  test.each(['self', 'control', 'calls'] as const)(
    'on the %s channel is counted; enough of it ends the worker',
    async (channel) => {
      const { fleet, worker, work } = await setup();
      for (const message of nonsense) fleet.newest.say(channel, message);
      await advance(100);
      expect(worker.health().generation).toBe(1);
      for (const message of [...nonsense, ...nonsense]) fleet.newest.say(channel, message);
      await advance(100);
      expect(worker.health()).toMatchObject({ generation: 2, lastError: 'it answers nonsense' });
      const call = work({ does: 'answer' });
      await advance(10);
      expect(call.value).toBe('done');
    },
  );

  test('in the place of an answer fails that call at once', async () => {
    const { worker, work, photo, fleet } = await setup();
    const calls = [work({ does: 'answer', tag: 'nonsense/' }), photo({ does: 'answer', tag: 'nonsense/' })];
    await advance(20);
    for (const call of calls) expect(call.error).toMatchObject({ kind: 'worker.protocol' });
    expect(worker.health().state).toBe('ready');
    expect(fleet.bitmaps.summary().open).toBe(0);
  });

  test('repeated, mixed-up and old answers are dropped and what they hold is closed', async () => {
    const { fleet, photo } = await setup();
    const twice = photo({ does: 'answer', tag: 'duplicate/' });
    const mixedUp = photo({ does: 'answer', tag: 'mixed-up/' });
    const old = photo({ does: 'answer', tag: 'stale/' });
    await advance(5000);
    expect(mixedUp.error).toMatchObject({ kind: 'worker.deadline' });
    expect(old.error).toMatchObject({ kind: 'worker.deadline' });
    expect(fleet.bitmaps.summary()).toMatchObject({ open: 1, closedTwice: 0, lost: 0 });
    (twice.value as { bitmap: { close(): void } }).bitmap.close();
    expect(fleet.bitmaps.summary().open).toBe(0);
  });
});

describe('a page that is late itself', () => {
  test.each([true, false])('blocked for 10 s: no false alarm (shared memory: %s)', async (shared) => {
    const { fleet, worker, states, work } = await setup({ shared });
    await advance(777);
    const call = work({ does: 'answer', afterMs: 300 });
    void fleet.page.block(10_000);
    await advance(10_050);
    expect(call.value).toBe('done');
    await advance(5000);
    expect(states).toEqual([]);
    expect(worker.health().generation).toBe(1);
  });

  test('asleep for an hour together with its worker', async () => {
    const { fleet, worker, states, work } = await setup({ shared: true });
    const call = work({ does: 'answer', afterMs: 900 });
    void fleet.page.block(3_600_000);
    void fleet.newest.thread.block(3_600_000);
    await advance(3_601_000);
    for (const listener of fleet.awake) listener();
    await advance(10_000);
    expect(call.value).toBe('done');
    expect(states).toEqual([]);
    expect(worker.health().generation).toBe(1);
  });

  test.each([true, false])('hidden for an hour with one timer a minute (shared memory: %s)', async (shared) => {
    const { fleet, worker, states, work } = await setup({ shared });
    fleet.page.timerFloorMs = 60_000;
    await advance(1_800_000);
    const call = work({ does: 'answer', afterMs: 1000 });
    await advance(1_800_000);
    fleet.page.timerFloorMs = 0;
    for (const listener of fleet.awake) listener();
    await advance(10_000);
    expect(call.value).toBe('done');
    expect(states).toEqual([]);
    expect(worker.health().generation).toBe(1);
  });

  test('a worker that died while the page was hidden is replaced soon after it shows again', async () => {
    const { fleet, worker } = await setup();
    fleet.page.timerFloorMs = 60_000;
    await advance(120_000);
    fleet.newest.close();
    await advance(300_000);
    fleet.page.timerFloorMs = 0;
    for (const listener of fleet.awake) listener();
    await advance(6000);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2 });
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, WorkerHealth } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from './supervisor.ts';
import { FakeFleet, fakeContract, type FakeApi, type FleetOptions, type Plan } from '../testing/fake-worker.ts';
import { outcome } from '../testing/outcome.ts';
import { advance, useVirtualTime } from '../testing/virtual-time.ts';

beforeEach(() => {
  useVirtualTime();
});
afterEach(() => {
  vi.useRealTimers();
});

function setup(options: FleetOptions = {}, hooks: SupervisorHooks<FakeApi> = {}) {
  const fleet = new FakeFleet(options);
  const states: string[] = [];
  const events: unknown[] = [];
  const worker = supervise(options.contract ?? fakeContract, fleet.spawn, {
    platform: fleet.platform,
    onState: (health: WorkerHealth) => {
      if (states.at(-1) !== health.state) states.push(health.state);
    },
    onEvent: (event) => events.push(event),
    ...hooks,
  });
  const work = (plan: Plan, callOptions?: CallOptions) => outcome(worker.call('work', [plan], callOptions));
  const photo = (plan: Plan, callOptions?: CallOptions) => outcome(worker.call('photo', [plan], callOptions));
  return { fleet, worker, states, events, work, photo };
}

describe('a worker that does its work', () => {
  test('answers, also to calls made before it is ready', async () => {
    const { worker, work, states } = setup({ starts: [{ kind: 'slow', loadMs: 700 }] });
    const early = work({ does: 'answer', tag: 'early' });
    await advance(600);
    expect(early).toEqual({});
    expect(worker.health().state).toBe('starting');
    await advance(200);
    expect(early.value).toBe('early');
    expect(states).toEqual(['starting', 'ready']);
    expect(worker.health()).toEqual({ state: 'ready', generation: 1, restarts: 0, lastError: null });
  });

  test('gives every caller its own answer when answers come out of order', async () => {
    const { work } = setup();
    const calls = [900, 100, 500].map((afterMs) => work({ does: 'answer', tag: String(afterMs), afterMs }));
    await advance(1000);
    expect(calls.map((call) => call.value)).toEqual(['900', '100', '500']);
  });

  test('keeps kind, sentence, retryable and detail of an error', async () => {
    const { work } = setup();
    const call = work({ does: 'throw' });
    await advance(10);
    expect(call.error).toMatchObject({
      kind: 'photo.corrupt',
      message: 'This photo is damaged.',
      retryable: false,
      detail: 'row 7',
    });
  });

  test('refuses arguments that can not travel and goes on', async () => {
    const { worker, work } = setup();
    await advance(10);
    const bad = outcome(worker.call('work', [{ does: 'answer', tag: (() => 1) as unknown as string }]));
    await advance(10);
    expect(bad.error).toMatchObject({ kind: 'worker.protocol' });
    const good = work({ does: 'answer' });
    await advance(10);
    expect(good.value).toBe('done');
  });

  test('moves a bitmap to its caller, who alone closes it', async () => {
    const { fleet, worker } = setup();
    const photo = worker.call('photo', [{ does: 'answer' }]);
    await advance(10);
    const { bitmap } = await photo;
    expect(bitmap.usable).toBe(true);
    expect(fleet.bitmaps.summary().open).toBe(1);
    bitmap.close();
    expect(fleet.bitmaps.summary()).toMatchObject({ open: 0, closedTwice: 0 });
  });

  test('passes events on, and a listener that throws stops nobody', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      try {
        task();
      } catch (error) {
        reported.push(error);
      }
    });
    const { fleet, worker, events } = setup();
    worker.onEvent(() => {
      throw new Error('broken listener');
    });
    const later: unknown[] = [];
    worker.onEvent((event) => later.push(event));
    await advance(10);
    fleet.newest.say('control', { type: 'event', generation: 1, event: { type: 'source.changed', entryId: 'a' } });
    await advance(10);
    expect(events).toEqual([{ type: 'source.changed', entryId: 'a' }]);
    expect(later).toEqual(events);
    expect(reported).toMatchObject([{ message: 'broken listener' }]);
    vi.unstubAllGlobals();
  });
});

describe('giving up', () => {
  test('an abort settles at once, the worker hears of it, and the late photo is closed', async () => {
    const { fleet, photo } = setup();
    const abort = new AbortController();
    const call = photo({ does: 'answer', afterMs: 500 }, { signal: abort.signal });
    await advance(100);
    abort.abort();
    await advance(0);
    expect(call.error).toMatchObject({ kind: 'aborted' });
    await advance(1000);
    expect(fleet.bitmaps.summary()).toMatchObject({ made: 1, closedTwice: 0, open: 0 });
  });

  test('an abort while the answer is already on its way closes it on arrival', async () => {
    const { fleet, photo } = setup();
    await advance(10);
    const abort = new AbortController();
    const call = photo({ does: 'answer', afterMs: 100 }, { signal: abort.signal });
    void fleet.page.block(400);
    await advance(300);
    abort.abort();
    await advance(200);
    expect(call.error).toMatchObject({ kind: 'aborted' });
    expect(fleet.bitmaps.summary()).toMatchObject({ made: 1, closedTwice: 0, open: 0, lost: 0 });
  });

  test('an aborted signal never reaches the worker', async () => {
    const { fleet, work } = setup();
    const call = work({ does: 'answer' }, { signal: AbortSignal.abort() });
    await advance(50);
    expect(call.error).toMatchObject({ kind: 'aborted' });
    expect(fleet.log).toEqual([]);
  });

  test('a method sees the abort through its signal', async () => {
    const { work, worker } = setup();
    const abort = new AbortController();
    const calls = [1, 2, 3, 4, 5, 6].map(() => work({ does: 'obey' }, { signal: abort.signal }));
    await advance(100);
    abort.abort();
    await advance(60_000);
    expect(calls.every((call) => call.error?.['kind'] === 'aborted')).toBe(true);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 1 });
  });

  test('a call that is never answered fails at its deadline and only that call does', async () => {
    const { worker, work } = setup();
    const stuck = work({ does: 'hang' }, { key: 'photo-9' });
    await advance(1900);
    expect(stuck).toEqual({});
    const other = work({ does: 'answer' });
    await advance(200);
    expect(stuck.error).toMatchObject({ kind: 'worker.deadline', retryable: true, detail: 'photo-9' });
    expect(stuck.afterMs).toBe(2000);
    expect(other.value).toBe('done');
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 1 });
  });

  test('progress stretches a deadline, but not for ever', async () => {
    const { work } = setup();
    const long = work({ does: 'progress', forMs: 9000 });
    const endless = work({ does: 'progress', forMs: 1e6 });
    await advance(8900);
    expect(long).toEqual({});
    await advance(200);
    expect(long.value).toBe('done');
    await advance(12_000);
    expect(endless.error).toMatchObject({ kind: 'worker.deadline' });
    expect(endless.afterMs).toBe(20_000);
  });

  test('a worker that finishes nothing any more is replaced although its heart beats', async () => {
    const { worker, work } = setup();
    const calls = [1, 2, 3, 4].map(() => work({ does: 'hang' }));
    await advance(4900);
    expect(calls.every((call) => call.error?.['kind'] === 'worker.deadline')).toBe(true);
    expect(worker.health().generation).toBe(1);
    await advance(700);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2 });
  });

  test('too many waiting calls are refused, and waiting calls keep their deadline', async () => {
    const { work } = setup({ starts: [{ kind: 'slow', loadMs: 5000 }] }, { queueLimit: 2 });
    const calls = [1, 2, 3].map(() => work({ does: 'answer' }));
    await advance(0);
    expect(calls[2]?.error).toMatchObject({ kind: 'worker.unavailable', retryable: true });
    await advance(2000);
    expect(calls[0]?.error).toMatchObject({ kind: 'worker.deadline' });
    expect(calls[1]?.afterMs).toBe(2000);
  });
});

describe('stopping', () => {
  test('settles everything, ends the worker and leaves no timer, listener or open port behind', async () => {
    const { fleet, worker, work, states } = setup();
    await advance(10);
    const running = work({ does: 'hang' });
    await advance(10);
    worker.stop();
    const afterwards = work({ does: 'answer' });
    await advance(0);
    for (const call of [running, afterwards]) expect(call.error).toMatchObject({ kind: 'worker.unavailable' });
    expect(fleet.newest.terminated).toBe(true);
    await advance(5000);
    expect(vi.getTimerCount()).toBe(0);
    expect(fleet.awake.size).toBe(0);
    expect(fleet.ports.filter((port) => port.listening)).toEqual([]);
    expect(states.at(-1)).toBe('stopped');
  });

  test('1,000 workers started and stopped at any moment leave nothing', async () => {
    const fleets = [];
    for (let n = 0; n < 1000; n += 1) {
      const { fleet, worker, photo } = setup({ shared: n % 2 === 0 });
      void photo({ does: 'answer', afterMs: n % 3 });
      await advance(n % 4);
      if (n % 20 === 0) await advance(2000);
      worker.stop();
      fleets.push(fleet);
    }
    await advance(5000);
    expect(vi.getTimerCount()).toBe(0);
    expect(fleets.filter((fleet) => fleet.ports.some((port) => port.listening) || fleet.awake.size > 0)).toEqual([]);
    expect(fleets.filter((fleet) => !fleet.newest.terminated || fleet.timers.size > 0)).toEqual([]);
  }, 30_000);

  test('disposes of a photo that was under way', async () => {
    const { fleet, worker, photo } = setup();
    await advance(10);
    const call = photo({ does: 'answer', afterMs: 50 });
    void fleet.page.block(100);
    await advance(80);
    worker.stop();
    await advance(2000);
    expect(call.error).toMatchObject({ kind: 'worker.unavailable' });
    expect(fleet.bitmaps.summary()).toMatchObject({ made: 1, open: 0, closedTwice: 0, lost: 0 });
  });
});

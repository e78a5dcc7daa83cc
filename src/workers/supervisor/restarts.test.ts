import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultRestart } from '../../shared/worker-contract.ts';
import { supervise, type SupervisorHooks } from './supervisor.ts';
import { createRestartLedger } from './restarts.ts';
import { FakeFleet, fakeContract, type FakeApi, type FleetOptions, type Start } from '../testing/fake-worker.ts';
import { outcome } from '../testing/outcome.ts';
import { advance, useVirtualTime } from '../testing/virtual-time.ts';

beforeEach(useVirtualTime);
afterEach(() => {
  vi.useRealTimers();
});

function setup(options: FleetOptions = {}, hooks: SupervisorHooks<FakeApi> = {}) {
  const fleet = new FakeFleet({ tellsClose: true, ...options });
  const worker = supervise(fakeContract, fleet.spawn, { platform: fleet.platform, ...hooks });
  const work = () => outcome(worker.call('work', [{ does: 'answer' }]));
  return { fleet, worker, work };
}

const minuteMs = 60_000;
const normal: Start = { kind: 'normal' };

describe('the ledger', () => {
  test('waits 0, 1, 2, 4, 8, 16, 30, 30 s between failures that are far enough apart', () => {
    const ledger = createRestartLedger(defaultRestart, () => 0.5);
    const waits = Array.from({ length: 8 }, (_, n) => ledger.failed(n * 20_000, true).waitMs);
    expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('spreads every wait by a fifth either way', () => {
    const waits = [0, 0.25, 1 - Number.EPSILON].map((chance) => {
      const ledger = createRestartLedger(defaultRestart, () => chance);
      ledger.failed(0, true);
      return Math.round(ledger.failed(20_000, true).waitMs);
    });
    expect(waits).toEqual([800, 900, 1200]);
  });

  test('opens at the fifth failure within a minute, not at the fifth in two', () => {
    const quick = createRestartLedger(defaultRestart, () => 0.5);
    expect([0, 10, 20, 30, 40].map((s) => quick.failed(s * 1000, true).open)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    const slow = createRestartLedger(defaultRestart, () => 0.5);
    expect([0, 16, 32, 48, 64].map((s) => slow.failed(s * 1000, true).open)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('stays half open until it was healthy for long: one more failure and it is open again', () => {
    const ledger = createRestartLedger(defaultRestart, () => 0.5);
    for (let n = 0; n < 3; n += 1) ledger.failed(n, false);
    ledger.started();
    expect(ledger.failed(10 * minuteMs, true)).toEqual({ open: true, waitMs: 5 * minuteMs });
    ledger.healthy();
    expect(ledger.failed(20 * minuteMs, true)).toEqual({ open: false, waitMs: 0 });
  });
});

describe('starting', () => {
  const bad = ['silent', 'unconstructible', 'script-error', 'load-error', 'other-version'] as const;

  test.each(bad)('a worker that fails to start (%s) is tried again and then works', async (kind) => {
    const { worker, work } = setup({ starts: [{ kind }, normal] });
    const call = outcome(worker.call('work', [{ does: 'answer' }], { deadlineMs: minuteMs }));
    await advance(kind === 'silent' ? 9900 : 0);
    expect(worker.health().state).not.toBe('ready');
    await advance(1000);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2 });
    expect(call.value).toBe('done');
    const next = work();
    await advance(10);
    expect(next.value).toBe('done');
  });

  test.each(bad)(
    'three failed starts in a row (%s) open the breaker, with a reason a person can read',
    async (kind) => {
      const { worker, work, fleet } = setup({ starts: [{ kind }] });
      const early = work();
      await advance(2100);
      expect(early.error).toMatchObject({ kind: expect.stringMatching(/^worker\.(unavailable|deadline)$/) as unknown });
      await advance(40_000);
      expect(fleet.workers).toHaveLength(3);
      expect(worker.health().state).toBe('failed');
      expect(worker.health().degraded).toMatch(/keeps failing.*every 5 minutes; reload/);
      const refused = work();
      await advance(0);
      expect(refused.error).toMatchObject({ kind: 'worker.unavailable', retryable: true });
    },
  );

  test('an open breaker probes every 5 minutes for ever and closes when a probe works', async () => {
    const starts: Start[] = [...Array.from({ length: 15 }, (): Start => ({ kind: 'load-error' })), normal];
    const { worker, work, fleet } = setup({ starts });
    await advance(10_000);
    expect(fleet.workers).toHaveLength(3);
    await advance(11 * 5 * minuteMs);
    expect(fleet.workers).toHaveLength(14);
    expect(worker.health().state).toBe('failed');
    await advance(2 * 5 * minuteMs);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 16 });
    const call = work();
    await advance(10);
    expect(call.value).toBe('done');
  });
});

describe('crashes in a row', () => {
  test('five in a minute open the breaker; after the probe it closes and forgets', async () => {
    const { worker, fleet } = setup();
    await advance(100);
    for (let n = 0; n < 5; n += 1) {
      expect(worker.health().state).toBe('ready');
      fleet.newest.close();
      await advance(6000);
    }
    expect(worker.health()).toMatchObject({ state: 'failed', generation: 5 });
    await advance(5 * minuteMs);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 6 });
    await advance(minuteMs + 1000);
    fleet.newest.close();
    await advance(100);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 7 });
  });

  test('a crash right after the probe opens it again', async () => {
    const { worker, fleet } = setup({
      starts: [...Array.from({ length: 3 }, (): Start => ({ kind: 'load-error' })), normal],
    });
    await advance(5 * minuteMs + 10_000);
    expect(worker.health().state).toBe('ready');
    fleet.newest.close();
    await advance(100);
    expect(worker.health().state).toBe('failed');
  });

  test('one crash now and then is always repaired at once', async () => {
    const { worker, fleet } = setup();
    await advance(100);
    for (let n = 0; n < 20; n += 1) {
      await advance(61_000);
      fleet.newest.close();
      await advance(50);
      expect(worker.health()).toMatchObject({ state: 'ready', generation: n + 2 });
    }
  });
});

describe('configuration', () => {
  test('is sent to every generation before anything else', async () => {
    const { worker, work, fleet } = setup(
      {},
      { onGeneration: (call, generation) => call('configure', [{ size: generation }]) },
    );
    work();
    await advance(10);
    const lost = outcome(worker.call('work', [{ does: 'answer', tag: 'lost', afterMs: 50 }]));
    await advance(10);
    fleet.newest.close();
    await advance(100);
    expect(lost.value).toBe('lost');
    expect(fleet.log).toEqual(['1:configure:1', '1:work:answer', '1:work:lost', '2:configure:2', '2:work:lost']);
  });

  test('that fails is a failed start and is tried again', async () => {
    let times = 0;
    const { worker } = setup(
      {},
      {
        onGeneration: async (call) => {
          times += 1;
          if (times === 1) throw new Error('The cache size is unknown.');
          await call('configure', [{ size: 1 }]);
        },
      },
    );
    await advance(10);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2, lastError: 'The cache size is unknown.' });
  });

  test('that never ends is a failed start too', async () => {
    let times = 0;
    const { worker } = setup(
      {},
      {
        onGeneration: () => {
          times += 1;
          return times === 1 ? new Promise(() => {}) : undefined;
        },
      },
    );
    await advance(9900);
    expect(worker.health().state).toBe('starting');
    await advance(1000);
    expect(worker.health()).toMatchObject({ state: 'ready', generation: 2 });
  });

  test('a configuring call lost to a crash settles', async () => {
    const seen: unknown[] = [];
    const { fleet } = setup(
      {},
      {
        onGeneration: async (call) => {
          await call('work', [{ does: 'close' }]).catch((error: unknown) => seen.push(error));
        },
      },
    );
    await advance(100);
    expect(seen[0]).toMatchObject({ kind: 'worker.crashed' });
    expect(fleet.workers.length).toBeGreaterThan(1);
  });
});

import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isRecord } from '../../shared/plain-data.ts';
import { supervise } from './supervisor.ts';
import { FakeBitmap } from '../testing/fake-thread.ts';
import { FakeFleet, fakeContract, type Plan, type Start } from '../testing/fake-worker.ts';
import { outcome, type Outcome } from '../testing/outcome.ts';
import { advance, useVirtualTime } from '../testing/virtual-time.ts';

beforeEach(useVirtualTime);
afterEach(() => {
  vi.useRealTimers();
});

const shortMs = fc.integer({ min: 0, max: 1500 });
const spoiled = fc.constantFrom('duplicate/', 'stale/', 'nonsense/', 'mixed-up/', 'fine');

const plan: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('answer' as const), afterMs: shortMs, tag: spoiled }) },
  fc.record({
    does: fc.constantFrom('throw', 'hang', 'spin', 'close', 'uncaught', 'uncaught-answer', 'obey', 'flood' as const),
    afterMs: shortMs,
  }),
  fc.record({ does: fc.constantFrom('block', 'progress'), forMs: fc.integer({ min: 0, max: 8000 }) }),
);

const start: fc.Arbitrary<Start> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Start>({ kind: 'normal' }) },
  fc.record({ kind: fc.constant('slow' as const), loadMs: fc.integer({ min: 0, max: 12_000 }) }),
  fc.record({
    kind: fc.constantFrom('silent', 'unconstructible', 'script-error', 'load-error', 'other-version' as const),
  }),
);

type Step = { readonly waitMs: number } & (
  | { readonly step: 'call'; readonly method: 'work' | 'photo'; readonly plan: Plan; readonly abortMs: number | null }
  | { readonly step: 'kill' }
  | { readonly step: 'close' }
  | { readonly step: 'wake' }
  | { readonly step: 'block-page'; readonly forMs: number }
);

const waitMs = fc.integer({ min: 0, max: 900 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      step: fc.constant('call' as const),
      waitMs,
      method: fc.constantFrom('work', 'photo'),
      plan,
      abortMs: fc.option(fc.integer({ min: 0, max: 3000 })),
    }),
  },
  fc.record({ step: fc.constant('kill' as const), waitMs }),
  fc.record({ step: fc.constant('close' as const), waitMs }),
  fc.record({ step: fc.constant('wake' as const), waitMs }),
  fc.record({
    step: fc.constant('block-page' as const),
    waitMs,
    // Longer than results are drained for, and longer than it takes to restart.
    forMs: fc.constantFrom(100, 800, 7000, 60_000),
  }),
);

const script = fc.record({
  shared: fc.boolean(),
  tellsClose: fc.boolean(),
  starts: fc.array(start, { minLength: 1, maxLength: 5 }),
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  stopEarly: fc.boolean(),
});

/** What a caller does with its photo in the end. */
function take(result: unknown): unknown {
  if (isRecord(result) && result['bitmap'] instanceof FakeBitmap) result['bitmap'].close();
  return result;
}

test('whatever goes wrong: every call settles, every bitmap is closed once, nothing stays behind', async () => {
  await fc.assert(
    fc.asyncProperty(script, async ({ shared, tellsClose, starts, steps, stopEarly }) => {
      const fleet = new FakeFleet({ shared, tellsClose, starts: [...starts, { kind: 'normal' }] });
      const worker = supervise(fakeContract, fleet.spawn, {
        platform: fleet.platform,
        queueLimit: 4,
        onGeneration: (call) => call('configure', [{ size: 1 }]),
      });
      const calls: { readonly plan: Plan; readonly outcome: Outcome }[] = [];
      for (const one of steps) {
        if (one.step === 'call') {
          const abort = new AbortController();
          const { abortMs } = one;
          if (abortMs !== null) setTimeout(() => fleet.page.run(() => abort.abort()), abortMs);
          const promise: Promise<unknown> = worker.call(one.method, [one.plan], { signal: abort.signal });
          calls.push({ plan: one.plan, outcome: outcome(promise.then(take)) });
        } else if (one.step === 'kill') worker.kill('asked to');
        else if (one.step === 'close') fleet.newest.close();
        else if (one.step === 'wake') for (const listener of fleet.awake) listener();
        else if (one.step === 'block-page') void fleet.page.block(one.forMs);
        await advance(one.waitMs);
      }
      if (stopEarly) worker.stop();
      else await advance(200_000);
      worker.stop();
      await advance(70_000);

      expect(calls.filter(({ outcome }) => outcome.afterMs === undefined)).toEqual([]);
      expect(fleet.bitmaps.summary()).toMatchObject({ open: 0, closedTwice: 0, lost: 0 });
      expect(fleet.timers.size).toBe(0);
      expect(fleet.awake.size).toBe(0);
      expect([...fleet.waitingForLocks.values()].some((waiting) => waiting.size > 0)).toBe(false);
      expect(fleet.ports.filter((port) => port.listening)).toEqual([]);
      expect(fleet.workers.filter((one) => !one.terminated)).toEqual([]);
      const stillPlanned = vi.getTimerCount();
      expect(stillPlanned).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 120_000);

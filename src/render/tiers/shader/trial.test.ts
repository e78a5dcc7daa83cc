import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bestTime } from './trial.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What each draw takes; the last stays. Tells how many there were, and when the verdict came. */
async function tried(times: readonly number[], enoughMs: number): Promise<{ best: number; draws: number; ms: number }> {
  let draws = 0;
  const startMs = performance.now();
  const verdict = bestTime(() => Promise.resolve(times[Math.min(draws++, times.length - 1)] ?? 0), enoughMs);
  await vi.runAllTimersAsync();
  return { best: await verdict, draws, ms: performance.now() - startMs };
}

it('takes a device that is quick at once', async () => {
  expect(await tried([12], 160)).toEqual({ best: 12, draws: 1, ms: 0 });
});

it('waits for a device that is busy while it starts', async () => {
  expect(await tried([800, 700, 750, 600, 400, 90], 160)).toEqual({ best: 90, draws: 6, ms: 3500 });
});

it('gives up one that stays slow', async () => {
  expect(await tried([800], 160)).toEqual({ best: 800, draws: 7, ms: 7500 });
});

it('asks for no speed where any will do', async () => {
  expect(await tried([5000], Infinity)).toEqual({ best: 5000, draws: 1, ms: 0 });
});

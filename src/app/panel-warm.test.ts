import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { warmPanel } from './panel-warm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function page(isBusy: () => boolean = () => false) {
  const done: string[] = [];
  const events = new EventTarget();
  warmPanel({
    window: {
      addEventListener: (type, run, options) => events.addEventListener(type, run, options),
      requestIdleCallback: (run) => setTimeout(run, 10),
    },
    isBusy,
    async load() {
      done.push('code');
      return () => done.push('frame');
    },
  });
  return { done, move: () => events.dispatchEvent(new Event('pointermove')) };
}

it('brings only the code a minute into a show that nobody touches', async () => {
  const { done } = page();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(done).toEqual(['code']);
});

it('draws the frame once somebody is there, before or after the code has come', async () => {
  const early = page();
  early.move();
  early.move();
  await vi.advanceTimersByTimeAsync(100);
  expect(early.done).toEqual(['code', 'frame']);
  const late = page();
  await vi.advanceTimersByTimeAsync(70_000);
  late.move();
  await vi.advanceTimersByTimeAsync(100);
  expect(late.done).toEqual(['code', 'frame']);
});

it('waits until no photo is on its way', async () => {
  let isBusy = true;
  const { done, move } = page(() => isBusy);
  move();
  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toEqual([]);
  isBusy = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toEqual(['code', 'frame']);
});

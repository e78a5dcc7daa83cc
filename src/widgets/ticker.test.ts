import { describe, expect, it, vi } from 'vitest';
import { createTicker, type TimeSource } from './ticker.ts';

function createTime(startMs: number) {
  let now = startMs;
  let hidden = false;
  let shown = (): void => undefined;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const time: TimeSource = {
    now: () => now,
    after(ms, run) {
      const timer = { atMs: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    isHidden: () => hidden,
    onShown(run) {
      shown = run;
      return () => undefined;
    },
  };
  return {
    time,
    timers,
    jump(ms: number) {
      now += ms;
      const due = [...timers].filter(({ atMs }) => atMs <= now);
      for (const timer of due) {
        timers.delete(timer);
        timer.run();
      }
    },
    hide(value: boolean) {
      hidden = value;
      if (!value) shown();
    },
  };
}

describe('the ticker', () => {
  it('tells each full minute once, and needs one timer for all', () => {
    const world = createTime(30_000);
    const ticker = createTicker(world.time);
    const [a, b] = [vi.fn(), vi.fn()];
    ticker.each('minute', a);
    ticker.each('minute', b);
    expect(world.timers.size).toBe(1);
    world.jump(29_000);
    expect(a).not.toHaveBeenCalled();
    world.jump(1_005);
    expect(a).toHaveBeenCalledOnce();
    expect(b).toHaveBeenCalledOnce();
  });

  it('runs nothing while nobody waits or the page is hidden, and tells the present when it is back', () => {
    const world = createTime(0);
    const ticker = createTicker(world.time);
    expect(world.timers.size).toBe(0);
    const run = vi.fn();
    const stop = ticker.each('second', run);
    world.hide(true);
    world.jump(1_005);
    world.jump(600_000);
    expect(world.timers.size).toBe(0);
    const before = run.mock.calls.length;
    world.hide(false);
    expect(run.mock.calls.length).toBe(before + 1);
    stop();
    expect(world.timers.size).toBe(0);
  });

  it('goes on for all others when one of them fails, and for that one, too', () => {
    const world = createTime(0);
    const ticker = createTicker(world.time);
    const failing = vi.fn(() => {
      throw new Error('No such thing.');
    });
    const other = vi.fn();
    ticker.each('second', failing);
    ticker.each('second', other);
    for (let second = 0; second < 3; second++) world.jump(1_005);
    expect([failing.mock.calls.length, other.mock.calls.length]).toEqual([3, 3]);
    expect(world.timers.size).toBe(1);
  });
});

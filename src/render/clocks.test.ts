import { describe, expect, it } from 'vitest';
import { FrameLoop, MotionClock } from './clocks.ts';

describe('the motion clock', () => {
  it('stands still while held, for every reason there is, and goes on where it stopped', () => {
    const clock = new MotionClock();
    expect(clock.at(100)).toBe(100);
    clock.hold('paused', 150);
    clock.hold('hidden', 160);
    expect(clock.at(500)).toBe(150);
    clock.release('paused', 600);
    expect(clock.at(700)).toBe(150);
    clock.release('hidden', 1000);
    expect(clock.at(1010)).toBe(160);
  });

  it('never goes back', () => {
    const clock = new MotionClock();
    clock.at(100);
    expect(clock.at(90)).toBe(100);
  });
});

function fakeFrames(): { fire: (timeMs: number) => boolean; source: ConstructorParameters<typeof FrameLoop>[0] } {
  let waiting: ((timeMs: number) => void) | null = null;
  return {
    fire: (timeMs) => {
      const callback = waiting;
      waiting = null;
      callback?.(timeMs);
      return callback !== null;
    },
    source: {
      request: (callback) => {
        waiting = callback;
        return 1;
      },
      cancel: () => (waiting = null),
    },
  };
}

describe('the frame loop', () => {
  it('asks once per frame and only as long as it is told to', () => {
    const frames = fakeFrames();
    const gaps: (number | null)[] = [];
    let more = true;
    const loop = new FrameLoop(frames.source, (_timeMs, gapMs) => {
      gaps.push(gapMs);
      return more;
    });
    loop.ask();
    loop.ask();
    frames.fire(10);
    frames.fire(26);
    more = false;
    frames.fire(42);
    expect(frames.fire(58)).toBe(false);
    loop.ask();
    frames.fire(5_000);
    expect(gaps).toEqual([null, 16, 16, null]);
  });

  it('stops without leaving a frame behind', () => {
    const frames = fakeFrames();
    const loop = new FrameLoop(frames.source, () => true);
    loop.ask();
    loop.stop();
    expect(frames.fire(1)).toBe(false);
  });
});

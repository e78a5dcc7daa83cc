import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../tests/slideshow/virtual-clock.ts';
import { createPace } from './pace.ts';

let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock();
});

function watched(isIdle = false) {
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.setTimeout(resolve, ms));
  const pace = createPace(sleep, () => clock.monotonicMs());
  pace.set({ isOn: true, isHeld: false, isIdle });
  return pace;
}

/** Several at once take turns for as long as the clock runs; how many each second. */
function takeTurns(pace: ReturnType<typeof watched>, perSecond: number, lanes: number): { readonly taken: number } {
  const count = { taken: 0 };
  const lane = async (): Promise<void> => {
    for (;;) {
      await pace.turn(perSecond);
      count.taken += 1;
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 1));
    }
  };
  for (let index = 0; index < lanes; index++) void lane();
  return count;
}

async function forMs(ms: number): Promise<void> {
  for (let step = 0; step < ms; step += 1) await clock.advance(1);
}

describe('the pace of the library', () => {
  it('opens photos at an even rate while somebody is watching, however many could be opened at once', async () => {
    const count = takeTurns(watched(), 100, 8);
    await forMs(100);
    const early = count.taken;
    await forMs(900);
    expect(count.taken).toBeGreaterThan(90);
    expect(count.taken).toBeLessThanOrEqual(100 + 26);
    // Nothing is hoarded for one burst but what a quarter of a second holds.
    expect(early).toBeLessThanOrEqual(35 + 8);
  });

  it('makes up for a pause, but not for a long one', async () => {
    const pace = watched();
    await pace.turn(100);
    await clock.advance(60_000);
    const count = takeTurns(pace, 100, 1);
    await forMs(100);
    expect(count.taken).toBeGreaterThan(20);
    expect(count.taken).toBeLessThanOrEqual(37);
  });

  it('lets nobody wait when nobody is watching', async () => {
    const count = takeTurns(watched(true), 100, 1);
    await forMs(200);
    expect(count.taken).toBeGreaterThan(150);
  });
});

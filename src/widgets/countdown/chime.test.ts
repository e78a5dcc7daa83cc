/** The sound of a timer, without a loudspeaker. */
import { describe, expect, it } from 'vitest';
import { createChime } from './chime.ts';

function createDevice(isAllowed: boolean) {
  const tones: { hz: number; fromSec: number; untilSec: number }[] = [];
  const levels: number[] = [];
  const device = { state: 'suspended', isAllowed, tones, levels, opened: 0 };
  const gain = () => ({
    gain: {
      setValueAtTime: () => undefined,
      exponentialRampToValueAtTime: (value: number) => void levels.push(value),
      setTargetAtTime: () => undefined,
    },
    connect: (to: unknown) => to,
  });
  const context = {
    get state() {
      return device.state;
    },
    currentTime: 5,
    destination: {},
    // Like a browser: no answer while it waits for a press.
    resume: () =>
      device.isAllowed ? Promise.resolve().then(() => void (device.state = 'running')) : new Promise(() => undefined),
    suspend: () => Promise.resolve().then(() => void (device.state = 'suspended')),
    close: () => Promise.resolve().then(() => void (device.state = 'closed')),
    createGain: gain,
    createOscillator() {
      const tone = { hz: 0, fromSec: 0, untilSec: 0 };
      tones.push(tone);
      return {
        frequency: {
          set value(hz: number) {
            tone.hz = hz;
          },
        },
        connect: (to: unknown) => to,
        start: (at: number) => void (tone.fromSec = at),
        stop: (at: number) => void (tone.untilSec = at),
      };
    },
  };
  const waits: (() => void)[] = [];
  const life = new AbortController();
  const chime = createChime({
    signal: life.signal,
    open: () => {
      device.opened++;
      device.state = 'suspended';
      return context as unknown as AudioContext;
    },
    after: (_, run) => {
      waits.push(run);
      return () => void waits.splice(waits.indexOf(run), 1);
    },
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const pass = async (): Promise<void> => {
    await settle();
    for (const run of waits.splice(0)) run();
    await settle();
  };
  return { device, chime, pass, settle, waits, life };
}

describe('a chime', () => {
  it('sleeps until the end, rings for some seconds, softly, and gives the loudspeaker back', async () => {
    const { device, chime, pass } = createDevice(true);
    expect(await chime.prepare()).toBe(true);
    expect(device.state).toBe('suspended');
    expect(await chime.ring()).toBe(true);
    expect(device.opened, 'through what the press has opened').toBe(1);
    expect(device.state).toBe('running');
    const first = Math.min(...device.tones.map(({ fromSec }) => fromSec));
    const last = Math.max(...device.tones.map(({ untilSec }) => untilSec));
    expect(first).toBeGreaterThanOrEqual(5);
    expect(last - first).toBeGreaterThan(8);
    expect(last - first).toBeLessThan(25);
    // Three strokes may sound at once and must not be more than the device can do.
    const strokes = new Set(device.tones.map(({ fromSec }) => fromSec)).size;
    const together = (device.levels.reduce((sum, level) => sum + level, 0) / strokes) * 3;
    expect(together).toBeLessThan(0.7);
    await pass();
    await pass();
    expect(device.state).toBe('closed');
  });

  it('says that it may not sound, with no answer from the browser', async () => {
    const { device, chime, pass } = createDevice(false);
    const [asked] = [chime.ring(), pass()];
    expect(await asked).toBe(false);
    expect(device.tones).toEqual([]);
    device.isAllowed = true;
    expect(await chime.ring()).toBe(true);
    expect(device.tones.length).toBeGreaterThan(0);
  });

  it('is silent at once where there is no sound at all', async () => {
    const chime = createChime({
      signal: new AbortController().signal,
      after: () => () => undefined,
      open: () => {
        throw new Error('No device.');
      },
    });
    expect(await chime.ring()).toBe(false);
    expect(() => chime.stop()).not.toThrow();
  });

  it('leaves nothing open when its widget goes while it rings', async () => {
    const { device, chime, settle, life } = createDevice(true);
    await chime.ring();
    life.abort();
    chime.stop();
    await settle();
    expect(device.state).toBe('closed');
  });
});

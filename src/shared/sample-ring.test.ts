import { describe, expect, it } from 'vitest';
import { startThread } from '../../tests/fakes/thread.ts';
import { createRingMemory, SampleRing } from './sample-ring.ts';

/** One channel that counts up, so that a sample says which one it is. Exact in 32-bit floats below 2^24. */
const counting = (from: number, length: number) => Float32Array.from({ length }, (_, i) => from + i);

describe('a ring of samples', () => {
  it('gives each sample once and in order', () => {
    const ring = new SampleRing(createRingMemory(256));
    const into = new Float32Array(100);
    const got: number[] = [];
    for (let from = 0; from < 12_800; from += 128) {
      ring.push([counting(from, 128)], 128, 0);
      for (let count = ring.pop(into); count > 0; count = ring.pop(into)) got.push(...into.subarray(0, count));
    }
    expect(got).toEqual([...counting(0, 12_800)]);
    expect(ring.dropped).toBe(0);
  });

  it('refuses the newest when it is full, and counts them', () => {
    const ring = new SampleRing(createRingMemory(256));
    for (let from = 0; from < 384; from += 128) ring.push([counting(from, 128)], 128, 0);
    const into = new Float32Array(512);
    expect(ring.pop(into)).toBe(256);
    expect([into[0], into[255]]).toEqual([0, 255]);
    expect(ring.dropped).toBe(128);
  });

  it('mixes two channels, and takes no channel for silence', () => {
    const ring = new SampleRing(createRingMemory(8));
    ring.push([Float32Array.of(1, 0.5), Float32Array.of(0, 0.5)], 2, 0);
    ring.push([], 2, 0);
    const into = new Float32Array(4);
    ring.pop(into);
    expect([...into]).toEqual([0.5, 0.5, 0, 0]);
  });

  it('knows how old the last push is, also where the clock wraps', () => {
    const ring = new SampleRing(createRingMemory(8));
    ring.push([], 1, 0x7fff_fffe);
    expect(ring.ageMs(0x8000_0003)).toBe(5);
    ring.push([], 1, 1_790_000_000_250);
    expect(ring.ageMs(1_790_000_000_300)).toBe(50);
    expect(ring.ageMs(1_790_000_000_249)).toBe(0);
  });

  it('forgets what waits for one who takes over', () => {
    const ring = new SampleRing(createRingMemory(256));
    ring.push([counting(0, 128)], 128, 0);
    ring.skip();
    ring.push([counting(128, 128)], 128, 0);
    const into = new Float32Array(256);
    expect([ring.pop(into), into[0]]).toEqual([128, 128]);
  });

  it('loses nothing between two threads: pushed = taken + dropped, all in order', async () => {
    const memory = createRingMemory(1024);
    const quanta = 20_000;
    const producer = await startThread(
      new URL('./sample-ring.ts', import.meta.url),
      `const ring = new SampleRing(data.memory);
      const quantum = new Float32Array(128);
      for (let n = 0; n < data.quanta; n += 1) {
        for (let i = 0; i < 128; i += 1) quantum[i] = (n * 128 + i) % 2 ** 23;
        ring.push([quantum], 128, 0);
        for (let wait = 0; wait < 200; wait += 1) Atomics.load(new Int32Array(data.memory, 0, 1), 0);
      }
      say('done');`,
      { memory, quanta },
    );
    const ring = new SampleRing(memory);
    const into = new Float32Array(700);
    let taken = 0;
    let gaps = 0;
    let backwards = 0;
    let last = -1;
    const state = { isDone: false };
    const done = new Promise<void>((resolve, reject) => {
      producer.once('message', () => ((state.isDone = true), resolve()));
      producer.once('error', reject);
    });
    while (!state.isDone || ring.waiting > 0) {
      const count = ring.pop(into);
      for (let i = 0; i < count; i += 1) {
        const value = into[i] ?? -1;
        const step = (value - last + 2 ** 23) % 2 ** 23;
        if (step === 0 || step > 2 ** 22) backwards += 1;
        else gaps += step - 1;
        last = value;
      }
      taken += count;
      if (count === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await done;
    await producer.terminate();
    expect(backwards).toBe(0);
    expect(taken + ring.dropped).toBe(quanta * 128);
    // What was dropped after the last sample taken leaves no gap behind.
    expect(gaps).toBeLessThanOrEqual(ring.dropped);
  }, 30_000);
});

/** Where the analysis gets its samples from: the shared ring, asked every few milliseconds, or chunks that come by themselves. */
import type { CapturedChunk } from '../../shared/audio-link.ts';
import { SampleRing } from '../../shared/sample-ring.ts';

/** New samples, how long ago the last of them was pushed, and how many were lost so far. */
export type TakeSamples = (samples: Float32Array, ageMs: number, dropped: number) => void;

/** Half a hop: the wait adds a quarter of a hop on average. */
const POLL_MS = 2.5;
/** Taken in one go; more than this is a backlog, worked off without letting calls wait. */
const BLOCK = 2048;

interface WaitingAtomics {
  waitAsync?(
    words: Int32Array,
    index: number,
    value: number,
    timeoutMs: number,
  ): { readonly async: boolean; readonly value: unknown };
}

const { waitAsync } = Atomics as WaitingAtomics;

/** A timer that nested timeouts do not stretch to 4 ms, where the browser has one; the audio thread never wakes it. */
function rest(ring: SampleRing): Promise<unknown> {
  const { words, index } = ring.wakeWord;
  if (waitAsync) {
    const waiting = waitAsync(words, index, Atomics.load(words, index), POLL_MS);
    if (waiting.async) return Promise.resolve(waiting.value);
  }
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

export interface Intake {
  /** Forgets what waits. */
  skip(): void;
  stop(): void;
}

export function intakeFromRing(memory: SharedArrayBuffer, take: TakeSamples): Intake {
  const ring = new SampleRing(memory);
  const block = new Float32Array(BLOCK);
  const views = new Map<number, Float32Array>();
  const life = new AbortController();
  const view = (count: number): Float32Array => {
    const known = views.get(count) ?? block.subarray(0, count);
    views.set(count, known);
    return known;
  };
  const run = async (): Promise<void> => {
    ring.skip();
    while (!life.signal.aborted) {
      const count = ring.pop(block);
      if (count > 0) take(view(count), ring.ageMs(Date.now()), ring.dropped);
      if (count < BLOCK) await rest(ring);
      else await new Promise((resolve) => setTimeout(resolve));
    }
  };
  void run();
  return { skip: () => ring.skip(), stop: () => life.abort() };
}

export function intakeFromPort(port: MessagePort, take: TakeSamples): Intake {
  port.addEventListener('message', ({ data }: MessageEvent<CapturedChunk>) => {
    take(data.samples, Math.max(0, Date.now() - data.clockMs), data.dropped);
    port.postMessage(data.samples, [data.samples.buffer]);
  });
  port.start();
  return { skip: () => undefined, stop: () => port.close() };
}

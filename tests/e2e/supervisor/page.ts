import { isAbort } from '../../../src/shared/errors.ts';
import type { CallOptions, SupervisedWorker, WorkerHealth } from '../../../src/shared/worker-contract.ts';
import { supervise } from '../../../src/workers/supervisor/supervisor.ts';
import { probeContract, type ProbeApi } from './contract.ts';

export interface CallReport {
  readonly value: string | null;
  readonly kind: string | null;
  readonly tookMs: number;
}

export interface ProbePage {
  readonly isolated: boolean;
  readonly states: { readonly state: string; readonly atMs: number }[];
  disposed: number;
  health(): WorkerHealth;
  call(
    method: keyof ProbeApi,
    args: unknown[],
    options?: { deadlineMs?: number; abortAfterMs?: number },
  ): Promise<CallReport>;
  /** Terminates the thread behind the supervisor's back. */
  terminate(): void;
  blockPage(ms: number): void;
  untilGeneration(generation: number): Promise<number>;
  stop(): void;
}

const workers: Worker[] = [];
const states: { state: string; atMs: number }[] = [];
const worker: SupervisedWorker<ProbeApi> = supervise(
  probeContract,
  () => {
    const thread = new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module', name: 'probe' });
    workers.push(thread);
    return thread;
  },
  {
    onState: ({ state }) => states.push({ state, atMs: performance.now() }),
    onGeneration: (call) => call('configure', [7]),
  },
);

const probe: ProbePage = {
  isolated: globalThis.crossOriginIsolated,
  states,
  disposed: 0,
  health: () => worker.health(),
  call: async (method, args, { deadlineMs, abortAfterMs } = {}) => {
    const startMs = performance.now();
    const options: CallOptions = {
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
      ...(abortAfterMs === undefined ? {} : { signal: AbortSignal.timeout(abortAfterMs) }),
    };
    try {
      const value: unknown = await worker.call(method, args as never, options);
      if (value instanceof ImageBitmap) value.close();
      return { value: String(value), kind: null, tookMs: performance.now() - startMs };
    } catch (error) {
      const kind = isAbort(error) ? 'aborted' : (error as { kind: string }).kind;
      return { value: null, kind, tookMs: performance.now() - startMs };
    }
  },
  terminate: () => workers.at(-1)?.terminate(),
  blockPage: (ms) => {
    const endMs = performance.now() + ms;
    while (performance.now() < endMs);
  },
  untilGeneration: (generation) => {
    const startMs = performance.now();
    return new Promise((resolve) => {
      const check = (health: WorkerHealth): void => {
        if (health.generation >= generation && health.state === 'ready') resolve(performance.now() - startMs);
      };
      worker.onState(check);
      check(worker.health());
    });
  },
  stop: () => {
    worker.stop();
  },
};
globalThis.addEventListener('disposed', () => {
  probe.disposed += 1;
});
Object.assign(globalThis, { probe });

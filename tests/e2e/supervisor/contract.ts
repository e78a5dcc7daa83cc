import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../../src/shared/worker-contract.ts';

export type ProbeApi = {
  configure(size: number): void;
  echo(text: string): string;
  wait(ms: number): Promise<string>;
  /** Blocks the thread for so long; `progress` reports on the way. */
  spin(ms: number, progress: boolean): string;
  end(): Promise<string>;
  strayRejection(): Promise<string>;
  photo(sidePx: number, afterMs: number): Promise<ImageBitmap>;
  nonsense(times: number): Promise<string>;
};

export const probeContract: WorkerContract<ProbeApi> = {
  name: 'probe',
  deadlineMs: {
    configure: 1000,
    echo: 2000,
    wait: 5000,
    spin: 3000,
    end: 5000,
    strayRejection: 5000,
    photo: 3000,
    nonsense: 3000,
  },
  disposeLate: (_method, result) => {
    if (!(result instanceof ImageBitmap)) return;
    result.close();
    globalThis.dispatchEvent(new Event('disposed'));
  },
  heartbeat: defaultHeartbeat,
  restart: { ...defaultRestart, backoffMs: [0], maxRestarts: 100 },
};

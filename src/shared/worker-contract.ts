/**
 * What main and a worker agree on. A method without a deadline does not compile.
 * The supervisor (main) and `serve` (worker) both take the same contract object.
 */

/** `never` parameters let every api be assigned; calls go through `Parameters<Api[M]>`. */
export type WorkerApi = { [method: string]: (...args: never[]) => unknown };

export interface HeartbeatPolicy {
  readonly intervalMs: number;
  /** Without a beat for this long: `unhealthy`. */
  readonly unhealthyMs: number;
  /** Without a beat for this long while no call explains it: killed and started again. */
  readonly restartMs: number;
  /**
   * A worker in the middle of a call may work in one piece for as long as the call's deadline allows, but
   * never longer than this without a beat or a progress report (default 30 s).
   */
  readonly busyMs?: number;
}

export interface RestartPolicy {
  /** Wait before restart n (last one repeats); ±20 % jitter. */
  readonly backoffMs: readonly number[];
  /** This many restarts within `windowMs` open the breaker. */
  readonly maxRestarts: number;
  readonly windowMs: number;
  /** An open breaker tries one probe start this often, for ever. */
  readonly probeMs: number;
  /** Healthy for this long: counters go back to zero. */
  readonly resetMs: number;
  readonly handshakeMs: number;
}

export interface WorkerContract<Api extends WorkerApi> {
  readonly name: string;
  /** Per method, milliseconds; a call settles by then whatever happens. Progress reports extend it. */
  readonly deadlineMs: { readonly [M in keyof Api]: number };
  /** Frees what a result holds that arrives after its call was settled (closes bitmaps). */
  readonly disposeLate?: (method: keyof Api, result: unknown) => void;
  readonly heartbeat: HeartbeatPolicy;
  readonly restart: RestartPolicy;
}

export const defaultHeartbeat: HeartbeatPolicy = { intervalMs: 1000, unhealthyMs: 3000, restartMs: 5000 };

export const defaultRestart: RestartPolicy = {
  backoffMs: [0, 1000, 2000, 4000, 8000, 16000, 30000],
  maxRestarts: 5,
  windowMs: 60_000,
  probeMs: 300_000,
  resetMs: 60_000,
  handshakeMs: 10_000,
};

export type WorkerState = 'starting' | 'ready' | 'unhealthy' | 'restarting' | 'failed' | 'stopped';

export interface WorkerHealth {
  readonly state: WorkerState;
  readonly generation: number;
  readonly restarts: number;
  readonly lastError: string | null;
  /** One sentence for a person while something is wrong; absent while all is well. */
  readonly degraded?: string;
}

/** What `serve` adds as the last argument of every method of an implementation. */
export interface CallContext {
  /** Aborted when the caller gave up (abort, deadline). Stop as soon as you can; the result is disposed of. */
  readonly signal: AbortSignal;
  /** "Still at it": starts this call's deadline anew (up to ten times its length in all). Cheap, also inside loops. */
  progress(): void;
}

/** What `serve` hands to the loader of an implementation. */
export interface WorkerRuntime {
  /** Sends an event to the page (`onEvent`). */
  emit(event: unknown): void;
  /** Beats by hand in long synchronous work outside any call, while loading included. */
  progress(): void;
  /** The page's base address, for building addresses; empty when unknown. */
  readonly baseUrl: string;
}

/** A contract's methods as a worker implements them: same arguments, `CallContext` last. */
export type Implementation<Api extends WorkerApi> = {
  readonly [M in keyof Api]: (
    ...args: [...Parameters<Api[M]>, CallContext]
  ) => ReturnType<Api[M]> | Promise<Awaited<ReturnType<Api[M]>>>;
};

/** Call options. Transferables inside `args` are listed in `transfer`. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly transfer?: readonly Transferable[];
  /** Overrides the contract's deadline for this one call. */
  readonly deadlineMs?: number;
  /** Names the item a call is about; comes back as the `detail` of `worker.crashed` and `worker.deadline`. */
  readonly key?: string;
}

export interface SupervisedWorker<Api extends WorkerApi> {
  readonly name: string;
  health(): WorkerHealth;
  /**
   * Always settles: result, `AppError` from the worker, `aborted`, `worker.deadline`, `worker.crashed` or
   * `worker.unavailable`. A call lost to a crash is resubmitted once to the next generation unless aborted.
   */
  call<M extends keyof Api & string>(
    method: M,
    args: Parameters<Api[M]>,
    options?: CallOptions,
  ): Promise<Awaited<ReturnType<Api[M]>>>;
  onState(listener: (health: WorkerHealth) => void): () => void;
  /** Messages the worker sends by itself (`emit` in `serve`). */
  onEvent(listener: (event: unknown) => void): () => void;
  /** Ends this generation as a crash would; for the automation API's debug mode and tests. */
  kill(reason: string): void;
  stop(): void;
}

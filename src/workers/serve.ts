/**
 * The worker's end of supervision. Runs in a worker; owns the ports it was given and one timer.
 *
 * Order matters: fault forwarding is installed when `serve` is called, the heartbeat starts with the page's
 * hello, and only then is the implementation loaded, so a worker that fails or hangs while importing says so.
 * A result computed for a caller that gave up is disposed of here and never crosses the thread.
 */
import { expose, transfer } from 'comlink';
import { aborted, AppError, type ErrorData, toErrorData } from '../shared/errors.ts';
import type {
  CallContext,
  Implementation,
  WorkerApi,
  WorkerContract,
  WorkerRuntime,
} from '../shared/worker-contract.ts';
import {
  contractSignature,
  isCancel,
  isHello,
  type CallTarget,
  type ControlMessage,
  type Hello,
  type Reply,
} from '../shared/worker-wire.ts';

/** The part of a worker's global scope that `serve` uses. */
export interface ServeScope {
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  setInterval(handler: () => void, ms: number): number;
  /** Absent outside of secure contexts. */
  readonly navigator?: { readonly locks?: { request(name: string, whenHeld: () => Promise<void>): Promise<unknown> } };
}

export interface ServeOptions {
  /** Default: this worker's global scope. */
  readonly scope?: ServeScope;
}

/** Gives the implementation, now or after an import; called once, when the page has said hello. */
export type Loader<Api extends WorkerApi> = (
  runtime: WorkerRuntime,
) => Implementation<Api> | Promise<Implementation<Api>>;

type ControlBody = ControlMessage extends infer M ? (M extends ControlMessage ? Omit<M, 'generation'> : never) : never;
type Method = (...args: unknown[]) => unknown;

const progressEveryMs = 200;
const transferables = new WeakMap<object, readonly Transferable[]>();

/** Marks what of a method's result is moved to the page and not copied. Returns the same value. */
export function transferring<T extends object>(value: T, moved: readonly Transferable[]): T {
  transferables.set(value, moved);
  return value;
}

/**
 * Serves a contract from this worker. Call it synchronously while the worker's script runs:
 * `serve(contract, (runtime) => import('./api.ts').then((m) => m.createApi(runtime)))`.
 */
export function serve<Api extends WorkerApi>(
  contract: WorkerContract<Api>,
  implementation: Implementation<Api> | Loader<Api>,
  options: ServeOptions = {},
): void {
  const scope = options.scope ?? (globalThis as unknown as ServeScope);
  const early: ErrorData[] = [];
  let report = (error: ErrorData): void => {
    if (early.length < 8) early.push(error);
  };
  scope.addEventListener('error', (event) => {
    event.preventDefault();
    report(faultData('error' in event && event.error ? event.error : 'message' in event ? event.message : event.type));
  });
  scope.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    report(faultData('reason' in event ? event.reason : event.type));
  });
  const onMessage = (event: Event): void => {
    const hello = 'data' in event ? event.data : undefined;
    if (!isHello(hello)) return;
    scope.removeEventListener('message', onMessage);
    report = answer(contract, implementation, scope, hello);
    early.forEach(report);
  };
  scope.addEventListener('message', onMessage);
}

function faultData(reason: unknown): ErrorData {
  const data = toErrorData(reason);
  const stack = reason instanceof Error ? reason.stack : undefined;
  return stack === undefined || data.detail !== undefined ? data : { ...data, detail: stack.slice(0, 2000) };
}

function answer<Api extends WorkerApi>(
  contract: WorkerContract<Api>,
  implementation: Implementation<Api> | Loader<Api>,
  scope: ServeScope,
  hello: Hello,
): (fault: ErrorData) => void {
  const { control, generation } = hello;
  const word = hello.beats === null ? null : new Int32Array(hello.beats);
  const post = (body: ControlBody): void => {
    control.postMessage({ ...body, generation }, []);
  };
  const beat = (): void => {
    if (word === null) post({ type: 'beat' });
    else Atomics.add(word, 0, 1);
  };
  post({ type: 'alive', signature: contractSignature(contract) });
  scope.setInterval(beat, hello.intervalMs);
  const locked = scope.navigator?.locks?.request(hello.lifeLock, () => {
    post({ type: 'held' });
    return new Promise(() => {});
  });
  // Refused to some origins; the heartbeat is enough then.
  locked?.catch(() => {});

  const runtime: WorkerRuntime = {
    emit: (event) => {
      post({ type: 'event', event });
    },
    progress: throttled(() => {
      beat();
      post({ type: 'progress', call: null });
    }),
    baseUrl: hello.baseUrl,
  };
  const begin = async (): Promise<void> => {
    try {
      const methods = typeof implementation === 'function' ? await implementation(runtime) : implementation;
      serveCalls(contract, methods, hello, (type, call) => {
        if (type === 'progress') beat();
        post({ type, call });
      });
      post({ type: 'ready' });
    } catch (error) {
      post({ type: 'load-failed', error: faultData(error) });
    }
  };
  void begin();
  return (error) => {
    post({ type: 'fault', error });
  };
}

function serveCalls<Api extends WorkerApi>(
  contract: WorkerContract<Api>,
  methods: Implementation<Api>,
  hello: Hello,
  tell: (type: 'started' | 'progress', call: number) => void,
): void {
  const running = new Map<number, AbortController>();
  hello.control.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isCancel(data)) running.get(data.call)?.abort(aborted());
  });
  hello.control.start();
  const target: CallTarget = {
    async invoke(call, method, args) {
      const controller = new AbortController();
      running.set(call, controller);
      // Said before the work begins: from here on this call explains a silence, and a crash is its doing.
      tell('started', call);
      const envelope = { generation: hello.generation, call, method };
      const context: CallContext = { signal: controller.signal, progress: throttled(() => tell('progress', call)) };
      try {
        const value = await implementedMethod(contract, methods, method)(...args, context);
        if (controller.signal.aborted) {
          contract.disposeLate?.(method, value);
          return { ...envelope, ok: false, error: toErrorData(controller.signal.reason) };
        }
        const reply: Reply = { ...envelope, ok: true, value };
        const moved = typeof value === 'object' && value !== null ? transferables.get(value) : undefined;
        return moved === undefined ? reply : transfer(reply, [...moved]);
      } catch (error) {
        return { ...envelope, ok: false, error: toErrorData(error) };
      } finally {
        running.delete(call);
      }
    },
  };
  expose(target, hello.calls);
}

function implementedMethod<Api extends WorkerApi>(
  contract: WorkerContract<Api>,
  methods: Implementation<Api>,
  name: string,
): Method {
  if (Object.hasOwn(contract.deadlineMs, name)) {
    const method: unknown = Reflect.get(methods, name);
    if (typeof method === 'function') return (...args) => Reflect.apply(method, methods, args) as unknown;
  }
  throw new AppError('worker.protocol', `The ${contract.name} worker has no method called ${name}.`);
}

/** At most one call of `fn` per `progressEveryMs`: progress may be reported from a tight loop. */
function throttled(fn: () => void): () => void {
  let nextMs = 0;
  return () => {
    const nowMs = performance.now();
    if (nowMs < nextMs) return;
    nextMs = nowMs + progressEveryMs;
    fn();
  };
}

/**
 * Test only: a worker that does what its script says. The real `serve` runs in it, over fake threads and ports.
 *
 * `FakeFleet` is the page's side of it: it spawns workers, each with the next start of its list, and counts what is
 * alive. What a call does is in its argument, so a test reads as "this call hangs, that one answers".
 */
import { AppError } from '../../shared/errors.ts';
import {
  defaultHeartbeat,
  defaultRestart,
  type CallContext,
  type Implementation,
  type WorkerContract,
} from '../../shared/worker-contract.ts';
import { isRecord } from '../../shared/plain-data.ts';
import { isHello } from '../../shared/worker-wire.ts';
import { serve, transferring } from '../serve.ts';
import { BitmapAccounts, FakeBitmap, FakePort, FakeThread, type Transform } from './fake-thread.ts';

/**
 * What one call does in the worker, `afterMs` after it arrived (at once unless told). A `tag` that begins with
 * `duplicate/`, `stale/`, `nonsense/` or `mixed-up/` spoils the answer on its way out.
 */
export type Plan = { readonly tag?: string; readonly afterMs?: number } & (
  | { readonly does: 'answer' | 'throw' | 'hang' | 'spin' | 'close' | 'uncaught' | 'uncaught-answer' }
  | { readonly does: 'obey' | 'flood' }
  | { readonly does: 'block' | 'progress'; readonly forMs: number }
);

/** How one worker starts. */
export type Start =
  | { readonly kind: 'normal' | 'silent' | 'unconstructible' | 'script-error' | 'load-error' | 'other-version' }
  | { readonly kind: 'slow'; readonly loadMs: number };

export interface FakePhoto {
  readonly tag: string;
  readonly bitmap: FakeBitmap;
}

export type FakeApi = {
  configure(options: { readonly size: number }): void;
  work(plan: Plan): Promise<string>;
  photo(plan: Plan): Promise<FakePhoto>;
};

export const fakeContract: WorkerContract<FakeApi> = {
  name: 'fake',
  deadlineMs: { configure: 1000, work: 2000, photo: 4000 },
  disposeLate: (_method, result) => {
    if (isRecord(result) && result['bitmap'] instanceof FakeBitmap) result['bitmap'].close();
  },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

export interface FleetOptions {
  /** One start per worker; the last one repeats. Default: all normal. */
  readonly starts?: readonly Start[];
  /** Heartbeats by shared memory, as in an isolated page. */
  readonly shared?: boolean;
  /** There are Web Locks: the end of a worker is known at once. */
  readonly tellsClose?: boolean;
  readonly contract?: WorkerContract<FakeApi>;
}

export class FakeFleet {
  readonly page = new FakeThread();
  readonly bitmaps = new BitmapAccounts();
  readonly workers: FakeWorker[] = [];
  readonly ports: FakePort[] = [];
  readonly options: FleetOptions;
  /** What the workers did, in order: `generation:method:tag`. */
  readonly log: string[] = [];
  readonly awake = new Set<() => void>();
  readonly waitingForLocks = new Map<string, Set<() => void>>();
  /** The page's timers that have neither run nor been cleared. */
  readonly timers = new Set<number>();
  random = 0.5;

  constructor(options: FleetOptions = {}) {
    this.options = options;
  }

  get newest(): FakeWorker {
    const worker = this.workers.at(-1);
    if (worker === undefined) throw new Error('No worker was started yet.');
    return worker;
  }

  readonly spawn = (): Worker => {
    const starts = this.options.starts ?? [];
    const start = starts[Math.min(this.workers.length, starts.length - 1)] ?? { kind: 'normal' };
    const worker = new FakeWorker(this, start);
    this.workers.push(worker);
    if (start.kind === 'unconstructible') worker.terminate();
    if (start.kind === 'unconstructible') throw new Error('The worker could not be constructed.');
    return worker as unknown as Worker;
  };

  /** The page's clock, timers and channels; fits the supervisor's `platform`. */
  readonly platform = {
    nowMs: () => performance.now(),
    random: () => this.random,
    setTimeout: (handler: () => void, ms: number) => {
      const timer = this.page.setTimeout(() => {
        if (this.timers.delete(timer)) handler();
      }, ms);
      this.timers.add(timer);
      return timer;
    },
    clearTimeout: (timer: number) => {
      this.timers.delete(timer);
      clearTimeout(timer);
    },
    createChannel: () => {
      const { port1, port2 } = FakePort.pair(this.page, this.newest.thread);
      this.ports.push(port1);
      return { port1: port1 as unknown as MessagePort, port2: port2 as unknown as MessagePort };
    },
    createBeats: () => (this.options.shared === true ? new SharedArrayBuffer(4) : null),
    onReleased: (name: string, listener: () => void) => {
      const waiting = this.waitingForLocks.get(name) ?? new Set();
      this.waitingForLocks.set(name, waiting.add(listener));
      return () => waiting.delete(listener);
    },
    onAwake: (listener: () => void) => {
      this.awake.add(listener);
      return () => this.awake.delete(listener);
    },
    baseUrl: 'https://photos.test/',
  };
}

export class FakeWorker {
  readonly thread = new FakeThread();
  readonly generation: number;
  readonly #fleet: FakeFleet;
  readonly #start: Start;
  /** Both ends of the worker's own message channel: the page's listeners and the worker's global scope. */
  readonly #outside: FakePort;
  readonly #scope: FakePort;
  #lockName = '';
  #control: FakePort | null = null;
  #calls: FakePort | null = null;

  constructor(fleet: FakeFleet, start: Start) {
    this.#fleet = fleet;
    this.#start = start;
    this.generation = fleet.workers.length + 1;
    const { port1, port2 } = FakePort.pair(fleet.page, this.thread);
    this.#outside = port1;
    this.#scope = port2;
    if (start.kind === 'silent' || start.kind === 'unconstructible') return;
    setTimeout(() => {
      if (start.kind === 'script-error') this.#outside.dispatch('error', { message: 'Script not found.' });
      else this.thread.run(() => this.#runScript());
    }, 0);
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#outside.addEventListener(type, listener);
  }

  postMessage(message: unknown, moved: readonly unknown[]): void {
    if (isHello(message)) {
      this.#control = message.control as unknown as FakePort;
      this.#calls = message.calls as unknown as FakePort;
      this.#calls.transform = faultsOf(this);
    }
    this.#outside.postMessage(message, moved);
  }

  terminate(): void {
    this.thread.dead = true;
    this.#outside.close();
  }

  /** Ends by itself, as `self.close()` or a crash of the thread does. */
  close(): void {
    this.thread.dead = true;
    if (this.#fleet.options.tellsClose !== true) return;
    const waiting = [...(this.#fleet.waitingForLocks.get(this.#lockName) ?? [])];
    this.#fleet.waitingForLocks.delete(this.#lockName);
    for (const released of waiting) this.#fleet.page.run(released);
  }

  /** Raw messages on each of the three channels. */
  say(channel: 'self' | 'control' | 'calls', message: unknown): void {
    const port = { self: this.#scope, control: this.#control, calls: this.#calls }[channel];
    port?.postMessage(message);
  }

  rejectUncaught(reason: unknown): void {
    this.#scope.dispatch('unhandledrejection', { reason });
  }

  get terminated(): boolean {
    return this.thread.dead;
  }

  #runScript(): void {
    const contract = this.#fleet.options.contract ?? fakeContract;
    const scope = {
      addEventListener: (type: string, listener: (event: Event) => void) => {
        this.#scope.addEventListener(type, listener);
      },
      removeEventListener: (type: string, listener: (event: Event) => void) => {
        this.#scope.removeEventListener(type, listener);
      },
      setInterval: (handler: () => void, ms: number) => this.thread.setInterval(handler, ms),
      navigator: {
        locks: {
          request: async (name: string, whenHeld: () => Promise<void>) => {
            if (this.#fleet.options.tellsClose !== true) throw new DOMException('No locks here.', 'SecurityError');
            this.#lockName = name;
            await whenHeld();
          },
        },
      },
    };
    const served = this.#start.kind === 'other-version' ? { ...contract, name: 'older' } : contract;
    serve(served, () => this.#load(), { scope });
  }

  async #load(): Promise<Implementation<FakeApi>> {
    if (this.#start.kind === 'slow') await this.thread.sleep(this.#start.loadMs);
    if (this.#start.kind === 'load-error') throw new Error('The module could not be loaded.');
    return {
      configure: ({ size }) => {
        this.#note('configure', String(size));
      },
      work: async (plan, context) => {
        this.#note('work', plan.tag ?? plan.does);
        await this.#act(plan, context);
        return plan.tag ?? 'done';
      },
      photo: async (plan, context) => {
        this.#note('photo', plan.tag ?? plan.does);
        await this.#act(plan, context);
        const bitmap = this.#fleet.bitmaps.create(true);
        return transferring({ tag: plan.tag ?? 'done', bitmap }, [bitmap as unknown as Transferable]);
      },
    };
  }

  #note(method: string, tag: string): void {
    this.#fleet.log.push(`${String(this.generation)}:${method}:${tag}`);
  }

  async #act(plan: Plan, { signal, progress }: CallContext): Promise<void> {
    if (plan.afterMs !== undefined) await this.thread.sleep(plan.afterMs);
    switch (plan.does) {
      case 'throw':
        throw new AppError('photo.corrupt', 'This photo is damaged.', { retryable: false, detail: 'row 7' });
      case 'obey':
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        });
      case 'hang':
        return new Promise(() => {});
      case 'spin':
        return this.thread.block(Infinity);
      case 'block':
        return this.thread.block(plan.forMs);
      case 'close':
        this.close();
        return this.thread.sleep(1);
      case 'uncaught':
        this.rejectUncaught(new Error('Nobody awaited this.'));
        return new Promise(() => {});
      case 'uncaught-answer':
        this.rejectUncaught(new Error('Nobody awaited this.'));
        return;
      case 'progress':
        for (let spentMs = 0; spentMs < plan.forMs; spentMs += 500) {
          progress();
          await this.thread.sleep(500);
        }
        return;
      case 'flood':
        for (let n = 0; n < 100; n += 1) this.say('calls', { id: 'nobody', type: 'RAW', value: n });
        return;
      default:
    }
  }
}

/** What is done to a worker's answers on their way out, by the tag the result carries. */
function faultsOf(worker: FakeWorker): Transform {
  return (message) => {
    const reply = isRecord(message) ? message['value'] : undefined;
    if (!isRecord(message) || !isRecord(reply) || reply['ok'] !== true) return [message];
    const value = reply['value'];
    const tag = isRecord(value) ? value['tag'] : value;
    const kind = typeof tag === 'string' ? (tag.split('/')[0] ?? '') : '';
    switch (kind) {
      case 'duplicate':
        return [message, { ...message, value: { ...reply, value: twin(value) } }];
      case 'stale':
        return [{ ...message, value: { ...reply, generation: worker.generation - 1 } }];
      case 'nonsense':
        return [{ id: message['id'], type: 'HANDLER', name: 'proxy', value: { surprise: true } }];
      case 'mixed-up':
        return [{ ...message, value: { ...reply, call: -1 } }];
      default:
        return [message];
    }
  };
}

/** A second result like the first: a browser can't send the same bitmap twice. */
function twin(value: unknown): unknown {
  if (!isRecord(value) || !(value['bitmap'] instanceof FakeBitmap)) return value;
  const bitmap = value['bitmap'].accounts.create(true);
  return { ...value, bitmap };
}

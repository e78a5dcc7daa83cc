/**
 * Keeps one worker alive and makes every call to it settle. Page thread; the only owner of the worker.
 *
 * Invariants
 * - `call()` settles exactly once: result, the worker's `AppError`, `aborted`, `worker.deadline`,
 *   `worker.crashed`, `worker.protocol` or `worker.unavailable`.
 * - Every result is taken by its caller or disposed of by the contract's `disposeLate`, never both.
 * - A worker that ends, hangs, answers nonsense or never starts is replaced; when that keeps failing, the breaker
 *   opens and one probe per `probeMs` goes on for ever.
 * - After a crash the calls it held are suspects: each is submitted once more, one after the other, so that the
 *   next crash convicts the one that caused it and not its neighbours.
 */
import { AppError, type ErrorData } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type {
  CallOptions,
  SupervisedWorker,
  WorkerApi,
  WorkerContract,
  WorkerHealth,
  WorkerState,
} from '../../shared/worker-contract.ts';
import { contractSignature } from '../../shared/worker-wire.ts';
import { PendingCall } from './call.ts';
import { createAttendedClock, type AttendedClock } from './clock.ts';
import { Drain } from './drain.ts';
import { HealthBoard, Listeners } from './health.ts';
import { openLink } from './link.ts';
import { browserPlatform, type SupervisorPlatform } from './platform.ts';
import { CallQueue } from './queue.ts';
import { createRestartLedger, type RestartLedger } from './restarts.ts';
import { Run, type RunOwner } from './run.ts';

const defaultQueueLimit = 32;

export interface SupervisorHooks<Api extends WorkerApi> {
  /** Before any other call of each new generation: send the configuration again. Failing is a failed start. */
  readonly onGeneration?: (call: SupervisedWorker<Api>['call'], generation: number) => Promise<unknown> | void;
  readonly onState?: (health: WorkerHealth) => void;
  readonly onEvent?: (event: unknown) => void;
  /** Calls that may wait while the worker is not ready; more are refused with `worker.unavailable`. Default 32. */
  readonly queueLimit?: number;
  /** The first start waits for this; calls wait too, within their deadlines. */
  readonly startWhen?: Promise<unknown>;
  /** Replaces parts of the browser, for tests. */
  readonly platform?: Partial<SupervisorPlatform>;
}

/** Starts the worker and supervises it until `stop()`. */
export function supervise<Api extends WorkerApi>(
  contract: WorkerContract<Api>,
  spawn: () => Worker,
  hooks: SupervisorHooks<Api> = {},
): SupervisedWorker<Api> {
  return new Supervisor(contract, spawn, hooks);
}

class Supervisor<Api extends WorkerApi> implements SupervisedWorker<Api> {
  readonly name: string;
  readonly #contract: WorkerContract<Api>;
  readonly #spawn: () => Worker;
  readonly #hooks: SupervisorHooks<Api>;
  readonly #platform: SupervisorPlatform;
  readonly #clock: AttendedClock;
  readonly #ledger: RestartLedger;
  readonly #owner: RunOwner;
  readonly #stopAwake: () => void;
  readonly #board: HealthBoard;
  readonly #queue: CallQueue;
  readonly #drain = new Drain();
  readonly #eventListeners = new Listeners<unknown>();
  #run: Run | null = null;
  #generation = 0;
  #wireId = 0;
  #lastError: string | null = null;
  #breakerOpen = false;
  #stopped = false;
  #startDueMs: number | null = null;
  #forgiven = true;

  constructor(contract: WorkerContract<Api>, spawn: () => Worker, hooks: SupervisorHooks<Api>) {
    this.name = contract.name;
    this.#contract = contract;
    this.#spawn = spawn;
    this.#hooks = hooks;
    this.#platform = { ...browserPlatform(), ...hooks.platform };
    this.#clock = createAttendedClock(this.#platform, (nowMs, late) => this.#tick(nowMs, late));
    this.#ledger = createRestartLedger(contract.restart, this.#platform.random);
    this.#board = new HealthBoard(contract.name, contract.restart.probeMs);
    this.#queue = new CallQueue(hooks.queueLimit ?? defaultQueueLimit);
    this.#owner = this.#ownerOfRuns();
    this.#stopAwake = this.#platform.onAwake(() => {
      this.#clock.wakeNow();
    });
    if (hooks.onEvent !== undefined) this.#eventListeners.add(hooks.onEvent);
    if (hooks.startWhen) void hooks.startWhen.then(() => this.#stopped || this.#start());
    else this.#start();
    if (hooks.onState !== undefined) this.#board.listeners.add(hooks.onState);
    // The first state is told when the caller holds the supervised worker.
    queueMicrotask(() => {
      this.#board.listeners.tell(this.#board.latest);
    });
  }

  health(): WorkerHealth {
    return this.#board.latest;
  }

  call<M extends keyof Api & string>(
    method: M,
    args: Parameters<Api[M]>,
    options: CallOptions = {},
  ): Promise<Awaited<ReturnType<Api[M]>>> {
    return this.#call(method, args, options, false);
  }

  onState(listener: (health: WorkerHealth) => void): () => void {
    return this.#board.listeners.add(listener);
  }

  onEvent(listener: (event: unknown) => void): () => void {
    return this.#eventListeners.add(listener);
  }

  kill(reason: string): void {
    if (this.#run !== null) this.#broken(this.#run, reason);
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#startDueMs = null;
    for (const call of this.#retire()) call.failUnavailable('it was stopped');
    this.#refuseWaiting('it was stopped');
    this.#stopAwake();
    this.#publish();
    this.#board.listeners.clear();
    this.#eventListeners.clear();
    if (this.#drain.isEmpty) this.#clock.stop();
  }

  #ownerOfRuns(): RunOwner {
    return {
      heartbeat: this.#contract.heartbeat,
      handshakeMs: this.#contract.restart.handshakeMs,
      signature: contractSignature(this.#contract),
      nowMs: () => this.#clock.nowMs(),
      nextWireId: () => (this.#wireId += 1),
      loaded: (run) => void this.#configure(run),
      answered: () => {
        this.#pump();
        this.#publish();
      },
      event: (event) => {
        this.#eventListeners.tell(event);
      },
      faulted: (_run, error) => {
        this.#faulted(error);
      },
      broken: (run, reason) => {
        this.#broken(run, reason);
      },
      dispose: (method, value) => {
        dispose(this.#contract, method, value);
      },
    };
  }

  #call<M extends keyof Api & string>(
    method: M,
    args: Parameters<Api[M]>,
    options: CallOptions,
    direct: boolean,
  ): Promise<Awaited<ReturnType<Api[M]>>> {
    return new Promise<Awaited<ReturnType<Api[M]>>>((resolve, reject) => {
      const deadlineMs = options.deadlineMs ?? this.#contract.deadlineMs[method];
      const call = new PendingCall(
        { worker: this.name, method, args, deadlineMs, options, direct },
        // The worker's side of the contract is checked by `serve`; the wire carries no types.
        { resolve: resolve as (value: unknown) => void, reject },
        (aborted) => {
          this.#forget(aborted);
        },
      );
      if (options.signal?.aborted === true) call.fail('aborted', 'Stopped.', true);
      else this.#submit(call);
    });
  }

  #submit(call: PendingCall): void {
    const nowMs = this.#clock.nowMs();
    call.renew(nowMs);
    const run = this.#run;
    if (this.#stopped) call.failUnavailable('it was stopped');
    else if (this.#breakerOpen) call.failUnavailable(say`it keeps failing (${this.#lastError ?? 'no reason known'})`);
    else if (run !== null && (call.request.direct || (run.phase === 'ready' && !run.silent))) run.send(call);
    else if (!this.#queue.add(call)) call.failUnavailable('too much is waiting for it already');
    if (!call.settled) this.#clock.wakeBy(call.dueMs);
  }

  #forget(call: PendingCall): void {
    this.#run?.giveUp(call);
    this.#queue.remove(call);
    this.#pump();
  }

  #start(): void {
    this.#startDueMs = null;
    this.#generation += 1;
    const { platform, generation } = { platform: this.#platform, generation: this.#generation };
    const options = {
      platform,
      generation,
      signature: this.#owner.signature,
      intervalMs: this.#owner.heartbeat.intervalMs,
    };
    try {
      this.#run = new Run(this.#owner, (events) => openLink(this.#spawn, options, events));
      this.#clock.wakeBy(this.#run.nextDueMs(this.#clock.nowMs()));
    } catch (error) {
      this.#failed(error instanceof Error ? error.message : 'it could not be created', false);
    }
    this.#publish();
  }

  async #configure(run: Run): Promise<void> {
    try {
      await this.#hooks.onGeneration?.((method, args, options = {}) => {
        if (this.#run === run) return this.#call(method, args, options, true);
        return Promise.reject(
          new AppError('worker.crashed', say`The ${this.name} worker was started again meanwhile.`, {
            retryable: true,
          }),
        );
      }, run.link.generation);
    } catch (error) {
      if (this.#run === run) this.#broken(run, error instanceof Error ? error.message : 'its configuration failed');
      return;
    }
    if (this.#run !== run) return;
    run.ready(this.#clock.nowMs());
    this.#breakerOpen = false;
    this.#forgiven = false;
    this.#ledger.started();
    this.#pump();
    this.#publish();
  }

  /** The generation is over: its calls become suspects or fail, and a restart, a probe or nothing follows. */
  #broken(run: Run, reason: string): void {
    if (run !== this.#run) return;
    const wasReady = run.phase === 'ready';
    this.#queue.takeBack(this.#retire(), this.#clock.nowMs(), reason);
    this.#failed(reason, wasReady);
    this.#publish();
  }

  #failed(reason: string, wasReady: boolean): void {
    const nowMs = this.#clock.nowMs();
    this.#lastError = reason;
    const { open, waitMs } = this.#ledger.failed(nowMs, wasReady);
    this.#breakerOpen = open;
    if (open) this.#refuseWaiting(say`it keeps failing (${reason})`);
    this.#startDueMs = nowMs + waitMs;
    this.#clock.wakeBy(this.#startDueMs);
  }

  /** Ends the present generation, if any, and gives back the calls it held. */
  #retire(): readonly PendingCall[] {
    const run = this.#run;
    if (run === null) return [];
    this.#run = null;
    const { calls, draining } = run.end();
    if (draining) {
      this.#drain.add(run.link, this.#clock.nowMs());
      this.#clock.wakeBy(this.#drain.dueMs());
    }
    return calls;
  }

  #refuseWaiting(reason: string): void {
    for (const call of this.#queue.removeAll()) call.failUnavailable(reason);
  }

  #faulted(error: ErrorData): void {
    this.#lastError = error.message;
    this.#publish();
  }

  /** Sends what waits, as far as the worker is to be trusted with it. */
  #pump(): void {
    const run = this.#run;
    if (run?.phase !== 'ready' || run.silent) return;
    this.#queue.release(this.#clock.nowMs(), (call) => {
      run.send(call);
      this.#clock.wakeBy(call.dueMs);
    });
    this.#clock.wakeBy(this.#queue.dueMs());
  }

  /** A late tick judges nothing: answers that came while the page was away are still in the queue. */
  #tick(nowMs: number, late: boolean): number | null {
    this.#drain.pass(nowMs);
    if (this.#stopped && this.#drain.isEmpty) this.#clock.stop();
    if (late) this.#run?.excuse(nowMs);
    else this.#judge(nowMs);
    if (this.#startDueMs !== null && nowMs >= this.#startDueMs) this.#start();
    this.#pump();
    this.#publish();
    return this.#nextDueMs(late ? nowMs + this.#owner.heartbeat.intervalMs / 2 : nowMs);
  }

  #judge(nowMs: number): void {
    const run = this.#run;
    const reason = run?.judge(nowMs) ?? null;
    if (run !== null && reason !== null) this.#broken(run, reason);
    this.#queue.expire(nowMs);
    if (
      !this.#forgiven &&
      this.#run?.phase === 'ready' &&
      nowMs - this.#run.readyMs >= this.#contract.restart.resetMs
    ) {
      this.#forgiven = true;
      this.#ledger.healthy();
    }
  }

  #nextDueMs(earliestMs: number): number | null {
    const dueMs = Math.min(
      this.#run?.nextDueMs(this.#clock.nowMs()) ?? Infinity,
      this.#startDueMs ?? Infinity,
      this.#drain.dueMs(),
      this.#queue.dueMs(),
    );
    return dueMs === Infinity ? null : Math.max(dueMs, earliestMs);
  }

  #state(): WorkerState {
    if (this.#stopped) return 'stopped';
    if (this.#breakerOpen) return 'failed';
    if (this.#run?.phase !== 'ready') return this.#generation === 1 && this.#run !== null ? 'starting' : 'restarting';
    return this.#run.silent || this.#run.faulty ? 'unhealthy' : 'ready';
  }

  #publish(): void {
    this.#board.show(this.#state(), this.#generation, this.#lastError);
  }
}

function dispose<Api extends WorkerApi>(contract: WorkerContract<Api>, method: string, value: unknown): void {
  if (!Object.hasOwn(contract.deadlineMs, method)) return;
  try {
    contract.disposeLate?.(method, value);
  } catch {
    // Nonsense in the place of a result has nothing to free.
  }
}

/**
 * One generation at work: which calls it holds, and whether it is to be trusted. Page thread.
 *
 * Owns its link. It judges (`judge`) but never restarts; its supervisor does. A result that no call takes any
 * more is disposed of, also after the generation has ended and until its call port is closed.
 */
import { AppError, fromErrorData, type ErrorData } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { HeartbeatPolicy } from '../../shared/worker-contract.ts';
import type { ControlMessage, Reply } from '../../shared/worker-wire.ts';
import type { PendingCall } from './call.ts';
import type { Link, LinkEvents } from './link.ts';

const garbageLimit = 20;
const garbageWindowMs = 10_000;
/** Calls given up and never finished that one generation may hold. */
const strandedLimit = 4;
const defaultBusyMs = 30_000;

export interface RunOwner {
  readonly heartbeat: HeartbeatPolicy;
  readonly handshakeMs: number;
  readonly signature: string;
  nowMs(): number;
  nextWireId(): number;
  /** The implementation is loaded: configuration may begin. */
  loaded(run: Run): void;
  answered(run: Run): void;
  event(event: unknown): void;
  faulted(run: Run, error: ErrorData): void;
  broken(run: Run, reason: string): void;
  dispose(method: string, value: unknown): void;
}

export class Run {
  readonly link: Link;
  readonly inFlight = new Map<number, PendingCall>();
  phase: 'greeting' | 'loading' | 'configuring' | 'ready' | 'ended' = 'greeting';
  lastBeatMs: number;
  readyMs = 0;
  /** Set while the worker is silent without a call that explains it: nothing new is sent. */
  silent = false;
  readonly #owner: RunOwner;
  #phaseDueMs: number;
  readonly #startDueMs: number;
  #beats: number | null = 0;
  #garbage = { count: 0, sinceMs: 0 };
  /** Calls in hand when the worker reported an uncaught error; they must be answered by `dueMs`. */
  #fault: { readonly calls: Set<number>; readonly dueMs: number } | null = null;
  /** Calls given up, with the time from which each counts as stranded. */
  readonly #givenUp = new Map<number, number>();

  /** Throws what starting the worker throws. */
  constructor(owner: RunOwner, open: (events: LinkEvents) => Link) {
    this.#owner = owner;
    this.lastBeatMs = owner.nowMs();
    this.#phaseDueMs = this.lastBeatMs + owner.handshakeMs;
    this.#startDueMs = this.lastBeatMs + 10 * owner.handshakeMs;
    this.link = open({
      control: (message) => {
        if (this.phase !== 'ended') this.#onControl(message);
      },
      reply: (call, reply, failure) => {
        this.#onReply(call, reply, failure);
      },
      stray: (reply) => {
        if (reply.ok) owner.dispose(reply.method, reply.value);
      },
      garbage: () => {
        this.#onGarbage();
      },
      gone: (reason) => {
        if (this.phase !== 'ended') owner.broken(this, reason);
      },
    });
  }

  get faulty(): boolean {
    return this.#fault !== null;
  }

  ready(nowMs: number): void {
    this.phase = 'ready';
    this.readyMs = nowMs;
    this.lastBeatMs = nowMs;
  }

  send(call: PendingCall): void {
    call.wireId = this.#owner.nextWireId();
    call.started = false;
    this.inFlight.set(call.wireId, call);
    const { method, args, options } = call.request;
    this.link.invoke(call.wireId, method, args, options.transfer ?? []);
  }

  /** The call was settled without this worker’s answer: tell the worker, and dispose of what still comes. */
  giveUp(call: PendingCall): void {
    if (!this.inFlight.delete(call.wireId)) return;
    this.#givenUp.set(call.wireId, call.dueMs + this.#owner.heartbeat.unhealthyMs);
    this.#explained(call.wireId);
    this.link.cancel(call.wireId);
  }

  /** Time the page itself was away does not count against the worker. */
  excuse(nowMs: number): void {
    this.lastBeatMs = Math.max(this.lastBeatMs, nowMs);
  }

  /** Settles what is overdue and says why this generation must end, or null. */
  judge(nowMs: number): string | null {
    this.#readBeats(nowMs);
    if (this.phase !== 'ready') {
      for (const call of this.inFlight.values()) if (nowMs >= call.dueMs) this.#expire(call);
      return nowMs >= this.#phaseDueMs ? 'it did not start in time' : null;
    }
    for (const call of this.inFlight.values()) if (nowMs >= call.dueMs) this.#expire(call);
    if ([...this.#givenUp.values()].filter((fromMs) => nowMs >= fromMs).length >= strandedLimit) {
      return 'it no longer finishes its work';
    }
    if (this.#fault !== null && nowMs >= this.#fault.dueMs) return 'an error left its work unfinished';
    const { unhealthyMs, restartMs } = this.#owner.heartbeat;
    const silenceMs = nowMs - this.lastBeatMs;
    this.silent = silenceMs >= unhealthyMs && !this.#busy(silenceMs);
    return this.silent && silenceMs >= restartMs ? 'it stopped answering' : null;
  }

  /** Earliest attended time at which `judge` has something to do. */
  nextDueMs(nowMs: number): number {
    let dueMs = Math.min(nowMs + this.#owner.heartbeat.intervalMs / 2, this.#fault?.dueMs ?? Infinity);
    if (this.phase !== 'ready') dueMs = Math.min(dueMs, this.#phaseDueMs);
    for (const call of this.inFlight.values()) dueMs = Math.min(dueMs, call.dueMs);
    return dueMs;
  }

  /** Ends the thread and gives back the calls it held. True when results may still be under way. */
  end(): { readonly calls: readonly PendingCall[]; readonly draining: boolean } {
    const calls = [...this.inFlight.values()];
    const draining = calls.length > 0 || this.#givenUp.size > 0;
    this.phase = 'ended';
    this.inFlight.clear();
    this.#givenUp.clear();
    this.link.terminate();
    if (!draining) this.link.close();
    return { calls, draining };
  }

  /** A call it has begun, and whose deadline is not over, explains a silence. One that only waits does not. */
  #busy(silenceMs: number): boolean {
    if (silenceMs >= (this.#owner.heartbeat.busyMs ?? defaultBusyMs)) return false;
    return [...this.inFlight.values()].some((call) => call.started);
  }

  #expire(call: PendingCall): void {
    call.failDeadline();
    this.giveUp(call);
  }

  #readBeats(nowMs: number): void {
    const beats = this.link.beats();
    if (beats !== null && beats !== this.#beats) this.lastBeatMs = nowMs;
    this.#beats = beats;
  }

  #onControl(message: ControlMessage): void {
    const nowMs = this.#owner.nowMs();
    this.lastBeatMs = nowMs;
    switch (message.type) {
      case 'alive':
        if (message.signature !== this.#owner.signature) this.#owner.broken(this, 'it is from another version');
        else if (this.phase === 'greeting') this.phase = 'loading';
        else this.#onGarbage();
        return;
      case 'ready':
        if (this.phase !== 'loading') return this.#onGarbage();
        this.phase = 'configuring';
        this.#phaseDueMs = Math.min(nowMs + this.#owner.handshakeMs, this.#startDueMs);
        return this.#owner.loaded(this);
      case 'progress':
        if (message.call === null) this.#phaseDueMs = Math.min(nowMs + this.#owner.handshakeMs, this.#startDueMs);
        else this.#progressed(message.call, nowMs);
        return;
      case 'started': {
        const call = this.inFlight.get(message.call);
        if (call !== undefined) call.started = true;
        return;
      }
      case 'load-failed':
        return this.#owner.broken(this, message.error.message);
      case 'fault':
        return this.#onFault(message.error, nowMs);
      case 'event':
        return this.#owner.event(message.event);
      case 'held':
      case 'beat':
    }
  }

  #progressed(wireId: number, nowMs: number): void {
    this.inFlight.get(wireId)?.progressed(nowMs);
    this.#explained(wireId);
  }

  #onReply(wireId: number, reply: Reply | null, failure: string): void {
    const call = this.inFlight.get(wireId);
    this.inFlight.delete(wireId);
    this.#givenUp.delete(wireId);
    this.#explained(wireId);
    if (this.phase !== 'ended') this.lastBeatMs = this.#owner.nowMs();
    if (reply?.ok === true) {
      if (call?.succeed(reply.value) !== true) this.#owner.dispose(reply.method, reply.value);
    } else if (reply !== null) {
      call?.reject(fromErrorData(reply.error));
    } else {
      const { worker, method } = call?.request ?? { worker: '', method: '' };
      call?.reject(
        new AppError('worker.protocol', say`The ${worker} worker’s answer to "${method}" cannot be used (${failure}).`),
      );
    }
    if (this.phase !== 'ended') this.#owner.answered(this);
  }

  #onFault(error: ErrorData, nowMs: number): void {
    if (this.inFlight.size > 0) {
      this.#fault ??= { calls: new Set(this.inFlight.keys()), dueMs: nowMs + this.#owner.heartbeat.unhealthyMs };
    }
    this.#owner.faulted(this, error);
  }

  #explained(wireId: number): void {
    this.#fault?.calls.delete(wireId);
    if (this.#fault?.calls.size === 0) this.#fault = null;
  }

  #onGarbage(): void {
    if (this.phase === 'ended') return;
    const nowMs = this.#owner.nowMs();
    if (nowMs - this.#garbage.sinceMs >= garbageWindowMs) this.#garbage = { count: 0, sinceMs: nowMs };
    this.#garbage.count += 1;
    if (this.#garbage.count >= garbageLimit) this.#owner.broken(this, 'it answers nonsense');
  }
}

/**
 * Calls that wait for a worker to be ready. Page thread.
 *
 * Two lines: those that were never begun, and suspects, which were in hand when a generation broke. Suspects are let
 * go one at a time, so that the next break convicts one call and not its neighbours.
 */
import type { PendingCall } from './call.ts';

/** A suspect that has not broken the worker within this time no longer holds back the next one. */
const suspectMs = 2000;
/** A call may be lost to crashes this often without having been begun. */
const mostLosses = 3;

export class CallQueue {
  #waiting: PendingCall[] = [];
  #suspects: PendingCall[] = [];
  #onTrial: { readonly call: PendingCall; readonly untilMs: number } | null = null;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False when the line is full. */
  add(call: PendingCall): boolean {
    if (this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(call);
    return true;
  }

  /**
   * Calls of a generation that broke: back to the front of the line, suspects, or failed with the reason. Never refused.
   * A call the worker never began can't have broken it; that it is lost again and again still ends somewhere.
   */
  takeBack(calls: readonly PendingCall[], nowMs: number, reason: string): void {
    const innocent: PendingCall[] = [];
    for (const call of calls) {
      const { direct, options } = call.request;
      const resendable = !direct && (options.transfer ?? []).length === 0;
      call.losses += 1;
      if (resendable && !call.started && call.losses <= mostLosses) {
        innocent.push(call);
        continue;
      }
      call.crashes += 1;
      if (!resendable || call.crashes > 1 || call.losses > mostLosses) call.failCrashed(reason);
      else {
        call.renew(nowMs);
        this.#suspects.push(call);
      }
    }
    this.#waiting.unshift(...innocent);
    this.#onTrial = null;
  }

  remove(call: PendingCall): void {
    this.#waiting = this.#waiting.filter((other) => other !== call);
    this.#suspects = this.#suspects.filter((other) => other !== call);
  }

  removeAll(): readonly PendingCall[] {
    const all = [...this.#suspects, ...this.#waiting];
    this.#suspects = [];
    this.#waiting = [];
    return all;
  }

  expire(nowMs: number): void {
    for (const call of [...this.#waiting, ...this.#suspects]) {
      if (nowMs < call.dueMs) continue;
      call.failDeadline();
      this.remove(call);
    }
  }

  /** Sends what may be sent now. */
  release(nowMs: number, send: (call: PendingCall) => void): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const call of waiting) send(call);
    if (this.#onTrial !== null && !this.#onTrial.call.settled && nowMs < this.#onTrial.untilMs) return;
    const call = this.#suspects.shift();
    this.#onTrial = call === undefined ? null : { call, untilMs: nowMs + suspectMs };
    if (call !== undefined) send(call);
  }

  /** Earliest attended time at which something here is due. */
  dueMs(): number {
    const trialMs = this.#suspects.length > 0 ? (this.#onTrial?.untilMs ?? Infinity) : Infinity;
    return Math.min(trialMs, ...[...this.#waiting, ...this.#suspects].map(({ dueMs }) => dueMs));
  }
}

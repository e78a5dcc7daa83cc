/** One call of the page to a worker, from `call()` until it settles, whatever generations it lives through. Page thread. */
import { AppError, type ErrorKind } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { CallOptions } from '../../shared/worker-contract.ts';

/** Progress may stretch a deadline to this many times its length in all. */
const longestStretch = 10;

export interface CallRequest {
  readonly worker: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly deadlineMs: number;
  readonly options: CallOptions;
  /** Belongs to its generation (configuration): neither queued nor resubmitted. */
  readonly direct: boolean;
}

export class PendingCall {
  readonly request: CallRequest;
  /** Attended time by which it settles. */
  dueMs = 0;
  /** Number of its latest submission; unique within the supervisor. */
  wireId = 0;
  /** The worker said that it began with the latest submission. */
  started = false;
  /** Generations that died while working on it. */
  crashes = 0;
  /** Generations that died while holding it, whether they had begun with it or not. */
  losses = 0;
  settled = false;
  #hardDueMs = 0;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: AppError) => void;
  readonly #onAbort: () => void;

  constructor(
    request: CallRequest,
    settle: { resolve: (value: unknown) => void; reject: (error: AppError) => void },
    onAbort: (call: PendingCall) => void,
  ) {
    this.request = request;
    this.#resolve = settle.resolve;
    this.#reject = settle.reject;
    this.#onAbort = () => {
      this.fail('aborted', 'Stopped.', true);
      onAbort(this);
    };
    request.options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Starts the deadline anew, as on submission and after a crash. */
  renew(nowMs: number): void {
    this.dueMs = nowMs + this.request.deadlineMs;
    this.#hardDueMs = nowMs + this.request.deadlineMs * longestStretch;
  }

  progressed(nowMs: number): void {
    this.dueMs = Math.min(nowMs + this.request.deadlineMs, this.#hardDueMs);
  }

  /** False when it was settled before: the value is still the caller's to dispose of. */
  succeed(value: unknown): boolean {
    if (!this.#settle()) return false;
    this.#resolve(value);
    return true;
  }

  reject(error: AppError): void {
    if (this.#settle()) this.#reject(error);
  }

  fail(kind: ErrorKind, message: string, retryable: boolean): void {
    const { key, method } = { key: this.request.options.key, method: this.request.method };
    this.reject(new AppError(kind, message, { retryable, detail: key ?? method }));
  }

  failDeadline(): void {
    const { worker, method, deadlineMs } = this.request;
    this.fail(
      'worker.deadline',
      say`The ${worker} worker needed more than ${String(Math.round(deadlineMs / 100) / 10)} s for "${method}" and was told to stop. Try again, or leave this item out.`,
      true,
    );
  }

  failCrashed(reason: string): void {
    const { worker, method } = this.request;
    // Two crashes convict the call; one crash does not, and then it is worth another try.
    this.fail(
      'worker.crashed',
      this.crashes > 1
        ? say`The ${worker} worker broke down twice on "${method}" (${reason}). Leave this item out; everything else goes on.`
        : say`The ${worker} worker broke down during "${method}" (${reason}) and is being started again. Try again in a moment.`,
      this.crashes <= 1,
    );
  }

  failUnavailable(reason: string): void {
    const { worker } = this.request;
    this.fail('worker.unavailable', say`The ${worker} worker cannot take this now: ${reason}. Try again later.`, true);
  }

  #settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.request.options.signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }
}

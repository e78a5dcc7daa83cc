/** When a worker that failed is started again: backoff, breaker, half-open probe. Pure: time comes in as arguments. */
import type { RestartPolicy } from '../../shared/worker-contract.ts';

const maxFailedStarts = 3;
const jitter = 0.2;

export interface RestartLedger {
  /** Records a failure. `open`: the breaker is open now and `waitMs` leads to a probe, not to a restart. */
  failed(nowMs: number, wasReady: boolean): { readonly open: boolean; readonly waitMs: number };
  /** A start reached ready. */
  started(): void;
  /** Ready without a failure for `resetMs`: everything is forgiven, a half-open breaker closes. */
  healthy(): void;
}

export function createRestartLedger(policy: RestartPolicy, random: () => number): RestartLedger {
  let failuresMs: number[] = [];
  let step = 0;
  let failedStarts = 0;
  let tripped = false;
  return {
    failed: (nowMs, wasReady) => {
      failuresMs = [...failuresMs.filter((atMs) => nowMs - atMs < policy.windowMs), nowMs];
      failedStarts = wasReady ? 0 : failedStarts + 1;
      tripped ||= failuresMs.length >= policy.maxRestarts || failedStarts >= maxFailedStarts;
      if (tripped) return { open: true, waitMs: policy.probeMs };
      const baseMs = policy.backoffMs[Math.min(step, policy.backoffMs.length - 1)] ?? 0;
      step += 1;
      return { open: false, waitMs: baseMs * (1 - jitter + 2 * jitter * random()) };
    },
    started: () => {
      failedStarts = 0;
    },
    healthy: () => {
      failuresMs = [];
      step = 0;
      failedStarts = 0;
      tripped = false;
    },
  };
}

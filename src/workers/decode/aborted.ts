/** How work that nobody waits for any more ends. Apart from problems.ts, which comes with the first problem. */
import { AppError } from '../../shared/errors.ts';

export const aborted = (): AppError => new AppError('aborted', 'Stopped.', { retryable: true });

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted();
}

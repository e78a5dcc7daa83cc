/** Waits that always end. */
import { AppError } from '../shared/errors.ts';
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../shared/photo.ts';
import type { Clock, DecodePort } from './ports.ts';

/** The promise, or `onLate()` (which may throw) when it takes longer. */
export function within<T>(clock: Clock, promise: Promise<T>, deadlineMs: number, onLate: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      try {
        resolve(onLate());
      } catch (error) {
        reject(error);
      }
    }, deadlineMs);
    promise.then(resolve, reject).finally(() => clock.clearTimeout(timer));
  });
}

/** The decode worker settles every call itself; this is for the day it does not. Progress may extend its own deadline. */
const decodeDeadlineMs = 45_000;

/**
 * One decode that always settles and never leaks: a picture that comes after the deadline or after `signal` was
 * aborted is closed here. The caller owns the bitmap it gets.
 */
export function decodeOnce(
  decode: DecodePort,
  clock: Clock,
  ref: PhotoRef,
  target: SlideTarget,
  signal: AbortSignal,
): Promise<DecodedPhoto> {
  if (signal.aborted) return Promise.reject(stopped());
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    let isSettled = false;
    const settle = (finish: () => void) => {
      isSettled = true;
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    const giveUp = (error: AppError) =>
      settle(() => {
        reject(error);
        inner.abort();
      });
    const onAbort = () => giveUp(stopped());
    const timer = clock.setTimeout(() => giveUp(tooLate()), decodeDeadlineMs);
    signal.addEventListener('abort', onAbort);
    const work = async () => {
      try {
        const photo = await decode.decode(ref, target, inner.signal);
        if (isSettled) photo.bitmap.close();
        else settle(() => resolve(photo));
      } catch (error) {
        if (!isSettled) settle(() => reject(error));
      }
    };
    void work();
  });
}

function stopped(): AppError {
  return new AppError('aborted', 'Stopped.', { retryable: true });
}

function tooLate(): AppError {
  return new AppError(
    'worker.deadline',
    'This photo took too long to open, so it is left out for now. A smaller copy of it would help.',
    { retryable: true },
  );
}

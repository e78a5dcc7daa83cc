/**
 * One error shape for every realm. An `AppError` survives a trip between threads because only
 * its plain fields travel (see `toErrorData` / `fromErrorData`).
 *
 * `message` is written for a person: what happened, and one thing to do. `kind` is stable and is
 * what code branches on.
 */
import { remember, wordsOf, type Words } from './i18n.ts';

export type ErrorKind =
  // data: the photo is at fault, the show goes on
  | 'photo.empty'
  | 'photo.not-an-image'
  | 'photo.unsupported'
  | 'photo.corrupt'
  | 'photo.too-large'
  | 'photo.not-found'
  | 'photo.blocked'
  | 'photo.network'
  // sources
  | 'source.permission'
  | 'source.unreachable'
  | 'source.invalid'
  /** The companion wants its token first. */
  | 'source.token'
  // feeds
  | 'feed.empty'
  | 'feed.not-a-feed'
  | 'feed.invalid'
  | 'feed.too-large'
  // what the browser keeps
  | 'storage.unavailable'
  | 'storage.full'
  // workers
  | 'worker.deadline'
  | 'worker.crashed'
  | 'worker.unavailable'
  | 'worker.protocol'
  // renderer
  | 'render.compile'
  | 'render.upload'
  | 'render.context-lost'
  | 'render.draw'
  | 'render.unsupported'
  // sound: an input that was refused, is not there, or does not exist here
  | 'sound.permission'
  | 'sound.missing'
  | 'sound.unsupported'
  | 'sound.failed'
  // settings and input
  | 'settings.invalid'
  | 'settings.newer'
  | 'input.invalid'
  | 'aborted'
  | 'unknown';

export interface ErrorData {
  readonly kind: ErrorKind;
  readonly message: string;
  /** Worth another try later without any change by the user. */
  readonly retryable: boolean;
  readonly detail?: string;
  /** Of what `message` is made, for other languages; missing when it is said as it stands. */
  readonly words?: Words;
}

export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly detail: string | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    options: { retryable?: boolean; detail?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.retryable = options.retryable ?? false;
    this.detail = options.detail;
  }
}

/** How work that nobody waits for any more ends. */
export const aborted = (): AppError => new AppError('aborted', 'Stopped.', { retryable: true });

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted();
}

export function isAbort(error: unknown): boolean {
  return (
    (error instanceof AppError && error.kind === 'aborted') || (error instanceof Error && error.name === 'AbortError')
  );
}

/** Any thrown value as plain data. Total: never throws. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof AppError) {
    const { kind, message, retryable, detail } = error;
    const words = wordsOf(message);
    return { kind, message, retryable, ...(detail === undefined ? {} : { detail }), ...(words ? { words } : {}) };
  }
  if (isAbort(error)) return { kind: 'aborted', message: 'Stopped.', retryable: true };
  if (error instanceof Error) return { kind: 'unknown', message: error.message || error.name, retryable: false };
  return { kind: 'unknown', message: String(error), retryable: false };
}

export function fromErrorData(data: ErrorData): AppError {
  const message = data.words ? remember(data.message, data.words) : data.message;
  return new AppError(data.kind, message, {
    retryable: data.retryable,
    ...(data.detail === undefined ? {} : { detail: data.detail }),
  });
}

/** The sentences for photos that cannot be shown, and how browser exceptions turn into them. */
import { AppError, aborted } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { Sniffed } from './sniff.ts';

export function corrupt(cause?: unknown): AppError {
  const detail = cause instanceof Error ? cause.message : undefined;
  return new AppError(
    'photo.corrupt',
    'This file is damaged or cut off, so it cannot be unpacked. Copy it again from where it came from.',
    detail === undefined ? {} : { detail, cause },
  );
}

export function unsupported(name: string): AppError {
  return new AppError(
    'photo.unsupported',
    say`This is ${name}, which this browser cannot show. Save it as JPEG, PNG or WebP to see it here.`,
  );
}

export function gone(): AppError {
  return new AppError(
    'photo.not-found',
    'This photo is no longer where it was: moved, renamed or deleted. Refresh the source to forget it.',
  );
}

/** For everything `sniff` finds that is no picture we decode. */
export function notShowable(found: Exclude<Sniffed, { kind: 'image' }>): AppError {
  switch (found.kind) {
    case 'empty':
      return new AppError('photo.empty', 'This file is empty: it has a name and no content. Copy it again.');
    case 'unsupported':
      return unsupported(found.name);
    case 'page':
      return new AppError(
        'photo.not-an-image',
        'This is a web page, not a picture. Use the address of the picture itself.',
      );
    case 'text':
      return new AppError('photo.not-an-image', 'This is a text, whatever its name says. Remove it from your photos.');
    case 'unknown':
      return new AppError(
        'photo.not-an-image',
        'This file is not a picture of any known kind. Open it elsewhere and save it as JPEG to see it here.',
      );
  }
}

/** Exceptions of file handles and of reading a `File` that changed on disk. */
export function fromFileError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError') return aborted();
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return new AppError(
      'source.permission',
      'The browser no longer lets this page read the folder. Tap once to allow it again.',
      { retryable: true },
    );
  }
  if (name === 'NotFoundError' || name === 'TypeMismatchError') return gone();
  if (name === 'NotReadableError') {
    return new AppError(
      'photo.not-found',
      'This photo cannot be read just now: it changed on disk, or its drive is away. It is tried again later.',
      { retryable: true, detail: String(error) },
    );
  }
  return new AppError('photo.corrupt', 'This photo could not be read. Check the file, or remove it.', {
    detail: String(error),
    cause: error,
  });
}

/** Whether the browser still lets us read what the user chose, and what to say when it does not. Worker only. */
import { AppError } from '../../../shared/errors.ts';
import { say } from '../../../shared/i18n.ts';

/** Chromium's addition; elsewhere handles exist only inside the origin's own storage and are always readable. */
interface PermissionAware {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

export async function mayRead(handle: FileSystemHandle): Promise<boolean> {
  const state = await (handle as PermissionAware).queryPermission?.({ mode: 'read' });
  return state === undefined || state === 'granted';
}

export function permissionError(): AppError {
  return new AppError('source.permission', 'Your photos folder needs permission again. Tap to allow.', {
    retryable: true,
  });
}

/** What the browser threw while reading a folder, as a sentence. */
export function folderError(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error;
  const kind = error instanceof DOMException ? error.name : '';
  if (kind === 'NotAllowedError' || kind === 'SecurityError') return permissionError();
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (kind === 'NotFoundError') {
    return new AppError(
      'source.unreachable',
      say`“${name}” is not there any more. Connect its drive, or choose the folder again.`,
      { retryable: true, detail, cause: error },
    );
  }
  return new AppError('source.unreachable', say`“${name}” cannot be read right now. Check the drive it is on.`, {
    retryable: true,
    detail,
    cause: error,
  });
}

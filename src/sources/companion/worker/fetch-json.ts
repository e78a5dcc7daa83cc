/** Asks the companion. Worker only. Every request ends by its deadline, whatever the network does. */
import { AppError } from '../../../shared/errors.ts';

const deadlineMs = 10_000;

/** Throws `source.unreachable`, `source.invalid` or `aborted`. */
export async function fetchJson(url: URL, signal: AbortSignal): Promise<unknown> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, deadlineMs);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const response = await fetch(url, { signal: controller.signal, headers: { accept: 'application/json' } });
    if (response.status === 404) throw noFolderError();
    if (!response.ok) throw brokenFolderError(`HTTP ${response.status}`);
    // A static host answers every address with the page itself.
    if (!response.headers.get('content-type')?.includes('json')) throw noFolderError();
    return (await response.json()) as unknown;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
    throw unreachableError(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function unreachableError(cause: unknown): AppError {
  return new AppError('source.unreachable', 'The companion does not answer. Start it again with npm start.', {
    retryable: true,
    detail: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
    cause,
  });
}

function noFolderError(): AppError {
  return new AppError(
    'source.unreachable',
    'The companion offers no photo folder. Start it with --photos and the folder’s path.',
    { retryable: true },
  );
}

function brokenFolderError(detail: string): AppError {
  return new AppError(
    'source.unreachable',
    'The companion cannot read its photo folder. Check that the folder is still there.',
    { retryable: true, detail },
  );
}

/** Asks the companion. Worker only. Every request ends by its deadline, whatever the network does. */
import { AppError } from '../../../shared/errors.ts';

const deadlineMs = 10_000;

/** `none`: no folder offered. `away`: the folder is not there now. `down`: no companion. */
export type Trouble = 'none' | 'away' | 'down';

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly trouble: Trouble; readonly error: AppError };

/** Throws only `aborted`. */
export async function ask(url: URL, signal: AbortSignal): Promise<Answer> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, deadlineMs);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const response = await fetch(url, { signal: controller.signal, headers: { accept: 'application/json' } });
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const value: unknown = isJson ? await response.json() : undefined;
    if (response.ok && isJson) return { ok: true, value };
    // A static host has no such address, or answers every address with the page itself.
    return refusal(response.ok ? 404 : response.status, value);
  } catch (cause) {
    if (signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const message = 'The companion does not answer. Start it again with npm start.';
    return { ok: false, trouble: 'down', error: unreachable(message, detail) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The companion explains itself in a sentence; other servers get ours. */
function refusal(status: number, value: unknown): Answer {
  const { error } = (value ?? {}) as { error?: { message?: unknown } };
  const said = typeof error?.message === 'string' ? error.message.slice(0, 300) : null;
  const detail = `HTTP ${status}`;
  if (status === 404) {
    const message = said ?? 'The companion offers no photos. Start it with --photos and a folder.';
    return { ok: false, trouble: 'none', error: unreachable(message, detail) };
  }
  const message = said ?? 'The companion cannot read its photo folder. Check that the folder is still there.';
  return { ok: false, trouble: status === 503 ? 'away' : 'down', error: unreachable(message, detail) };
}

function unreachable(message: string, detail: string): AppError {
  return new AppError('source.unreachable', message, { retryable: true, detail });
}

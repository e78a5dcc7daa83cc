/**
 * Whether the companion was started with a photo folder. Worker only. It is asked before the first photo, so it comes without
 * the sentences of `worker/ask.ts`: nobody has asked for a companion yet.
 */
import { aborted } from '../../shared/errors.ts';
import type { SourceAvailable } from '../../shared/source.ts';

const deadlineMs = 10_000;

interface Summary {
  readonly photos?: { readonly enabled?: unknown; readonly available?: unknown; readonly revision?: unknown } | null;
}

/** Also while the folder is away: it is offered, and its disk may come back. */
export const available: SourceAvailable = async ({ baseUrl, signal }) => {
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
    const headers = { accept: 'application/json' };
    const response = await fetch(new URL('/api/companion', baseUrl), { signal: deadline, headers });
    if (response.status === 503) return true;
    const photos = response.ok ? ((await response.json()) as Summary | null)?.photos : null;
    return photos?.enabled !== false && (photos?.available === false || typeof photos?.revision === 'string');
  } catch {
    if (signal.aborted) throw aborted();
    // No companion, or a host that answers every address with its page.
    return false;
  }
};

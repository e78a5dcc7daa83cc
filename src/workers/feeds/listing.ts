/**
 * Feeds worker: one listing under way. Turns a provider's iterator into pages, and owns that iterator: whoever
 * starts a listing calls `stop` unless it ran to its end.
 *
 * Invariants: a page settles as soon as it is full, or its time is up and it has at least one photo, or the
 * listing ended, failed or stopped; an error never swallows photos found before it (it comes with the next page).
 */
import { aborted, AppError, isAbort } from '../../shared/errors.ts';
import { createListingDigest } from '../../shared/listing-digest.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceEntry, SourceProvider } from '../../shared/source.ts';

export const maxPageRefs = 500;
/** A file's handle takes the page as long as this many plain references: a page of them must fit between two frames. */
export const handleWeight = 8;
export const maxPageMs = 500;
/** A provider that gives nothing for this long is taken as unreachable. Below the contract's deadline for `scan`. */
export const silenceMs = 25_000;

export interface Listing {
  /** `isLast`: nothing follows, and the listing has cleaned up after itself. */
  nextPage(signal?: AbortSignal): Promise<{ refs: PhotoRef[]; isLast: boolean }>;
  /** Of everything listed so far. */
  digest(): string;
  stop(): void;
}

type Step = { type: 'photo'; ref: PhotoRef } | { type: 'end' } | { type: 'error'; error: unknown };
type Tick = 'page' | 'silence' | 'stopped';

export function startListing(
  provider: SourceProvider,
  entry: SourceEntry,
  environment: Pick<SourceContext, 'baseUrl' | 'freeBytes' | 'readFeed'>,
): Listing {
  const controller = new AbortController();
  const context: SourceContext = { ...environment, entryId: entry.id, signal: controller.signal };
  let iterator: AsyncIterator<PhotoRef>;
  try {
    iterator = provider.list(entry.params, context)[Symbol.asyncIterator]();
  } catch (error) {
    throw sourceError(error);
  }
  const digest = createListingDigest();
  const seen = new Set<string>();
  /** The step being waited for; it outlives the page that asked for it. */
  let pending: Promise<Step> | null = null;

  function step(): Promise<Step> {
    pending ??= iterator.next().then(
      (result): Step => (result.done ? { type: 'end' } : { type: 'photo', ref: result.value }),
      (error: unknown): Step => ({ type: 'error', error }),
    );
    return pending;
  }

  function stop(): void {
    controller.abort();
    // A generator that waits for something does not return before that settles; nobody waits for it here.
    void iterator.return?.().catch(() => undefined);
  }

  async function nextPage(signal?: AbortSignal): Promise<{ refs: PhotoRef[]; isLast: boolean }> {
    const refs: PhotoRef[] = [];
    let weight = 0;
    const clock = startClock([controller.signal, ...(signal ? [signal] : [])]);
    try {
      while (weight < maxPageRefs) {
        const result = await Promise.race([step(), clock.tick(refs.length > 0)]);
        if (result === 'page') break;
        if (result === 'silence') throw silenceError();
        if (result === 'stopped') throw aborted();
        if (result.type === 'end') return { refs, isLast: true };
        if (result.type === 'error') {
          if (refs.length > 0) break;
          throw sourceError(result.error);
        }
        pending = null;
        if (seen.has(result.ref.id)) continue;
        seen.add(result.ref.id);
        digest.add(result.ref.id, result.ref.revision);
        refs.push(result.ref);
        weight += 'handle' in result.ref.locator ? handleWeight : 1;
        if (clock.isPageOver()) break;
      }
      return { refs, isLast: false };
    } catch (error) {
      stop();
      throw error;
    } finally {
      clock.stop();
    }
  }

  return { nextPage, digest: digest.value, stop };
}

/** One timer per limit and page instead of one per photo. */
function startClock(signals: readonly AbortSignal[]) {
  const startedMs = performance.now();
  const timers: ReturnType<typeof setTimeout>[] = [];
  let onAbort: (() => void) | undefined;
  const page = new Promise<Tick>((resolve) => {
    timers.push(setTimeout(resolve, maxPageMs, 'page'));
  });
  const over = new Promise<Tick>((resolve) => {
    timers.push(setTimeout(resolve, silenceMs, 'silence'));
    onAbort = () => resolve('stopped');
    for (const signal of signals) {
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort);
    }
  });
  const either = Promise.race([page, over]);
  return {
    tick: (hasPhotos: boolean): Promise<Tick> => (hasPhotos ? either : over),
    isPageOver: () => performance.now() - startedMs >= maxPageMs,
    stop() {
      for (const timer of timers) clearTimeout(timer);
      for (const signal of signals) if (onAbort) signal.removeEventListener('abort', onAbort);
    },
  };
}

function silenceError(): AppError {
  return new AppError(
    'source.unreachable',
    'Your photos do not answer. Check the drive or the network they come from.',
    { retryable: true, detail: `Nothing for ${silenceMs} ms.` },
  );
}

/** What a provider threw, as an error the app knows. */
function sourceError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isAbort(error)) return aborted();
  return new AppError('source.unreachable', 'Your photos could not be listed. Another try may help.', {
    retryable: true,
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    cause: error,
  });
}

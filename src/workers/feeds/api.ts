/**
 * Feeds worker: the methods of `FeedsApi`. Knows every source by its folder, and for each entry the fingerprint of its
 * last complete listing, to see whether a new one would differ.
 */
import type { ReadFeed, SourceAvailable, SourceContext, SourceEntry } from '../../shared/source.ts';
import type { FeedsApi, FeedsEvent, ScanPage } from './contract.ts';
import { createCursors } from './cursors.ts';
import { startListing, type Listing } from './listing.ts';
import { createProviderRegistry, type ProviderModules } from './registry.ts';
import { createWatches } from './watches.ts';

const probeMs = 6_000;

/** What `serve` gives. */
export interface FeedsRuntime {
  emit(event: FeedsEvent): void;
  readonly baseUrl?: string;
}

export interface FeedsCall {
  readonly signal?: AbortSignal;
}

/** The contract's methods, with what `serve` adds as a last argument. */
export interface ServedFeeds extends FeedsApi {
  scan(entry: SourceEntry, cursor: number | null, call?: FeedsCall): Promise<ScanPage>;
}

const builtIn = import.meta.glob('../../sources/*/provider.worker.ts');
const builtInOffers = import.meta.glob<{ available: SourceAvailable }>('../../sources/*/available.worker.ts');

export function createFeedsApi(
  runtime: FeedsRuntime,
  modules: ProviderModules = builtIn,
  offers: OfferModules = builtInOffers,
): ServedFeeds {
  const registry = createProviderRegistry(modules);
  const cursors = createCursors();
  /** By entry id; absent after a failed listing, so that its recovery counts as a change. */
  const digests = new Map<string, string>();
  let baseUrl = runtime.baseUrl || globalThis.location?.origin || '';

  async function begin(entry: SourceEntry): Promise<Listing> {
    const provider = await registry.load(entry.source);
    return startListing(provider, entry, { baseUrl, freeBytes: await freeBytes(), readFeed });
  }

  async function scan(entry: SourceEntry, cursor: number | null, call?: FeedsCall): Promise<ScanPage> {
    try {
      const listing = cursor === null ? await begin(entry) : cursors.take(cursor);
      const { refs, isLast } = await listing.nextPage(call?.signal);
      if (!isLast) return { refs, cursor: cursors.keep(cursor, listing) };
      digests.set(entry.id, listing.digest());
      return { refs, cursor: null };
    } catch (error) {
      digests.delete(entry.id);
      throw error;
    }
  }

  async function differs(entry: SourceEntry, signal: AbortSignal): Promise<boolean> {
    const listing = await begin(entry);
    while (!(await listing.nextPage(signal)).isLast);
    const before = digests.get(entry.id);
    const now = listing.digest();
    // Told once: the next comparison is with this listing, whether or not anyone scans in between.
    digests.set(entry.id, now);
    return now !== before;
  }

  const watches = createWatches({
    async start(entry, signal, changed) {
      const provider = await registry.load(entry.source);
      const room = await freeBytes();
      const context: SourceContext = { entryId: entry.id, signal, baseUrl, freeBytes: room, readFeed };
      return provider.watch?.(entry.params, context, changed) ?? null;
    },
    differs,
    changed: (entryId) => runtime.emit({ type: 'source.changed', entryId }),
  });

  return {
    configure(options) {
      baseUrl = options.baseUrl;
    },
    scan,
    watch: (entries) => watches.replace(entries),
    offered: () => offered(offers, baseUrl),
  };
}

type OfferModules = Readonly<Record<string, () => Promise<{ readonly available: SourceAvailable }>>>;

async function offered(modules: OfferModules, baseUrl: string): Promise<string[]> {
  const asked = Object.entries(modules).map(async ([path, load]) => {
    const sourceId = path.split('/').at(-2) ?? '';
    return (await isAvailable(sourceId, load, baseUrl)) ? [sourceId] : [];
  });
  return (await Promise.all(asked)).flat();
}

async function isAvailable(entryId: string, load: OfferModules[string], baseUrl: string): Promise<boolean> {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), probeMs);
  const tooLate = new Promise<boolean>((resolve) => {
    signal.addEventListener('abort', () => resolve(false));
  });
  try {
    const { available } = await load();
    return await Promise.race([available({ entryId, signal, baseUrl, freeBytes: 0 }), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** The parser comes with the first feed. */
const readFeed: ReadFeed = async (bytes, options) => (await import('./parse.ts')).parseFeed(bytes, options);

/** 0 when the browser does not say. */
async function freeBytes(): Promise<number> {
  try {
    const { quota = 0, usage = 0 } = (await navigator.storage?.estimate()) ?? {};
    return Math.max(0, quota - usage);
  } catch {
    return 0;
  }
}

/**
 * Feeds worker: the methods of `FeedsApi`. Knows every source by its folder, and for each entry the fingerprint of its
 * last complete listing, to see whether a new one would differ. What concerns the network (photos that are kept, pictures that several
 * feeds show) is loaded with the first entry whose photos come from there.
 */
import type { PhotoRef } from '../../shared/photo.ts';
import type { EntrySecret } from '../../shared/secrets.ts';
import type {
  CheckReport,
  ReadFeed,
  SourceAvailable,
  SourceContext,
  SourceEntry,
  SourceProvider,
} from '../../shared/source.ts';
import type { FeedsApi, FeedsEvent, ScanPage } from './contract.ts';
import { createCursors } from './cursors.ts';
import { startListing, type Listing } from './listing.ts';
import { createProviderRegistry, type ProviderModules } from './registry.ts';
import type { Remote } from './remote.ts';
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
  check(entry: SourceEntry, secret: EntrySecret | null, call?: FeedsCall): Promise<CheckReport>;
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
  const changed = (entryId: string): void => runtime.emit({ type: 'source.changed', entryId });
  let remote: Promise<Remote> | null = null;

  /** Null for entries whose photos this device has itself. */
  function remoteFor({ source }: SourceEntry): Promise<Remote> | null {
    if (isOwn(source, baseUrl)) return null;
    remote ??= import('./remote.ts').then(({ openRemote }) =>
      openRemote({ baseUrl: () => baseUrl, load: registry.load, changed, emit: runtime.emit }),
    );
    // Its code may be missing without a network; then everything is as it was before it was there.
    remote.catch(() => (remote = null));
    return remote;
  }

  async function begin(entry: SourceEntry): Promise<Listing> {
    const standIn = await (await remoteFor(entry))?.kept.standIn(entry);
    const provider = standIn ? listOf(standIn) : await registry.load(entry.source);
    return startListing(provider, entry, { baseUrl, freeBytes: await freeBytes(), readFeed });
  }

  async function firstPage(entry: SourceEntry, signal: AbortSignal | undefined) {
    const listing = await begin(entry);
    const network = await remoteFor(entry);
    network?.duplicates.begin(entry.id);
    return network ? network.firstPage(entry.id, listing, signal) : { ...(await listing.nextPage(signal)), listing };
  }

  async function followingPage(cursor: number, signal: AbortSignal | undefined) {
    const listing = cursors.take(cursor);
    return { ...(await listing.nextPage(signal)), listing };
  }

  async function scan(entry: SourceEntry, cursor: number | null, call?: FeedsCall): Promise<ScanPage> {
    try {
      const page = await (cursor === null ? firstPage(entry, call?.signal) : followingPage(cursor, call?.signal));
      const { listing, isLast } = page;
      const network = await remoteFor(entry);
      const refs = network?.duplicates.filter(entry.id, page.refs) ?? page.refs;
      if (!isLast) return { refs, cursor: cursors.keep(cursor, listing) };
      digests.set(entry.id, listing.digest());
      network?.listed(entry);
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
      return provider.watch?.(entry.params, context, changed) ?? provider.relistMs ?? null;
    },
    differs,
    changed,
  });

  async function follow(entries: readonly SourceEntry[]): Promise<void> {
    const [first] = entries.filter(({ source }) => !isOwn(source, baseUrl));
    (await (first ? remoteFor(first) : remote))?.follow(entries);
  }

  return {
    configure(options) {
      baseUrl = options.baseUrl;
    },
    scan,
    watch(entries) {
      watches.replace(entries);
      void follow(entries).catch(() => undefined);
    },
    async health(entry) {
      const rows = (await (await registry.load(entry.source)).health?.(entry.params)) ?? [];
      const kept = (await remoteFor(entry))?.kept;
      return kept?.isAway(entry.id) ? kept.explain(entry, rows) : rows;
    },
    limitKept: async (bytes) => (await import('./kept-photos.ts')).limitKept(bytes),
    forgetKept: async (entryId) => (await import('./kept-photos.ts')).forgetKept(entryId),
    keptPhotos: async () => (await import('./kept-photos.ts')).keptPhotos(),
    mirrorTo: async (folder) => (await import('./kept-photos.ts')).mirrorTo(folder),
    offered: () => offered(offers, baseUrl),
    async check(entry, secret, call) {
      const { checkConnection } = await import('./service-check.ts');
      const open = await registry.load(entry.source).then(
        (provider) => provider.open,
        () => undefined,
      );
      return checkConnection({ entry, secret, baseUrl, begin: () => begin(entry), open, signal: call?.signal });
    },
  };
}

/** Painted here, or read from this device: nothing of it is missing without a network. */
const isOwn = (source: string, baseUrl: string): boolean =>
  source === 'generative' ||
  source === 'folder' ||
  (source === 'companion' && /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(baseUrl));

const listOf = (refs: readonly PhotoRef[]): SourceProvider => ({
  async *list() {
    yield* refs;
  },
});

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

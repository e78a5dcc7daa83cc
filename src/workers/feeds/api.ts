/** Feeds worker: the methods of `FeedsApi`. Knows every source by its folder. */
import type { EntrySecret } from '../../shared/secrets.ts';
import type { CheckReport, ReadFeed, SourceAvailable, SourceContext, SourceEntry } from '../../shared/source.ts';
import type { FeedsApi, FeedsEvent, ScanPage } from './contract.ts';
import { createProviderRegistry, type ProviderModules } from './registry.ts';
import { createScanning, freeBytes } from './scanning.ts';
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
  let baseUrl = runtime.baseUrl || globalThis.location?.origin || '';
  const changed = (entryId: string): void => runtime.emit({ type: 'source.changed', entryId });
  const scanning = createScanning({ registry, baseUrl: () => baseUrl, changed, emit: runtime.emit, readFeed });

  const watches = createWatches({
    async start(entry, signal, changed) {
      const provider = await registry.load(entry.source);
      const room = await freeBytes();
      const context: SourceContext = { entryId: entry.id, signal, baseUrl, freeBytes: room, readFeed };
      return provider.watch?.(entry.params, context, changed) ?? provider.relistMs ?? null;
    },
    differs: scanning.differs,
    changed,
  });

  return {
    configure(options) {
      baseUrl = options.baseUrl;
    },
    scan: scanning.scan,
    watch(entries) {
      watches.replace(entries);
      void scanning.follow(entries);
    },
    async health(entry) {
      const rows = (await (await registry.load(entry.source)).health?.(entry.params)) ?? [];
      const kept = (await scanning.remoteFor(entry))?.kept;
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
      return checkConnection({
        entry,
        secret,
        baseUrl,
        begin: () => scanning.begin(entry),
        open,
        signal: call?.signal,
      });
    },
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

/**
 * Feeds worker: lists entries page by page, and knows for each the fingerprint of its last complete listing, to see whether a new one would
 * differ. What concerns the network (photos that are kept, pictures that several feeds show) is loaded with the first entry whose
 * photos come from there.
 */
import type { PhotoRef } from '../../shared/photo.ts';
import type { ReadFeed, SourceEntry, SourceProvider } from '../../shared/source.ts';
import type { FeedsEvent, ScanPage } from './contract.ts';
import { createCursors } from './cursors.ts';
import { startListing, type Listing } from './listing.ts';
import type { ProviderRegistry } from './registry.ts';
import type { Remote } from './remote.ts';

export interface ScanningPorts {
  readonly registry: ProviderRegistry;
  readonly readFeed: ReadFeed;
  baseUrl(): string;
  changed(entryId: string): void;
  emit(event: FeedsEvent): void;
}

export interface Scanning {
  /** Null for entries whose photos this device has itself, and where its code is missing. Never rejects. */
  remoteFor(entry: SourceEntry): Promise<Remote | null>;
  /** Throws `source.*`. */
  begin(entry: SourceEntry): Promise<Listing>;
  scan(entry: SourceEntry, cursor: number | null, call?: { readonly signal?: AbortSignal }): Promise<ScanPage>;
  differs(entry: SourceEntry, signal: AbortSignal): Promise<boolean>;
  /** Only these entries are in use. Never rejects. */
  follow(entries: readonly SourceEntry[]): Promise<void>;
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

/** 0 when the browser does not say. */
export async function freeBytes(): Promise<number> {
  try {
    const { quota = 0, usage = 0 } = (await navigator.storage?.estimate()) ?? {};
    return Math.max(0, quota - usage);
  } catch {
    return 0;
  }
}

export function createScanning({ registry, readFeed, baseUrl, changed, emit }: ScanningPorts): Scanning {
  const cursors = createCursors();
  /** By entry id; absent after a failed listing, so that its recovery counts as a change. */
  const digests = new Map<string, string>();
  let remote: Promise<Remote | null> | null = null;

  async function loadRemote(): Promise<Remote | null> {
    try {
      const { openRemote } = await import('./remote.ts');
      return openRemote({ baseUrl, load: registry.load, changed, emit });
    } catch {
      // Its code is missing for want of a network: sources are listed all the same.
      remote = null;
      return null;
    }
  }

  /** Null for entries whose photos this device has itself. */
  const remoteFor = async ({ source }: SourceEntry): Promise<Remote | null> =>
    isOwn(source, baseUrl()) ? null : (remote ??= loadRemote());

  async function begin(entry: SourceEntry): Promise<Listing> {
    const standIn = await (await remoteFor(entry))?.kept.standIn(entry);
    const provider = standIn ? listOf(standIn) : await registry.load(entry.source);
    return startListing(provider, entry, { baseUrl: baseUrl(), freeBytes: await freeBytes(), readFeed });
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

  async function scan(
    entry: SourceEntry,
    cursor: number | null,
    call?: { readonly signal?: AbortSignal },
  ): Promise<ScanPage> {
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

  async function follow(entries: readonly SourceEntry[]): Promise<void> {
    const first = entries.find(({ source }) => !isOwn(source, baseUrl()));
    (await (first ? remoteFor(first) : remote))?.follow(entries);
  }

  return { remoteFor, begin, scan, differs, follow };
}

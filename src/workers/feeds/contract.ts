/** Feeds worker: lists what every source has; fetching and parsing happen here. */
import type { KeptPhotos } from '../../shared/offline-api.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { EntrySecret } from '../../shared/secrets.ts';
import type { CheckReport, SourceEntry, SourceHealth } from '../../shared/source.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export interface ScanPage {
  readonly refs: readonly PhotoRef[];
  /** Give it back for the next page; null when the listing is complete. */
  readonly cursor: number | null;
}

export type FeedsApi = {
  configure(options: { baseUrl: string }): void;
  /**
   * First page with `cursor` null. A page has at most 500 refs and arrives within a second where the source allows.
   * A cursor nobody uses for a minute is forgotten; it then throws a retryable `source.unreachable`: begin again at null.
   * Throws `source.*`, `storage.*`, `aborted`; pages delivered before stay valid.
   */
  scan(entry: SourceEntry, cursor: number | null): Promise<ScanPage>;
  /** Watches exactly these entries from now on; `FeedsEvent`s follow. */
  watch(entries: readonly SourceEntry[]): void;
  /** How each address of the entry is doing; empty for sources that do not say. Asks nobody outside. Throws `source.*`. */
  health(entry: SourceEntry): Promise<readonly SourceHealth[]>;
  /** Ids of the sources that add themselves and have something to offer here. Never throws for a source's own troubles. */
  offered(): Promise<readonly string[]>;
  /**
   * Makes the calls that the show will make: lists, and opens a photo. `secret` is used for this check only; null: what the entry
   * keeps. Nothing is stored. Throws only `aborted`.
   */
  check(entry: SourceEntry, secret: EntrySecret | null): Promise<CheckReport>;
  /** At most so many bytes of photos from the network are kept from now on; 0 keeps none. Never throws. */
  limitKept(bytes: number): Promise<void>;
  /** Forgets what is kept of an entry, or of all. Never throws. */
  forgetKept(entryId?: string): Promise<void>;
  /** Never throws. */
  keptPhotos(): Promise<KeptPhotos>;
  /** Copies go to this folder from now on, and all that is kept at once; null: nowhere. */
  mirrorTo(folder: FileSystemDirectoryHandle | null): Promise<KeptPhotos>;
};

export type FeedsEvent =
  | { readonly type: 'source.changed'; readonly entryId: string }
  /** Photos of the entry can be had again: what failed for want of them may be tried. */
  | { readonly type: 'source.recovered'; readonly entryId: string }
  /** Kept photos had to go because the device is full. */
  | { readonly type: 'offline.pressure'; readonly freedBytes: number };

export const feedsContract: WorkerContract<FeedsApi> = {
  name: 'feeds',
  deadlineMs: {
    configure: 5_000,
    scan: 30_000,
    watch: 5_000,
    health: 5_000,
    offered: 8_000,
    check: 60_000,
    limitKept: 30_000,
    forgetKept: 30_000,
    keptPhotos: 5_000,
    mirrorTo: 300_000,
  },
  heartbeat: defaultHeartbeat,
  restart: defaultRestart,
};

/**
 * Keeps the set of photos of every source entry: lists page by page, lists again when a source says that it changed
 * and every ten minutes as a safety net, and tells the difference.
 *
 * Invariants: one listing per entry at a time; a photo is announced as added exactly once until it is removed; photos
 * are removed only after a complete listing without them, or with their entry. While a source fails, its photos stay.
 */
import { AppError, isAbort, toErrorData, type ErrorData } from '../shared/errors.ts';
import type { AppEvent } from '../shared/events.ts';
import type { PhotoRef } from '../shared/photo.ts';
import { isSame } from '../shared/plain-data.ts';
import type { SourceEntry } from '../shared/source.ts';
import { within } from './deadline.ts';
import type { Clock, FeedsPort, ScanPage } from './ports.ts';

export const rescanMs = 600_000;
const changeQuietMs = 1_000;
const firstRetryMs = 5_000;
const longestRetryMs = 300_000;
/** A page settles by the worker's own deadline; this is for the day it does not. */
const pageDeadlineMs = 60_000;
/** A listing that never ends is cut here. */
const maxPages = 10_000;

export interface LibraryListener {
  added(refs: readonly PhotoRef[]): void;
  removed(ids: readonly string[]): void;
  /** A listing ended, well or not. */
  listed(entryId: string, ok: boolean): void;
}

interface EntryState {
  entry: SourceEntry;
  readonly known: Map<string, PhotoRef>;
  scan: AbortController | null;
  /** Asked for while a listing was running. */
  again: boolean;
  timer: unknown;
  dueMs: number;
  failures: number;
  error: ErrorData | null;
  everListed: boolean;
}

export class Library {
  readonly #feeds: FeedsPort;
  readonly #clock: Clock;
  readonly #emit: (event: AppEvent) => void;
  readonly #listener: LibraryListener;
  readonly #entries = new Map<string, EntryState>();
  readonly #stopWatching: () => void;

  constructor(ports: { feeds: FeedsPort; clock: Clock; emit: (event: AppEvent) => void; listener: LibraryListener }) {
    this.#feeds = ports.feeds;
    this.#clock = ports.clock;
    this.#emit = ports.emit;
    this.#listener = ports.listener;
    this.#stopWatching = ports.feeds.onChanged((entryId) => this.#later(entryId, changeQuietMs));
  }

  /** True until every entry was listed once, or failed. */
  get looking(): boolean {
    return [...this.#entries.values()].some((state) => !state.everListed && state.error === null);
  }

  get failures(): readonly { readonly entryId: string; readonly error: ErrorData }[] {
    return [...this.#entries.values()].flatMap(({ entry, error }) => (error ? [{ entryId: entry.id, error }] : []));
  }

  /** The entries to show from now on; those whose parameters changed are listed again at once. */
  configure(entries: readonly SourceEntry[]): void {
    const enabled = new Map(entries.filter((entry) => entry.enabled).map((entry) => [entry.id, entry]));
    let watchChanged = false;
    for (const [id, state] of this.#entries) {
      const next = enabled.get(id);
      if (next && isSameListing(next, state.entry)) {
        state.entry = next;
        continue;
      }
      watchChanged = true;
      this.#stop(state);
      this.#entries.delete(id);
      // Photos that the new listing has too come back with their draws and failures.
      if (state.known.size > 0) this.#listener.removed([...state.known.keys()]);
    }
    for (const [id, entry] of enabled) {
      if (this.#entries.has(id)) continue;
      watchChanged = true;
      const state: EntryState = {
        entry,
        known: new Map(),
        scan: null,
        again: false,
        timer: null,
        dueMs: Infinity,
        failures: 0,
        error: null,
        everListed: false,
      };
      this.#entries.set(id, state);
      void this.#list(state);
    }
    if (watchChanged) this.#watch();
  }

  /** Lists an entry again now, or all that failed: after a permission was given or settings changed. */
  rescan(entryId?: string): void {
    for (const state of this.#entries.values()) {
      if (entryId === undefined ? state.error !== null : state.entry.id === entryId) {
        state.failures = 0;
        this.#start(state);
      }
    }
  }

  /** A photo was not where it was listed: worth another look soon. */
  doubt(entryId: string): void {
    this.#later(entryId, firstRetryMs);
  }

  /** The feeds worker started anew and knows nothing. */
  reconnect(): void {
    this.#watch();
    this.rescan();
  }

  dispose(): void {
    this.#stopWatching();
    for (const state of this.#entries.values()) this.#stop(state);
    this.#entries.clear();
  }

  #watch(): void {
    this.#feeds.watch([...this.#entries.values()].map((state) => state.entry)).catch(() => {
      // Without a watch the listing every ten minutes still finds what changed.
    });
  }

  #stop(state: EntryState): void {
    state.scan?.abort();
    state.scan = null;
    state.again = false;
    this.#clock.clearTimeout(state.timer);
    state.timer = null;
    state.dueMs = Infinity;
  }

  /** Lists once when it has been quiet; a burst of changes moves nothing that is due earlier. */
  #later(entryId: string, delayMs: number): void {
    const state = this.#entries.get(entryId);
    if (!state) return;
    if (state.scan) state.again = true;
    else this.#schedule(state, delayMs);
  }

  #schedule(state: EntryState, delayMs: number): void {
    const dueMs = this.#clock.monotonicMs() + delayMs;
    if (state.timer !== null && state.dueMs <= dueMs) return;
    this.#clock.clearTimeout(state.timer);
    state.dueMs = dueMs;
    state.timer = this.#clock.setTimeout(() => {
      state.timer = null;
      this.#start(state);
    }, delayMs);
  }

  #start(state: EntryState): void {
    this.#clock.clearTimeout(state.timer);
    state.timer = null;
    state.dueMs = Infinity;
    if (state.scan) state.again = true;
    else void this.#list(state);
  }

  async #list(state: EntryState): Promise<void> {
    const scan = new AbortController();
    state.scan = scan;
    try {
      const gone = await this.#readPages(state, scan.signal);
      if (scan.signal.aborted) return;
      state.failures = 0;
      state.error = null;
      state.everListed = true;
      for (const id of gone) state.known.delete(id);
      if (gone.length > 0) this.#listener.removed(gone);
      this.#emit({ type: 'source.listed', entryId: state.entry.id, photos: state.known.size });
    } catch (error) {
      if (scan.signal.aborted) return;
      if (!isAbort(error)) {
        state.error = toErrorData(error);
        this.#emit({ type: 'source.failed', entryId: state.entry.id, error: state.error });
      }
      state.failures += 1;
    }
    state.scan = null;
    const { again, failures } = state;
    state.again = false;
    if (failures > 0) this.#schedule(state, Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1)));
    else this.#schedule(state, again ? changeQuietMs : rescanMs);
    this.#listener.listed(state.entry.id, failures === 0);
  }

  /** Announces what is new or changed page by page; returns what a complete listing no longer has. */
  async #readPages(state: EntryState, signal: AbortSignal): Promise<string[]> {
    const seen = new Set<string>();
    let cursor: number | null = null;
    for (let page = 0; page < maxPages; page++) {
      const { refs, cursor: next }: ScanPage = await within(
        this.#clock,
        this.#feeds.scan(state.entry, cursor, signal),
        pageDeadlineMs,
        () => {
          throw tooSlow();
        },
      );
      if (signal.aborted) return [];
      const news: PhotoRef[] = [];
      for (const ref of refs) {
        seen.add(ref.id);
        if (isSameRef(state.known.get(ref.id), ref)) continue;
        state.known.set(ref.id, ref);
        news.push(ref);
      }
      if (news.length > 0) this.#listener.added(news);
      if (next === null) return [...state.known.keys()].filter((id) => !seen.has(id));
      cursor = next;
    }
    return [];
  }
}

/** The same photos would be listed: everything but label, weight and switch is equal. */
function isSameListing(a: SourceEntry, b: SourceEntry): boolean {
  return a.source === b.source && isSame(a.params, b.params);
}

function isSameRef(known: PhotoRef | undefined, ref: PhotoRef): boolean {
  if (!known) return false;
  if (known.revision === undefined && ref.revision === undefined && ref.locator.kind !== 'url') return false;
  return (
    known.revision === ref.revision &&
    known.name === ref.name &&
    known.dateMs === ref.dateMs &&
    known.title === ref.title
  );
}

function tooSlow(): AppError {
  return new AppError(
    'source.unreachable',
    'A source of photos did not answer. Its known photos stay, and it is asked again by itself.',
    { retryable: true },
  );
}

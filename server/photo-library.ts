/**
 * The photo folder, kept current. Owns the index, the watch and the timers; everything runs in small asynchronous steps.
 *
 * Folders reported as changed wait until it has been quiet for a moment, then they are looked at a few at a time. When
 * all are done the library says so once, if the revision moved. The root is looked at every two seconds: a folder that
 * vanishes (a disk unplugged) makes the library unavailable without forgetting it, and it comes back by itself.
 */
import { realpath, stat } from 'node:fs/promises';
import { type PhotoEntry, scanFolder } from './folder-scan.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import { PhotoIndex, type PhotoPage } from './photo-index.ts';

export interface PhotosState {
  /** False while the folder is away. */
  readonly available: boolean;
  /** The first look at the folder is not done; the listing still grows. */
  readonly scanning: boolean;
  readonly count: number;
  /** Equal when the same photos are there, also after a restart. */
  readonly revision: string;
  /** Subfolders that may not be read. */
  readonly unreadableFolders: number;
}

export interface PhotoLibraryOptions {
  /** Changes nearer together than this are one change, … */
  readonly quietMs?: number;
  /** … but nobody waits longer than this for a change to show. */
  readonly maxQuietMs?: number;
  /** While a long look runs, what is known so far is announced this often. */
  readonly announceMs?: number;
  readonly rootCheckMs?: number;
  /** Everything is looked at again this often, for folders whose changes nobody reports. */
  readonly rescanMs?: number;
}

/** A file that changed more recently than this may still be written; it waits for the next look. */
const settleMs = 400;
/** The rescan interval where changes are known to go unreported. */
const blindRescanMs = 30_000;
const parallelFolders = 4;

interface Root {
  readonly path: string;
  readonly identity: string;
}

export class PhotoLibrary {
  readonly #folder: string;
  readonly #onChange: (state: PhotosState) => void;
  readonly #options: Required<PhotoLibraryOptions>;
  readonly #index = new PhotoIndex();
  readonly #rootTimer: NodeJS.Timeout;
  /** Reported, waiting for quiet. */
  readonly #touched = new Set<string>();
  /** To look at now. */
  readonly #due = new Set<string>();
  readonly #unreadable = new Set<string>();
  readonly #waiting = new Set<() => void>();
  #quietTimer: NodeJS.Timeout | null = null;
  #touchedSinceMs = 0;
  #root: Root | null = null;
  #watch: FolderWatch | null = null;
  #working = false;
  #listedOnce = false;
  #announced = '';
  #announcedAtMs = 0;
  #rescannedAtMs = 0;
  #closed = false;

  /** `onChange` hears of every new revision and of the folder going and coming. Call `checkRoot` once to begin. */
  constructor(folder: string, onChange: (state: PhotosState) => void, options: PhotoLibraryOptions = {}) {
    this.#folder = folder;
    this.#onChange = onChange;
    this.#options = {
      quietMs: 300,
      maxQuietMs: 2000,
      announceMs: 1000,
      rootCheckMs: 2000,
      rescanMs: 600_000,
      ...options,
    };
    this.#rootTimer = setInterval(() => void this.checkRoot(), this.#options.rootCheckMs).unref();
  }

  /** The real path of the folder now, or null while it is away. */
  get root(): string | null {
    return this.#root?.path ?? null;
  }

  state(): PhotosState {
    return {
      available: this.#root !== null,
      scanning: this.#root !== null && !this.#listedOnce,
      count: this.#index.count,
      revision: this.#index.revision,
      unreadableFolders: this.#unreadable.size,
    };
  }

  /** Photos after the path `cursor`, folder by folder and by name. */
  page(cursor: string | null, limit: number): PhotoPage {
    return this.#index.page(cursor, limit);
  }

  /** Settles when the first listing is complete, the folder turns out to be away, or `maxMs` has passed. */
  async listed(maxMs: number): Promise<void> {
    if (this.#listedOnce || this.#closed || !this.#root) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, maxMs);
      this.#waiting.add(done);
    });
  }

  /** Looks whether the folder is there and still the same one; begins anew when it is another. Never rejects. */
  async checkRoot(): Promise<void> {
    const found = await identify(this.#folder);
    if (this.#closed) return;
    if (found?.identity === this.#root?.identity && found?.path === this.#root?.path) {
      const isBlind = this.#watch?.complete === false || this.#unreadable.size > 0;
      const intervalMs = isBlind ? Math.min(blindRescanMs, this.#options.rescanMs) : this.#options.rescanMs;
      if (found && performance.now() - this.#rescannedAtMs >= intervalMs) this.#rescan();
      return;
    }
    this.#watch?.close();
    this.#watch = null;
    this.#due.clear();
    this.#root = found;
    this.#listedOnce = false;
    if (found) {
      this.#watch = createFolderWatch(
        found.path,
        (folder) => this.#touch(folder),
        (folder) => this.#remake(folder),
      );
      this.#rescan();
    } else {
      this.#release();
      this.#announce();
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#rootTimer);
    if (this.#quietTimer) clearTimeout(this.#quietTimer);
    this.#watch?.close();
    this.#release();
  }

  #release(): void {
    for (const done of this.#waiting) done();
  }

  #rescan(): void {
    this.#rescannedAtMs = performance.now();
    for (const folder of this.#index.tree('')) this.#due.add(folder);
    void this.#work();
  }

  #touch(folder: string): void {
    if (this.#closed) return;
    const nowMs = performance.now();
    if (this.#touched.size === 0) this.#touchedSinceMs = nowMs;
    this.#touched.add(folder);
    if (this.#quietTimer) clearTimeout(this.#quietTimer);
    const leftMs = this.#options.maxQuietMs - (nowMs - this.#touchedSinceMs);
    this.#quietTimer = setTimeout(() => this.#quiet(), Math.max(0, Math.min(this.#options.quietMs, leftMs))).unref();
  }

  #quiet(): void {
    this.#quietTimer = null;
    for (const folder of this.#touched) this.#due.add(folder);
    this.#touched.clear();
    void this.#work();
  }

  /** The folder of this name is another one now: its watch, and those below, look at the old one. */
  #remake(folder: string): void {
    for (const known of this.#index.tree(folder)) {
      this.#watch?.remove(known);
      this.#touch(known);
    }
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    while (this.#due.size > 0 && this.#root && !this.#closed) {
      const root = this.#root;
      const batch = [...this.#due].slice(0, parallelFolders);
      for (const folder of batch) this.#due.delete(folder);
      await Promise.all(batch.map((folder) => this.#look(root, folder)));
      if (performance.now() - this.#announcedAtMs >= this.#options.announceMs) this.#announce();
    }
    this.#working = false;
    if (this.#closed) return;
    if (this.#root) {
      this.#listedOnce = true;
      this.#release();
    }
    this.#announce();
  }

  async #look(root: Root, folder: string): Promise<void> {
    // Watch first: what appears between the two is then seen by one of them.
    this.#watch?.add(folder);
    const scan = await scanFolder(root.path, folder);
    if (this.#closed || this.#root !== root) return;
    if (scan.kind === 'missing' && folder === '') {
      await this.checkRoot();
      return;
    }
    if (scan.kind !== 'folder') {
      this.#drop(folder);
      if (scan.kind === 'unreadable') this.#unreadable.add(folder);
      return;
    }
    this.#unreadable.delete(folder);
    const gone = await this.#index.replaceFolder(folder, this.#settled(folder, scan.photos), scan.folders);
    if (this.#closed || this.#root !== root) return;
    for (const child of gone) this.#drop(child);
    for (const child of scan.folders) if (!this.#watch?.has(child)) this.#due.add(child);
  }

  /** After the first listing, a file that is perhaps still being written is left as it was known, and looked at again. */
  #settled(folder: string, photos: readonly PhotoEntry[]): PhotoEntry[] {
    if (!this.#listedOnce) return [...photos];
    const nowMs = Date.now();
    const known = this.#index.photosIn(folder);
    return photos.flatMap((photo) => {
      const before = known.get(photo.path);
      if (before?.etag === photo.etag || Math.abs(nowMs - photo.modifiedMs) >= settleMs) return [photo];
      this.#touch(folder);
      return before ? [before] : [];
    });
  }

  #drop(folder: string): void {
    for (const dropped of this.#index.dropTree(folder)) {
      this.#watch?.remove(dropped);
      this.#unreadable.delete(dropped);
      this.#due.delete(dropped);
    }
  }

  #announce(): void {
    const state = this.state();
    const announcement = `${state.available} ${state.revision}`;
    this.#announcedAtMs = performance.now();
    if (announcement === this.#announced) return;
    this.#announced = announcement;
    this.#onChange(state);
  }
}

async function identify(folder: string): Promise<Root | null> {
  try {
    const path = await realpath(folder);
    const stats = await stat(path, { bigint: true });
    return stats.isDirectory() ? { path, identity: `${stats.dev}:${stats.ino}` } : null;
  } catch {
    return null;
  }
}

/**
 * What is known of the pieces at hand: their names at once, their tags and cover when the worker has read them. Page
 * thread; owns the object URLs of covers, of the pieces it was last asked to keep only.
 */
import type { TagsApi, TrackTags } from '../shared/music.ts';
import type { SupervisedWorker } from '../shared/worker-contract.ts';
import { namingOf, type Naming, type PlaylistItem } from './playlist.ts';

export interface KnownTrack extends Naming {
  readonly artworkUrl: string | null;
}

export interface TagReaderParts {
  /** Fetches and starts the worker; called with the first piece. */
  start(): Promise<SupervisedWorker<TagsApi>>;
  /** More is known of this piece. */
  told(item: PlaylistItem): void;
}

const nameAlone = (item: PlaylistItem): KnownTrack => ({ ...namingOf(item), artworkUrl: null });

export class TagReader {
  readonly #parts: TagReaderParts;
  readonly #known = new Map<PlaylistItem, KnownTrack>();
  #worker: Promise<SupervisedWorker<TagsApi>> | null = null;
  #isClosed = false;

  constructor(parts: TagReaderParts) {
    this.#parts = parts;
  }

  #started(): Promise<SupervisedWorker<TagsApi>> {
    this.#worker ??= this.#parts.start();
    this.#worker.catch(() => (this.#worker = null));
    return this.#worker;
  }

  list(handles: readonly FileSystemHandle[]): Promise<Awaited<ReturnType<TagsApi['list']>>> {
    return this.#started().then((worker) => worker.call('list', [handles]));
  }

  of(item: PlaylistItem): KnownTrack {
    return this.#known.get(item) ?? nameAlone(item);
  }

  /** These pieces and no others matter from now on; what is not known of them is read. */
  keep(items: readonly (PlaylistItem | undefined)[]): void {
    for (const [item, { artworkUrl }] of this.#known) {
      if (items.includes(item)) continue;
      if (artworkUrl !== null) URL.revokeObjectURL(artworkUrl);
      this.#known.delete(item);
    }
    for (const item of items) if (item && !this.#known.has(item)) void this.#read(item);
  }

  /** A file without tags, or with damaged ones, keeps its name. */
  async #read(item: PlaylistItem): Promise<void> {
    this.#known.set(item, nameAlone(item));
    try {
      const [worker, file] = await Promise.all([this.#started(), item.open()]);
      this.#learn(item, await worker.call('read', [file], { key: item.path }));
    } catch {
      // The name is enough.
    }
  }

  #learn(item: PlaylistItem, { title, artist, album, cover }: TrackTags): void {
    const before = this.#known.get(item);
    if (this.#isClosed || !before) return;
    this.#known.set(item, {
      // A file that has a title knows its artist too, or nobody does: the name is not mixed in.
      ...(title === '' ? before : { title, artist, album }),
      artworkUrl: cover === null ? null : URL.createObjectURL(cover),
    });
    this.#parts.told(item);
  }

  close(): void {
    this.keep([]);
    this.#isClosed = true;
    this.#worker?.then((worker) => worker.stop()).catch(() => undefined);
    this.#worker = null;
  }
}

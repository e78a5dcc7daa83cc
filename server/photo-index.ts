/**
 * All photos known now, by folder. Pages are cut by path, not by number: a photo that is there during the whole of a
 * paged reading is listed exactly once, whatever comes and goes meanwhile.
 *
 * The revision is a sum over the photos themselves. Equal content gives an equal revision, also after a restart; a scan
 * that finds nothing new changes nothing.
 */
import type { PhotoEntry } from './folder-scan.ts';

export interface PhotoPage {
  readonly items: readonly PhotoEntry[];
  /** Path to continue after; null on the last page. */
  readonly next: string | null;
}

interface Folder {
  readonly photos: ReadonlyMap<string, PhotoEntry>;
  readonly folders: ReadonlySet<string>;
}

const nothing: Folder = { photos: new Map(), folders: new Set() };

const byPath = (a: PhotoEntry, b: PhotoEntry) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

export class PhotoIndex {
  readonly #folders = new Map<string, Folder>();
  #sum = 0n;
  #count = 0;
  /** In order; rebuilt on demand. Starting from the old order makes the next sort nearly linear. */
  #sorted: PhotoEntry[] = [];
  #stale = false;

  get count(): number {
    return this.#count;
  }

  get revision(): string {
    return `${this.#count.toString(36)}-${this.#sum.toString(36)}`;
  }

  /** What is known of the photos right in `folder`. */
  photosIn(folder: string): ReadonlyMap<string, PhotoEntry> {
    return (this.#folders.get(folder) ?? nothing).photos;
  }

  /** `folder` and all known folders below it; `''` is the root. */
  tree(folder: string): string[] {
    const all = [folder];
    // Grows while it is walked: breadth first.
    for (const known of all) all.push(...(this.#folders.get(known)?.folders ?? []));
    return all;
  }

  /** Puts what a scan of `folder` found in place of what was known; returns the subfolders that are gone. */
  replaceFolder(folder: string, photos: readonly PhotoEntry[], folders: readonly string[]): string[] {
    const before = this.#folders.get(folder) ?? nothing;
    const after = new Map(photos.map((photo) => [photo.path, photo]));
    for (const photo of before.photos.values()) if (after.get(photo.path)?.etag !== photo.etag) this.#forget(photo);
    for (const photo of photos) {
      const known = before.photos.get(photo.path);
      if (known?.etag !== photo.etag) this.#add(photo);
      else after.set(photo.path, known);
    }
    const children = new Set(folders);
    this.#folders.set(folder, { photos: after, folders: children });
    return [...before.folders].filter((child) => !children.has(child));
  }

  /** Forgets `folder` and all below it; returns the folders forgotten. */
  dropTree(folder: string): string[] {
    const dropped = this.tree(folder);
    for (const known of dropped) {
      for (const photo of this.photosIn(known).values()) this.#forget(photo);
      this.#folders.delete(known);
    }
    return dropped;
  }

  /** Photos after `cursor` (a path, or null for the beginning) in path order, at most `limit`. */
  page(cursor: string | null, limit: number): PhotoPage {
    const sorted = this.#inOrder();
    const start = cursor === null ? 0 : firstAfter(sorted, cursor);
    const items = sorted.slice(start, start + limit);
    const last = items.at(-1);
    return { items, next: last && start + limit < sorted.length ? last.path : null };
  }

  #add(photo: PhotoEntry): void {
    this.#sum = BigInt.asUintN(64, this.#sum + photo.weight);
    this.#count++;
    this.#stale = true;
  }

  #forget(photo: PhotoEntry): void {
    this.#sum = BigInt.asUintN(64, this.#sum - photo.weight);
    this.#count--;
    this.#stale = true;
  }

  #inOrder(): readonly PhotoEntry[] {
    if (!this.#stale) return this.#sorted;
    const current = new Set<PhotoEntry>();
    for (const { photos } of this.#folders.values()) for (const photo of photos.values()) current.add(photo);
    const kept = this.#sorted.filter((photo) => current.delete(photo));
    this.#sorted = [...kept, ...current].toSorted(byPath);
    this.#stale = false;
    return this.#sorted;
  }
}

function firstAfter(sorted: readonly PhotoEntry[], path: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.path ?? '') <= path) low = middle + 1;
    else high = middle;
  }
  return low;
}

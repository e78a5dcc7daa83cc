/**
 * All photos known now, by folder. Pages are cut by folder and name, not by number: a photo that is there during the
 * whole of a paged reading is listed exactly once, whatever comes and goes meanwhile. Each folder keeps its own order,
 * so that no step touches all photos at once.
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
  /** By path, in the order of names. */
  readonly photos: ReadonlyMap<string, PhotoEntry>;
  readonly inOrder: readonly PhotoEntry[];
  readonly folders: ReadonlySet<string>;
}

const nothing: Folder = { photos: new Map(), inOrder: [], folders: new Set() };

/** Photos handled before others get a turn. */
const stepItems = 2000;

const byPath = (a: PhotoEntry, b: PhotoEntry) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

export class PhotoIndex {
  readonly #folders = new Map<string, Folder>();
  #sum = 0n;
  #count = 0;
  /** The folders' paths in order; null when they changed. */
  #order: readonly string[] | null = null;

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

  /**
   * Puts what a scan of `folder` found in place of what was known; resolves to the subfolders that are gone. Prepares
   * large folders in steps and changes everything at once at the end. One call per folder at a time.
   */
  async replaceFolder(folder: string, photos: readonly PhotoEntry[], folders: readonly string[]): Promise<string[]> {
    const before = this.#folders.get(folder) ?? nothing;
    const after = new Map<string, PhotoEntry>();
    const added: PhotoEntry[] = [];
    let sum = 0n;
    await inSteps(photos, (photo) => {
      const known = before.photos.get(photo.path);
      if (!known) added.push(photo);
      if (known?.etag !== photo.etag) sum += photo.weight;
      after.set(photo.path, known?.etag === photo.etag ? known : photo);
    });
    const inOrder: PhotoEntry[] = [];
    await inSteps(before.inOrder, (known) => {
      const photo = after.get(known.path);
      if (photo !== known) sum -= known.weight;
      if (photo) inOrder.push(photo);
    });
    // Beginning with the order of before makes this nearly linear when little changed.
    await inSteps(added, (photo) => inOrder.push(photo));
    inOrder.sort(byPath);

    if ((this.#folders.get(folder) ?? nothing) !== before) return this.replaceFolder(folder, photos, folders);
    this.#sum = BigInt.asUintN(64, this.#sum + sum);
    this.#count += after.size - before.photos.size;
    const children = new Set(folders);
    if (before === nothing) this.#order = null;
    this.#folders.set(folder, { photos: after, inOrder, folders: children });
    return [...before.folders].filter((child) => !children.has(child));
  }

  /** Forgets `folder` and all below it; returns the folders forgotten. */
  dropTree(folder: string): string[] {
    const dropped = this.tree(folder);
    for (const known of dropped) {
      for (const photo of this.photosIn(known).values()) this.#sum = BigInt.asUintN(64, this.#sum - photo.weight);
      this.#count -= this.photosIn(known).size;
      this.#folders.delete(known);
    }
    this.#order = null;
    return dropped;
  }

  /** Photos after `cursor` (the path of a photo, or null for the beginning), at most `limit`. */
  page(cursor: string | null, limit: number): PhotoPage {
    this.#order ??= [...this.#folders.keys()].toSorted();
    const items: PhotoEntry[] = [];
    const start = cursor === null ? 0 : firstWhere(this.#order, (folder) => folder >= folderOf(cursor));
    for (const folder of this.#order.slice(start)) {
      const photos = this.#folders.get(folder)?.inOrder ?? [];
      const from = cursor === null || folder !== folderOf(cursor) ? 0 : firstWhere(photos, ({ path }) => path > cursor);
      // One more than asked for, to know whether this is the last page.
      items.push(...photos.slice(from, from + limit + 1 - items.length));
      if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]?.path ?? null };
    }
    return { items, next: null };
  }
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Lets other work of the event loop go first. */
const pause = () => new Promise<void>((resolve) => void setImmediate(resolve));

async function inSteps<T>(items: readonly T[], run: (item: T) => void): Promise<void> {
  for (let at = 0; at < items.length; at += stepItems) {
    if (at > 0) await pause();
    for (const item of items.slice(at, at + stepItems)) run(item);
  }
}

/** Index of the first item that passes; all items before it must fail and all after it pass. */
function firstWhere<T>(sorted: readonly T[], passes: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

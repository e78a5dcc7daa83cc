/**
 * Every photo that is listed now, with what is known of it, in memory: prints lie in one array, so that twenty thousand are compared
 * in milliseconds. Library worker. What a row says is kept in the database by whoever changes it (`job-book.ts`).
 */
import type { LibraryRow, RowDetails } from '../../shared/library-rows.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { bitsOf, isCoarsePrint, isSamePicture, printBytes, sameHashBits } from '../../shared/photo-print.ts';
import { localTime, type LocalTime } from './local-time.ts';

export interface TablePhoto {
  readonly id: string;
  readonly entryId: string;
  ref: PhotoRef;
  revision: string;
  details: RowDetails | null;
  /** When it was taken, by the camera's clock; null: unknown. */
  taken: LocalTime | null;
  /** Its print is at `place · printBytes`. */
  readonly place: number;
  print: 'none' | 'made' | 'impossible';
  /** The database has a row of this revision. */
  isKept: boolean;
  /** Lower case: name, title, camera. */
  words: string;
  /** The photo that is shown in place of this one. */
  twin: string | null;
}

const revisionOf = (ref: PhotoRef): string => ref.revision ?? '';

function wordsOf(ref: PhotoRef, details: RowDetails | null): string {
  return `${ref.name} ${ref.title} ${ref.place ?? ''} ${ref.credit ?? ''} ${details?.camera ?? ''}`.toLowerCase();
}

function takenOf(details: RowDetails | null): LocalTime | null {
  const takenMs = details?.takenMs ?? null;
  return takenMs === null ? null : localTime(takenMs);
}

const pixelsOf = ({ details }: TablePhoto): number => (details ? details.widthPx * details.heightPx : 0);

export class PhotoTable {
  readonly #photos = new Map<string, TablePhoto>();
  /** By place; null: free. */
  readonly #places: (TablePhoto | null)[] = [];
  readonly #free: number[] = [];
  /** Photos that are shown in place of others. */
  readonly #standIns = new Set<string>();
  #prints = new Uint8Array(256 * printBytes);
  /** Each print's hash as two words: what nearly every comparison ends with. */
  #hashes = new Uint32Array(256 * 2);
  #printed = 0;

  get size(): number {
    return this.#photos.size;
  }

  /** Photos that can be compared. */
  get printed(): number {
    return this.#printed;
  }

  get prints(): Uint8Array {
    return this.#prints;
  }

  get(id: string): TablePhoto | undefined {
    return this.#photos.get(id);
  }

  all(): IterableIterator<TablePhoto> {
    return this.#photos.values();
  }

  /** Takes a listed photo in, with what an earlier visit found out about this very revision of it. */
  add(ref: PhotoRef, row: LibraryRow | null): TablePhoto {
    const known = this.#photos.get(ref.id);
    const revision = revisionOf(ref);
    if (known && known.revision === revision) {
      known.ref = ref;
      known.words = wordsOf(ref, known.details);
      return known;
    }
    if (known) this.remove(ref.id);
    const kept = row?.revision === revision ? row : null;
    const place = this.#free.pop() ?? this.#places.length;
    const photo: TablePhoto = {
      id: ref.id,
      entryId: ref.entryId,
      ref,
      revision,
      details: kept?.details ?? null,
      taken: takenOf(kept?.details ?? null),
      place,
      print: 'none',
      isKept: kept !== null,
      words: wordsOf(ref, kept?.details ?? null),
      twin: null,
    };
    this.#photos.set(ref.id, photo);
    this.#places[place] = photo;
    if (kept?.print) this.setPrint(photo, kept.print);
    return photo;
  }

  /** Those that took this one's place as twins stand for themselves again. */
  remove(id: string): void {
    const photo = this.#photos.get(id);
    if (!photo) return;
    this.#photos.delete(id);
    this.#places[photo.place] = null;
    this.#free.push(photo.place);
    if (photo.print === 'made') this.#printed -= 1;
    if (!this.#standIns.delete(id)) return;
    for (const other of this.#photos.values()) if (other.twin === id) other.twin = null;
  }

  setDetails(photo: TablePhoto, details: RowDetails): void {
    photo.details = details;
    photo.taken = takenOf(details);
    photo.words = wordsOf(photo.ref, details);
  }

  /** Empty: it cannot be made. Finds its twin among those that are there. */
  setPrint(photo: TablePhoto, print: Uint8Array): void {
    if (photo.print === 'made') this.#printed -= 1;
    photo.print = print.length === printBytes ? 'made' : 'impossible';
    if (photo.print !== 'made') return;
    this.#printed += 1;
    const end = (photo.place + 1) * printBytes;
    if (end > this.#prints.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#prints.length));
      larger.set(this.#prints);
      this.#prints = larger;
      const hashes = new Uint32Array((2 * larger.length) / printBytes);
      hashes.set(this.#hashes);
      this.#hashes = hashes;
    }
    this.#prints.set(print, photo.place * printBytes);
    const words = new DataView(print.buffer, print.byteOffset, 8);
    this.#hashes[2 * photo.place] = words.getUint32(0);
    this.#hashes[2 * photo.place + 1] = words.getUint32(4);
    this.#findTwin(photo);
  }

  /** Made of a few colours of a slide: good for likeness, not for telling copies. A better one may take its place. */
  isCoarse(photo: TablePhoto): boolean {
    return photo.print === 'made' && isCoarsePrint(this.#prints, photo.place * printBytes);
  }

  printOf(photo: TablePhoto): Uint8Array<ArrayBuffer> | null {
    if (photo.print === 'none') return null;
    if (photo.print === 'impossible') return new Uint8Array(0);
    return this.#prints.slice(photo.place * printBytes, (photo.place + 1) * printBytes);
  }

  rowOf(photo: TablePhoto): LibraryRow {
    const { id, entryId, revision, ref, details } = photo;
    const { title, name, dateMs = null } = ref;
    return { id, entryId, revision, title, name, dateMs, details, print: this.printOf(photo) };
  }

  /** By place, for walking along the prints. */
  at(place: number): TablePhoto | null {
    return this.#places[place] ?? null;
  }

  get places(): number {
    return this.#places.length;
  }

  /** The larger one is shown; of equal ones, that with the smaller id: whoever is looked at first makes no difference. */
  #findTwin(photo: TablePhoto): void {
    photo.twin = null;
    const hashes = this.#hashes;
    const [first = 0, second = 0] = hashes.subarray(2 * photo.place);
    for (let place = 0; place < this.#places.length; place++) {
      const bits = bitsOf(first ^ (hashes[2 * place] ?? 0));
      if (bits > sameHashBits || bits + bitsOf(second ^ (hashes[2 * place + 1] ?? 0)) > sameHashBits) continue;
      const other = this.#places[place];
      if (!other || other === photo || other.print !== 'made' || other.twin !== null) continue;
      if (!isSamePicture(this.#prints, photo.place * printBytes, place * printBytes)) continue;
      const difference = pixelsOf(photo) - pixelsOf(other);
      if (difference < 0 || (difference === 0 && other.id < photo.id)) {
        photo.twin = other.id;
        this.#standIns.add(other.id);
        return;
      }
      other.twin = photo.id;
      this.#standIns.add(photo.id);
    }
  }
}

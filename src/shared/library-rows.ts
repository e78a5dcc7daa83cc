/**
 * What the library worker keeps in the database: one row per photo and one per job. They are read with care: a row that does not
 * fit counts as not there, and is found out again.
 */
import type { JobKind } from './library-api.ts';

/** What is known of one photo. */
export interface LibraryRow {
  readonly id: string;
  readonly entryId: string;
  /** Of the file when it was looked at; another one makes the row old. */
  readonly revision: string;
  readonly title: string;
  /** Path within its source. */
  readonly name: string;
  /** Milliseconds since 1970: of the file, where the photo does not say. */
  readonly dateMs: number | null;
  /** Null: nobody has looked yet. */
  readonly details: RowDetails | null;
  /** `printBytes` bytes, see photo-print.ts; null: nobody has looked yet. */
  readonly print: Uint8Array<ArrayBuffer> | null;
}

export interface RowDetails {
  /** After orientation; 0: unknown. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** The camera's clock as if it were that of this device, milliseconds since 1970; null: the photo does not say. */
  readonly takenMs: number | null;
  /** 0: none. */
  readonly rating: number;
  /** Degrees, north positive; null: unknown. */
  readonly latitude: number | null;
  /** Camera and lens, for search. */
  readonly camera: string;
}

/** A job and its lease. Written together with the rows of each batch, so that both tell of the same moment. */
export interface LibraryJobRow {
  readonly id: string;
  readonly kind: JobKind;
  readonly entryId: string;
  readonly state: 'waiting' | 'running' | 'done' | 'dead';
  readonly done: number;
  readonly total: number;
  /** The last photo in the order of ids that is done with. */
  readonly cursor: string | null;
  /** Tries of the whole job that ended badly, in a row. */
  readonly attempts: number;
  /** Who works on it, until when (milliseconds since 1970). */
  readonly owner: string | null;
  readonly leaseUntilMs: number;
  /** Not before then, milliseconds since 1970. */
  readonly retryAtMs: number;
  /** Photos that failed and have tries left, with how many they have had. */
  readonly failing: Readonly<Record<string, number>>;
  /** The photos opened since the last checkpoint: if the worker dies, one of them did it. */
  readonly inFlight: readonly string[];
  readonly trouble: string | null;
}

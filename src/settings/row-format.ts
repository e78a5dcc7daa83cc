/**
 * How a namespace is stored: only what was chosen, so that what was not follows the defaults of the app and of the screen's
 * owner. Rows of earlier versions hold every field and have no `sparse`. Pure.
 */
import { isRecord } from '../shared/plain-data.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface StoredRow {
  readonly version: number;
  readonly values: Fields;
  readonly sparse: true;
  /** Counts the writes, so that tabs notice what they missed. */
  readonly revision: number;
}

/** What was changed in one write. */
export interface RowFields {
  readonly version: number;
  readonly revision: number;
  readonly set: Fields;
  /** Back to their defaults. */
  readonly gone: readonly string[];
}

export interface RowChange {
  readonly namespace: string;
  readonly version: number;
  readonly set: Fields;
  readonly gone: readonly string[];
  /** All that is chosen, as this tab knows it: written when the stored row cannot be changed in place. */
  readonly whole: Fields;
}

export interface SavedRow {
  readonly row: StoredRow;
  /** Another tab wrote in between: `row` has more than this change. */
  readonly hasMore: boolean;
}

export const isSparse = (row: unknown): boolean => isRecord(row) && row['sparse'] === true;

export function revisionOf(row: unknown): number {
  const revision = isRecord(row) ? row['revision'] : 0;
  return typeof revision === 'number' && Number.isSafeInteger(revision) && revision >= 0 ? revision : 0;
}

/** The row to write over `old`; null when a newer version wrote that one. */
export function changedRow(old: unknown, change: RowChange, knownRevision: number): SavedRow | null {
  const version = isRecord(old) ? old['version'] : undefined;
  if (typeof version === 'number' && Number.isInteger(version) && version > change.version) return null;
  const revision = Math.max(revisionOf(old), knownRevision) + 1;
  const inPlace = isSparse(old) && version === change.version && isRecord((old as StoredRow).values);
  const values = { ...(inPlace ? (old as StoredRow).values : change.whole), ...change.set };
  for (const field of change.gone) delete values[field];
  const row: StoredRow = { version: change.version, values, sparse: true, revision };
  return { row, hasMore: revision !== knownRevision + 1 };
}

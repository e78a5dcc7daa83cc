/** How much of the network's photos stays on the device, and which go first. Pure. */
import type { PhotoRef } from './photo.ts';

export interface KeptRow {
  /** The photo's id. */
  readonly key: string;
  readonly entryId: string;
  /** What stands for the photo when its source cannot be listed. */
  readonly ref: PhotoRef;
  /** In the folder of kept photos. */
  readonly file: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedMs: number;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Its name in the folder that the user chose for copies. */
  readonly mirrored?: string;
}

/** Whether something in the index is a row: what is not would make sums that are no numbers, and refs that are none. */
export function isRow(value: unknown): value is KeptRow {
  const { key, entryId, ref, file, bytes, usedMs, digest } = (value ?? {}) as Partial<KeptRow>;
  return (
    [key, entryId, file, digest].every((text) => typeof text === 'string') &&
    [bytes, usedMs].every((number) => typeof number === 'number' && number >= 0) &&
    typeof ref === 'object' &&
    ref?.id === key
  );
}

export const defaultLimitBytes = 1_000_000_000;
const quotaShare = 0.4;
/** Of what the browser has left, this much is not ours: settings and the program must still fit. */
const sparedShare = 0.2;
/** Of each source, this many stay while another source has more: a busy feed does not push out a quiet one. */
export const floorPhotos = 12;

export interface Space {
  /** What the user allows. */
  readonly limitBytes: number;
  /** As the browser estimates them, for the whole origin; quota 0: it does not say. */
  readonly quotaBytes: number;
  readonly usageBytes: number;
  /** Kept photos, part of the usage. */
  readonly keptBytes: number;
}

export interface Room {
  readonly bytes: number;
  /** The device has less than what is allowed, because others need it. */
  readonly isTight: boolean;
}

/** Where the browser does not say how much it allows: half of what the strictest of those grant without asking. */
const untoldBytes = 500_000_000;

export function roomFor({ limitBytes, quotaBytes, usageBytes, keptBytes }: Space): Room {
  if (quotaBytes <= 0) return { bytes: Math.min(limitBytes, untoldBytes), isTight: false };
  const allowed = Math.min(limitBytes, Math.floor(quotaBytes * quotaShare));
  if (limitBytes <= 0) return { bytes: 0, isTight: false };
  const freeBytes = Math.max(0, quotaBytes - usageBytes);
  const possible = keptBytes + Math.floor(freeBytes * (1 - sparedShare));
  return possible < allowed ? { bytes: Math.max(0, possible), isTight: true } : { bytes: allowed, isTight: false };
}

/** Clocks differ by so much and are well. */
const clockSlackMs = 3_600_000;

/** A use that is yet to come was noted by a clock gone wrong, and would never be the oldest. */
const usedAt = ({ usedMs }: KeptRow, nowMs: number): number => (usedMs > nowMs + clockSlackMs ? 0 : usedMs);

/** What must go so that `incomingBytes` fit: longest unused first, sources at their floor last. */
export function toEvict(
  rows: readonly KeptRow[],
  incomingBytes: number,
  roomBytes: number,
  nowMs = Date.now(),
): KeptRow[] {
  let over = rows.reduce((sum, { bytes }) => sum + bytes, incomingBytes) - roomBytes;
  const left = new Map<string, number>();
  for (const { entryId } of rows) left.set(entryId, (left.get(entryId) ?? 0) + 1);
  const oldest = rows.toSorted((a, b) => usedAt(a, nowMs) - usedAt(b, nowMs));
  const evicted = new Set<KeptRow>();
  const sweep = (mayGo: (row: KeptRow) => boolean): void => {
    for (const row of oldest) {
      if (over <= 0) return;
      if (evicted.has(row) || !mayGo(row)) continue;
      evicted.add(row);
      left.set(row.entryId, (left.get(row.entryId) ?? 1) - 1);
      over -= row.bytes;
    }
  };
  sweep(({ entryId }) => (left.get(entryId) ?? 0) > floorPhotos);
  sweep(() => true);
  return [...evicted];
}

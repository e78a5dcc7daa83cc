/** How much of the network's photos stays on the device, and which go first. Pure. */

export interface KeptRow {
  readonly key: string;
  readonly entryId: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedMs: number;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
}

const mostBytes = 1_000_000_000;
const quotaShare = 0.4;
/** Of each source, this many stay while another source has more: a busy feed does not push out a quiet one. */
export const floorPhotos = 12;

export const roomFor = (quotaBytes: number): number =>
  quotaBytes > 0 ? Math.min(mostBytes, Math.floor(quotaBytes * quotaShare)) : 0;

/** What must go so that `incomingBytes` fit: longest unused first, sources at their floor last. */
export function toEvict(rows: readonly KeptRow[], incomingBytes: number, roomBytes: number): KeptRow[] {
  let over = rows.reduce((sum, { bytes }) => sum + bytes, incomingBytes) - roomBytes;
  const left = new Map<string, number>();
  for (const { entryId } of rows) left.set(entryId, (left.get(entryId) ?? 0) + 1);
  const oldest = rows.toSorted((a, b) => a.usedMs - b.usedMs);
  const evicted: KeptRow[] = [];
  const sweep = (mayGo: (row: KeptRow) => boolean): void => {
    for (const row of oldest) {
      if (over <= 0) return;
      if (evicted.includes(row) || !mayGo(row)) continue;
      evicted.push(row);
      left.set(row.entryId, (left.get(row.entryId) ?? 1) - 1);
      over -= row.bytes;
    }
  };
  sweep(({ entryId }) => (left.get(entryId) ?? 0) > floorPhotos);
  sweep(() => true);
  return evicted;
}

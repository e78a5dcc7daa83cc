/**
 * What the page and the sandboxed MilkDrop frame say to each other, over one port. The frame gets samples, sizes and the
 * number of a preset; it never gets the page, its storage or its network. Whatever comes back is judged, not believed.
 */

/** Time-domain samples of one frame, as unsigned bytes around 128. */
export const SAMPLE_BYTES = 1024;

/** Handed over with the port, once. */
export const HELLO = 'afterimage-milkdrop';

export type FrameOrder =
  /** Draw one frame; the buffer comes back with `drawn`. */
  | { readonly type: 'samples'; readonly bytes: ArrayBuffer; readonly elapsedSec: number }
  | { readonly type: 'preset'; readonly index: number; readonly blendSec: number }
  /** Of the surface, in device pixels. */
  | { readonly type: 'size'; readonly widthPx: number; readonly heightPx: number };

export type FrameReport =
  | { readonly type: 'ready' }
  | { readonly type: 'drawn'; readonly bytes: ArrayBuffer }
  /** This preset does not work here; the one before stays. */
  | { readonly type: 'broken'; readonly index: number }
  /** Nothing will be drawn any more. */
  | { readonly type: 'failed'; readonly reason: string };

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** Total: what is no report is null. */
export function readReport(data: unknown): FrameReport | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, bytes, index, reason } = data as Readonly<Record<string, unknown>>;
  if (type === 'ready') return { type };
  if (type === 'drawn' && bytes instanceof ArrayBuffer && bytes.byteLength === SAMPLE_BYTES) return { type, bytes };
  if (type === 'broken' && isIndex(index)) return { type, index };
  if (type === 'failed') return { type, reason: typeof reason === 'string' ? reason.slice(0, 200) : '' };
  return null;
}

/** The largest `ispe` (image spatial extents) of an AVIF or HEIF file, ISO 23008-12. Total and bounded. */

const CONTAINERS = new Set(['meta', 'iprp', 'ipco']);
const MAX_BOXES = 2000;
const MAX_DEPTH = 4;

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A grid file lists its tiles and the whole picture; the whole is the largest. */
export function readIsoMediaSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let best: Size | null = null;
  let boxes = 0;
  const walk = (start: number, end: number, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    let at = start;
    while (at + 8 <= end && boxes < MAX_BOXES) {
      boxes += 1;
      let length = view.getUint32(at);
      let head = 8;
      if (length === 1 && at + 16 <= end) {
        length = view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12);
        head = 16;
      } else if (length === 0) length = end - at;
      if (length < head) return;
      const stop = Math.min(end, at + length);
      const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
      if (CONTAINERS.has(type)) walk(at + head + (type === 'meta' ? 4 : 0), stop, depth + 1);
      else if (type === 'ispe' && at + head + 12 <= stop) {
        const widthPx = view.getUint32(at + head + 4);
        const heightPx = view.getUint32(at + head + 8);
        if (best === null || widthPx * heightPx > best.widthPx * best.heightPx) best = { widthPx, heightPx };
      }
      at += length;
    }
  };
  walk(0, bytes.length, 0);
  return best;
}

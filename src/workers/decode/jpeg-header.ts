/** Size, orientation and kind of a JPEG from its marker segments (ITU-T T.81 annex B, Exif 2.3). Total. */
import type { ImageHeader } from './image-header.ts';

const MAX_SEGMENTS = 2000;
const MAX_TAGS = 200;
const ORIENTATION_TAG = 0x112;

/** The orientation tag of the first directory of an Exif block; 1 when there is none or it makes no sense. */
function readOrientation(view: DataView, start: number, end: number): number {
  const tiff = start + 6;
  if (end - tiff < 14 || view.getUint32(start) !== 0x45786966) return 1;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return 1;
  const count = Math.min(view.getUint16(directory, little), MAX_TAGS);
  for (let i = 0; i < count; i += 1) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > end) return 1;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Null when no frame header lies within `bytes`. */
export function readJpegHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  let seenExif = false;
  let at = 2;
  for (let i = 0; i < MAX_SEGMENTS && at + 9 < bytes.length; i += 1) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    const end = Math.min(bytes.length, at + 2 + length);
    if (isFrame(marker)) {
      const heightPx = view.getUint16(at + 5);
      const widthPx = view.getUint16(at + 7);
      const progressive = (marker & 3) === 2;
      return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx, orientation, progressive } : null;
    }
    if (marker === 0xe1 && !seenExif && end - at > 10 && view.getUint32(at + 4) === 0x45786966) {
      seenExif = true;
      orientation = readOrientation(view, at + 4, end);
    }
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + length;
  }
  return null;
}

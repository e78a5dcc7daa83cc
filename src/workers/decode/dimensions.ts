/**
 * The size of a picture from its header, before anything is decoded. Every parser is total and bounded: hostile
 * bytes give `null`, never an exception or a long loop.
 */
import type { ImageHeader } from './image-header.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readIsoMediaSize } from './iso-media.ts';
import type { ImageFormat } from './sniff.ts';

const plain = (widthPx: number, heightPx: number): ImageHeader | null =>
  widthPx > 0 && heightPx > 0 ? { widthPx, heightPx, orientation: 1, progressive: false } : null;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readPng(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 24) return null;
  const view = viewOf(bytes);
  return plain(view.getUint32(16), view.getUint32(20));
}

function readGif(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 10) return null;
  const view = viewOf(bytes);
  return plain(view.getUint16(6, true), view.getUint16(8, true));
}

function readBmp(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 26) return null;
  const view = viewOf(bytes);
  if (view.getUint32(14, true) === 12) return plain(view.getUint16(18, true), view.getUint16(20, true));
  // A negative height means rows from the top.
  return plain(view.getInt32(18, true), Math.abs(view.getInt32(22, true)));
}

/** VP8 (lossy), VP8L (lossless) and VP8X (extended) first chunks, RFC 9649. */
function readWebp(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30) return null;
  const view = viewOf(bytes);
  const type = String.fromCharCode(...bytes.subarray(12, 16));
  if (type === 'VP8 ') return plain(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (type === 'VP8L') {
    const packed = view.getUint32(21, true);
    return plain((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  if (type !== 'VP8X') return null;
  return plain((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
}

function readIsoMedia(bytes: Uint8Array): ImageHeader | null {
  const size = readIsoMediaSize(bytes);
  return size === null ? null : plain(size.widthPx, size.heightPx);
}

/** Null when the header is broken or `bytes` ends before it; SVG has no header and is always null. */
export function readHeader(format: ImageFormat, bytes: Uint8Array): ImageHeader | null {
  switch (format) {
    case 'jpeg':
      return readJpegHeader(bytes);
    case 'png':
      return readPng(bytes);
    case 'gif':
      return readGif(bytes);
    case 'bmp':
      return readBmp(bytes);
    case 'webp':
      return readWebp(bytes);
    case 'avif':
    case 'heic':
      return readIsoMedia(bytes);
    case 'svg':
      return null;
  }
}

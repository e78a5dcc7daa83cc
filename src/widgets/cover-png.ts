/**
 * A picture of one colour that is more or less there, as a PNG. Written by hand and not by a canvas: browsers that guard against being
 * recognised put noise into what a page reads from one, and a shade would be a rectangle of it.
 *
 * PNG with a palette: https://www.w3.org/TR/png-3/. Zlib without compression: https://www.rfc-editor.org/rfc/rfc1950 and rfc1951, 3.2.4.
 */
import type { Rgb } from './ink.ts';

/** The remainders of CRC-32 for each byte. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (remainders[(rest ^ byte) & 255] ?? 0) ^ (rest >>> 8);
  return ~rest;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return (b << 16) | a;
}

const fourBytes = (value: number): number[] => [value >>> 24, value >>> 16, value >>> 8, value];

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function chunk(name: string, data: ArrayLike<number>): Uint8Array {
  const named = joined(
    Array.from(name, (letter) => letter.charCodeAt(0)),
    data,
  );
  return joined(fourBytes(data.length), named, fourBytes(crc32(named)));
}

const longestBlock = 65_535;

/** One block after the other as it is, the last one marked. */
function zlib(data: Uint8Array): Uint8Array {
  const blocks: ArrayLike<number>[] = [];
  for (let at = 0; at < data.length; at += longestBlock) {
    const block = data.subarray(at, at + longestBlock);
    const { length } = block;
    blocks.push([at + longestBlock < data.length ? 0 : 1, length, length >>> 8, ~length, ~length >>> 8], block);
  }
  return joined([0x78, 0x01], ...blocks, fourBytes(adler32(data)));
}

/** All that `String.fromCharCode` takes at once everywhere. */
const most = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += most) text += String.fromCharCode(...bytes.subarray(at, at + most));
  return btoa(text);
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** `cover`: 0–255 by cell, row by row. `color`: 0–1 by channel, sRGB. A `data:` address. */
export function coverPicture(cover: Uint8ClampedArray, columns: number, color: Rgb): string {
  const rows = cover.length / columns;
  const shares = Uint8Array.from({ length: 256 }, (_, share) => share);
  const tone = color.map((channel) => Math.round(channel * 255));
  const palette = Uint8Array.from({ length: 768 }, (_, at) => tone[at % 3] ?? 0);
  // A zero before each row: it is not filtered.
  const lines = new Uint8Array((columns + 1) * rows);
  for (let row = 0; row < rows; row++) {
    lines.set(cover.subarray(row * columns, (row + 1) * columns), row * (columns + 1) + 1);
  }
  const bytes = joined(
    signature,
    // Eight bits a cell, by a palette: the same colour 256 times, each a little more there.
    chunk('IHDR', [...fourBytes(columns), ...fourBytes(rows), 8, 3, 0, 0, 0]),
    chunk('PLTE', palette),
    chunk('tRNS', shares),
    chunk('IDAT', zlib(lines)),
    chunk('IEND', []),
  );
  return `data:image/png;base64,${base64(bytes)}`;
}

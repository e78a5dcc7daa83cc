import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { coverPicture } from './cover-png.ts';

/** Its parts by name, each held to its checksum. */
function partsOf(address: string): Readonly<Record<string, Buffer>> {
  const bytes = Buffer.from(address.slice('data:image/png;base64,'.length), 'base64');
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const parts: Record<string, Buffer> = {};
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const named = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    parts[named.subarray(0, 4).toString()] = named.subarray(4);
    at += 12 + length;
  }
  return parts;
}

describe('a picture of what is more or less there', () => {
  it('holds every share of the one colour where it belongs', () => {
    const cover = Uint8ClampedArray.of(0, 128, 255, 7, 8, 9);
    const { IHDR, PLTE, tRNS, IDAT } = partsOf(coverPicture(cover, 3, [1, 0.5, 0]));
    expect([IHDR?.readUInt32BE(0), IHDR?.readUInt32BE(4)]).toEqual([3, 2]);
    expect(PLTE?.subarray(128 * 3, 129 * 3)).toEqual(Buffer.of(255, 128, 0));
    expect([tRNS?.[0], tRNS?.[128], tRNS?.[255]]).toEqual([0, 128, 255]);
    expect([...inflateSync(IDAT ?? '')]).toEqual([0, 0, 128, 255, 0, 7, 8, 9]);
  });

  it('may be larger than one block of its packing', () => {
    const cover = Uint8ClampedArray.from({ length: 300 * 400 }, (_, at) => at % 251);
    const { IDAT } = partsOf(coverPicture(cover, 300, [0, 0, 0]));
    const lines = inflateSync(IDAT ?? '');
    expect(lines.length).toBe(301 * 400);
    expect(lines[301 * 399 + 300]).toBe(cover.at(-1));
  });
});

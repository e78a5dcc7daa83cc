import { describe, expect, it } from 'vitest';
import { makeJpeg } from '../../../tests/fixtures/photo-factory.mjs';
import { readInfo, toPhotoInfo } from '../decode/exif-info.ts';
import { readExifHead } from './exif-head.ts';

const plain = (seed: number): Uint8Array => new Uint8Array(makeJpeg({ width: 32, height: 24, seed }));

/** With another segment behind the first marker. */
function withSegment(jpeg: Uint8Array, marker: number, body: string): Uint8Array {
  const text = new TextEncoder().encode(body);
  const length = text.length + 2;
  return new Uint8Array([
    ...jpeg.subarray(0, 2),
    0xff,
    marker,
    length >> 8,
    length & 255,
    ...text,
    ...jpeg.subarray(2),
  ]);
}

describe('the head of a JPEG file', () => {
  it('says of date, camera, rating and place what the general reader says', async () => {
    const jpeg = plain(1);
    const { takenMs, camera, lens, rating, latitude, longitude } = await readInfo(jpeg);
    expect(takenMs).toBeDefined();
    expect(latitude).toBeDefined();
    expect(toPhotoInfo(readExifHead(jpeg) ?? {})).toEqual({ takenMs, camera, lens, rating, latitude, longitude });
    const commented = withSegment(jpeg, 0xfe, 'made by hand');
    expect(toPhotoInfo(readExifHead(commented) ?? {}).takenMs).toBe(takenMs);
  });

  it('is left to the general reader where it holds XMP, or goes on behind what was read', () => {
    const xmp = withSegment(plain(1), 0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmp:Rating="5"/>');
    expect(readExifHead(xmp)).toBeNull();
    expect(readExifHead(plain(1).subarray(0, 60))).toBeNull();
    expect(readExifHead(new TextEncoder().encode('\x89PNG'))).toBeNull();
    expect(readExifHead(new Uint8Array())).toBeNull();
  });

  it('is empty without Exif, and never throws, whatever stands in it', () => {
    expect(readExifHead(new Uint8Array([0xff, 0xd8, 0xff, 0xdb, 0, 3, 0, 0xff, 0xda]))).toEqual({});
    const jpeg = plain(2);
    let seed = 7;
    for (let round = 0; round < 400; round++) {
      const damaged = jpeg.slice(0, 40 + (seed % 900));
      for (let change = 0; change < 4; change++) {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        damaged[(seed >>> 8) % damaged.length] = seed & 255;
      }
      const tags = readExifHead(damaged);
      expect(() => toPhotoInfo(tags ?? {})).not.toThrow();
    }
  });
});

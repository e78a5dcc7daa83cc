import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture, orientedJpeg } from '../../../tests/fixtures/make-images.mjs';
import { readHeader } from './dimensions.ts';
import type { ImageHeader } from './image-header.ts';
import { checkSize } from './limits.ts';
import type { ImageFormat } from './sniff.ts';

const FORMATS: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'avif', 'heic', 'gif', 'bmp'];

describe('the size of a picture from its header', () => {
  it.each<[string, ImageFormat]>([
    ['plain.jpg', 'jpeg'],
    ['cmyk.jpg', 'jpeg'],
    ['gray.jpg', 'jpeg'],
    ['plain.png', 'png'],
    ['deep.png', 'png'],
    ['plain.webp', 'webp'],
    ['lossless.webp', 'webp'],
    ['plain.avif', 'avif'],
    ['plain.heic', 'heic'],
    ['animated.gif', 'gif'],
    ['plain.bmp', 'bmp'],
  ])('%s', (name, format) => {
    expect(readHeader(format, fixture(name))).toMatchObject({ widthPx: 96, heightPx: 64 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('reads orientation %i and the stored size', (orientation) => {
    const [widthPx, heightPx] = orientation >= 5 ? [64, 96] : [96, 64];
    expect(readHeader('jpeg', orientedJpeg(orientation, 96, 64))).toMatchObject({ widthPx, heightPx, orientation });
  });

  it('reads the sizes of simple WebP files', () => {
    const lossy = new Uint8Array(30);
    lossy.set(new TextEncoder().encode('RIFF    WEBPVP8 '));
    lossy.set([0x80, 0x47, 0x38, 0x44], 26); // 1920 × 1080, each with two scaling bits to ignore
    expect(readHeader('webp', lossy)).toMatchObject({ widthPx: 1920, heightPx: 1080 });
    const lossless = new Uint8Array(30);
    lossless.set(new TextEncoder().encode('RIFF    WEBPVP8L'));
    new DataView(lossless.buffer).setUint32(21, 1919 | (1079 << 14), true);
    expect(readHeader('webp', lossless)).toMatchObject({ widthPx: 1920, heightPx: 1080 });
  });

  it('gives nothing, never an exception, for cut-off and for hostile bytes', () => {
    for (const [name, format] of [
      ['plain.jpg', 'jpeg'],
      ['plain.heic', 'heic'],
      ['plain.webp', 'webp'],
    ] as const) {
      const whole = fixture(name);
      for (let length = 0; length < 120; length += 1) {
        expect(() => readHeader(format, whole.subarray(0, length))).not.toThrow();
      }
    }
    fc.assert(
      fc.property(fc.constantFrom(...FORMATS), fc.uint8Array({ maxLength: 400 }), (format, data) => {
        const header = readHeader(format, data);
        if (header !== null) expect(header.widthPx * header.heightPx).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.nat(600), fc.nat(255), (at, value) => {
        const damaged = new Uint8Array(fixture('plain.heic'));
        damaged[at % damaged.length] = value;
        expect(() => readHeader('heic', damaged)).not.toThrow();
        const jpeg = new Uint8Array(fixture('exif-6.jpg'));
        jpeg[at % jpeg.length] = value;
        expect(() => readHeader('jpeg', jpeg)).not.toThrow();
      }),
    );
  });
});

const header = (widthPx: number, heightPx: number, progressive = false): ImageHeader => ({
  widthPx,
  heightPx,
  orientation: 1,
  progressive,
});

describe('sizes that are refused', () => {
  it('refuses a decompression bomb with its size in words', () => {
    expect(() => checkSize(header(50_000, 50_000), 'png', true)).toThrow(/50000 × 50000 pixels \(2,500 megapixels\)/);
  });

  it('takes a 200-megapixel JPEG where it can be decoded small, and only there', () => {
    expect(() => checkSize(header(16_320, 12_240), 'jpeg', true)).not.toThrow();
    expect(() => checkSize(header(16_320, 12_240), 'jpeg', false)).toThrow(/200 megapixels/);
    expect(() => checkSize(header(16_320, 12_240, true), 'jpeg', true)).toThrow(/200 megapixels/);
  });

  it('takes what cameras make', () => {
    expect(() => checkSize(header(11_648, 8736), 'png', false)).not.toThrow();
  });
});

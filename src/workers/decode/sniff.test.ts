import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture } from '../../../tests/fixtures/make-images.mjs';
import { sniff } from './sniff.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a file is', () => {
  it.each([
    ['plain.jpg', 'jpeg'],
    ['renamed.txt', 'jpeg'],
    ['plain.png', 'png'],
    ['plain.gif', 'gif'],
    ['plain.bmp', 'bmp'],
    ['plain.webp', 'webp'],
    ['lossless.webp', 'webp'],
    ['plain.avif', 'avif'],
    ['plain.heic', 'heic'],
    ['plain.svg', 'svg'],
    ['hostile.svg', 'svg'],
  ])('%s is recognised as %s by its content', (name, format) => {
    expect(sniff(fixture(name))).toMatchObject({ kind: 'image', format });
  });

  it('finds SVG behind a byte-order mark, a declaration, comments, a doctype and a prefix', () => {
    const svg =
      '\uFEFF <?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg [ <!ENTITY a "b"> ]>\n<x:svg xmlns:x="u"/>';
    expect(sniff(bytes(svg))).toMatchObject({ kind: 'image', format: 'svg' });
  });

  it('finds SVG written in UTF-16', () => {
    const text = '\uFEFF<svg xmlns="u"/>';
    const utf16 = new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);
    expect(sniff(utf16)).toMatchObject({ kind: 'image', format: 'svg' });
  });

  it.each([
    ['empty.jpg', 'empty'],
    ['text.jpg', 'text'],
    ['page.jpg', 'page'],
    ['noise.jpg', 'unknown'],
    ['scan.tiff', 'unsupported'],
  ])('%s is no picture we show: %s', (name, kind) => {
    expect(sniff(fixture(name)).kind).toBe(kind);
  });

  it('does not take prose that begins with "BM" for a bitmap, nor a film for a photo', () => {
    expect(sniff(bytes('BMW builds cars, and this is a long enough sentence.')).kind).toBe('text');
    expect(sniff(bytes('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')).kind).toBe('unsupported');
  });

  it('has an answer for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(sniff(data).kind).toBeTypeOf('string');
      }),
      { numRuns: 500 },
    );
  });
});

/** What a file is, from its first bytes; names and media types from outside are never asked. Pure and total. */

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'gif' | 'bmp' | 'svg';

export type Sniffed =
  | { readonly kind: 'image'; readonly format: ImageFormat; readonly mediaType: string }
  /** A picture or film of a kind that is not shown here; `name` reads in a sentence. */
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'page' }
  | { readonly kind: 'text' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

/** Enough for every signature, and for an SVG behind a licence comment. */
export const SNIFF_BYTES = 4096;

const MEDIA_TYPES: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  gif: 'image/gif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
};

const image = (format: ImageFormat): Sniffed => ({ kind: 'image', format, mediaType: MEDIA_TYPES[format] });

function latin(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Signature at an offset; a space stands for any byte. */
const SIGNATURES: readonly (readonly [offset: number, signature: string, result: Sniffed])[] = [
  [0, '\xff\xd8\xff', image('jpeg')],
  [0, '\x89PNG\r\n\x1a\n', image('png')],
  [0, 'GIF87a', image('gif')],
  [0, 'GIF89a', image('gif')],
  [0, 'RIFF    WEBP', image('webp')],
  [0, 'II*\0', { kind: 'unsupported', name: 'a TIFF or camera raw file' }],
  [0, 'MM\0*', { kind: 'unsupported', name: 'a TIFF or camera raw file' }],
  [0, 'II+\0', { kind: 'unsupported', name: 'a TIFF file' }],
  [0, 'MM\0+', { kind: 'unsupported', name: 'a TIFF file' }],
  [0, 'IIU\0', { kind: 'unsupported', name: 'a camera raw file' }],
  [0, 'FUJIFILMCCD-RAW', { kind: 'unsupported', name: 'a camera raw file' }],
  [0, '\0\0\x01\0', { kind: 'unsupported', name: 'an icon file' }],
  [0, '\0\0\0\x0cJXL ', { kind: 'unsupported', name: 'a JPEG XL file' }],
  [0, '\xff\x0a', { kind: 'unsupported', name: 'a JPEG XL file' }],
  [0, '\0\0\0\x0cjP  ', { kind: 'unsupported', name: 'a JPEG 2000 file' }],
  [0, '8BPS', { kind: 'unsupported', name: 'a Photoshop file' }],
  [0, '%PDF', { kind: 'unsupported', name: 'a PDF document' }],
  [0, 'RIFF    AVI ', { kind: 'unsupported', name: 'a film' }],
  [0, '\x1aE\xdf\xa3', { kind: 'unsupported', name: 'a film' }],
  [0, 'PK\x03\x04', { kind: 'unsupported', name: 'a packed archive' }],
];

function matches(bytes: Uint8Array, offset: number, signature: string): boolean {
  if (bytes.length < offset + signature.length) return false;
  for (let i = 0; i < signature.length; i += 1) {
    const wanted = signature.charCodeAt(i);
    if (wanted !== 0x20 && bytes[offset + i] !== wanted) return false;
  }
  return true;
}

const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'mif2']);
const AVIF_BRANDS = new Set(['avif', 'avis']);

/** ISO base media (`ftyp`): AVIF wins over the general brands, because AVIF files list `mif1` as well. */
function sniffIsoMedia(bytes: Uint8Array): Sniffed | null {
  if (latin(bytes, 4, 4) !== 'ftyp') return null;
  const declared = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const end = Math.min(bytes.length, Math.max(16, declared), 512);
  const brands = [latin(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin(bytes, at, 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return image('avif');
  if (brands.some((brand) => HEIF_BRANDS.has(brand))) return image('heic');
  if (brands.includes('crx ')) return { kind: 'unsupported', name: 'a camera raw file' };
  return { kind: 'unsupported', name: 'a film' };
}

/** UTF-16 text becomes readable enough by dropping its zero bytes. */
function textOf(bytes: Uint8Array): string | null {
  let controls = 0;
  let text = '';
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  for (const byte of bytes) {
    if (byte === 0 && utf16) continue;
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) controls += 1;
    text += String.fromCharCode(byte);
  }
  return controls === 0 && text.length > 0 ? text : null;
}

/** Skips a byte-order mark, white space, XML declarations, comments and the doctype. */
function sniffText(text: string): Sniffed {
  let rest = text.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  for (;;) {
    rest = rest.trimStart();
    const skipped = /^(<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype(?!\s+html)[^[>]*(\[[\s\S]*?\])?\s*>)/i.exec(rest);
    if (skipped === null) break;
    rest = rest.slice(skipped[0].length);
  }
  if (/^<([\w-]+:)?svg[\s>/]/i.test(rest)) return image('svg');
  if (/^<(!doctype\s+html|html|head|body|script|title|meta|div|p|h1|table|style)\b/i.test(rest))
    return { kind: 'page' };
  return { kind: 'text' };
}

/** A BMP says 'BM', which prose may as well: its header length decides. */
function isBmp(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d || bytes.length < 26) return false;
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0;
}

export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { kind: 'empty' };
  for (const [offset, signature, result] of SIGNATURES) if (matches(head, offset, signature)) return result;
  if (isBmp(head)) return image('bmp');
  const media = sniffIsoMedia(head);
  if (media !== null) return media;
  const text = textOf(head.subarray(0, SNIFF_BYTES));
  return text === null ? { kind: 'unknown' } : sniffText(text);
}

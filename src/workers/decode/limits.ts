/** Bounds on what one photo may cost, with the reasons. Checked against the header, before a decoder sees the file. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { ImageHeader } from './image-header.ts';
import type { ImageFormat } from './sniff.ts';

/** Encoded bytes of one file. The largest phone and camera JPEGs stay under 120 MB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

/**
 * Pixels in memory at once for one decode: 4 bytes each, so 480 MB at worst, and only for a moment, because the
 * worker decodes one photo at a time. A renderer process is ended by the browser at 2–4 GB.
 */
export const MAX_DECODED_PIXELS = 120e6;

/** A baseline JPEG decoded at n/8 of its size needs memory for the small picture only; this bounds the time. */
const MAX_SCALED_PIXELS = 1000e6;

/** Longest edge any encoder produces in practice; also JPEG's own. */
const MAX_EDGE_PX = 65_535;

/** SVG text; drawings above this are data sets, and each one costs the parser a multiple in memory. */
export const MAX_SVG_BYTES = 16 * 2 ** 20;

function sizeInWords(header: ImageHeader): string {
  const megapixels = (header.widthPx * header.heightPx) / 1e6;
  const amount = megapixels >= 10 ? Math.round(megapixels).toLocaleString('en-GB') : megapixels.toFixed(1);
  return say`${header.widthPx} × ${header.heightPx} pixels (${amount} megapixels)`;
}

/** Throws `photo.too-large`. `scaled` says that this browser can decode the format at a fraction of its size. */
export function checkSize(header: ImageHeader, format: ImageFormat, scaled: boolean): void {
  const pixels = header.widthPx * header.heightPx;
  const limit = scaled && format === 'jpeg' && !header.progressive ? MAX_SCALED_PIXELS : MAX_DECODED_PIXELS;
  if (pixels <= limit && header.widthPx <= MAX_EDGE_PX && header.heightPx <= MAX_EDGE_PX) return;
  throw new AppError(
    'photo.too-large',
    say`This picture is ${sizeInWords(header)}, more than this device can unpack safely. Save a smaller copy to see it here.`,
  );
}

export function fileTooLarge(bytes: number): AppError {
  return new AppError(
    'photo.too-large',
    say`This file is ${Math.round(bytes / 2 ** 20)} MB; files above ${MAX_FILE_BYTES / 2 ** 20} MB are not opened. Save a smaller copy to see it here.`,
  );
}

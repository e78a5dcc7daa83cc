/**
 * Encoded file → pixels, with the cheapest decoder that does it. Decode worker only.
 *
 * JPEG goes through `ImageDecoder` at n/8 of its size where the slide needs less than the whole picture: a
 * 200-megapixel photo then costs 0.5 s and 12 MB instead of 2 s and 800 MB. All else goes through
 * `createImageBitmap`, which applies EXIF orientation by itself. HEIC and SVG load their own code when needed.
 */
import { throwIfAborted } from '../../shared/errors.ts';
import { blobOf, byteLengthOf, bytesOf, headOf, type Encoded } from './encoded.ts';
import { readHeader } from './dimensions.ts';
import type { ImageHeader } from './image-header.ts';
import { eighths, swapsSides, type WantedScale } from './geometry.ts';
import { checkSize, fileTooLarge, MAX_DECODED_PIXELS, MAX_FILE_BYTES } from './limits.ts';
import { corrupt, notShowable, unsupported } from './problems.ts';
import { sniff, SNIFF_BYTES, type ImageFormat } from './sniff.ts';

/** Pixels in hand. Whoever holds one closes it exactly once. */
export interface Raster {
  readonly image: ImageBitmap;
  /** As `image` draws, before `orientation` is applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF 1–8 that is still to be applied while drawing. */
  readonly orientation: number;
  /** The photo's own size, upright. */
  readonly sourceWidthPx: number;
  readonly sourceHeightPx: number;
}

export interface Sniffed {
  readonly format: ImageFormat;
  readonly mediaType: string;
  readonly header: ImageHeader | null;
}

/** Metadata in front of the frame header can be long (colour profiles, previews): look twice before giving up. */
const HEADER_BYTES = [65_536, 8 * 2 ** 20];

/** Throws `photo.empty`, `photo.not-an-image`, `photo.unsupported`, `photo.too-large`, `photo.corrupt`. */
export async function inspect(encoded: Encoded): Promise<Sniffed> {
  const byteLength = byteLengthOf(encoded);
  if (byteLength > MAX_FILE_BYTES) throw fileTooLarge(byteLength);
  let header: ImageHeader | null = null;
  let bytes: Uint8Array = new Uint8Array();
  for (const length of HEADER_BYTES) {
    bytes = await headOf(encoded, length);
    const found = sniff(bytes.subarray(0, SNIFF_BYTES));
    if (found.kind !== 'image') throw notShowable(found);
    header = readHeader(found.format, bytes);
    if (header !== null || found.format === 'svg') return { ...found, header };
    if (bytes.length < length) break;
  }
  throw corrupt();
}

let scalesJpeg: Promise<boolean> | undefined;

/** Whether this browser's JPEG decoder obeys `desiredWidth`: asked once, with a picture made for the question. */
function canScaleJpeg(): Promise<boolean> {
  scalesJpeg ??= (async () => {
    if (typeof ImageDecoder !== 'function') return false;
    const canvas = new OffscreenCanvas(64, 64);
    canvas.getContext('2d')?.fillRect(0, 0, 64, 64);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    const frame = await decodeEighths(blob, { widthPx: 64, heightPx: 64 }, 1);
    const obeyed = frame.width === 8;
    frame.close();
    return obeyed;
  })().catch(() => false);
  return scalesJpeg;
}

async function decodeEighths(
  encoded: Encoded,
  size: { readonly widthPx: number; readonly heightPx: number },
  n: number,
): Promise<ImageBitmap> {
  const data = await bytesOf(encoded);
  const decoder = new ImageDecoder({
    data,
    type: 'image/jpeg',
    // Bytes that are ours already are read again should this fail.
    ...(encoded instanceof Blob ? { transfer: [data.buffer] } : {}),
    preferAnimation: false,
    // The decoder takes the largest n/8 that fits into the wish, and rounds up like this itself.
    desiredWidth: Math.ceil((size.widthPx * n) / 8),
    desiredHeight: Math.ceil((size.heightPx * n) / 8),
  });
  try {
    const { image } = await decoder.decode();
    // Drawn as it is, a frame leaves a copy of itself in a cache of the browser that grows to 400 MB; a bitmap does not.
    return await createImageBitmap(image).finally(() => image.close());
  } finally {
    decoder.close();
  }
}

function upright(image: ImageBitmap): Raster {
  const { width, height } = image;
  return { image, widthPx: width, heightPx: height, orientation: 1, sourceWidthPx: width, sourceHeightPx: height };
}

/** Newer browsers turn the frame themselves and say so (`rotation`); for older ones we draw it turned. */
function fromFrame(image: ImageBitmap, header: ImageHeader): Raster {
  const turned = swapsSides(header.orientation);
  return {
    image,
    widthPx: image.width,
    heightPx: image.height,
    orientation: 'rotation' in VideoFrame.prototype ? 1 : header.orientation,
    sourceWidthPx: turned ? header.heightPx : header.widthPx,
    sourceHeightPx: turned ? header.widthPx : header.heightPx,
  };
}

async function decodeJpeg(encoded: Encoded, header: ImageHeader, wanted: WantedScale): Promise<Raster> {
  const pixels = header.widthPx * header.heightPx;
  const huge = pixels > MAX_DECODED_PIXELS;
  const turned = swapsSides(header.orientation);
  const scale = turned ? wanted(header.heightPx, header.widthPx) : wanted(header.widthPx, header.heightPx);
  // A slide larger than the memory bound gets fewer eighths than it could show.
  const affordable = Math.max(1, Math.floor(Math.sqrt(MAX_DECODED_PIXELS / pixels) * 8));
  const n = Math.min(eighths(scale), affordable);
  if (n < 8 && typeof ImageDecoder === 'function') {
    try {
      return fromFrame(await decodeEighths(encoded, header, n), header);
    } catch (error) {
      if (huge) throw corrupt(error);
    }
  }
  return upright(await createImageBitmap(blobOf(encoded)));
}

async function decodeHeic(encoded: Encoded): Promise<Raster> {
  try {
    return upright(await createImageBitmap(blobOf(encoded)));
  } catch {
    const { decodeHeif } = await import('./heic.ts');
    return upright(await decodeHeif(encoded));
  }
}

/** Throws `photo.*`, `aborted`. The raster belongs to the caller. */
export async function decodeRaster(
  encoded: Encoded,
  { format, header }: Sniffed,
  wanted: WantedScale,
  signal: AbortSignal | undefined,
): Promise<Raster> {
  if (format === 'svg') {
    const { decodeSvg } = await import('./svg.ts');
    const drawn = await decodeSvg(encoded, wanted);
    return {
      ...upright(drawn.image),
      sourceWidthPx: drawn.sourceWidthPx,
      sourceHeightPx: drawn.sourceHeightPx,
    };
  }
  if (header === null) throw corrupt();
  const huge = header.widthPx * header.heightPx > MAX_DECODED_PIXELS;
  checkSize(header, format, huge && (await canScaleJpeg()));
  throwIfAborted(signal);
  try {
    if (format === 'jpeg') return await decodeJpeg(encoded, header, wanted);
    if (format === 'heic') return await decodeHeic(encoded);
    return upright(await createImageBitmap(blobOf(encoded)));
  } catch (error) {
    if (format === 'avif' && !(await canDecodeAvif())) throw unsupported('an AVIF picture');
    throw error instanceof Error && error.name === 'AppError' ? error : corrupt(error);
  }
}

/** Only asked after a failure: damaged file, or a browser without AVIF? */
async function canDecodeAvif(): Promise<boolean> {
  return typeof ImageDecoder === 'function' ? await ImageDecoder.isTypeSupported('image/avif') : true;
}

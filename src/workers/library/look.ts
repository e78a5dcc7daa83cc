/**
 * Looks into one photo: its head for size and camera data, the whole of it (unpacked as small as its format allows) for the print.
 * Library worker. Owns every bitmap it decodes and closes it before it answers. Decoders and readers are the decode worker's chunks:
 * imported when needed, so that what comes before the first photo is not cut up for the sake of this.
 */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { RowDetails } from '../../shared/library-rows.ts';
import type { PhotoInfo, PhotoLocator, PhotoRef } from '../../shared/photo.ts';
import { makePrint, printEdgePx } from '../../shared/photo-print.ts';
import type { Encoded } from '../decode/encoded.ts';
import { readExifHead } from './exif-head.ts';

/** Camera data and the size come within this; where they do not, more is read. */
const headBytes = 64 * 1024;
const longHeadBytes = 1024 * 1024;
/** A photo from the companion is only fetched for its print when it is small: the network belongs to the show. */
const mostFetchedBytes = 6 * 2 ** 20;
/** Above, the whole of it decides whether it may be opened. */
const mostSniffedBytes = 64 * 2 ** 20;
/** Twice the print's edge: the last step down is made by the canvas. */
const decodedEdgePx = 2 * printEdgePx;

export interface Look {
  /** Throws `photo.*`, `source.permission`. */
  details(ref: PhotoRef): Promise<RowDetails>;
  /** Empty when it has none: a drawing, or too much to fetch. Throws as above. */
  print(ref: PhotoRef): Promise<Uint8Array<ArrayBuffer>>;
  /** Of a photo from the web, by the copy kept for days without a network; null when none is kept (any more). Never fetches. */
  keptPrint(ref: PhotoRef): Promise<Uint8Array<ArrayBuffer> | null>;
}

const none = new Uint8Array(0);
let rasterParts: Promise<typeof import('../decode/raster.ts')> | undefined;
const raster = () => (rasterParts ??= import('../decode/raster.ts'));
let infoParts: Promise<typeof import('../decode/exif-info.ts')> | undefined;
const infoReader = () => (infoParts ??= import('../decode/exif-info.ts'));

export function toDetails(widthPx: number, heightPx: number, info: PhotoInfo): RowDetails {
  const { takenMs = null, rating = 0, latitude = null, camera = '', lens = '' } = info;
  return { widthPx, heightPx, takenMs, rating, latitude, camera: `${camera} ${lens}`.trim() };
}

async function infoOf(head: Uint8Array<ArrayBuffer>): Promise<PhotoInfo> {
  const { readInfo, toPhotoInfo } = await infoReader();
  const tags = readExifHead(head);
  return tags ? toPhotoInfo(tags) : readInfo(head).catch(() => ({}));
}

async function storedFile(path: string): Promise<File> {
  const steps = path.split('/').filter(Boolean);
  const name = steps.pop() ?? '';
  let folder = await navigator.storage.getDirectory();
  for (const step of steps) folder = await folder.getDirectoryHandle(step);
  return (await folder.getFileHandle(name)).getFile();
}

/** So many bytes, or all there are; then the rest is not wanted any more. */
async function filled(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  byteLength: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(byteLength);
  let at = 0;
  while (at < byteLength) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes.set(value.subarray(0, byteLength - at), at);
    at += Math.min(value.length, byteLength - at);
  }
  void reader.cancel().catch(() => undefined);
  return bytes.subarray(0, at);
}

/** The browser's own exceptions as errors the app knows. */
function fileError(error: unknown): unknown {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'NotReadableError') {
    const message = 'This photo is no longer where it was: moved, renamed or deleted. Refresh the source to forget it.';
    return new AppError('photo.not-found', message, { cause: error });
  }
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return new AppError('source.permission', 'Your photos folder needs permission again. Tap to allow.', {
      cause: error,
    });
  }
  return error;
}

/** Null: nothing that can be opened from here. */
async function fileOf(locator: PhotoLocator): Promise<Blob | null> {
  try {
    if (locator.kind === 'file') return await locator.handle.getFile();
    if (locator.kind === 'stored') return await storedFile(locator.path);
    return locator.kind === 'blob' ? locator.blob : null;
  } catch (error) {
    throw fileError(error);
  }
}

/**
 * By the stream of the file: a slice of it is a new blob, which the worker has to tell the browser about and wait for, a millisecond for
 * each file in which it answers nobody.
 */
async function headOf(file: Blob, byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await filled(file.stream().getReader(), Math.min(byteLength, file.size));
  } catch (error) {
    throw fileError(error);
  }
}

async function fetched(url: string, baseUrl: string): Promise<Uint8Array<ArrayBuffer>> {
  const { openUrl } = await import('../decode/open-url.ts');
  return openUrl(url, baseUrl, undefined, () => undefined);
}

/** The first bytes of a file on the companion, which knows ranges; of another server as much as it takes. */
async function fetchedHead(url: string, baseUrl: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(new URL(url, baseUrl), { headers: { Range: `bytes=0-${headBytes - 1}` } });
  } catch (cause) {
    const message = 'Your photos cannot be reached just now. They are looked at again later.';
    throw new AppError('photo.network', message, { retryable: true, cause });
  }
  if (!response.ok) {
    const kind = response.status === 404 || response.status === 410 ? 'photo.not-found' : 'photo.network';
    throw new AppError(kind, say`The server of this photo answered with an error (${response.status}).`, {
      retryable: kind === 'photo.network',
    });
  }
  return response.body ? filled(response.body.getReader(), headBytes) : new Uint8Array();
}

export function createLook(baseUrl: string): Look {
  let context: OffscreenCanvasRenderingContext2D | null = null;
  const squeeze = (image: ImageBitmap): Uint8ClampedArray => {
    context ??= new OffscreenCanvas(printEdgePx, printEdgePx).getContext('2d', { willReadFrequently: true });
    if (!context)
      throw new AppError('unknown', 'The browser has no memory left for another picture.', { retryable: true });
    context.fillStyle = '#000';
    context.fillRect(0, 0, printEdgePx, printEdgePx);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, printEdgePx, printEdgePx);
    return context.getImageData(0, 0, printEdgePx, printEdgePx).data;
  };

  const printOf = async (encoded: Encoded): Promise<Uint8Array<ArrayBuffer>> => {
    const { inspect, decodeRaster } = await raster();
    const sniffed =
      encoded instanceof Blob && encoded.size <= mostSniffedBytes
        ? await inspect(await headOf(encoded, headBytes)).catch(() => inspect(encoded))
        : await inspect(encoded);
    // A drawing looks different at every size.
    if (sniffed.format === 'svg') return none;
    const wanted = (widthPx: number, heightPx: number) => Math.max(decodedEdgePx / widthPx, decodedEdgePx / heightPx);
    const { image } = await decodeRaster(encoded, sniffed, wanted, undefined);
    try {
      return makePrint(squeeze(image));
    } finally {
      image.close();
    }
  };

  return {
    async details({ locator }) {
      const file = await fileOf(locator);
      const isRemote = locator.kind === 'url';
      if (!file && !isRemote) return toDetails(0, 0, {});
      const head = file ? await headOf(file, headBytes) : await fetchedHead(isRemote ? locator.url : '', baseUrl);
      const [{ inspect }, info] = await Promise.all([raster(), infoOf(head)]);
      const { header } = await inspect(head).catch(async (error: unknown) => {
        if (head.length < headBytes) throw error;
        // The size may lie behind a long profile or preview.
        return file ? inspect(await headOf(file, longHeadBytes)) : { header: null };
      });
      if (!header) return toDetails(0, 0, info);
      const { widthPx, heightPx, orientation } = header;
      return orientation >= 5 ? toDetails(heightPx, widthPx, info) : toDetails(widthPx, heightPx, info);
    },
    async print({ locator, byteLength = 0 }) {
      if (locator.kind === 'url' && byteLength > mostFetchedBytes) return none;
      const encoded: Encoded | null =
        locator.kind === 'url' ? await fetched(locator.url, baseUrl) : await fileOf(locator);
      if (!encoded) return none;
      return printOf(encoded);
    },
    async keptPrint({ id }) {
      const { keptFile } = await import('../../shared/offline-photos.ts');
      const file = await keptFile(id);
      // A copy that cannot be read is the offline photos' concern; the photo itself may be fine.
      return file && printOf(file).catch(() => none);
    },
  };
}

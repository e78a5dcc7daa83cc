/**
 * HEIC by libheif (LGPL, kept as a chunk and a WASM file of its own, replaceable as the licence asks). Loaded only
 * after this browser's own decoder has refused a HEIC file.
 */
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import type { HeifImage, HeifModule } from 'libheif-js/libheif-wasm/libheif.js';
import { AppError } from '../../shared/errors.ts';
import { bytesOf, type Encoded } from './encoded.ts';
import { MAX_DECODED_PIXELS } from './limits.ts';
import { corrupt } from './problems.ts';

let started: Promise<HeifModule> | undefined;

async function load(): Promise<HeifModule> {
  // Imported by itself, so that the library stays a file of its own.
  const [{ default: libheif }, response] = await Promise.all([
    import('libheif-js/libheif-wasm/libheif.js'),
    fetch(wasmUrl),
  ]);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const heif = libheif({ wasmBinary: await response.arrayBuffer() });
  await heif.ready;
  return heif;
}

function start(): Promise<HeifModule> {
  started ??= load().catch((error: unknown) => {
    started = undefined;
    throw new AppError(
      'photo.network',
      'The part that reads HEIC files could not be loaded. It is tried again later.',
      {
        retryable: true,
        cause: error,
      },
    );
  });
  return started;
}

function paint(image: HeifImage): Promise<ImageData> {
  const width = image.get_width();
  const height = image.get_height();
  if (!(width > 0 && height > 0) || width * height > MAX_DECODED_PIXELS) throw corrupt();
  const target = new ImageData(width, height);
  return new Promise((resolve, reject) => {
    image.display(target, (result) => {
      if (result === null) reject(corrupt());
      else resolve(target);
    });
  });
}

/** The first picture of the file, upright (libheif applies the file's own rotation). Throws `photo.corrupt`. */
export async function decodeHeif(encoded: Encoded): Promise<ImageBitmap> {
  const heif = await start();
  const decoder = new heif.HeifDecoder();
  const images = decoder.decode(await bytesOf(encoded));
  try {
    const [first] = images;
    if (first === undefined) throw corrupt();
    return await createImageBitmap(await paint(first));
  } finally {
    for (const image of images) image.free();
  }
}

/** Starts reading metadata beside the decode; the reader's code is a chunk of its own. */
import type { PhotoInfo } from '../../shared/photo.ts';
import type { ImageFormat } from './sniff.ts';

/** The reader knows these containers. */
const READABLE: ReadonlySet<ImageFormat> = new Set(['jpeg', 'heic', 'avif']);
/** A first photo on screen is worth more than its shutter speed. */
const PATIENCE_MS = 60;

let loaded = false;

async function read(blob: Blob): Promise<PhotoInfo> {
  const { readInfo } = await import('./info.ts');
  loaded = true;
  return await readInfo(blob);
}

/** Never rejects; empty when there is nothing, or when the reader's code does not arrive in time. */
export function startInfo(blob: Blob, format: ImageFormat): Promise<PhotoInfo> {
  if (!READABLE.has(format)) return Promise.resolve({});
  const reading = read(blob).catch((): PhotoInfo => ({}));
  if (loaded) return reading;
  const patience = new Promise<PhotoInfo>((resolve) => setTimeout(() => resolve({}), PATIENCE_MS));
  return Promise.race([reading, patience]);
}

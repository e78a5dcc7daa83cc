/** Starts reading metadata beside the decode; the reader's code is a chunk of its own. */
import type { PhotoInfo } from '../../shared/photo.ts';
import type { Encoded } from './encoded.ts';
import type { ImageFormat } from './sniff.ts';

/** The reader knows these containers. */
const READABLE: ReadonlySet<ImageFormat> = new Set(['jpeg', 'heic', 'avif']);
/** A photo on screen is worth more than its shutter speed, and the first one most of all. */
const FIRST_PATIENCE_MS = 60;
const PATIENCE_MS = 1000;

let loaded = false;

async function read(encoded: Encoded): Promise<PhotoInfo> {
  const { readInfo } = await import('./exif-info.ts');
  loaded = true;
  return await readInfo(encoded);
}

/** Neither rejects; empty when there is nothing. */
export interface StartedInfo {
  /** Null when it takes longer than a photo can wait. */
  readonly soon: Promise<PhotoInfo | null>;
  readonly whole: Promise<PhotoInfo>;
}

export function startInfo(encoded: Encoded, format: ImageFormat): StartedInfo {
  const whole = READABLE.has(format) ? read(encoded).catch((): PhotoInfo => ({})) : Promise.resolve({});
  const patienceMs = loaded ? PATIENCE_MS : FIRST_PATIENCE_MS;
  const patience = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null));
  return { soon: Promise.race([whole, patience]), whole };
}

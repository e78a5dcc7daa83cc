/** Title, artist, album and cover out of a music file, whatever its format. Worker only; total but for `sound.failed`. */
import { parseBlob, selectCover, type IPicture } from 'music-metadata';
import { AppError } from '../../shared/errors.ts';
import type { TrackTags } from '../../shared/music.ts';

const COVER_PX = 512;
/** Larger than this is no cover but an accident. */
const MOST_COVER_BYTES = 24 * 1024 * 1024;
const LONGEST = 300;

/** More places than this that are no text, and it is no text. */
const MOST_GARBLED = 3;

/** One line of printable text, of a length that fits somewhere; what is garbled is left out. */
export function lineOf(text: unknown): string {
  if (typeof text !== 'string' || text.split('\uFFFD').length > MOST_GARBLED) return '';
  return text
    .replace(/[\p{Cc}\s\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}

/** Smaller and encoded anew: what leaves this worker is a picture and nothing else. */
async function coverOf(picture: IPicture | null): Promise<Blob | null> {
  if (!picture || picture.data.byteLength === 0 || picture.data.byteLength > MOST_COVER_BYTES) return null;
  if (typeof OffscreenCanvas !== 'function') return null;
  let bitmap: ImageBitmap | null = null;
  try {
    bitmap = await createImageBitmap(new Blob([Uint8Array.from(picture.data)]));
    const scale = Math.min(1, COVER_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(bitmap.width * scale)),
      Math.max(1, Math.round(bitmap.height * scale)),
    );
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 });
  } catch {
    // A damaged cover is no cover; the piece plays on.
    return null;
  } finally {
    bitmap?.close();
  }
}

export async function readTags(file: Blob): Promise<TrackTags> {
  try {
    const { common } = await parseBlob(file, { duration: false });
    return {
      title: lineOf(common.title),
      artist: lineOf(common.artist) || lineOf(common.albumartist),
      album: lineOf(common.album),
      cover: await coverOf(selectCover(common.picture)),
    };
  } catch (error) {
    throw new AppError('sound.failed', 'The tags of this file cannot be read; its name is shown.', {
      ...(error instanceof Error ? { detail: error.message.slice(0, 300) } : {}),
      cause: error,
    });
  }
}

/**
 * Photos from the network: opened there, and kept at display size for days without one. Decode worker only. Without a connection the
 * kept one is taken at once; with one, when the network gives none.
 */
import { isAbort } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { keepPhoto, keptKeys, readKept } from '../../shared/offline-photos.ts';
import { blobOf, type Encoded } from './encoded.ts';

/** A file up to this size is kept as it is; a larger one is made smaller first. */
const plainBytes = 1_500_000;
const mostEdgePx = 2560;
/** After the slide is on its way: keeping is never urgent. */
const keepAfterMs = 2_500;

let keys: Set<string> | null = null;

async function smaller(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes.byteLength <= plainBytes) return bytes;
  const full = await createImageBitmap(blobOf(bytes));
  try {
    const scale = Math.min(1, mostEdgePx / Math.max(full.width, full.height));
    const canvas = new OffscreenCanvas(Math.round(full.width * scale), Math.round(full.height * scale));
    canvas.getContext('2d')?.drawImage(full, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.87 });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    full.close();
  }
}

async function keep(ref: PhotoRef, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  keys ??= new Set(await keptKeys());
  if (keys.has(ref.id)) return;
  if (await keepPhoto(ref.id, ref.entryId, await smaller(bytes))) keys.add(ref.id);
}

/** `fromNetwork` throws `photo.*` or `aborted`; its error is the one thrown when nothing is kept either. */
export async function openKept(ref: PhotoRef, fromNetwork: () => Promise<Encoded>): Promise<Encoded> {
  const isOffline = globalThis.navigator?.onLine === false;
  const early = isOffline ? await readKept(ref.id) : null;
  if (early) return early;
  try {
    const encoded = await fromNetwork();
    if (encoded instanceof Uint8Array) {
      // A damaged file fails to decode and is not kept: it could not be made smaller, or shows its fault again.
      setTimeout(() => void keep(ref, encoded).catch(() => undefined), keepAfterMs);
    }
    return encoded;
  } catch (error) {
    const kept = isAbort(error) || isOffline ? null : await readKept(ref.id);
    if (kept) return kept;
    throw error;
  }
}

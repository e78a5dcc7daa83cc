/** Feeds worker: what the page may ask about kept photos. They are written by the decode worker (`open-kept.ts`). */
import { mirrorState, useMirror } from '../../shared/offline-mirror.ts';
import { copyAllToMirror, keptTotals } from '../../shared/offline-photos.ts';
import type { KeptPhotos } from '../../shared/offline-api.ts';

export { forgetKept, limitKept } from '../../shared/offline-photos.ts';

/** Never rejects. */
export async function keptPhotos(): Promise<KeptPhotos> {
  const [totals, mirror, isSafe] = await Promise.all([
    keptTotals(),
    mirrorState(),
    navigator.storage.persisted().catch(() => false),
  ]);
  return { ...totals, isSafe, mirror };
}

/** Copies what is kept already, too. Throws what the database throws. */
export async function mirrorTo(folder: FileSystemDirectoryHandle | null): Promise<KeptPhotos> {
  await useMirror(folder);
  if (folder) await copyAllToMirror();
  return keptPhotos();
}

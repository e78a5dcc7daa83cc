/**
 * What files say of themselves and took longer than their photo could wait: kept until the page asks for it. Decode worker, loaded with
 * the first photo of which that is so.
 */
import type { PhotoInfo } from '../../shared/photo.ts';

const most = 8;
const byId = new Map<string, Promise<PhotoInfo>>();

/** `info` never rejects; `shown` is what the photo was given instead, and what is kept of it may still hold: it is completed. */
export function keep(photoId: string, info: Promise<PhotoInfo>, shown: PhotoInfo): void {
  byId.delete(photoId);
  byId.set(photoId, info);
  const [oldest] = byId.keys();
  if (byId.size > most && oldest !== undefined) byId.delete(oldest);
  void info.then((found) => Object.assign(shown, found));
}

/** Empty for a photo that nothing is known of. */
export async function of(photoId: string): Promise<PhotoInfo> {
  return (await byId.get(photoId)) ?? {};
}

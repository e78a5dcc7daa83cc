/** Immich's photos as its versions describe them (1.106 to 3). Worker only. Total: what is no photo to show is left out. */
import type { PhotoRef } from '../../../shared/photo.ts';
import { at, dateAt, isRecord, listAt, numberAt, textAt } from '../../../shared/service-fields.ts';

export interface AssetPlace {
  readonly entryId: string;
  /** Of the server, without `/api`. */
  readonly address: string;
  readonly quality: 'preview' | 'original';
  /** Archived photos are shown where somebody chose them by hand. */
  readonly withArchived: boolean;
}

const isId = (id: string): boolean => /^[\w-]{1,80}$/.test(id);

function isShown(asset: unknown, withArchived: boolean): boolean {
  const [type, mime, visibility] = [
    textAt(asset, 'type'),
    textAt(asset, 'originalMimeType'),
    textAt(asset, 'visibility'),
  ];
  const isPhoto = type === '' ? mime === '' || mime.startsWith('image/') : type.toUpperCase() === 'IMAGE';
  const isArchived = at(asset, 'isArchived') === true || visibility === 'archive';
  const isAway =
    at(asset, 'isTrashed') === true || at(asset, 'isOffline') === true || /^(?:hidden|locked)$/.test(visibility);
  return isPhoto && !isAway && (withArchived || !isArchived);
}

export function toRef(asset: unknown, { entryId, address, quality, withArchived }: AssetPlace): PhotoRef | null {
  const id = textAt(asset, 'id');
  if (!isId(id) || !isShown(asset, withArchived)) return null;
  const path = quality === 'original' ? 'original' : 'thumbnail?size=preview';
  const title = textAt(asset, 'originalFileName') || 'Photo';
  const dateMs = dateAt(asset, 'localDateTime') ?? dateAt(asset, 'fileCreatedAt');
  const bytes = quality === 'original' ? numberAt(asset, 'exifInfo', 'fileSizeInByte') : undefined;
  const place = [textAt(asset, 'exifInfo', 'city'), textAt(asset, 'exifInfo', 'country')].filter(Boolean).join(', ');
  const revision = textAt(asset, 'checksum') || textAt(asset, 'thumbhash') || textAt(asset, 'updatedAt');
  return {
    id: `${entryId}:${id}`,
    sourceId: 'immich',
    entryId,
    locator: { kind: 'url', url: `${address}/api/assets/${id}/${path}`, auth: entryId },
    title,
    name: `${title}/${id}`,
    ...(dateMs !== undefined && { dateMs }),
    ...(bytes !== undefined && { byteLength: bytes }),
    ...(revision !== '' && { revision }),
    ...(place !== '' && { place }),
    link: `${address}/photos/${id}`,
  };
}

/** A bucket of the timeline: a list of assets in old versions, one list per field in newer ones. */
export function assetsOfBucket(bucket: unknown): readonly unknown[] {
  if (Array.isArray(bucket)) return bucket;
  if (!isRecord(bucket)) return [];
  const column = (name: string): readonly unknown[] => listAt(bucket, name);
  return column('id').map((id, index) => ({
    id,
    type: column('isImage')[index] === false ? 'VIDEO' : 'IMAGE',
    isTrashed: column('isTrashed')[index],
    visibility: column('visibility')[index],
    fileCreatedAt: column('fileCreatedAt')[index],
    thumbhash: column('thumbhash')[index],
    exifInfo: { city: column('city')[index], country: column('country')[index] },
  }));
}

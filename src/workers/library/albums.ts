/** Folders that hold photos, as albums to choose from. Pure. */
import type { PhotoAlbum } from '../../shared/library-api.ts';
import type { TablePhoto } from './photo-table.ts';

/** A folder counts the photos in it and below; an entry without folders is no album. */
export function albumsOf(photos: Iterable<TablePhoto>): readonly PhotoAlbum[] {
  const albums = new Map<string, { entryId: string; folder: string; photos: number }>();
  for (const { entryId, ref } of photos) {
    for (let slash = ref.name.indexOf('/'); slash > 0; slash = ref.name.indexOf('/', slash + 1)) {
      const folder = ref.name.slice(0, slash);
      const id = `${entryId}:${folder}`;
      const album = albums.get(id) ?? { entryId, folder, photos: 0 };
      album.photos += 1;
      albums.set(id, album);
    }
  }
  return [...albums]
    .map(([id, album]) => ({ id, ...album }))
    .sort(
      (a, b) => a.entryId.localeCompare(b.entryId) || a.folder.localeCompare(b.folder, undefined, { numeric: true }),
    );
}

/** The photos nearest to one, by brute force: twenty thousand take about ten milliseconds. Pure. */
import type { SimilarPhoto } from '../../shared/library-api.ts';
import { feelDistance, printBytes } from '../../shared/photo-print.ts';
import type { PhotoTable } from './photo-table.ts';

/** Photos of an evening all lie within this; farther apart than that is no likeness. */
const noLikeness = 0.6;

/** Best first. Empty while the photo has no print. `mayTakePart`: whether a photo counts. */
export function nearest(
  table: PhotoTable,
  photoId: string,
  count: number,
  mayTakePart: (photoId: string) => boolean,
): readonly SimilarPhoto[] {
  const from = table.get(photoId);
  if (from?.print !== 'made') return [];
  const { prints } = table;
  const distances: number[] = [];
  const places: number[] = [];
  let farthest = Infinity;
  for (let place = 0; place < table.places; place++) {
    const photo = table.at(place);
    if (!photo || photo === from || photo.print !== 'made') continue;
    const distance = feelDistance(prints, from.place * printBytes, place * printBytes);
    if (distance >= farthest || !mayTakePart(photo.id)) continue;
    let at = distances.length;
    while (at > 0 && (distances[at - 1] ?? 0) > distance) at -= 1;
    distances.splice(at, 0, distance);
    places.splice(at, 0, place);
    if (distances.length > count) {
      distances.pop();
      places.pop();
    }
    if (distances.length === count) farthest = distances.at(-1) ?? Infinity;
  }
  return places.flatMap((place, index) => {
    const photo = table.at(place);
    if (!photo) return [];
    const likeness = Math.max(0, 1 - (distances[index] ?? 1) / noLikeness);
    return [{ photoId: photo.id, title: photo.ref.title, likeness }];
  });
}

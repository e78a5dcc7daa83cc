/** A library with nothing in it that remembers what it was asked. */
import type { LibraryApi } from '../../../src/shared/library-api.ts';

export function fakeLibrary(asked: string[]): LibraryApi {
  const favourites = new Set<string>();
  const nothing = { photos: 0, withDetails: 0, withPrints: 0, duplicates: 0, jobs: [], dead: [] };
  const said = (word: string) => async (photoId: string) => {
    asked.push(`${word} ${photoId}`);
    if (word === 'favourite') favourites.add(photoId);
    else favourites.delete(photoId);
  };
  return {
    favourite: said('favourite'),
    unfavourite: said('unfavourite'),
    never: said('never'),
    allow: said('allow'),
    undo: async () => {
      asked.push('undo');
      return null;
    },
    isFavourite: (photoId) => favourites.has(photoId),
    listFavourites: async () => [],
    listNever: async () => [],
    exportMarks: async () => new File(['{}'], 'afterimage-favourites.json'),
    importMarks: async () => ({ favourites: 0, never: 0, skipped: 0 }),
    why: () => ({ rule: 'shuffle', source: 'Holidays', sentence: 'From Holidays. Its turn in the shuffle.' }),
    moreLike: async () => [],
    showMoreLike: async (photoId) => {
      asked.push(`more like ${photoId}`);
      return 0;
    },
    albums: async () => [],
    choice: async () => ({ fitting: 0, known: 0, lifted: false }),
    jobs: async () => ({ state: 'off', sentence: 'Photos are not looked at in advance.', ...nothing }),
    requeue: async () => 0,
    onChange: () => () => undefined,
  };
}

/** Music files as the page and the tags worker both know them. Realm-neutral, pure. */

const music = /\.(mp3|m4a|m4b|aac|flac|ogg|oga|opus|wav|wave|weba|webm|aif|aiff|mp4)$/i;

/** By its name alone; hidden files, and the `._name` twins that some systems leave behind, are none. */
export const isMusicName = (name: string): boolean => !name.startsWith('.') && music.test(name);

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** By folder and name, numbers as numbers and not as digits: 2 before 10. */
export const comparePaths = (a: string, b: string): number => inOrder.compare(a, b);

/** A file that can be opened again without asking. */
export interface MusicHandle {
  /** Within what was chosen, `/`-separated. */
  readonly path: string;
  readonly handle: FileSystemFileHandle;
}

/** What a file says of itself; empty where it says nothing. */
export interface TrackTags {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** At most 512 pixels wide and high, re-encoded; null: none, or one that cannot be read. */
  readonly cover: Blob | null;
}

/** The tags worker's methods. */
export type TagsApi = {
  /** Throws `sound.failed` for a file whose tags cannot be read; that is no reason not to play it. */
  read(file: File): Promise<TrackTags>;
  /** Every piece of music in these files and folders, in order. */
  list(handles: readonly FileSystemHandle[]): Promise<readonly MusicHandle[]>;
};

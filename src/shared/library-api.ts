/**
 * What the page may ask of the library: what a person thinks of a photo, which ones take part, why this one came, which are like
 * it, and how the work on the library goes. Implemented by the composition root (`afterimage.library`), loaded after the first
 * photo; until then a call waits for it. Everything stays on this device.
 */

/** What a person said about a photo. Kept in the database of the profile. */
export type MarkKind = 'favourite' | 'never';

export interface PhotoMark {
  readonly photoId: string;
  readonly kind: MarkKind;
  readonly title: string;
  /** Name of the source it came from, as it was then. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** One step that `undo` takes back. */
export interface MarkChange {
  readonly photoId: string;
  readonly title: string;
  /** What it was before, and what it is now; null: nothing was said. */
  readonly before: MarkKind | null;
  readonly after: MarkKind | null;
}

export interface ImportedMarks {
  readonly favourites: number;
  readonly never: number;
  /** Lines that were not understood, or said nothing new. */
  readonly skipped: number;
}

/** Which rule brought a photo to the screen. */
export type WhyRule =
  'shuffle' | 'name' | 'date' | 'flow' | 'favourite' | 'fresh' | 'on-this-day' | 'alike' | 'asked' | 'history';

export interface WhyPhoto {
  readonly rule: WhyRule;
  /** Name of the source, as the person calls it. */
  readonly source: string;
  /** For the information card: `From “Holidays”. Taken on this day in 2019.` */
  readonly sentence: string;
}

export interface SimilarPhoto {
  readonly photoId: string;
  readonly title: string;
  /** 0 (nothing in common) to 1 (the same picture). */
  readonly likeness: number;
}

/** A folder of a source that holds photos. */
export interface PhotoAlbum {
  /** For the setting `choice.album`: `entryId:folder`, the root's folder being empty. */
  readonly id: string;
  readonly entryId: string;
  /** `Holidays/2019`; empty for photos that lie in no folder. */
  readonly folder: string;
  readonly photos: number;
}

export type JobKind = 'scan' | 'details' | 'prints';

/** `waiting` has work to do but not now (another job, another tab, a retry); `dead` gave up after three tries. */
export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'dead';

export interface LibraryJob {
  /** `details:folder-1a2b` */
  readonly id: string;
  readonly kind: JobKind;
  readonly entryId: string;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  /** Where it goes on after a restart: the last photo that is done with; null at the beginning. */
  readonly cursor: string | null;
  readonly attempts: number;
  /** When the tab that works on it must have reported, milliseconds since 1970; null: nobody does. */
  readonly leaseUntilMs: number | null;
  /** What went wrong last and what to do; null when all is well. */
  readonly trouble: string | null;
}

/** A photo that a job could not read in three tries. It is still shown; only what the job would know is missing. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: JobKind;
  readonly photoId: string;
  readonly title: string;
  readonly attempts: number;
  readonly message: string;
  readonly atMs: number;
}

/** For the Health section. */
export interface LibraryHealth {
  readonly state: 'off' | 'idle' | 'working' | 'paused' | 'failed';
  /** One sentence: `Looking at your photos: 1,200 of 20,000.` */
  readonly sentence: string;
  readonly photos: number;
  /** Photos whose size and camera data are known. */
  readonly withDetails: number;
  /** Photos that can be compared. */
  readonly withPrints: number;
  /** Photos left out because another one shows the same. */
  readonly duplicates: number;
  readonly jobs: readonly LibraryJob[];
  readonly dead: readonly DeadLetter[];
}

/** How many photos the settings `choice.*` let through; `lifted`: they would leave none, so all are shown. */
export interface ChoiceState {
  readonly fitting: number;
  readonly known: number;
  readonly lifted: boolean;
}

export interface LibraryApi {
  /** Marks a photo; one that was marked `never` comes back. Rejects with `AppError` `input.invalid`, `storage.*`, `worker.*`. */
  favourite(photoId: string): Promise<void>;
  unfavourite(photoId: string): Promise<void>;
  /** Never shows it again; when it is on screen, the next one comes. */
  never(photoId: string): Promise<void>;
  /** Takes a `never` back. */
  allow(photoId: string): Promise<void>;
  /** Takes back the last of the four above, the last one first; null: there is nothing to take back. */
  undo(): Promise<MarkChange | null>;
  /** At once, from memory; false while the marks are being loaded. */
  isFavourite(photoId: string): boolean;
  listFavourites(): Promise<readonly PhotoMark[]>;
  listNever(): Promise<readonly PhotoMark[]>;
  /** Every mark as a file, JSON. */
  exportMarks(): Promise<File>;
  /** What `exportMarks` wrote, here or elsewhere. Adds to what is there. Rejects with `input.invalid`. */
  importMarks(text: string): Promise<ImportedMarks>;
  /** Why this photo was shown last. At once, from memory; null: it was not shown since the page was opened. */
  why(photoId: string): WhyPhoto | null;
  /** The most alike, best first, at most 200. Empty while the photo has not been looked at. */
  moreLike(photoId: string, count?: number): Promise<readonly SimilarPhoto[]>;
  /** Shows photos like this one next, from now on; resolves to how many there are. */
  showMoreLike(photoId: string, count?: number): Promise<number>;
  /** Folders with photos, for `choice.album`. */
  albums(): Promise<readonly PhotoAlbum[]>;
  choice(): Promise<ChoiceState>;
  jobs(): Promise<LibraryHealth>;
  /** Another three tries: for one job or dead letter, or for all. Resolves to how many. */
  requeue(id?: string): Promise<number>;
  /** Marks, filters or jobs have changed; at most once a second while jobs run. Returns a function that stops listening. */
  onChange(listener: () => void): () => void;
}

/** What the page and the library worker say to each other: plain data, see `src/workers/library/contract.ts`. */
import type { Settings } from './core-settings.ts';
import type {
  ChoiceState,
  ImportedMarks,
  LibraryHealth,
  MarkChange,
  MarkKind,
  PhotoAlbum,
  PhotoMark,
  SimilarPhoto,
} from './library-api.ts';
import type { PhotoInfo, PhotoRef } from './photo.ts';

/** An entry of the settings, as far as the library needs it. */
export interface LibraryEntry {
  readonly id: string;
  /** Its files are near: they may be opened just to look at them. */
  readonly isNear: boolean;
}

/** What a decoded photo tells by itself, so that nobody has to open it again. */
export interface SeenPhoto {
  readonly photoId: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly info: PhotoInfo;
  /** Mean colours, RGB, row by row, see `LuminanceGrid.tone`; null: none. */
  readonly tone: { readonly columns: number; readonly rows: number; readonly rgb: Uint8Array } | null;
}

export type ChoiceSettings = Settings['choice'];

/** What changed since the page was told last, a part at a time: thousands of ids at once would hold up its frames. */
export interface ChangedPart {
  /** Photos that take part from now on. */
  readonly shown: readonly string[];
  /** Photos that do not, marks and look-alikes included. */
  readonly hidden: readonly string[];
  /** There is more: ask for `chooseMore`. */
  readonly hasMore: boolean;
}

export interface Choice extends ChoiceState {
  /** Photos that do not take part, marks and look-alikes included. */
  readonly hidden: readonly string[];
  /** Taken on this day of another year. */
  readonly today: readonly { readonly photoId: string; readonly year: number }[];
  /** The newest that take part, newest first. */
  readonly fresh: readonly string[];
  readonly favourites: readonly string[];
}

export type Chosen = Omit<Choice, 'hidden'> & ChangedPart;

/** Health without words: those are put together where the language is known. */
export type LibraryFacts = Omit<LibraryHealth, 'sentence' | 'state'> & {
  readonly isWorking: boolean;
  readonly isHeld: boolean;
};

export interface LibraryCommands {
  /** `owner`: this page, so that a worker started again goes on at once with what the last one held. */
  configure(options: { readonly baseUrl: string; readonly owner: string }): void;
  /** Photos that are listed now; known ones again cost little. Entries are told before their photos. */
  know(entries: readonly LibraryEntry[], refs: readonly PhotoRef[]): void;
  /** `isGone`: their source has them no more; else its entry was switched off, and what is known of them stays. */
  forget(photoIds: readonly string[], isGone: boolean): void;
  seen(photo: SeenPhoto): void;
  /** `isOn`: photos are looked at in advance. `isHeld`: not just now. `isIdle`: nobody is watching, so go at full speed. */
  pace(options: { readonly isOn: boolean; readonly isHeld: boolean; readonly isIdle: boolean }): void;
  /** `isFresh`: the page holds nothing of an earlier choice. */
  choose(settings: ChoiceSettings, nowMs: number, isFresh: boolean): Chosen;
  /** What is left of the last choice. */
  chooseMore(): ChangedPart;
  /** The numbers of `choose` alone. */
  count(settings: ChoiceSettings): ChoiceState;
  like(photoId: string, count: number): readonly SimilarPhoto[];
  /** Null takes the mark away. */
  mark(photoId: string, kind: MarkKind | null, about: { readonly title: string; readonly source: string }): MarkChange;
  marks(): readonly PhotoMark[];
  importMarks(text: string): ImportedMarks;
  albums(): readonly PhotoAlbum[];
  facts(): LibraryFacts;
  requeue(id: string | null): number;
}

/** Something was found out; `choice`: other photos may take part now. */
export interface LibraryEvent {
  readonly type: 'library.changed';
  readonly what: 'jobs' | 'choice';
}

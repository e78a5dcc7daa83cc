/**
 * Everything the settings panel knows and may ask for: a state of plain data, commands with answers, and numbers while somebody
 * looks at them. The panel is drawn from this alone, so that it can stand over the show or in a window of its own: all that
 * crosses this interface survives `structuredClone` (`Settings`, `File`s and `ErrorData` do; functions and schemas do not).
 *
 * Invariants: `state()` never waits and gives a new frozen object after every change, parts that did not change being the same
 * objects as before where the host lives in the same page. When a command's promise settles, `state()` holds its effects.
 * A command that fails rejects with an `AppError` whose message is for the person.
 */
import type {
  LeftOutPhoto,
  Metrics,
  SettingsPatch,
  SourceState,
  Status,
  TransitionInfo,
  TransitionPreviews,
  VisualizerInfo,
} from './app-api.ts';
import type { Settings } from './core-settings.ts';
import type { ImportedMarks, LibraryHealth, PhotoAlbum, PhotoMark } from './library-api.ts';
import type { KeptPhotos } from './offline-api.ts';
import type { SettingsAdmin } from './settings-admin.ts';
import type { Rejection } from './settings-spec.ts';
import type { SoundDevice, SoundStatus } from './sound-api.ts';
import type { CheckReport, SourceDefinition, SourceHealth, SourceInput } from './source.ts';
import type { WidgetInstance, WidgetKind } from './widget.ts';

/** A kind of source, for choosers. */
export type SourceKind = Pick<SourceDefinition, 'id' | 'label' | 'description' | 'setup' | 'fields'>;

export type WidgetChange = Partial<Omit<WidgetInstance, 'id' | 'widget'>>;

/** A choice that is known only at run time. */
export interface PanelChoice {
  readonly value: string;
  readonly label: string;
}

export interface PanelState {
  readonly version: string;
  readonly settings: Settings;
  readonly sources: readonly SourceKind[];
  readonly sourceStates: readonly SourceState[];
  readonly leftOut: readonly LeftOutPhoto[];
  readonly transitions: readonly TransitionInfo[];
  readonly transitionChoices: readonly PanelChoice[];
  /** Empty until their code has come. */
  readonly visualizers: readonly VisualizerInfo[];
  /** Null until their code has come (`load` of `widgets`). */
  readonly widgetKinds: readonly WidgetKind[] | null;
  /** Paths (`namespace.field`) that are set by whoever runs this screen; they are shown and cannot be changed. */
  readonly locked: readonly string[];
  /** What whoever runs this screen has made the default, by namespace and field. */
  readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Of the photo on screen, for the accent: degrees, and percent. */
  readonly hue: number;
  readonly tint: number;
}

export interface PanelStorage {
  /** Bytes this page keeps, and may keep; null where the browser does not say. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** The browser has promised not to throw it away. */
  readonly isPersistent: boolean;
}

/** Photos kept for days without a network. */
export interface PanelKept extends KeptPhotos {
  /** Whether copies may go to a folder of the person's at all. */
  readonly canMirror: boolean;
}

/** A folder that a setting names; `permission`: it has to be allowed again. */
export interface PanelFolder {
  readonly name: string;
  readonly state: 'granted' | 'permission';
}

/** Where the handle of a setting's folder is, in the store `handles`. `path` is `namespace.field`. */
export const folderKey = (path: string): string => `setting:${path}`;

/** What the panel may ask for. Every one can be called through a channel. */
export interface PanelCommands {
  /** Good fields are taken even when others are rejected. */
  change(patch: SettingsPatch): readonly Rejection[];
  resetAll(): void;
  /** Fetches what a section needs; `state()` has it afterwards. */
  load(what: 'widgets' | 'visualizers' | 'transitions'): void;
  /** See `OverlayHost`. Those that may open a picker run inside the person's gesture. */
  addSource(sourceId: string, input: SourceInput): string | null;
  changeSource(entryId: string, input: SourceInput): void;
  checkSource(sourceId: string, input: SourceInput, entryId?: string): CheckReport;
  addStarters(): readonly string[];
  removeSource(entryId: string): void;
  regrant(entryId: string): boolean;
  sourceHealth(entryId: string): readonly SourceHealth[];
  clearFailure(photoId: string): void;
  addWidget(kind: string): string;
  changeWidget(id: string, values: WidgetChange): void;
  removeWidget(id: string): void;
  suggest(kind: string, option: string, text: string): readonly string[];
  /** Places that a text may mean, best first; asks Open-Meteo. */
  findPlaces(text: string): readonly string[];
  /** The folder of a setting; null: none was chosen. */
  folder(path: string): PanelFolder | null;
  /** Asks for a folder and keeps it; its name, or null: the person backed out. Inside the person's gesture. */
  chooseFolder(path: string): string | null;
  /** Asks for permission again. Inside the person's gesture. */
  allowFolder(path: string): boolean;
  saveSlot(slot: number): void;
  recallSlot(slot: number): boolean;
  /** Opens something else over the show; the panel makes room. */
  show(what: 'gallery' | 'sound' | 'layout' | 'welcome' | 'pin'): void;
  soundDevices(): readonly SoundDevice[];
  /** Hears this microphone or line from now on. Inside the person's gesture. */
  hear(device: string): void;
  storage(): PanelStorage;
  /** Asks the browser not to throw anything away. Inside the person's gesture. */
  persist(): boolean;
  /** `files`: the app's own files and fetched photos, which come again. Settings and sources stay. */
  clearCache(what: 'photos' | 'files'): void;
  keptPhotos(): PanelKept;
  /** Forgets every photo kept for days without a network. Cannot be undone. */
  forgetKept(): void;
  /** Asks for a folder for copies, also when its permission ran out; false: the person backed out. Inside the person's gesture. */
  chooseMirror(): boolean;
  /** No more copies; those that are there stay. */
  dropMirror(): void;
  /** See `LibraryApi`. */
  libraryHealth(): LibraryHealth;
  requeue(id?: string): number;
  neverShown(): readonly PhotoMark[];
  allowPhoto(photoId: string): void;
  exportMarks(): File;
  importMarks(text: string): ImportedMarks;
  albums(): readonly PhotoAlbum[];
  /** Whether kiosk mode has a PIN. `unavailable`: this browser cannot keep one here. */
  pin(): 'none' | 'set' | 'unavailable';
  /** See `WidgetsApi.keepFile`. */
  keepFile(kind: string, file: File): string;
}

/** Numbers for the section Health; at most thirty a second, one a second at least. */
export interface PanelTelemetry {
  readonly status: Status;
  readonly metrics: Metrics;
  readonly sound: SoundStatus | null;
}

export interface PanelHost {
  /** `overlay`: over the show. `window`: in one of its own, where the page's pickers and gestures are out of reach. */
  readonly place: 'overlay' | 'window';
  state(): PanelState;
  onState(listener: (state: PanelState, previous: PanelState) => void): () => void;
  run<K extends keyof PanelCommands>(
    command: K,
    ...args: Parameters<PanelCommands[K]>
  ): Promise<ReturnType<PanelCommands[K]>>;
  /** Begins with the first listener and ends with the last. */
  watch(listener: (telemetry: PanelTelemetry) => void): () => void;
  /** Whether this command can be given from here at all. */
  can(command: keyof PanelCommands): boolean;
  /** Backups, presets, profiles and what is managed; missing: the section Backup offers starting over only. */
  readonly admin?: SettingsAdmin;
  /** Draws moments of transitions over the person's own photos; only where the show is in the same page. */
  openPreviews?(): Promise<TransitionPreviews>;
  /** Opens the panel in a window of its own; missing: it is one, or there is none. Inside the person's gesture. */
  detach?(): void;
  /** Null while the show answers; else a sentence that says why it does not. Only in a window of its own. */
  trouble?(): string | null;
}

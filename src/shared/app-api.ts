/**
 * The automation API (`window.afterimage`): stable, used by kiosk owners, tests and our own overlay.
 * Documented in docs/automation.md; change both together.
 */
import type { Settings } from './core-settings.ts';
import type { ErrorData } from './errors.ts';
import type { LoggedEvent } from './events.ts';
import type { LibraryApi } from './library-api.ts';
import type { Interaction } from './kiosk.ts';
import type { OfflineControls } from './offline-api.ts';
import type { DecodedPhoto } from './photo.ts';
import type { Rejection } from './settings-spec.ts';
import type { Sound, SoundApi } from './sound-api.ts';
import type { CheckReport, SourceDefinition, SourceHealth, SourceInput } from './source.ts';
import type { TierId } from './tier.ts';
import type { WidgetsApi } from './widget.ts';
import type { WorkerHealth } from './worker-contract.ts';

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;
export type SettingsPatch = DeepPartial<Settings>;

export interface SettingsStore {
  /** A frozen snapshot; a new object after every change. */
  get(): Settings;
  /** Applied at once and kept. Good fields are taken even when others are rejected. */
  set(patch: SettingsPatch): readonly Rejection[];
  /** Back to the defaults; configured sources stay. */
  reset(): void;
  onChange(listener: (settings: Settings, previous: Settings) => void): () => void;
}

export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface StageMetrics {
  readonly frames: { readonly count: number; readonly mainMs: Distribution; readonly gapMs: Distribution };
  /** Frames drawn while nothing moved: always 0. */
  readonly idleFramesDrawn: number;
  readonly bitmaps: {
    readonly opened: number;
    readonly closed: number;
    readonly open: number;
    readonly openBytes: number;
  };
  readonly textures: { readonly live: number; readonly bytes: number };
  readonly uploadMs: Distribution;
}

export interface Metrics extends StageMetrics {
  /** Main-thread tasks over 50 ms. */
  readonly longTasks: number;
  readonly decodeMs: Distribution;
  readonly slides: number;
  /** Photos left out because they failed, plus requests that came during a transition. */
  readonly skipped: number;
  readonly skippedPhotos: number;
  readonly skippedRequests: number;
  readonly quarantined: number;
}

export interface StatusPhoto {
  readonly id: string;
  readonly sourceId: string;
  readonly title: string;
  /** The photo's own size in pixels, after orientation. */
  readonly width: number;
  readonly height: number;
}

export interface Status {
  readonly version: string;
  readonly tier: TierId;
  readonly demotions: readonly { readonly from: TierId; readonly to: TierId; readonly reason: string }[];
  /** Slides shown so far; the first photo is 1. */
  readonly slide: number;
  readonly photo: StatusPhoto | null;
  readonly transition: { readonly id: string; readonly progress: number } | null;
  readonly paused: boolean;
  readonly workers: Readonly<Record<string, WorkerHealth>>;
  /** Sentences, one per thing that does not work as it should. */
  readonly degraded: readonly string[];
  readonly events: readonly LoggedEvent[];
}

export interface StillRequest {
  readonly from: Blob;
  readonly to: Blob;
  readonly transition: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** As the transition sees it: after easing. */
  readonly progress: number;
  /** Physical pixels. Photos of this size are used as they are. */
  readonly width: number;
  readonly height: number;
  readonly tier?: TierId;
  readonly seed?: number;
}

/** A setting of one transition. `default` is a number, a boolean, or as many numbers as the type holds. */
export interface TransitionParam {
  readonly type: 'float' | 'int' | 'bool' | 'vec2' | 'vec3' | 'vec4' | 'ivec2' | 'color';
  readonly default: number | boolean | readonly number[];
  readonly label: string;
  readonly help?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export interface TransitionInfo {
  readonly id: string;
  readonly label: string;
  readonly origin: 'own' | 'gl-transitions' | 'custom';
  /** `calm`, `lively`, `flashing`, `reduced-motion`; `blocked`: it did harm and is not played. */
  readonly tags: readonly string[];
  readonly params: Readonly<Record<string, TransitionParam>>;
  /** Milliseconds it takes when nothing else is set. */
  readonly durationMs: number;
  readonly description: string;
  readonly author?: string;
  readonly licence?: string;
}

export interface GlslCheck {
  readonly ok: boolean;
  /** Lines of the text that was given, from 1. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

export interface TransitionsApi {
  /** Ours at the first photo, all of them when `loaded` has settled. */
  list(): TransitionInfo[];
  /** Settles when everything is there, or cannot be fetched now. */
  readonly loaded: Promise<void>;
  /** This one from now on (`random`: a different one each time). Rejects with `input.invalid`. */
  use(id: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Reads, compiles and times a GL Transitions body apart from the show. */
  check(glsl: string): Promise<GlslCheck>;
  /** Plays the next one of the pool from now on, and after the last one a different one each time (null). */
  cycle(): Promise<TransitionInfo | null>;
  /** Keeps a body that passes the check; one of the same name is replaced. Rejects with `input.invalid`. */
  add(body: { readonly name: string; readonly glsl: string }): Promise<TransitionInfo>;
  /** Takes away one that was added. Rejects with `input.invalid`. */
  remove(id: string): Promise<void>;
  /** One that was added, as a file to hand on; its text goes to `add` elsewhere. */
  file(id: string): Promise<File>;
}

export interface VisualizerInfo {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly params: Readonly<Record<string, TransitionParam>>;
  readonly presets: Readonly<
    Record<string, { readonly label: string; readonly params: Readonly<Record<string, unknown>> }>
  >;
}

export interface VisualizersApi {
  list(): Promise<readonly VisualizerInfo[]>;
  /**
   * Shows it from now on, whenever something is heard. `params` are its whole adjustments; left out: those it had.
   * `{ preset: id }` takes a preset. Rejects with `input.invalid` for an unknown one or a parameter that does not fit.
   */
  use(id: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Another preset of the visualizer that is shown; MilkDrop takes the next of its turns. */
  next(): Promise<void>;
  off(): Promise<void>;
}

export interface AfterimageApi {
  /** Settles when the first photo is painted. */
  readonly ready: Promise<void>;
  next(): void;
  previous(): void;
  pause(): void;
  resume(): void;
  show(photoId: string): Promise<void>;
  status(): Status;
  readonly settings: Pick<SettingsStore, 'get' | 'set' | 'reset'>;
  readonly metrics: { (): Metrics; reset(): void };
  still(request: StillRequest): Promise<ImageBitmap>;
  readonly transitions: TransitionsApi;
  readonly visualizers: VisualizersApi;
  readonly sound: SoundApi;
  readonly widgets: WidgetsApi;
  readonly library: LibraryApi;
  /** Only with `?debug=1`. */
  readonly debug?: {
    loseContext(times?: number): void;
    demote(reason: string): void;
    killWorker(name: string): void;
  };
}

/** What the overlay needs beyond the public API. Implemented by the composition root. */
/** A page's `CanvasRenderingContext2D`, and nothing else: workers, which read this file too, have no such type. */
export interface PreviewTarget {
  readonly canvas: { readonly width: number; readonly height: number };
}

export interface PreviewOptions {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** From the second photo to the first. */
  readonly isBack?: boolean;
}

/** Small moving pictures of transitions over the user's own photos; all drawn by one graphics context. */
export interface TransitionPreviews {
  /**
   * Draws one moment over the whole canvas behind `target`. `pending`: its program is being made, nothing was drawn.
   * `failed`: it cannot be drawn here.
   */
  draw(target: PreviewTarget, id: string, progress: number, options?: PreviewOptions): 'drawn' | 'pending' | 'failed';
  /** Gives everything back; nothing is drawn afterwards. */
  dispose(): void;
}

export interface OverlayHost extends AfterimageApi {
  readonly store: SettingsStore;
  /** How this display answers to people. Missing: as it is, to everybody. */
  readonly interaction?: Interaction;
  /** Sound with its code loaded, for meters. Missing: there is none. */
  openSound?(): Promise<Sound>;
  /** The photo on screen with its facts, for the information card. */
  currentPhoto(): Pick<
    DecodedPhoto,
    'ref' | 'info' | 'sourceWidthPx' | 'sourceHeightPx' | 'averageColor' | 'luminance' | 'mediaType'
  > | null;
  onEvent(listener: (event: LoggedEvent) => void): () => void;
  /** Whoever opens them disposes them. Missing: there is nothing to draw with. */
  openPreviews?(): Promise<TransitionPreviews>;
  /** Every visualizer there is; empty until their code has been fetched. */
  visualizerChoices?(): readonly VisualizerInfo[];
  transitionChoices(): readonly { readonly id: string; readonly label: string }[];
  /** Every kind of source there is, for the chooser. */
  readonly sources?: readonly SourceDefinition[];
  /** Resolves when `sources` are there. */
  loadSources?(): Promise<void>;
  /**
   * Configures a source and adds its entry to the settings. Call it inside the user's gesture: it may open a picker.
   * Resolves to the new entry's id, or null when the user backed out; rejects with an `AppError`.
   */
  addSource?(sourceId: string, input: SourceInput): Promise<string | null>;
  /** Sets an entry up anew from `input.fields`; a secret left empty stays. Rejects with an `AppError`. */
  changeSource?(entryId: string, input: SourceInput): Promise<void>;
  /**
   * Makes the calls that the show would make, and keeps nothing. `entryId`: an entry that is being changed, whose secret is used
   * where the form has none. Rejects with an `AppError` when the fields themselves are wrong.
   */
  checkSource?(sourceId: string, input: SourceInput, entryId?: string): Promise<CheckReport>;
  /**
   * Adds a dozen safe sources from the web, each an entry of its own, and shows the first that answers. Resolves to the new entries'
   * ids; rejects with `input.invalid` when all are there already. Which ones need the companion follows as a notice.
   */
  addStarters?(): Promise<readonly string[]>;
  /** Takes the entry out of the settings and frees what it kept. Cannot be undone. */
  removeSource?(entryId: string): Promise<void>;
  /** Asks again for a permission that ran out; inside the user's gesture. */
  regrant?(entryId: string): Promise<boolean>;
  sourceStates?(): readonly SourceState[];
  /** How each address of an entry is doing; empty for sources that do not say. Never rejects. */
  sourceHealth?(entryId: string): Promise<readonly SourceHealth[]>;
  /** The photos kept for days without a network, and what can be done about them. Missing or rejecting: not here. */
  keptPhotos?(): Promise<OfflineControls>;
  /** Photos left out for good, until the user or a change of the file clears them. */
  failures?(): readonly LeftOutPhoto[];
  clearFailure?(photoId: string): void;
}

/** How a configured source is doing. */
export interface SourceState {
  readonly entryId: string;
  /** Photos listed so far; null before the first listing is complete. */
  readonly photos: number | null;
  readonly error: ErrorData | null;
}

export interface LeftOutPhoto {
  readonly photoId: string;
  readonly title: string;
  readonly error: ErrorData;
}

/**
 * An image source is one folder in `src/sources/<id>/`:
 *   index.ts            main thread: `export const source: SourceDefinition`
 *   provider.worker.ts  workers:     `export const provider: SourceProvider`
 *   available.worker.ts optional: `export const available: SourceAvailable`; the source then adds itself once
 *   worker/             parts of the provider (worker realm only)
 * Both are found by the registry; nothing else names them.
 */
import type { ZodMiniType } from 'zod/mini';
import type { ErrorData } from './errors.ts';
import type { ParsedFeed } from './feed.ts';
import { type Words } from './i18n.ts';
import type { PhotoRef } from './photo.ts';
import type { EntrySecret } from './secrets.ts';

/** One configured source, as stored in the settings. */
export interface SourceEntry {
  readonly id: string;
  /** Folder name under `src/sources/`. */
  readonly source: string;
  readonly enabled: boolean;
  /** Relative share, 0.1–10. */
  readonly weight: number;
  /** Validated against the definition's `params`; JSON only. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** `path` is the file's place in what the user chose, `/`-separated: it becomes the photo's name. */
export interface FileToKeep {
  readonly path: string;
  readonly file: File;
}

export interface KeptFiles {
  readonly keptFiles: number;
  readonly keptBytes: number;
  readonly failed: readonly { readonly path: string; readonly error: ErrorData }[];
}

/** What the user brought along when adding a source. */
export interface SourceInput {
  /** Files the user chose or dropped (see `collectDropped`); the source decides what to keep. */
  readonly dropped?: readonly (FileSystemHandle | File)[];
  /** Text the user pasted. */
  readonly text?: string;
  /** What the user typed into the definition's `fields`, by name; an empty secret keeps the one that is stored. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** One line of a form. */
export interface SourceField {
  /** Its key in `SourceInput.fields`, and in `params` unless it is a secret. */
  readonly name: string;
  readonly label: string;
  /** `secret` is never shown again, and never part of `params`. `lines` takes several lines. */
  readonly kind: 'text' | 'address' | 'secret' | 'choice' | 'lines';
  /** One sentence. */
  readonly help?: string;
  readonly placeholder?: string;
  /** For `choice`: value to label; the first is the default. */
  readonly options?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
  /** Belongs to the secret: when it changes, the secret must be entered again. */
  readonly signsIn?: boolean;
}

/** What a page-side source may ask of the app while setting itself up. */
export interface SourceHost extends SourceInput {
  /** The id that the new entry will have; whatever is kept for it is kept under this id. */
  readonly entryId: string;
  /**
   * Copies files into the browser's own storage. Some may fail while others are kept.
   * Throws `AppError` `storage.*` when nothing could be kept.
   */
  keepFiles(entryId: string, files: readonly FileToKeep[]): Promise<KeptFiles>;
  /** Deletes every copy made for the entry. */
  forgetFiles(entryId: string): Promise<void>;
}

export interface ConfiguredSource {
  readonly params: Record<string, unknown>;
  readonly label: string;
  /** A sentence for the user when not everything went well. */
  readonly notice?: string;
  /** Kept encrypted under the entry's id, apart from the settings; absent: what is kept stays. */
  readonly secret?: EntrySecret;
}

export interface SourceDefinition {
  readonly id: string;
  readonly label: string;
  /** One sentence for the chooser. */
  readonly description: string;
  readonly params: ZodMiniType;
  /** `picker`: needs a click, opens a file picker. `text`: asks for text. `form`: asks for `fields`. `none`: nothing to ask. */
  readonly setup: 'picker' | 'text' | 'form' | 'none';
  /** For `form`: what is asked, top to bottom. */
  readonly fields?: readonly SourceField[];
  /** Takes what is dropped on the page, through `host.dropped`. */
  readonly acceptsDrops?: boolean;
  /**
   * Runs inside the user's gesture; resolves to what the new entry needs, or null when the user backed out.
   * Throws `AppError` `source.*`, `storage.*` with a sentence for the user.
   */
  configure(host: SourceHost): Promise<ConfiguredSource | null>;
  /** True when a tap repaired `source.permission`; runs inside the gesture. */
  regrant?(entry: SourceEntry): Promise<boolean>;
  /** Frees whatever the entry kept (handles, copied files). */
  forget?(entry: SourceEntry, host: Pick<SourceHost, 'forgetFiles'>): Promise<void>;
}

export interface SourceContext {
  readonly entryId: string;
  readonly signal: AbortSignal;
  /** Origin of the page, for relative addresses. */
  readonly baseUrl: string;
  /** Bytes the browser lets this origin keep, free now (0 when unknown). */
  readonly freeBytes: number;
  /**
   * Reads a feed in any of its formats; there in `list` and `watch`. `url` is where the bytes came from.
   * Rejects with an `AppError` `feed.*`.
   */
  readonly readFeed?: ReadFeed;
}

/** How one address of an entry is doing; an entry of feeds has one per feed. */
export interface SourceHealth {
  /** The address, as the user knows it. */
  readonly name: string;
  readonly title: string;
  readonly photos: number;
  /** Milliseconds since 1970; null: never. */
  readonly lastSuccessMs: number | null;
  /** Milliseconds since 1970; null: when it is listed next. */
  readonly nextTryMs: number | null;
  /** In a row. */
  readonly failures: number;
  /** The reason and what to do; null when all is well. */
  readonly trouble: string | null;
  /** Of what its sentence is made; the page knows it by then. */
  readonly words?: Words;
  /** The companion wants its token, which the user may give. */
  readonly needsToken?: boolean;
}

export type ReadFeed = (
  bytes: Uint8Array,
  options: { readonly url: string; readonly contentType?: string },
) => Promise<ParsedFeed>;

/** Whether a source that adds itself has something to offer here; asked before the first photo, so it is quick and alone. */
export type SourceAvailable = (context: SourceContext) => Promise<boolean>;

export interface SourceProvider {
  /**
   * Every photo there is, in any order; every id once. Throws `AppError` `source.*` with a sentence a person can act on;
   * what was listed before the error counts. Stops within one photo of `context.signal`.
   */
  list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncIterable<PhotoRef>;
  /** Calls `changed` when a new listing would differ. Returns a stop function. */
  watch?(params: Readonly<Record<string, unknown>>, context: SourceContext, changed: () => void): () => void;
  /** Without `watch`: how long until it is listed again, in milliseconds; five minutes when absent. */
  readonly relistMs?: number;
  /** The network is there again after it was gone: what failed for want of it may be asked for at once. */
  recovered?(params: Readonly<Record<string, unknown>>): Promise<void>;
  /** How each of its addresses is doing, from what is remembered: asks nobody. */
  health?(params: Readonly<Record<string, unknown>>): Promise<readonly SourceHealth[]>;
  /** For locators of kind `provider`: the encoded file, or a picture painted at the wanted size. */
  open?(
    key: string,
    size: { readonly widthPx: number; readonly heightPx: number },
    signal: AbortSignal,
  ): Promise<Blob | ImageBitmap>;
}

/** One step of "Check connection". */
export interface CheckStep {
  readonly ok: boolean;
  /** What was found, or what went wrong and what to do. */
  readonly sentence: string;
  /** Of what the sentence is made; the page knows it by then. */
  readonly words?: Words;
}

export interface CheckReport {
  /** Every step went well. */
  readonly ok: boolean;
  readonly steps: readonly CheckStep[];
}

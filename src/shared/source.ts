/**
 * An image source is one folder in `src/sources/<id>/`:
 *   index.ts            main thread: `export const source: SourceDefinition`
 *   provider.worker.ts  workers:     `export const provider: SourceProvider`
 *   worker/             parts of the provider (worker realm only)
 * Both are found by the registry; nothing else names them.
 */
import type { ZodMiniType } from 'zod/mini';
import type { PhotoRef } from './photo.ts';

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

/** What a page-side source may ask of the app while setting itself up. */
export interface SourceHost {
  /** Files the user chose or dropped; the source decides what to keep. */
  readonly dropped?: readonly (FileSystemHandle | File)[];
  /** Text the user pasted. */
  readonly text?: string;
}

export interface SourceDefinition {
  readonly id: string;
  readonly label: string;
  /** One sentence for the chooser. */
  readonly description: string;
  readonly params: ZodMiniType;
  /** `picker`: needs a click, opens a file picker. `text`: asks for text. `none`: nothing to ask. */
  readonly setup: 'picker' | 'text' | 'none';
  /** Runs inside the user's gesture; resolves to the new entry's params and label, or null when the user backed out. */
  configure(host: SourceHost): Promise<{ params: Record<string, unknown>; label: string } | null>;
  /** True when a tap can repair `source.permission`; runs inside the gesture. */
  regrant?(entry: SourceEntry): Promise<boolean>;
  /** Frees whatever the entry kept (handles, copied files). */
  forget?(entry: SourceEntry): Promise<void>;
}

export interface SourceContext {
  readonly entryId: string;
  readonly signal: AbortSignal;
  /** Origin of the page, for relative addresses. */
  readonly baseUrl: string;
  /** Bytes the browser lets this origin keep, free now (0 when unknown). */
  readonly freeBytes: number;
}

export interface SourceProvider {
  /** Every photo there is, in any order. Throws `AppError` `source.*` with a sentence a person can act on. */
  list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncIterable<PhotoRef>;
  /** Calls `changed` when a new listing would differ. Returns a stop function. */
  watch?(params: Readonly<Record<string, unknown>>, context: SourceContext, changed: () => void): () => void;
  /** For locators of kind `provider`: the encoded file, or a picture painted at the wanted size. */
  open?(
    key: string,
    size: { readonly widthPx: number; readonly heightPx: number },
    signal: AbortSignal,
  ): Promise<Blob | ImageBitmap>;
}

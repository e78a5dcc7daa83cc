/**
 * What the slideshow needs from the rest of the app, as narrowly as it needs it. The composition root connects these;
 * tests fake them. All calls are made on the main thread.
 */
import type { Settings } from '../shared/core-settings.ts';
import type { EventLog } from '../shared/events.ts';
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../shared/photo.ts';
import type { QueueMemory, QueueStep } from '../shared/queue-memory.ts';
import type { SourceEntry } from '../shared/source.ts';

export interface ShowResult {
  /** `started`: a transition runs. `cut`: on screen without one. `skipped`: not shown, and closed. */
  readonly outcome: 'started' | 'cut' | 'skipped';
  /** Settles when the photo is fully shown or why it is not: `failed` when it could not be used. */
  readonly finished: Promise<string>;
}

/** The slideshow adds `fit`, `sharpen` and, where the stage does not say, `pixels`. */
export type StageTarget = Pick<SlideTarget, 'widthPx' | 'heightPx' | 'dpr'> & Partial<Pick<SlideTarget, 'pixels'>>;

export interface StagePort {
  /** Owns `photo.bitmap` from the call on, whatever the outcome. `slideDurationMs`: how long the photo will stay. */
  show(photo: DecodedPhoto, options: { readonly slideDurationMs: number }): ShowResult | Promise<ShowResult>;
  /** Exchanges the photo on screen for the same one in another size, without a transition. Owns its bitmap too. */
  replace(photo: DecodedPhoto): void | Promise<void>;
  /** What a slide must be composed for now. Null while the stage has no size. */
  target(): StageTarget | null;
  /** The size or pixel ratio changed. Returns a function that stops listening. */
  onResize(listener: () => void): () => void;
  transitionRunning(): boolean;
}

export interface DecodePort {
  /** The caller owns the bitmap. Rejects with `AppError` `photo.*`, `source.*`, `worker.*` or `aborted`. */
  decode(ref: PhotoRef, target: SlideTarget, signal: AbortSignal): Promise<DecodedPhoto>;
}

export interface ScanPage {
  readonly refs: readonly PhotoRef[];
  /** Give it back for the next page; null when the listing is complete. */
  readonly cursor: number | null;
}

export interface FeedsPort {
  scan(entry: SourceEntry, cursor: number | null, signal: AbortSignal): Promise<ScanPage>;
  /** Watches exactly these entries from now on. */
  watch(entries: readonly SourceEntry[]): Promise<unknown>;
  /** A new listing of the entry would differ. Returns a function that stops listening. */
  onChanged(listener: (entryId: string) => void): () => void;
}

export interface MemoryPort {
  load(): Promise<QueueMemory>;
  save(steps: readonly QueueStep[]): Promise<unknown>;
}

export interface SettingsPort {
  get(): Settings;
  onChange(listener: (settings: Settings, previous: Settings) => void): () => void;
}

/** Whether anybody can see the page. */
export interface PagePort {
  visible(): boolean;
  onVisibility(listener: () => void): () => void;
}

export interface Clock {
  /** Milliseconds since any start, never going back. */
  monotonicMs(): number;
  /** Milliseconds since 1970. */
  wallMs(): number;
  setTimeout(run: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface SlideshowPorts {
  readonly events: Pick<EventLog, 'emit'>;
  readonly settings: SettingsPort;
  readonly stage: StagePort;
  readonly decode: DecodePort;
  readonly feeds: FeedsPort;
  readonly memory: MemoryPort;
  readonly clock: Clock;
  readonly page: PagePort;
  /** `navigator.deviceMemory` where there is one: 8 or more allows two photos ahead. */
  readonly deviceMemoryGb?: number;
  /** Seed of the very first round; any 32-bit number. */
  readonly seed: number;
}

export interface SlideshowCounts {
  /** Photos shown so far, the first included. */
  readonly slides: number;
  /** Attempts at photos that failed. */
  readonly skippedPhotos: number;
  /** Requests that came during a transition. */
  readonly skippedRequests: number;
  readonly quarantined: number;
}

export interface UpcomingPhoto {
  readonly photoId: string;
  readonly title: string;
  readonly state: 'decoding' | 'ready';
}

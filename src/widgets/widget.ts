/**
 * The contract of a widget. A folder `src/widgets/<id>/` exports `widget`; nothing else has to be edited. Main thread: a widget
 * draws plain DOM into its host and never fetches or parses; data comes from `provider.worker.ts` through `follow`.
 *
 * Invariants: it writes to the DOM only when what it shows changed; every timer, listener and wait goes through the tools,
 * which end with the widget; sizes are in `em`, colours are `currentColor` and the `--quiet` ink, both readable by promise.
 */
import type { Metrics, Status } from '../shared/app-api.ts';
import type { ErrorData } from '../shared/errors.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { SoundApi } from '../shared/sound-api.ts';
import type { OptionValues, WidgetInstance, WidgetOptions } from '../shared/widget.ts';
import type { Memo } from './memo.ts';
import type { Ticker } from './ticker.ts';

export type WidgetPhoto = Pick<
  DecodedPhoto,
  'ref' | 'info' | 'sourceWidthPx' | 'sourceHeightPx' | 'averageColor' | 'palette' | 'luminance' | 'mediaType'
> & {
  /** What the user calls the source. */
  readonly sourceLabel: string;
  /** Why it was shown, a sentence; empty when nobody knows. */
  readonly reason?: string;
};

/** What is known of a question put to the widget's worker part. */
export interface WidgetAnswer {
  /** The newest there is, however old; undefined before the first. Check its shape: it may come from an older version. */
  readonly data: unknown;
  /** When it was fetched, milliseconds since 1970. */
  readonly atMs: number | null;
  /** Why there is nothing newer. */
  readonly error: ErrorData | null;
}

export interface WidgetTools extends Pick<Ticker, 'now' | 'each' | 'after'> {
  /** BCP 47. */
  readonly locale: string;
  /** Ends with the widget. */
  readonly signal: AbortSignal;
  photo(): WidgetPhoto | null;
  onPhoto(run: () => void): void;
  status(): Status;
  metrics(): Metrics;
  /** Asks the widget's worker now and every `refreshMs`; tells the last kept answer first. Returns a stop function. */
  follow(query: unknown, refreshMs: number, run: (answer: WidgetAnswer) => void): () => void;
  /** Steers the show. */
  readonly show: { next(): void; previous(): void; pause(): void; resume(): void };
  /** What is heard, and its buttons. */
  readonly sound: Pick<SoundApi, 'status' | 'player'>;
  /** Calls when sound begins, ends, is held or lost. */
  onSound(run: () => void): void;
  /** Writes some of its own options, as if they had been set by hand. */
  change(options: Readonly<Record<string, unknown>>): void;
  /** A word of its own that survives a reload. */
  readonly memo: Memo;
  /** Keeps a file for this kind of widget and gives the line that stands for it. Rejects with an `AppError`. */
  keepFile(file: File): Promise<string>;
  /** Calls when something about the layer was changed in the settings. */
  onSettings(run: () => void): void;
  /** Less motion is asked for, by the device or in the settings; `onSettings` tells when that changes. */
  isStill(): boolean;
  /** Whether pages of other sites may be shown. */
  allowsWebPages(): boolean;
}

export interface MountedWidget<Values> {
  /** Options changed; called after `mount` only. */
  update(values: Values): void;
  /** Frees what does not go through the tools. The host is emptied by the layer. */
  dispose(): void;
}

export interface WidgetDefinition<Options extends WidgetOptions = WidgetOptions> {
  readonly id: string;
  readonly label: string;
  /** One sentence for the chooser. */
  readonly description: string;
  readonly options: Options;
  /** How a new one begins. */
  readonly begin?: Partial<Omit<WidgetInstance, 'id' | 'widget'>>;
  readonly service?: string;
  mount(host: HTMLElement, values: OptionValues<Options>, tools: WidgetTools): MountedWidget<OptionValues<Options>>;
}

/** A definition whose options are no longer known by name: what the layer handles. */
export interface AnyWidget extends Omit<WidgetDefinition, 'mount'> {
  mount(host: HTMLElement, values: unknown, tools: WidgetTools): MountedWidget<unknown>;
}

export function defineWidget<const Options extends WidgetOptions>(definition: WidgetDefinition<Options>): AnyWidget {
  return definition as unknown as AnyWidget;
}

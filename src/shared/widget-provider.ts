/** The worker half of a widget, in `src/widgets/<id>/provider.worker.ts`: asks a service and makes plain data of its answer. */
import type { ReadFeed } from './source.ts';

export interface WidgetAsk {
  readonly signal: AbortSignal;
  /** Origin of the page; the companion's proxy is there, if any. */
  readonly baseUrl: string;
  readonly readFeed: ReadFeed;
  /** A file that was given to this widget and kept; null when it is not there any more. */
  readKept(key: string): Promise<Blob | null>;
}

export interface WidgetProvider {
  /**
   * Total towards the service: whatever it answers gives data of the provider's own shape or an `AppError` with a sentence a
   * person can act on. What it returns is kept as JSON.
   */
  ask(query: unknown, ask: WidgetAsk): Promise<unknown>;
  /** Completes what is typed into an option with `suggest: 'search'`. */
  suggest?(option: string, text: string, ask: WidgetAsk): Promise<readonly string[]>;
  /** Whether a file is one of its kind and size; throws `input.invalid` with a sentence. Without it no file is taken. */
  accepts?(file: File): Promise<void>;
}

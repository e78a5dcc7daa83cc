/** What the layer of widgets is given of the page. */
import type { WidgetInstance } from '../shared/widget.ts';
import type { AskPort } from './answers.ts';
import type { TimeSource } from './ticker.ts';
import type { AnyWidget, WidgetPhoto, WidgetTools } from './widget.ts';

export interface LayerParts extends Pick<
  WidgetTools,
  'locale' | 'status' | 'metrics' | 'show' | 'sound' | 'isStill' | 'allowsWebPages'
> {
  /** The layer is put right before this element. */
  readonly before: HTMLElement;
  readonly port: AskPort;
  readonly time?: TimeSource;
  instances(): readonly WidgetInstance[];
  load(widget: string): Promise<AnyWidget>;
  photo(): WidgetPhoto | null;
  transition(): { readonly id: string; readonly progress: number } | null;
  drift(): number;
  /** What the display is called, or empty. */
  readonly display: string;
  /** Merges options into those of one widget. */
  change(id: string, options: Readonly<Record<string, unknown>>): void;
  isPaused(): boolean;
  openSettings(): void;
  /** A widget's code did not come. */
  report(message: string): void;
}

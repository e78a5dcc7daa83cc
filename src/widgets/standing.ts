/**
 * One widget on the layer: brings what it is, mounts it in its box, hands on what changes, and takes everything away again. Where
 * the box goes, and what it wears, is for others. Main thread.
 */
import { t } from '../shared/i18n.ts';
import { readOptions, type WidgetInstance } from '../shared/widget.ts';
import { createFrame, type Frame } from './frame.ts';
import { guarded } from './guarded.ts';
import type { LayerParts } from './layer-parts.ts';
import type { Life } from './life.ts';
import type { Ticker } from './ticker.ts';
import { createTools, type Listeners } from './tools.ts';
import type { AnyWidget, MountedWidget } from './widget.ts';

export interface StandingParts {
  readonly layer: LayerParts;
  readonly ticker: Ticker;
  /** Of the layer. */
  readonly life: Life;
  /** What it shows is in its box now. */
  mounted(frame: Frame): void;
}

/** Longer than the fade in the stylesheet. */
const fadeMs = 450;

export class Standing {
  readonly frame: Frame;
  readonly #parts: StandingParts;
  readonly #listeners: Listeners = { photo: new Set(), sound: new Set(), settings: new Set() };
  #life: Life;
  #definition: AnyWidget | null = null;
  #mounted: MountedWidget<unknown> | null = null;

  constructor(parts: StandingParts, instance: WidgetInstance) {
    this.#parts = parts;
    this.#life = parts.life.child();
    this.frame = createFrame(instance);
  }

  /** Never rejects: one that cannot be loaded is reported, and its box stays empty. */
  async load(): Promise<void> {
    const { layer, ticker, mounted } = this.#parts;
    const { host, node, instance } = this.frame;
    const life = this.#life;
    try {
      const definition = await layer.load(instance.widget);
      if (life.signal.aborted) return;
      this.#definition = definition;
      const { id, widget, options } = this.frame.instance;
      node.setAttribute('aria-label', t(definition.label));
      const tools = createTools(layer, ticker, { id, widget, life, listeners: this.#listeners });
      this.#mounted = definition.mount(host, readOptions(definition.options, options), tools);
    } catch {
      layer.report('A widget could not be loaded. It is left out until the page is loaded again.');
      return;
    }
    mounted(this.frame);
  }

  follow(instance: WidgetInstance): void {
    const before = this.frame.instance;
    if (before === instance) return;
    this.frame.follow(instance);
    const isSame = JSON.stringify(before.options) === JSON.stringify(instance.options);
    if (!isSame && this.#definition) this.#mounted?.update(readOptions(this.#definition.options, instance.options));
  }

  /** The language changed: it is made anew in its box, by the next `load`. */
  empty(): void {
    this.end();
    this.frame.host.replaceChildren();
    for (const heard of Object.values(this.#listeners)) heard.clear();
    this.#life = this.#parts.life.child();
    this.#definition = null;
    this.#mounted = null;
  }

  tell(what: keyof Listeners): void {
    for (const run of this.#listeners[what]) guarded(run);
  }

  /** What it shows stands still from now on; its box is still there. */
  end(): void {
    this.#life.end();
    this.#mounted?.dispose();
  }

  /** Its id is free again while it fades, and so is its room: what comes stands at once where it will stay. */
  leave(): void {
    this.end();
    const { node } = this.frame;
    const { ticker, life } = this.#parts;
    const { left, top, width } = this.frame.box();
    Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
    delete node.dataset['id'];
    node.classList.add('is-leaving');
    node.classList.remove('is-in');
    const gone = life.onEnd(
      ticker.after(fadeMs, () => {
        gone();
        node.remove();
      }),
    );
  }
}

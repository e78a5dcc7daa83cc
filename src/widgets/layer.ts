/**
 * The widget layer: plain DOM above every renderer. Owns the boxes, their life, their places and the one fade with which they
 * appear. Follows the settings; reads the page's layout once per change, never per frame.
 */
import './layer.css';
import { t } from '../shared/i18n.ts';
import { readOptions, type WidgetInstance, type WidgetReport } from '../shared/widget.ts';
import { element } from './element.ts';
import { createFrame, type Frame } from './frame.ts';
import { placeFree } from './free.ts';
import { giveWay } from './give-way.ts';
import { guarded } from './guarded.ts';
import type { LayerParts } from './layer-parts.ts';
import { createLanes } from './lanes.ts';
import { createLife, type Life } from './life.ts';
import type { Margins } from './place.ts';
import { followPresses } from './press.ts';
import { createReadable, type Readable } from './readable.ts';
import { followsTime, isShown } from './shown.ts';
import { browserTime, createTicker, type Ticker } from './ticker.ts';
import { createTools, type Listeners } from './tools.ts';
import type { AnyWidget, MountedWidget } from './widget.ts';

interface Standing {
  readonly frame: Frame;
  life: Life;
  readonly listeners: Listeners;
  definition: AnyWidget | null;
  mounted: MountedWidget<unknown> | null;
}

/** Longer than the fade in the stylesheet. */
const fadeMs = 450;
const fontWaitMs = 1500;
const afterMs = 120;

export interface Layer {
  readonly root: HTMLElement;
  readonly ticker: Ticker;
  /** The settings changed. */
  follow(): void;
  /** The language changed: every widget is made anew in its box. */
  speak(): void;
  photoChanged(): void;
  transitionEnded(): void;
  soundChanged(): void;
  frames(): Frame[];
  margins(): Margins;
  /** Boxes were moved by hand: places them again and looks at what is under them. */
  arrange(): void;
  inspect(): WidgetReport[];
  /** Settles when everything that is wanted now stands on the layer. */
  settled(): Promise<void>;
  dispose(): void;
}

class WidgetLayer implements Layer {
  readonly root = element('div', { attributes: { id: 'widgets' } });
  readonly ticker: Ticker;
  readonly #parts: LayerParts;
  readonly #life = createLife();
  readonly #lanes = createLanes();
  readonly #standing = new Map<string, Standing>();
  readonly #loading = new Set<Promise<void>>();
  readonly #sizes = new ResizeObserver(() => this.#resized());
  readonly #readable: Readable;
  #stopHours: (() => void) | null = null;
  #isOpen = false;
  #size = '';
  #cancelEnd: (() => void) | null = null;

  constructor(parts: LayerParts) {
    this.#parts = parts;
    this.ticker = createTicker(parts.time ?? browserTime);
    this.root.append(this.#lanes.node);
    this.#readable = createReadable({
      root: this.root,
      life: this.#life,
      ticker: this.ticker,
      frames: () => this.frames(),
      photo: parts.photo,
      transition: parts.transition,
      drift: parts.drift,
    });
    parts.before.before(this.root);
    this.#sizes.observe(this.root);
    this.#life.onEnd(giveWay(this.root, parts.before));
    this.#life.onEnd(() => this.root.remove());
    this.#life.onEnd(() => this.#sizes.disconnect());
    this.#life.onEnd(() => this.#cancelEnd?.());
    this.#life.onEnd(() => this.ticker.dispose());
    followPresses({
      ...parts,
      root: this.root,
      signal: this.#life.signal,
      instanceOf: (node) => this.frames().find((frame) => frame.node === node)?.instance,
    });
    this.follow();
    void this.#open();
  }

  /** Another shape of display may show other widgets. */
  #resized(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    const isSame = this.#size === `${width} ${height}`;
    this.#size = `${width} ${height}`;
    if (isSame) {
      // Something says more or less than before: while the picture moves, that must not lay out the page time and again.
      if (this.#place(this.#parts.transition() !== null)) this.#readable.measure();
      return;
    }
    if (this.#parts.instances().some(({ screens = 'all' }) => screens !== 'all')) this.follow();
    else this.arrange();
  }

  /** Everything that is wanted at first appears together, once, in its own typeface. */
  async #open(): Promise<void> {
    await this.settled();
    const fonts = document.fonts.ready.then(() => undefined);
    await Promise.race([fonts, new Promise<void>((resolve) => this.ticker.after(fontWaitMs, resolve))]);
    if (this.#life.signal.aborted) return;
    this.#isOpen = true;
    this.arrange();
    for (const { frame } of this.#standing.values()) this.#appear(frame);
  }

  #appear(frame: Frame): void {
    if (!this.#isOpen) return;
    // The browser has to have seen it unseen, or there is nothing to fade.
    void frame.node.offsetWidth;
    frame.node.classList.add('is-in');
  }

  follow(): void {
    const all = this.#parts.instances();
    const now = new Date(this.ticker.now());
    const here = { name: this.#parts.display, width: this.root.clientWidth, height: this.root.clientHeight };
    const wanted = all.filter((it) => isShown(it, now, here));
    for (const [id, standing] of this.#standing) {
      const next = wanted.find((it) => it.id === id);
      if (!next || next.widget !== standing.frame.instance.widget) this.#leave(id, standing);
    }
    wanted.forEach((instance, index) => {
      const standing = this.#standing.get(instance.id);
      if (standing) this.#change(standing, instance);
      const { node } = (standing ?? this.#stand(instance)).frame;
      node.style.setProperty('--order', String(index + 1));
    });
    this.#lanes.place(this.root, wanted, (id) => this.#standing.get(id)?.frame.node);
    this.#watchHours(all.some(followsTime));
    this.#tell('settings');
    this.arrange();
  }

  speak(): void {
    for (const standing of this.#standing.values()) {
      this.#end(standing);
      this.#sizes.observe(standing.frame.node);
      standing.frame.host.replaceChildren();
      for (const heard of Object.values(standing.listeners)) heard.clear();
      Object.assign(standing, { life: this.#life.child(), definition: null, mounted: null });
      this.#load(standing);
    }
  }

  #watchHours(isNeeded: boolean): void {
    if (isNeeded === (this.#stopHours !== null)) return;
    this.#stopHours?.();
    this.#stopHours = isNeeded ? this.ticker.each('minute', () => this.follow()) : null;
  }

  #stand(instance: WidgetInstance): Standing {
    const frame = createFrame(instance);
    const standing: Standing = {
      frame,
      life: this.#life.child(),
      listeners: { photo: new Set(), sound: new Set(), settings: new Set() },
      definition: null,
      mounted: null,
    };
    this.#standing.set(instance.id, standing);
    this.#sizes.observe(frame.node);
    this.#load(standing);
    return standing;
  }

  #load(standing: Standing): void {
    const loading = this.#mount(standing).finally(() => this.#loading.delete(loading));
    this.#loading.add(loading);
  }

  async #mount(standing: Standing): Promise<void> {
    const { frame, life } = standing;
    try {
      const definition = await this.#parts.load(frame.instance.widget);
      if (life.signal.aborted) return;
      standing.definition = definition;
      const values = readOptions(definition.options, frame.instance.options);
      frame.node.setAttribute('aria-label', t(definition.label));
      const { id, widget } = frame.instance;
      const tools = createTools(this.#parts, this.ticker, { id, widget, life, listeners: standing.listeners });
      standing.mounted = definition.mount(frame.host, values, tools);
    } catch {
      this.#parts.report('A widget could not be loaded. It is left out until the page is loaded again.');
      return;
    }
    this.arrange();
    this.#appear(frame);
  }

  #change({ frame, definition, mounted }: Standing, instance: WidgetInstance): void {
    const before = frame.instance;
    if (before === instance) return;
    frame.follow(instance);
    const isSame = JSON.stringify(before.options) === JSON.stringify(instance.options);
    if (!isSame && definition) mounted?.update(readOptions(definition.options, instance.options));
  }

  #end({ frame, life, mounted }: Standing): void {
    this.#sizes.unobserve(frame.node);
    life.end();
    mounted?.dispose();
  }

  #leave(id: string, standing: Standing): void {
    this.#standing.delete(id);
    this.#end(standing);
    const { node } = standing.frame;
    // Its id is free again while it fades, and so is its room: what comes stands at once where it will stay.
    const { left, top, width } = standing.frame.box();
    Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
    delete node.dataset['id'];
    node.classList.add('is-leaving');
    node.classList.remove('is-in');
    const gone = this.#life.onEnd(
      this.ticker.after(fadeMs, () => {
        gone();
        node.remove();
      }),
    );
  }

  frames(): Frame[] {
    return [...this.#standing.values()].map(({ frame }) => frame);
  }

  margins(): Margins {
    return this.#lanes.margins();
  }

  arrange(): void {
    if (this.#place(false)) this.#readable.measure();
  }

  /** False when there is nothing to place on. */
  #place(isBrief: boolean): boolean {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (width === 0 || this.#life.signal.aborted) return false;
    this.#lanes.arrange(isBrief);
    placeFree(this.frames(), { width, height }, this.margins());
    return true;
  }

  photoChanged(): void {
    this.#cancelEnd?.();
    this.#cancelEnd = null;
    this.#readable.photoChanged();
    this.#tell('photo');
  }

  transitionEnded(): void {
    this.#cancelEnd?.();
    // Not within the last frames of it.
    this.#cancelEnd = this.ticker.after(afterMs, () => {
      this.#cancelEnd = null;
      // What changed its size on the way may leave room again.
      this.#place(false);
      this.#readable.transitionEnded();
    });
  }

  soundChanged(): void {
    this.#tell('sound');
  }

  #tell(what: keyof Listeners): void {
    for (const { listeners } of this.#standing.values()) for (const run of listeners[what]) guarded(run);
  }

  inspect(): WidgetReport[] {
    return this.frames().map((frame) => {
      const { x, y, width, height } = frame.box();
      const { ink = 'light', alpha = 0, contrast = 21 } = frame.look ?? {};
      const { id, widget } = frame.instance;
      const visible = frame.node.classList.contains('is-in') && frame.host.childElementCount > 0;
      return { id, widget, visible, box: { x, y, width, height }, ink, scrim: alpha, contrast };
    });
  }

  async settled(): Promise<void> {
    while (this.#loading.size > 0) await Promise.allSettled(this.#loading);
  }

  dispose(): void {
    for (const standing of this.#standing.values()) this.#end(standing);
    this.#standing.clear();
    this.#stopHours?.();
    this.#life.end();
  }
}

export const createLayer = (parts: LayerParts): Layer => new WidgetLayer(parts);

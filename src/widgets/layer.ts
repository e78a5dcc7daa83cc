/**
 * The widget layer: plain DOM above every renderer. Owns the boxes, their life, their places and the one fade with which they
 * appear. Follows the settings; reads the page's layout once per change, never per frame.
 */
import './layer.css';
import type { WidgetInstance, WidgetReport } from '../shared/widget.ts';
import { element } from './element.ts';
import type { Frame } from './frame.ts';
import { placeFree } from './free.ts';
import { giveWay } from './give-way.ts';
import type { LayerParts } from './layer-parts.ts';
import { createLanes } from './lanes.ts';
import { createLife } from './life.ts';
import type { Margins } from './place.ts';
import { followPresses } from './press.ts';
import { createReadable, type Readable } from './readable.ts';
import { followsTime, isShown } from './shown.ts';
import { Standing } from './standing.ts';
import { browserTime, createTicker, type Ticker } from './ticker.ts';
import type { Listeners } from './tools.ts';

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
      standing?.follow(instance);
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
      standing.empty();
      this.#load(standing);
    }
  }

  #watchHours(isNeeded: boolean): void {
    if (isNeeded === (this.#stopHours !== null)) return;
    this.#stopHours?.();
    this.#stopHours = isNeeded ? this.ticker.each('minute', () => this.follow()) : null;
  }

  #stand(instance: WidgetInstance): Standing {
    const mounted = (frame: Frame): void => {
      this.arrange();
      this.#appear(frame);
    };
    const parts = { layer: this.#parts, ticker: this.ticker, life: this.#life, mounted };
    const standing = new Standing(parts, instance);
    this.#standing.set(instance.id, standing);
    this.#sizes.observe(standing.frame.node);
    this.#load(standing);
    return standing;
  }

  #load(standing: Standing): void {
    const loading = standing.load().finally(() => this.#loading.delete(loading));
    this.#loading.add(loading);
  }

  #leave(id: string, standing: Standing): void {
    this.#standing.delete(id);
    this.#sizes.unobserve(standing.frame.node);
    standing.leave();
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
    for (const standing of this.#standing.values()) standing.tell(what);
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
    for (const standing of this.#standing.values()) standing.end();
    this.#standing.clear();
    this.#stopHours?.();
    this.#life.end();
  }
}

export const createLayer = (parts: LayerParts): Layer => new WidgetLayer(parts);

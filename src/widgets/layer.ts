/**
 * The widget layer: plain DOM above every renderer. Owns the boxes, their life, their places and the one fade with which they
 * appear. Follows the settings; reads the page's layout once per change, never per frame.
 */
import './layer.css';
import { giveWay } from './give-way.ts';
import { t } from '../shared/i18n.ts';
import { readOptions, widgetPlaces, type WidgetInstance, type WidgetReport } from '../shared/widget.ts';
import { followAnswer, type AskPort } from './answers.ts';
import { element } from './element.ts';
import { createFrame, type Frame } from './frame.ts';
import { isWithinHours } from './hours.ts';
import { createLife, type Life } from './life.ts';
import { middleOf, orientationOf, spotOf, type Margins } from './place.ts';
import { createReadable, type Readable } from './readable.ts';
import { browserTime, createTicker, type Ticker, type TimeSource } from './ticker.ts';
import type { AnyWidget, MountedWidget, WidgetPhoto, WidgetTools } from './widget.ts';

export interface LayerParts extends Pick<WidgetTools, 'locale' | 'status' | 'metrics' | 'show'> {
  /** The layer is put right before this element. */
  readonly before: HTMLElement;
  readonly port: AskPort;
  readonly time?: TimeSource;
  instances(): readonly WidgetInstance[];
  load(widget: string): Promise<AnyWidget>;
  photo(): WidgetPhoto | null;
  transition(): { readonly id: string; readonly progress: number } | null;
  drift(): number;
  /** A widget's code did not come. */
  report(message: string): void;
}

interface Standing {
  readonly frame: Frame;
  life: Life;
  readonly photoListeners: Set<() => void>;
  definition: AnyWidget | null;
  mounted: MountedWidget<unknown> | null;
}

/** Longer than the fade in the stylesheet. */
const fadeMs = 450;
const fontWaitMs = 1500;

export interface Layer {
  readonly root: HTMLElement;
  readonly ticker: Ticker;
  /** The settings changed. */
  follow(): void;
  /** The language changed: every widget is made anew in its box. */
  speak(): void;
  photoChanged(): void;
  transitionEnded(): void;
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
  readonly #lanes = new Map<string, HTMLElement>();
  readonly #standing = new Map<string, Standing>();
  readonly #loading = new Set<Promise<void>>();
  readonly #sizes = new ResizeObserver(() => this.arrange());
  readonly #readable: Readable;
  #stopHours: (() => void) | null = null;
  #isOpen = false;

  constructor(parts: LayerParts) {
    this.#parts = parts;
    this.ticker = createTicker(parts.time ?? browserTime);
    const lanes = element('div', { class: 'widget-lanes' });
    for (const place of widgetPlaces) {
      if (place === 'free') continue;
      const lane = element('div', { class: 'widget-lane', attributes: { 'data-place': place } });
      this.#lanes.set(place, lane);
      lanes.append(lane);
    }
    this.root.append(lanes);
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
    this.#life.onEnd(() => this.ticker.dispose());
    this.follow();
    void this.#open();
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
    const wanted = all.filter((it) => it.enabled && isWithinHours(it.from, it.until, now));
    for (const [id, standing] of this.#standing) {
      const next = wanted.find((it) => it.id === id);
      if (!next || next.widget !== standing.frame.instance.widget) this.#leave(id, standing);
    }
    wanted.forEach((instance, index) => {
      const standing = this.#standing.get(instance.id);
      if (standing) this.#change(standing, instance);
      const { node } = (standing ?? this.#stand(instance)).frame;
      node.style.zIndex = String(index + 1);
    });
    this.#placeInOrder(wanted);
    this.#watchHours(all.some((it) => it.enabled && (it.from !== '' || it.until !== '')));
    this.arrange();
  }

  speak(): void {
    for (const standing of this.#standing.values()) {
      this.#end(standing);
      this.#sizes.observe(standing.frame.node);
      standing.frame.host.replaceChildren();
      standing.photoListeners.clear();
      Object.assign(standing, { life: this.#life.child(), definition: null, mounted: null });
      this.#load(standing);
    }
  }

  #watchHours(isNeeded: boolean): void {
    if (isNeeded === (this.#stopHours !== null)) return;
    this.#stopHours?.();
    this.#stopHours = isNeeded ? this.ticker.each('minute', () => this.follow()) : null;
  }

  #placeInOrder(wanted: readonly WidgetInstance[]): void {
    const counts = new Map<HTMLElement, number>();
    for (const { id, place } of wanted) {
      const node = this.#standing.get(id)?.frame.node;
      const home = this.#lanes.get(place) ?? this.root;
      if (!node) continue;
      node.classList.toggle('widget-free', home === this.root);
      if (home === this.root) {
        if (node.parentElement !== home) home.append(node);
        continue;
      }
      const index = counts.get(home) ?? 0;
      counts.set(home, index + 1);
      node.style.removeProperty('transform');
      // Only moved when out of place: moving a node restarts its fade.
      if (home.children[index] !== node) home.insertBefore(node, home.children[index] ?? null);
    }
  }

  #stand(instance: WidgetInstance): Standing {
    const frame = createFrame(instance);
    const standing: Standing = {
      frame,
      life: this.#life.child(),
      photoListeners: new Set(),
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
      standing.mounted = definition.mount(frame.host, values, this.#toolsFor(standing));
    } catch {
      this.#parts.report('A widget could not be loaded. It is left out until the page is loaded again.');
      return;
    }
    this.arrange();
    this.#appear(frame);
  }

  #toolsFor({ frame, life, photoListeners }: Standing): WidgetTools {
    const { ticker } = this;
    const { locale, photo, status, metrics, show, port } = this.#parts;
    const widget = frame.instance.widget;
    return {
      locale,
      photo,
      status,
      metrics,
      show,
      signal: life.signal,
      now: () => ticker.now(),
      each: (unit, run) => life.onEnd(ticker.each(unit, run)),
      after: (ms, run) => {
        const forget = life.onEnd(
          ticker.after(ms, () => {
            forget();
            run();
          }),
        );
        return forget;
      },
      onPhoto: (run) => void photoListeners.add(run),
      follow: (query, refreshMs, run) => followAnswer({ port, ticker, widget, life }, query, refreshMs, run),
    };
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
    // Its id is free again while it fades.
    delete node.dataset['id'];
    node.classList.remove('is-in');
    this.#life.onEnd(this.ticker.after(fadeMs, () => node.remove()));
  }

  frames(): Frame[] {
    return [...this.#standing.values()].map(({ frame }) => frame);
  }

  margins(): Margins {
    const lanes = this.root.firstElementChild as HTMLElement;
    return { x: lanes.offsetLeft, y: lanes.offsetTop };
  }

  arrange(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (width === 0 || this.#life.signal.aborted) return;
    const orientation = orientationOf({ width, height });
    const margins = this.margins();
    for (const { frame } of this.#standing.values()) {
      const { node, instance } = frame;
      if (instance.place !== 'free') continue;
      const size = { width: node.offsetWidth, height: node.offsetHeight };
      const middle = middleOf(spotOf(instance, orientation), { width, height }, size, {
        x: margins.x / 3,
        y: margins.y / 3,
      });
      // Whole pixels: type between two pixels is not sharp.
      const [x, y] = [Math.round(middle.x - size.width / 2), Math.round(middle.y - size.height / 2)];
      node.style.transform = `translate(${x}px, ${y}px)`;
    }
    this.#readable.measure();
  }

  photoChanged(): void {
    this.#readable.photoChanged();
    for (const { photoListeners } of this.#standing.values()) for (const run of photoListeners) run();
  }

  transitionEnded(): void {
    this.#readable.transitionEnded();
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

/**
 * A menu over the show: mouse, touch, keyboard and remote, by the ARIA pattern of menus. Levels stand beside each other; on a
 * narrow screen each takes the place of the one before, at the bottom. In the page only while it is open; closes by itself
 * when nobody uses it.
 */
import '../card.css';
import './menu.css';
import { element } from '../element.ts';
import type { MenuEntry, MenuItem } from './items.ts';
import { createLevel, type Level } from './level.ts';
import { placeAt, placeBeside, type Bounds } from './place.ts';

export type MenuPoint = { readonly x: number; readonly y: number };

export interface MenuOptions {
  readonly root: HTMLElement;
  readonly label: string;
  /** Asked again after a choice that leaves the menu open, for what is marked then. */
  items(): readonly MenuItem[];
  /** Where the pointer asked for it, CSS pixels; null: in the middle, with the focus on the first entry. */
  readonly at: MenuPoint | null;
  closed(): void;
}

export interface OpenMenu {
  close(): void;
}

interface Standing {
  readonly level: Level;
  /** The entry it came out of. */
  readonly from: HTMLElement | null;
  items(): readonly MenuItem[];
}

const idleMs = 30_000;
const leaveMs = 140;
const hoverMs = 140;
const narrow = '(max-width: 37.5rem)';

/** The parts of a menu, deepest last. */
class Menu implements OpenMenu {
  readonly #options: MenuOptions;
  readonly #layer = element('div', { class: 'menu-layer' });
  readonly #levels: Standing[] = [];
  readonly #life = new AbortController();
  readonly #returnTo = document.activeElement;
  readonly #isDocked = matchMedia(narrow).matches;
  /** A press began here, so a click is meant. */
  #isPressed = false;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #hover: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MenuOptions) {
    this.#options = options;
    const { signal } = this.#life;
    this.#layer.classList.toggle('is-docked', this.#isDocked);
    options.root.append(this.#layer);
    this.#add({ label: options.label, items: options.items, from: null });
    // Whoever came by keys or remote finds the focus on the first entry.
    const isByKeys = options.at === null || document.activeElement?.matches(':focus-visible') === true;
    this.#layer.classList.toggle('by-keys', isByKeys);
    this.#levels[0]?.level.focus(isByKeys ? 'first' : 'none');
    this.#layer.addEventListener('keydown', (event) => this.#key(event));
    this.#layer.addEventListener('pointerdown', (event) => this.#press(event));
    this.#layer.addEventListener('contextmenu', (event) => event.preventDefault());
    this.#layer.addEventListener('click', (event) => this.#clicked(event), { capture: true });
    this.#layer.addEventListener('pointermove', () => {
      this.#layer.classList.remove('by-keys');
      this.#used();
    });
    window.addEventListener('blur', () => this.close(), { signal });
    window.addEventListener('resize', () => this.close(), { signal });
    this.#used();
  }

  get #isRtl(): boolean {
    return getComputedStyle(this.#layer).direction === 'rtl';
  }

  #used(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.close(), idleMs);
  }

  /** A press beside the menu closes it, and means nothing else. */
  #press(event: PointerEvent): void {
    this.#used();
    this.#isPressed = true;
    if (event.target !== this.#layer) return;
    event.preventDefault();
    this.close();
  }

  /** The finger that opened the menu by holding clicks on what is under it when it is lifted. */
  #clicked(event: MouseEvent): void {
    if (event.detail > 0 && !this.#isPressed) event.stopPropagation();
  }

  #add({ label, items, from }: { label: string; items(): readonly MenuItem[]; from: HTMLElement | null }): void {
    const depth = this.#levels.length;
    const level = createLevel({
      label,
      items: items(),
      hasBack: this.#isDocked && from !== null,
      press: (entry, node, stays) => this.#run(entry, node, stays),
      back: () => this.#dropTo(depth, true),
      hover: (entry, node) => this.#hovered(depth, entry, node),
    });
    this.#levels.push({ level, from, items });
    if (this.#isDocked) for (const { level: other } of this.#levels.slice(0, -1)) other.node.hidden = true;
    this.#layer.append(level.node);
    if (!this.#isDocked) this.#place(level.node, from);
  }

  #place(node: HTMLElement, from: HTMLElement | null): void {
    const { clientWidth: width, clientHeight: height } = this.#layer;
    const { offsetWidth, offsetHeight } = node;
    const style = getComputedStyle(this.#layer);
    const bounds: Bounds = {
      width,
      height,
      edgeX: Number.parseFloat(style.paddingLeft),
      edgeY: Number.parseFloat(style.paddingTop),
    };
    const box = { width: offsetWidth, height: offsetHeight };
    const middle = { x: (width - offsetWidth) / 2, y: (height - offsetHeight) / 2 };
    const above = Number.parseFloat(getComputedStyle(node).paddingTop);
    const beside = from?.getBoundingClientRect();
    const { left, top } = beside
      ? placeBeside({ left: beside.left, right: beside.right, top: beside.top - above }, box, bounds, this.#isRtl)
      : placeAt(this.#options.at ?? middle, box, bounds, this.#options.at !== null && this.#isRtl);
    node.style.left = `${left}px`;
    node.style.top = `${top}px`;
  }

  #run(entry: MenuEntry, node: HTMLElement, stays: boolean): void {
    this.#used();
    if (entry.kind === 'more') return this.#enter(entry, node, true);
    entry.run();
    if (!stays || !entry.mark) return this.close();
    for (const { level, items } of this.#levels) level.mark(items());
  }

  #enter(entry: MenuEntry & { kind: 'more' }, from: HTMLElement, takesFocus: boolean): void {
    const depth = this.#levels.findIndex(({ level }) => level.node.contains(from));
    if (this.#levels[depth + 1]?.from !== from) {
      this.#dropTo(depth + 1, false);
      from.setAttribute('aria-expanded', 'true');
      this.#add({ label: entry.label, items: entry.items, from });
    }
    if (takesFocus) this.#levels.at(-1)?.level.focus('first');
  }

  /** Takes away the levels from this depth on. */
  #dropTo(depth: number, takesFocus: boolean): void {
    for (const { level, from } of this.#levels.splice(Math.max(1, depth))) {
      level.node.remove();
      from?.setAttribute('aria-expanded', 'false');
      const above = this.#levels.at(-1)?.level.node;
      if (above) above.hidden = false;
      if (takesFocus) from?.focus({ preventScroll: true });
    }
  }

  #hovered(depth: number, entry: MenuEntry | null, node: HTMLElement): void {
    this.#used();
    clearTimeout(this.#hover);
    if (this.#isDocked) return;
    this.#hover = setTimeout(() => {
      if (entry?.kind === 'more') this.#enter(entry, node, false);
      else this.#dropTo(depth + 1, false);
    }, hoverMs);
  }

  /** Every key stays here while the menu is open: none of them means anything to the show. */
  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    this.#layer.classList.add('by-keys');
    this.#used();
    const depth = Math.max(
      0,
      this.#levels.findIndex(({ level }) => level.node.contains(document.activeElement)),
    );
    const level = this.#levels[depth]?.level;
    if (!level || event.isComposing) return;
    if (!this.#act(event, level, depth)) return;
    clearTimeout(this.#hover);
    event.preventDefault();
  }

  #act(event: KeyboardEvent, level: Level, depth: number): boolean {
    const { key, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || metaKey || (altKey && !key.startsWith('Arrow'))) return false;
    const [inward, outward] = this.#isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    if (key === inward) level.enterFocused();
    else if (key === outward) this.#dropTo(depth, true);
    else if (key === 'ArrowDown') level.step(1);
    else if (key === 'ArrowUp') level.step(-1);
    else if (key === 'Home' || key === 'PageUp') level.focus('first');
    else if (key === 'End' || key === 'PageDown') level.focus('last');
    else if (key === 'Enter' || key === 'Select') level.pressFocused(false);
    else if (key === ' ') level.pressFocused(true);
    else if (key === 'Escape' || key === 'GoBack' || key === 'BrowserBack') this.#outward(depth);
    else if (key === 'Tab' || key === 'ContextMenu' || key === 'F10') this.close();
    else if ([...key].length === 1) level.type(key, event.timeStamp);
    else return false;
    return true;
  }

  #outward(depth: number): void {
    if (depth > 0) this.#dropTo(depth, true);
    else this.close();
  }

  close(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    clearTimeout(this.#idle);
    clearTimeout(this.#hover);
    this.#layer.classList.add('leaving');
    this.#layer.inert = true;
    setTimeout(() => this.#layer.remove(), leaveMs);
    const { activeElement } = document;
    // What the entry opened may have taken the focus already.
    const isHere = activeElement === null || activeElement === document.body || this.#layer.contains(activeElement);
    if (isHere && this.#returnTo instanceof HTMLElement && this.#returnTo.isConnected) {
      this.#returnTo.focus({ preventScroll: true });
    }
    this.#options.closed();
  }
}

export const openMenu = (options: MenuOptions): OpenMenu => new Menu(options);

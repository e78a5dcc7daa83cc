/** One level of a menu: its list, its entries and which of them has the focus. Knows nothing of other levels. */
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { findTyped, type MenuEntry, type MenuItem } from './items.ts';

/** Letters that come sooner than this one after the other belong to one word. */
const typedMs = 700;

export interface LevelOptions {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Leads back, where this level stands in the place of the one before. */
  readonly hasBack: boolean;
  press(entry: MenuEntry, node: HTMLElement, stays: boolean): void;
  back(): void;
  /** The pointer has come to this entry. */
  hover(entry: MenuEntry | null, node: HTMLElement): void;
}

export interface Level {
  readonly node: HTMLElement;
  focus(which: 'first' | 'last' | 'none'): void;
  step(by: 1 | -1): void;
  type(letter: string, nowMs: number): void;
  /** Presses the entry with the focus. `stays`: the menu is to stay open. False: none has it. */
  pressFocused(stays: boolean): boolean;
  /** Opens what lies behind the entry with the focus; false when nothing does. */
  enterFocused(): boolean;
  /** A choice was made: marks what is chosen now. */
  mark(items: readonly MenuItem[]): void;
}

const roleOf = (entry: MenuEntry): string =>
  entry.kind === 'do' && entry.mark ? (entry.mark.as === 'switch' ? 'menuitemcheckbox' : 'menuitemradio') : 'menuitem';

function createEntry(entry: MenuEntry): HTMLElement {
  const isMore = entry.kind === 'more';
  const mark = isMore ? undefined : entry.mark;
  const shortcut = isMore ? undefined : entry.shortcut;
  return element(
    'button',
    {
      class: 'menu-entry',
      attributes: {
        type: 'button',
        role: roleOf(entry),
        tabindex: -1,
        'aria-checked': mark ? String(mark.isOn) : undefined,
        'aria-haspopup': isMore ? 'menu' : undefined,
        'aria-expanded': isMore ? 'false' : undefined,
        'aria-keyshortcuts': shortcut,
      },
    },
    element('span', { class: 'menu-mark', attributes: { 'aria-hidden': 'true' } }, mark ? icon('check') : null),
    element('span', { class: 'menu-label', text: entry.label }),
    entry.value ? element('span', { class: 'menu-value', text: entry.value }) : null,
    shortcut ? element('kbd', { class: 'menu-key', text: shortcut, attributes: { 'aria-hidden': 'true' } }) : null,
    isMore ? icon('forward') : null,
  );
}

/** Lines have no entry; the way back comes first. */
function build({ items, hasBack, label, back }: LevelOptions): {
  nodes: HTMLElement[];
  entries: Map<HTMLElement, MenuEntry>;
} {
  const entries = new Map<HTMLElement, MenuEntry>();
  const nodes = items.map((item) => {
    if (item.kind === 'line') return element('div', { class: 'menu-line', attributes: { role: 'separator' } });
    const node = createEntry(item);
    entries.set(node, item);
    return node;
  });
  if (!hasBack) return { nodes, entries };
  const entry: MenuEntry = { kind: 'do', label: t('Back'), run: back };
  const node = element(
    'button',
    { class: 'menu-entry menu-back', attributes: { type: 'button', role: 'menuitem', tabindex: -1 } },
    icon('back'),
    element('span', { class: 'menu-label', text: label }),
    element('span', { class: 'sr-only', text: t('Back') }),
  );
  return { nodes: [node, ...nodes], entries: new Map([[node, entry], ...entries]) };
}

export function createLevel(options: LevelOptions): Level {
  const { nodes, entries } = build(options);
  const order = [...entries.keys()];
  const labels = [...entries.values()].map((entry) => entry.label);
  const node = element(
    'div',
    // Long lists scroll, so the keyboard has to be able to come here.
    { class: 'menu', attributes: { role: 'menu', tabindex: 0, 'aria-label': options.label } },
    ...nodes,
  );
  const focused = (): number => order.indexOf(document.activeElement as HTMLElement);
  const focusAt = (index: number): void => {
    const wanted = order.at(index);
    wanted?.focus({ preventScroll: true });
    wanted?.scrollIntoView({ block: 'nearest' });
  };
  const found = (target: EventTarget | null): HTMLElement | undefined =>
    order.find((it) => target instanceof Node && it.contains(target));
  const press = (pressed: HTMLElement, stays: boolean): void => {
    const entry = entries.get(pressed);
    if (!entry) return;
    if (options.hasBack && pressed === order[0]) options.back();
    else options.press(entry, pressed, stays);
  };
  node.addEventListener('click', (event) => {
    const pressed = found(event.target);
    if (pressed) press(pressed, false);
  });
  // Only a pointer that moves takes the focus: a list that scrolls under a resting one does not.
  node.addEventListener('pointermove', (event) => {
    const under = found(event.target);
    if (event.pointerType !== 'mouse' || !under || document.activeElement === under) return;
    under.focus({ preventScroll: true });
    options.hover(entries.get(under) ?? null, under);
  });
  let typed = '';
  let typedAtMs = 0;
  return {
    node,
    focus(which) {
      if (which === 'none') return node.focus({ preventScroll: true });
      const isPastBack = options.hasBack && order.length > 1 ? 1 : 0;
      focusAt(which === 'last' ? -1 : isPastBack);
    },
    step(by) {
      const from = focused();
      focusAt(from === -1 ? (by === 1 ? 0 : -1) : (from + by + order.length) % order.length);
    },
    type(letter, nowMs) {
      typed = nowMs - typedAtMs > typedMs ? letter : typed + letter;
      typedAtMs = nowMs;
      const index = findTyped(labels, typed, focused());
      if (index !== -1) focusAt(index);
    },
    pressFocused(stays) {
      const pressed = order[focused()];
      if (pressed) press(pressed, stays);
      return pressed !== undefined;
    },
    enterFocused() {
      const entered = order[focused()];
      if (!entered || entries.get(entered)?.kind !== 'more') return false;
      press(entered, false);
      return true;
    },
    mark(items) {
      const marks = items.filter((it) => it.kind !== 'line');
      order.slice(options.hasBack ? 1 : 0).forEach((entry, index) => {
        const item = marks[index];
        if (item?.kind === 'do' && item.mark) entry.setAttribute('aria-checked', String(item.mark.isOn));
      });
    },
  };
}

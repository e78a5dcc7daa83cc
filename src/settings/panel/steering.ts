/**
 * Keys and remotes within the panel: arrows move the focus, Esc and Back leave, letters typed into a field stay there. Everything
 * here works on the focus of the panel's own shadow root, which the page around it cannot see.
 */
import { nextPlace, type Direction, type Place } from './spatial.ts';

export interface Steering {
  undo(): void;
  redo(): void;
  /** One level up; false when there is none. */
  back(): boolean;
  /** Esc in the search; false when nothing was typed there. */
  clearSearch(): boolean;
  focusSearch(): void;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const focusable = 'button, a[href], input, textarea, select, summary, [tabindex="0"]';
const typed = 'textarea, input:not([type=range],[type=checkbox],[type=radio],[type=color],[type=button])';

/** In a group of radios only the chosen one is a stop; number fields have a slider beside them. */
function isStop(node: HTMLElement): boolean {
  if (node.matches(':disabled, [tabindex="-1"]') && !node.closest('[data-pane="list"]')) return false;
  if (node instanceof HTMLInputElement && node.type === 'radio') {
    const group = node.getRootNode() as ShadowRoot;
    const chosen = group.querySelector<HTMLInputElement>(`input[type=radio][name="${CSS.escape(node.name)}"]:checked`);
    return chosen ? node.checked : true;
  }
  return !(node instanceof HTMLInputElement && node.type === 'number');
}

const paneOf = (node: Element): string => node.closest<HTMLElement>('[data-pane]')?.dataset['pane'] ?? '';

function placeOf(node: HTMLElement): Place | null {
  const box = (node.closest<HTMLElement>('.segment, .font') ?? node).getBoundingClientRect();
  return box.width === 0 && box.height === 0 ? null : { box, pane: paneOf(node) };
}

/** Moves the focus; false when there is nothing that way. */
export function moveFocus(root: ShadowRoot, direction: Direction): boolean {
  const active = root.activeElement as HTMLElement | null;
  const nodes = [...root.querySelectorAll<HTMLElement>(focusable)].filter((node) => node !== active && isStop(node));
  const known = nodes.flatMap((node) => {
    const place = placeOf(node);
    return place ? [{ node, place }] : [];
  });
  const from = active && placeOf(active);
  if (!from) {
    known[0]?.node.focus();
    return known.length > 0;
  }
  const places = known.map(({ place }) => place);
  const found = known[nextPlace(from, places, direction)];
  if (!found) return false;
  // Coming from elsewhere, the list is entered where the person is.
  const isEntering = found.place.pane === 'list' && from.pane !== 'list' && !found.node.matches(typed);
  const current = isEntering ? root.querySelector<HTMLElement>('[data-pane="list"] [aria-current]') : null;
  // A section is entered where it begins, so that nothing of it is passed over.
  const isInto = found.place.pane === 'content' && from.pane === 'list';
  const first = isInto ? known.find(({ place }) => place.pane === 'content')?.node : null;
  (current ?? first ?? found.node).focus();
  return true;
}

/** An open list needs the arrows itself. */
const isOpenList = (node: Element): boolean =>
  node instanceof HTMLSelectElement && CSS.supports('selector(:open)') && node.matches(':open');

/** Whether the control under the focus needs this arrow for itself. */
function keepsArrow(node: Element, direction: Direction): boolean {
  const isSideways = direction === 'left' || direction === 'right';
  if (isOpenList(node) || node.matches('textarea, input[type=number], input[type=time]')) return true;
  if (node.matches(typed)) return isSideways;
  if (node instanceof HTMLInputElement && (node.type === 'range' || node.type === 'radio')) return isSideways;
  return false;
}

function steer(root: ShadowRoot, event: KeyboardEvent, node: Element): void {
  const direction = directions[event.key];
  if (!direction || event.altKey || event.ctrlKey || event.metaKey || keepsArrow(node, direction)) return;
  event.preventDefault();
  moveFocus(root, direction);
}

function takeBack(event: KeyboardEvent, node: Element, isDirty: boolean, steering: Steering): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return false;
  // Letters that are not taken yet are taken back by the field.
  if (isDirty && node.matches(typed)) return false;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) steering.redo();
  else steering.undo();
  return true;
}

/** Esc within a form or a question leaves that, not all of the panel with what was typed. */
function leaveStep(node: Element): boolean {
  const cancel = node.closest('[data-step]')?.querySelector<HTMLElement>('[data-cancel]');
  cancel?.click();
  return cancel !== null && cancel !== undefined;
}

const backKeys = /^(?:GoBack|BrowserBack|XF86Back)$/;

/** Listens on `surface`, which is inside `root`, until `signal` aborts. */
export function watchKeys(root: ShadowRoot, surface: HTMLElement, steering: Steering, signal: AbortSignal): void {
  let dirty: EventTarget | null = null;
  surface.addEventListener('input', ({ target }) => (dirty = target), { signal });
  surface.addEventListener('change', () => (dirty = null), { signal });
  surface.addEventListener('focusin', () => (dirty = null), { signal });
  const onKey = (event: KeyboardEvent): void => {
    const node = event.target;
    if (!(node instanceof Element) || event.isComposing) return;
    const isTyping = node.matches(`${typed}, select`);
    const command = event.ctrlKey || event.metaKey;
    if (event.defaultPrevented) {
      if (isTyping) event.stopPropagation();
      return;
    }
    if (takeBack(event, node, dirty === node, steering)) event.stopPropagation();
    else if (event.key === 'Escape' && node.matches('[type=search]') && steering.clearSearch()) {
      event.preventDefault();
      event.stopPropagation();
    } else if ((event.key === 'Escape' || backKeys.test(event.key)) && leaveStep(node)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (backKeys.test(event.key) && steering.back()) {
      event.preventDefault();
      event.stopPropagation();
    } else if ((event.key === '/' && !isTyping) || (event.key === 'f' && command)) {
      event.preventDefault();
      event.stopPropagation();
      steering.focusSearch();
    } else if (event.key === 'Enter' && node instanceof HTMLSelectElement) {
      event.preventDefault();
      try {
        node.showPicker();
      } catch {
        // Older browsers open it with the space bar.
      }
    } else steer(root, event, node);
    // The page around sees the panel as one thing, and would take what is typed for its own letters.
    if (isTyping && event.key !== 'Escape') event.stopPropagation();
  };
  surface.addEventListener('keydown', onKey, { signal });
}

/** The focus is never lost: when what had it goes away, it moves to `fallback`. */
export function guardFocus(
  root: ShadowRoot,
  surface: HTMLElement,
  fallback: () => HTMLElement | null,
  signal: AbortSignal,
) {
  let had: Element | null = null;
  surface.addEventListener('focusin', ({ target }) => (had = target as Element), { signal });
  const observer = new MutationObserver(() => {
    if (!had || had.isConnected || root.activeElement) return;
    had = null;
    fallback()?.focus({ preventScroll: true });
  });
  observer.observe(surface, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
}

const CLOSE_PX = 90;

/** On phones the sheet is pulled down by its head. */
export function watchPull(
  head: HTMLElement,
  sheet: () => HTMLElement | null,
  close: () => void,
  signal: AbortSignal,
): void {
  let startY: number | null = null;
  const put = (distance: number): void => {
    const node = sheet();
    if (node) node.style.translate = distance > 0 ? `0 ${distance}px` : '';
  };
  const end = (event: PointerEvent): void => {
    if (startY === null) return;
    const distance = event.clientY - startY;
    startY = null;
    if (event.type === 'pointerup' && distance > CLOSE_PX) close();
    else put(0);
  };
  const down = (event: PointerEvent): void => {
    const isButton = event.target instanceof Element && event.target.closest('button, input') !== null;
    if (event.pointerType === 'mouse' || isButton || !matchMedia('(max-width: 40rem)').matches) return;
    startY = event.clientY;
    head.setPointerCapture(event.pointerId);
  };
  head.addEventListener('pointerdown', down, { signal });
  head.addEventListener('pointermove', ({ clientY }) => startY !== null && put(clientY - startY), { signal });
  head.addEventListener('pointerup', end, { signal });
  head.addEventListener('pointercancel', end, { signal });
}

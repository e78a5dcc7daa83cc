/**
 * A modal card on the native dialog: the browser keeps the focus inside, gives it back afterwards and makes the
 * rest inert. Added here: leaving slowly, a press beside the card closes it, the D-pad walks in reading order.
 */
import './card.css';
import { element } from './element.ts';

export interface DialogOptions {
  readonly root: HTMLElement;
  readonly class: string;
  readonly label: string;
  readonly content: readonly Node[];
  /** Which arrows walk through the card; the others stay with its controls. */
  readonly walk?: 'all' | 'vertical';
  closed(): void;
}

export interface OpenDialog {
  readonly node: HTMLDialogElement;
  close(): void;
}

/** Longer than any of our leaving animations; closes even where animations never end. */
const LEAVE_MS = 320;

const focusable =
  'button:not(:disabled), a[href], input:not(:disabled), textarea:not(:disabled), select:not(:disabled)';

/** In a group of radios only the chosen one is a stop; number fields have a slider beside them. */
function isStop(node: HTMLElement): boolean {
  if (node.offsetParent === null) return false;
  if (!(node instanceof HTMLInputElement)) return true;
  return node.type === 'radio' ? node.checked : node.type !== 'number';
}

/** Moves the focus by `step` in reading order, staying at the ends. */
export function moveFocus(within: HTMLElement, step: 1 | -1): void {
  const active = document.activeElement;
  const nodes = [...within.querySelectorAll<HTMLElement>(focusable)].filter((it) => it === active || isStop(it));
  const index = nodes.indexOf(active as HTMLElement);
  nodes[Math.min(nodes.length - 1, Math.max(0, index + step))]?.focus();
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

/** An open list needs the arrows itself; browsers that cannot tell keep its keys to themselves while it is open. */
function isOpenList(target: Element): boolean {
  return target instanceof HTMLSelectElement && CSS.supports('selector(:open)') && target.matches(':open');
}

const typing = 'textarea, input:not([type=range],[type=checkbox],[type=radio])';

function walkWithArrows(node: HTMLElement, walk: 'all' | 'vertical'): void {
  node.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    const { target } = event;
    if (!step || event.defaultPrevented || event.altKey || !(target instanceof Element)) return;
    if (walk === 'vertical' && !/Up|Down/.test(event.key)) return;
    if (target.matches(typing) || isOpenList(target)) return;
    event.preventDefault();
    moveFocus(node, step);
  });
}

/** A press beside the card, not one that began or ended on it. */
function isBeside(node: HTMLElement, event: MouseEvent): boolean {
  const box = node.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return event.target === node && (x < box.left || x > box.right || y < box.top || y > box.bottom);
}

export function openDialog(options: DialogOptions): OpenDialog {
  const node = element(
    'dialog',
    { class: `card ${options.class}`, attributes: { 'aria-label': options.label } },
    ...options.content,
  );
  const returnTo = document.activeElement;
  let isLeaving = false;
  const close = (): void => {
    if (isLeaving) return;
    isLeaving = true;
    node.classList.add('leaving');
    let isGone = false;
    const gone = (): void => {
      if (isGone) return;
      isGone = true;
      clearTimeout(timer);
      node.close();
      node.remove();
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus({ preventScroll: true });
      options.closed();
    };
    const timer = setTimeout(gone, LEAVE_MS);
    node.addEventListener('animationend', (event) => {
      if (event.target === node) gone();
    });
  };
  node.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  node.addEventListener('click', (event) => {
    if (isBeside(node, event)) close();
  });
  if (options.walk) walkWithArrows(node, options.walk);
  options.root.append(node);
  node.showModal();
  return { node, close };
}

/**
 * A modal card on the native dialog: the browser keeps the focus inside, gives it back afterwards and makes the
 * rest inert. Added here: leaving slowly, a press beside the card closes it, the D-pad walks in reading order.
 */
import { element } from './element.ts';

export interface DialogOptions {
  readonly root: HTMLElement;
  readonly class: string;
  readonly label: string;
  readonly content: readonly Node[];
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

/** Moves the focus by `step` in reading order, staying at the ends. */
export function moveFocus(within: HTMLElement, step: 1 | -1): void {
  const nodes = [...within.querySelectorAll<HTMLElement>(focusable)].filter((node) => node.offsetParent !== null);
  const index = nodes.indexOf(document.activeElement as HTMLElement);
  nodes[Math.min(nodes.length - 1, Math.max(0, index + step))]?.focus();
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
    if (event.target === node) close();
  });
  options.root.append(node);
  node.showModal();
  return { node, close };
}

/** The ring around the pointer while Ctrl is held on a resting screensaver: it says that this hand is seen, and disturbs nothing. */
import { element } from '../element.ts';

export interface Halo {
  /** CSS pixels. */
  show(x: number, y: number): void;
  hide(): void;
  dispose(): void;
}

const restMs = 2000;

export function createHalo(root: HTMLElement): Halo {
  let node: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    node?.classList.remove('shown');
  };
  return {
    show(x, y) {
      if (!node) {
        node = element('i', { class: 'pointer-halo', attributes: { 'aria-hidden': 'true' } });
        root.append(node);
      }
      node.style.transform = `translate(${x}px, ${y}px)`;
      node.classList.add('shown');
      clearTimeout(timer);
      timer = setTimeout(hide, restMs);
    },
    hide,
    dispose() {
      clearTimeout(timer);
      node?.remove();
      node = null;
    },
  };
}

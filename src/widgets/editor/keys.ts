/** The editor by keyboard or remote. Keys are taken before the show sees them. */
import type { Frame } from '../frame.ts';
import type { Layer } from '../layer.ts';
import type { Draft } from './draft.ts';
import { gridPx } from './drag.ts';
import type { Moving } from './moving.ts';

export interface KeyParts {
  readonly layer: Layer;
  readonly draft: Draft;
  readonly moving: Pick<Moving, 'on'>;
  readonly signal: AbortSignal;
  focused(): Frame | null;
  changed(): void;
  undo(): void;
  done(): void;
  cancel(): void;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
export const sizeStep = 1.05;
/** Grid steps of one press with Shift. */
const largeSteps = 6;

/** True when the key meant something for this widget. */
function act({ layer, draft, moving }: KeyParts, frame: Frame, event: KeyboardEvent): boolean {
  const way = ways[event.key];
  if (way) {
    const step = event.altKey ? 1 : gridPx(layer) * (event.shiftKey ? largeSteps : 1);
    const { left, top } = draft.boxOf(frame);
    draft.moveTo(frame, left + way[0] * step, top + way[1] * step);
    draft.keep(frame);
    return true;
  }
  switch (event.key) {
    case '+':
    case '=':
      draft.resize(frame, frame.instance.size * sizeStep);
      draft.keep(frame);
      return true;
    case '-':
    case '\u2212':
      draft.resize(frame, frame.instance.size / sizeStep);
      draft.keep(frame);
      return true;
    case 'PageUp':
    case 'PageDown':
      draft.raise(frame, event.key === 'PageUp' ? 1 : -1);
      return true;
    case 'Delete':
    case 'Backspace':
      draft.switchOff(frame);
      return true;
    case 'r':
    case 'R':
      draft.reset(frame);
      return true;
    case 'm':
    case 'M':
      moving.on(frame);
      return true;
    default:
      return false;
  }
}

export function watchKeys(parts: KeyParts): void {
  const hear = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyZ') {
      event.preventDefault();
      event.stopImmediatePropagation();
      parts.undo();
      return parts.changed();
    }
    if (event.ctrlKey || event.metaKey || /^(?:Tab|Digit\d|Shift|Alt|F\d+)$/.test(event.code)) return;
    const frame = parts.focused();
    const isButton = event.target instanceof HTMLButtonElement;
    // A button answers to its own keys; nothing here reaches the show.
    event.stopImmediatePropagation();
    if (event.key === 'Escape') parts.cancel();
    else if (event.key === 'Enter' && !isButton) parts.done();
    else if (!frame || !act(parts, frame, event)) return;
    event.preventDefault();
    parts.changed();
  };
  globalThis.addEventListener('keydown', hear, { capture: true, signal: parts.signal });
}

/**
 * The way back to the controls of a kiosk: a corner held for a while, or Enter on a keyboard or remote. A ring grows in the
 * corner once it is clear that somebody means it.
 */
import type { KioskCorner } from '../../shared/kiosk.ts';
import { element } from '../element.ts';

export interface HoldParts {
  readonly root: HTMLElement;
  corner(): KioskCorner;
  holdMs(): number;
  done(): void;
}

export interface Hold {
  hear(event: Event): void;
  /** Lets go, whatever is held. */
  stop(): void;
}

/** Fingers roll a little. */
const slackPx = 32;
const keys = ['Enter', 'Select', 'OK'];

/** A square of an eighth of the shorter side, at least as large as a finger. */
function isInCorner(
  corner: KioskCorner,
  point: { readonly x: number; readonly y: number },
  screen: { readonly width: number; readonly height: number },
): boolean {
  const size = Math.max(64, Math.min(screen.width, screen.height) / 8);
  const x = corner.endsWith('left') ? point.x : screen.width - point.x;
  const y = corner.startsWith('top') ? point.y : screen.height - point.y;
  return x <= size && y <= size;
}

export function createHold({ root, corner, holdMs, done }: HoldParts): Hold {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ring: HTMLElement | null = null;
  let point: { id: number; x: number; y: number } | null = null;
  let key: string | null = null;
  const stop = (): void => {
    clearTimeout(timer);
    ring?.remove();
    ring = null;
    point = null;
    key = null;
  };
  const begin = (): void => {
    ring = element('i', { class: 'hold-ring', attributes: { 'aria-hidden': 'true', 'data-corner': corner() } });
    ring.style.setProperty('--hold', `${holdMs()}ms`);
    root.append(ring);
    timer = setTimeout(() => {
      stop();
      done();
    }, holdMs());
  };
  const hearPointer = (event: PointerEvent): void => {
    const { clientX: x, clientY: y, pointerId: id } = event;
    if (event.type === 'pointerdown') {
      // A second finger means something else.
      stop();
      const screen = { width: innerWidth, height: innerHeight };
      if (!event.isPrimary || !isInCorner(corner(), { x, y }, screen)) return;
      point = { id, x, y };
      begin();
    } else if (point?.id !== id) return;
    else if (event.type !== 'pointermove' || Math.hypot(x - point.x, y - point.y) > slackPx) stop();
  };
  const hearKey = (event: KeyboardEvent): void => {
    if (event.type === 'keyup') {
      if (event.key === key) stop();
    } else if (event.key !== key) {
      stop();
      if (!keys.includes(event.key) || event.repeat) return;
      key = event.key;
      begin();
    }
  };
  return {
    hear(event) {
      if (event instanceof KeyboardEvent) hearKey(event);
      else if (event instanceof PointerEvent && /^pointer(?:down|move|up|cancel)$/.test(event.type)) hearPointer(event);
    },
    stop,
  };
}

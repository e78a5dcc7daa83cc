/** Where a visualizer's element stands on the screen, and how it mixes with what lies below. Main thread. */

export type VisualPlacement = 'over' | 'full' | 'card';

export interface VisualLook {
  readonly placement: VisualPlacement;
  /** 0–1. */
  readonly opacity: number;
  readonly blend: 'normal' | 'screen' | 'overlay' | 'soft-light' | 'plus-lighter';
}

export const FADE_MS = 500;

/** A card is 16 : 9, in the corner where the thumb of a right hand is. */
const CARD_WIDE = 0.72;
const CARD_TALL = 0.56;

export function cardWidth(widthPx: number, heightPx: number): number {
  return Math.min(CARD_WIDE * widthPx, CARD_TALL * heightPx);
}

const base = `position:fixed;pointer-events:none;border:0;transition:opacity ${FADE_MS}ms ease;`;
const whole = 'inset:0;width:100%;height:100%;';
const card =
  `inset:auto max(3vmin,env(safe-area-inset-right)) max(3vmin,env(safe-area-inset-bottom)) auto;` +
  `width:min(${CARD_WIDE * 100}vw,${CARD_TALL * 100}vh);aspect-ratio:16/9;border-radius:max(12px,1.5vmin);` +
  'box-shadow:0 1vmin 4vmin rgb(0 0 0 / 0.45);overflow:hidden;';

const ground = 'radial-gradient(ellipse at 50% 60%, #14161c, #07080a 75%)';

/** Unseen until it is shown; a change of place needs no new surface. */
export function placeElement(element: HTMLElement, { placement }: VisualLook): void {
  const { opacity } = element.style;
  element.style.cssText = base + (placement === 'card' ? card : whole);
  element.style.opacity = opacity === '' ? '0' : opacity;
  element.dataset['placement'] = placement;
}

export function showElement(element: HTMLElement, look: VisualLook): void {
  const isOver = look.placement === 'over';
  placeElement(element, look);
  element.style.opacity = String(look.opacity);
  element.style.mixBlendMode = isOver ? look.blend : 'normal';
  element.style.background = isOver ? 'none' : ground;
}

export function hideElement(element: HTMLElement): void {
  element.style.opacity = '0';
}

/** Taps, swipes and long presses on the stage. One finger; a second one cancels. */
export type Gesture =
  | { readonly kind: 'tap'; readonly x: number }
  | { readonly kind: 'swipe-left' }
  | { readonly kind: 'swipe-right' }
  /** CSS pixels. */
  | { readonly kind: 'hold'; readonly xPx: number; readonly yPx: number };

const HOLD_MS = 550;
const SWIPE_MS = 900;
const SWIPE_PX = 44;
const TAP_SLACK_PX = 12;

/** What a finger did between down and up; null when it was neither a tap nor a sideways swipe. */
export function gestureOf(dx: number, dy: number, elapsedMs: number, x: number): Gesture | null {
  if (Math.hypot(dx, dy) <= TAP_SLACK_PX) return { kind: 'tap', x };
  if (elapsedMs > SWIPE_MS || Math.abs(dx) < SWIPE_PX || Math.abs(dx) < 1.6 * Math.abs(dy)) return null;
  return { kind: dx < 0 ? 'swipe-left' : 'swipe-right' };
}

/** Listens until `signal` aborts. `x` of a tap is its place across the stage, 0–1. */
export function watchTouch(stage: HTMLElement, onGesture: (gesture: Gesture) => void, signal: AbortSignal): void {
  let start: { id: number; x: number; y: number; atMs: number } | null = null;
  let hold: ReturnType<typeof setTimeout> | undefined;
  const forget = (): void => {
    clearTimeout(hold);
    start = null;
  };
  const down = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') return;
    const isFirst = start === null;
    forget();
    if (!isFirst || !event.isPrimary) return;
    start = { id: event.pointerId, x: event.clientX, y: event.clientY, atMs: event.timeStamp };
    hold = setTimeout(() => {
      forget();
      onGesture({ kind: 'hold', xPx: event.clientX, yPx: event.clientY });
    }, HOLD_MS);
  };
  const move = (event: PointerEvent): void => {
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > TAP_SLACK_PX) clearTimeout(hold);
  };
  const up = (event: PointerEvent): void => {
    if (!start || start.id !== event.pointerId) return;
    const { x, y, atMs } = start;
    forget();
    const across = event.clientX / Math.max(1, stage.clientWidth);
    const gesture = gestureOf(event.clientX - x, event.clientY - y, event.timeStamp - atMs, across);
    if (gesture) onGesture(gesture);
  };
  stage.addEventListener('pointerdown', down, { signal });
  stage.addEventListener('pointermove', move, { signal });
  stage.addEventListener('pointerup', up, { signal });
  stage.addEventListener('pointercancel', forget, { signal });
  signal.addEventListener('abort', forget);
}

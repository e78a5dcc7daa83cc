/** Moving and resizing with a mouse, a pen or a finger. Listeners end with the editor. */
import { element } from '../element.ts';
import type { Frame } from '../frame.ts';
import type { Layer } from '../layer.ts';
import type { Life } from '../life.ts';
import type { Draft } from './draft.ts';
import type { Hand, Moving } from './moving.ts';
import { snap, type Snapped } from './snap.ts';

/** Of the unit of 8 px at 1080p: what everything here is a multiple of. */
export const gridPx = (layer: Layer): number =>
  Math.min(24, Math.max(8, 0.007407 * Math.min(layer.root.clientWidth, layer.root.clientHeight)));

const reachOfGrid = 1.5;
/** A press that does not go further than this is no drag. */
const slackPx = 3;
const wheelStep = 1.05;

interface Grip {
  readonly frame: Frame;
  readonly isResize: boolean;
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly middle: { readonly x: number; readonly y: number };
  isMoved: boolean;
}

const handOf = (event: PointerEvent): Hand => ({
  x: event.clientX,
  y: event.clientY,
  screen: { x: event.screenX, y: event.screenY },
});

export interface DragParts {
  readonly layer: Layer;
  readonly draft: Draft;
  readonly life: Life;
  readonly moving: Pick<Moving, 'drag' | 'drop'>;
  frameOf(target: EventTarget | null): Frame | null;
  changed(): void;
  /** A drag begins or ends. */
  held(isHeld: boolean): void;
}

function createGuides(layer: Layer, life: Life) {
  const node = element('div', { class: 'widget-guides', attributes: { 'aria-hidden': 'true' } });
  layer.root.append(node);
  life.onEnd(() => node.remove());
  return (guides: Snapped['guides']): void =>
    node.replaceChildren(
      ...guides.map(({ axis, at }) => {
        const line = element('i', { class: `widget-guide-${axis}` });
        line.style.transform = axis === 'x' ? `translateX(${at}px)` : `translateY(${at}px)`;
        return line;
      }),
    );
}

export function watchDrag({ layer, draft, life, moving, frameOf, changed, held: tellHeld }: DragParts): void {
  const showGuides = createGuides(layer, life);
  const { signal } = life;
  let grip: Grip | null = null;
  const move = (event: PointerEvent, held: Grip): void => {
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (held.isResize) {
      const reach = (x: number, y: number): number => Math.max(8, Math.hypot(x - held.middle.x, y - held.middle.y));
      return draft.resize(held.frame, (held.size * reach(event.clientX, event.clientY)) / reach(held.x, held.y));
    }
    const box = { ...draft.boxOf(held.frame), left: held.left + dx, top: held.top + dy };
    const { x: marginX, y: marginY } = layer.margins();
    const others = layer.frames().filter((it) => it !== held.frame);
    const grid = gridPx(layer);
    const { clientWidth: width, clientHeight: height } = layer.root;
    const field = { width, height, marginX, marginY, gridPx: grid, reachPx: grid * reachOfGrid };
    // With Alt it goes exactly where the hand goes.
    const to = event.altKey ? { ...box, guides: [] } : snap(box, { ...field, others: others.map(draft.boxOf) });
    draft.moveTo(held.frame, to.left, to.top);
    showGuides(to.guides);
    held.frame.node.classList.toggle('is-leaving', moving.drag(handOf(event)));
  };
  const down = (event: PointerEvent): void => {
    const frame = frameOf(event.target);
    if (!frame || event.button !== 0 || grip) return;
    event.preventDefault();
    frame.node.focus({ preventScroll: true });
    const { left, top, width, height } = draft.boxOf(frame);
    const isResize = event.target instanceof Element && event.target.closest('.widget-grip') !== null;
    const middle = { x: left + width / 2, y: top + height / 2 };
    const { clientX: x, clientY: y } = event;
    grip = { frame, isResize, x, y, left, top, size: frame.instance.size, middle, isMoved: false };
    layer.root.setPointerCapture(event.pointerId);
  };
  const go = (event: PointerEvent): void => {
    if (!grip) return;
    if (!grip.isMoved && Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < slackPx) return;
    if (!grip.isMoved) tellHeld(true);
    grip.isMoved = true;
    move(event, grip);
    changed();
  };
  const up = (event: PointerEvent): void => {
    const held = grip;
    // Whoever presses the bar moves nothing: what changes between a press and its click may take the click away.
    if (!held) return;
    grip = null;
    held.frame.node.classList.remove('is-leaving');
    const mayGo = held.isMoved && !held.isResize && event.type === 'pointerup';
    if (held.isMoved && !(mayGo && moving.drop(held.frame, handOf(event)))) draft.keep(held.frame);
    showGuides([]);
    changed();
    tellHeld(false);
  };
  const wheel = (event: WheelEvent): void => {
    const frame = frameOf(event.target);
    if (!frame || event.deltaY === 0) return;
    event.preventDefault();
    draft.resize(frame, frame.instance.size * (event.deltaY < 0 ? wheelStep : 1 / wheelStep));
    draft.keep(frame);
    changed();
    tellHeld(false);
  };
  // A drag that ends in a swing would go on as a fling, unseen, and the next tap would only stop that.
  const noGesture = (event: TouchEvent): void => {
    if (frameOf(event.target)) event.preventDefault();
  };
  layer.root.addEventListener('touchstart', noGesture, { signal, passive: false });
  layer.root.addEventListener('pointerdown', down, { signal });
  layer.root.addEventListener('pointermove', go, { signal });
  layer.root.addEventListener('pointerup', up, { signal });
  layer.root.addEventListener('pointercancel', up, { signal });
  layer.root.addEventListener('wheel', wheel, { signal, passive: false });
}

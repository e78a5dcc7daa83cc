/**
 * Arranges the layout on the photo itself. Every change is kept at once; Cancel brings back what was there before. Owns its
 * handles, guides and toolbar; leaves nothing behind.
 */
import './editor.css';
import type { WidgetInstance } from '../../shared/widget.ts';
import { element } from '../element.ts';
import type { Frame } from '../frame.ts';
import type { Layer } from '../layer.ts';
import { createLife, type Life } from '../life.ts';
import { unitOf } from '../place.ts';
import { sideFor } from './aside.ts';
import { createDraft, type Commands, type Draft } from './draft.ts';
import { watchDrag } from './drag.ts';
import { sizeStep, watchKeys } from './keys.ts';
import { createMoving, watchOthers, type Moving } from './moving.ts';
import type { OtherDisplays } from './others.ts';
import { colliding } from './snap.ts';
import { createToolbar, type ChosenActions, type Toolbar } from './toolbar.ts';

export interface EditorParts {
  readonly layer: Layer;
  readonly commands: Commands;
  /** The other displays that are open now. */
  readonly displays?: OtherDisplays | undefined;
  closed(): void;
}

const corners = ['nw', 'ne', 'sw', 'se'] as const;
const mostSteps = 200;

/** Handles on every box; returns how to take them off again. */
function dress(frame: Frame): () => void {
  const { node } = frame;
  const grips = corners.map((corner) => element('i', { class: 'widget-grip', attributes: { 'data-corner': corner } }));
  node.append(...grips);
  node.tabIndex = 0;
  node.classList.add('is-arranged');
  return () => {
    for (const grip of grips) grip.remove();
    node.classList.remove('is-arranged', 'is-chosen', 'collides');
    frame.follow(frame.instance);
  };
}

/** Every change can be taken back, the last one first. */
function createHistory(commands: Commands): Commands & { undo(): void } {
  const steps: (readonly WidgetInstance[])[] = [];
  return {
    instances: commands.instances,
    write(next) {
      steps.push(commands.instances());
      if (steps.length > mostSteps) steps.shift();
      commands.write(next);
    },
    undo() {
      const last = steps.pop();
      if (last) commands.write(last);
    },
  };
}

/** What the display hides behind its frame or its rounded corners starts outside of this line. */
function createSafeArea(layer: Layer): HTMLElement {
  const node = element('div', { class: 'widget-safe', attributes: { 'aria-hidden': 'true' } });
  layer.root.append(node);
  return node;
}

/** What stands on the layer while it is arranged. */
function furnish(layer: Layer, toolbar: Toolbar, life: Life): void {
  const safeArea = createSafeArea(layer);
  layer.root.append(toolbar.node);
  layer.root.classList.add('is-editing');
  life.onEnd(() => {
    layer.root.classList.remove('is-editing');
    safeArea.remove();
    toolbar.node.remove();
  });
}

function watchNodes(layer: Layer, life: Life, changed: () => void): void {
  const nodes = new MutationObserver(changed);
  for (const lane of [layer.root, ...layer.root.querySelectorAll('.widget-lane')])
    nodes.observe(lane, { childList: true });
  life.onEnd(() => nodes.disconnect());
}

interface Choice {
  frame(): Frame | null;
  take(frame: Frame | null): void;
}

/** The widget that the buttons act on: the one that had the focus last. */
function createChoice(layer: Layer): Choice {
  let id: string | null = null;
  const frame = (): Frame | null => layer.frames().find(({ instance }) => instance.id === id) ?? null;
  return {
    frame,
    take(next) {
      id = next?.instance.id ?? null;
      for (const one of layer.frames()) one.node.classList.toggle('is-chosen', one === next);
    },
  };
}

function chosenActions(draft: Draft, moving: Moving, choice: Choice, changed: () => void): ChosenActions {
  const on = (act: (frame: Frame) => void) => (): void => {
    const frame = choice.frame();
    if (frame) act(frame);
    changed();
  };
  const scale = (by: number) =>
    on((frame) => {
      draft.resize(frame, frame.instance.size * by);
      draft.keep(frame);
    });
  return {
    smaller: scale(1 / sizeStep),
    larger: scale(sizeStep),
    back: on((frame) => draft.raise(frame, -1)),
    front: on((frame) => draft.raise(frame, 1)),
    reset: on(draft.reset),
    off: on(draft.switchOff),
    moveTo: (display) => on((frame) => moving.to(frame, display))(),
    moveOn: on(moving.on),
  };
}

interface Way {
  /** The chosen widget, or another one, was moved by hand or by keys. */
  make(): void;
  /** A drag begins or ends: the bar folds, and unfolds where it is least in the way. */
  hold(isHeld: boolean): void;
  readonly isHeld: boolean;
}

/**
 * The bar stands where the chosen widget does not, and on as few others as possible; folded, it makes way for that one alone. It
 * moves in answer to a hand on a widget, or to keys; never to a button of its own, nor to what comes by itself: whoever is about to
 * press it again presses what was there.
 */
function createWay(toolbar: Toolbar, layer: Layer, choice: Choice): Way {
  let isHeld = false;
  const make = (): void => {
    const chosen = choice.frame();
    if (!chosen) return;
    const { clientWidth: width, clientHeight: heightPx } = layer.root;
    const edgePx = 2 * unitOf({ width, height: heightPx });
    const others = isHeld ? [] : layer.frames().flatMap((frame) => (frame === chosen ? [] : [frame.box()]));
    const own = toolbar.node.getBoundingClientRect();
    toolbar.moveTo(sideFor({ now: toolbar.side(), own, edgePx, heightPx, chosen: chosen.box(), others }));
  };
  return {
    make,
    hold(next) {
      isHeld = next;
      toolbar.fold(next);
      make();
    },
    get isHeld() {
      return isHeld;
    },
  };
}

export function openEditor({ layer, commands, displays, closed }: EditorParts): { close(): void } {
  const life = createLife();
  const history = createHistory(commands);
  const draft = createDraft(layer, history);
  const before = commands.instances();
  const dressed = new Map<Frame, () => void>();
  const choice = createChoice(layer);
  const frameOf = (target: EventTarget | null): Frame | null => {
    const node = target instanceof Element ? target.closest('.widget') : null;
    return layer.frames().find((it) => it.node === node) ?? null;
  };
  const close = (): void => {
    if (life.signal.aborted) return;
    life.end();
    closed();
  };
  const cancel = (): void => {
    commands.write(before);
    close();
  };
  /** Widgets may come and go while the editor is open: a recalled layout, another tab. */
  const follow = (): void => {
    const frames = layer.frames();
    for (const frame of frames) if (!dressed.has(frame)) dressed.set(frame, dress(frame));
    for (const frame of dressed.keys()) if (!frames.includes(frame)) dressed.delete(frame);
    const hits = colliding(frames.map(draft.boxOf));
    frames.forEach((frame, index) => frame.node.classList.toggle('collides', hits[index] === true));
    toolbar.warn(hits.some(Boolean));
    const chosen = choice.frame();
    toolbar.choose(chosen?.node.getAttribute('aria-label') ?? null, displays?.windows().map(({ name }) => name) ?? []);
    if (way.isHeld) way.make();
  };
  const undo = (): void => {
    history.undo();
    toolbar.tell('');
    follow();
  };
  const moving = createMoving({ layer, draft, others: displays, tell: (sentence) => toolbar.tell(sentence) });
  const toolbar = createToolbar({
    chosen: chosenActions(draft, moving, choice, follow),
    undo,
    resetAll: draft.resetAll,
    cancel,
    done: close,
  });
  const way = createWay(toolbar, layer, choice);
  const changed = (): void => {
    follow();
    way.make();
  };
  furnish(layer, toolbar, life);
  life.onEnd(() => {
    choice.take(null);
    for (const undress of dressed.values()) undress();
  });
  watchNodes(layer, life, follow);
  const focused = (event: FocusEvent): void => {
    const frame = frameOf(event.target);
    if (!frame) return;
    if (frame !== choice.frame()) toolbar.tell('');
    choice.take(frame);
    changed();
  };
  layer.root.addEventListener('focusin', focused, { signal: life.signal });
  watchOthers(displays, life, follow);
  watchDrag({ layer, draft, life, moving, frameOf, changed: follow, held: way.hold });
  watchKeys({
    layer,
    draft,
    moving,
    signal: life.signal,
    focused: () => frameOf(document.activeElement),
    changed,
    undo,
    done: close,
    cancel,
  });
  follow();
  (layer.frames()[0]?.node ?? toolbar.node.querySelector('button'))?.focus({ preventScroll: true });
  return { close };
}

/**
 * Keys, remote, mouse and touch. Part of the boot bundle, so it only decides what was meant;
 * whatever is to be seen (bar, cards) is loaded when first needed by the `surface`.
 */
import type { OverlayHost } from '../shared/app-api.ts';
import { commandOf, focusOf, type Command } from './keys.ts';
import { watchTouch, type Gesture } from './touch.ts';

export type PanelId = 'info' | 'help' | 'settings' | 'welcome' | 'gallery' | 'sound' | 'about' | 'pin' | 'unlock';

/** What controls can ask to be shown. */
export interface ControlSurface {
  toggle(panel: PanelId): void;
  /** Closes the topmost card; false when none was open. */
  back(): boolean;
  /** `focus`: put the keyboard or D-pad on the bar. `forMs`: how long it stays when nothing happens. */
  showBar(options: { focus: boolean; forMs: number }): void;
  hideBar(): void;
  /** CSS pixels; null: asked for by a key. */
  openMenu(at: { readonly x: number; readonly y: number } | null): void;
  isBarShown(): boolean;
  /** What the person thinks of the photo on screen, or the way back from it. */
  mark(wish: 'favourite' | 'never' | 'undo'): void;
  /** The next transition, and its name. */
  cycle(): void;
  /** A brief, quiet sign that the show was paused or goes on. */
  showPaused(paused: boolean): void;
}

export interface ControlsOptions {
  readonly host: OverlayHost;
  readonly stageElement: HTMLElement;
  readonly surface: ControlSurface;
}

export interface Controls {
  run(command: Command): void;
  dispose(): void;
}

const TOUCH_BAR_MS = 4000;

export async function toggleFullscreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
  } catch {
    // Phones without the API and refused requests: the show goes on in the window.
  }
}

/** Right click and the menu key; a finger asks by holding, and must not open the browser's own menu as well. */
function watchMenu({ surface }: ControlsOptions, signal: AbortSignal): void {
  let isMouse = true;
  const open = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || event.target.closest('#overlay, .is-editing')) return;
    event.preventDefault();
    const { clientX: x, clientY: y, button } = event;
    if (button !== 2 && !event.ctrlKey) surface.openMenu(null);
    else if (isMouse) surface.openMenu({ x, y });
  };
  window.addEventListener('pointerdown', ({ pointerType }) => (isMouse = pointerType === 'mouse'), {
    capture: true,
    signal,
  });
  window.addEventListener('contextmenu', open, { signal });
}

function watchPointer(options: ControlsOptions, signal: AbortSignal): void {
  const { host, surface } = options;
  const { classList } = document.body;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = (): void => {
    if (document.querySelector('dialog[open]')) return;
    classList.add('pointer-rests');
  };
  const move = (event: PointerEvent): void => {
    // A layout change under a resting mouse also fires a move, one of zero length.
    if (event.pointerType !== 'mouse' || (event.movementX === 0 && event.movementY === 0)) return;
    const restMs = host.store.get().interaction.hidePointerSec * 1000;
    classList.remove('pointer-rests');
    clearTimeout(timer);
    timer = setTimeout(rest, restMs);
    if (!document.querySelector('dialog[open]')) surface.showBar({ focus: false, forMs: restMs });
  };
  window.addEventListener('pointermove', move, { signal });
  timer = setTimeout(rest, host.store.get().interaction.hidePointerSec * 1000);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    classList.remove('pointer-rests');
  });
}

/** All listeners go when `dispose` is called. */
export function createControls(options: ControlsOptions): Controls {
  const { host, stageElement, surface } = options;
  const life = new AbortController();
  let pointerType = 'mouse';

  const commands: Readonly<Record<Command, () => void>> = {
    previous: () => host.previous(),
    next: () => host.next(),
    'toggle-pause': () => {
      const paused = !host.status().paused;
      if (paused) host.pause();
      else host.resume();
      surface.showPaused(paused);
    },
    fullscreen: () => void toggleFullscreen(),
    info: () => surface.toggle('info'),
    help: () => surface.toggle('help'),
    settings: () => surface.toggle('settings'),
    gallery: () => surface.toggle('gallery'),
    sound: () => surface.toggle('sound'),
    cycle: () => surface.cycle(),
    back: () => {
      if (!surface.back() && document.fullscreenElement) void toggleFullscreen();
    },
    menu: () => surface.openMenu(null),
    favourite: () => surface.mark('favourite'),
    never: () => surface.mark('never'),
    undo: () => surface.mark('undo'),
    bar: () => surface.showBar({ focus: true, forMs: TOUCH_BAR_MS * 2 }),
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    const command = commandOf(event, focusOf(event.target));
    if (!command) return;
    event.preventDefault();
    commands[command]();
  };

  const onGesture = (gesture: Gesture): void => {
    if (gesture.kind === 'swipe-left') host.next();
    else if (gesture.kind === 'swipe-right') host.previous();
    else if (gesture.kind === 'hold') surface.openMenu({ x: gesture.xPx, y: gesture.yPx });
    else if (gesture.x < 1 / 3) host.previous();
    else if (gesture.x > 2 / 3) host.next();
    else if (surface.isBarShown()) surface.hideBar();
    else surface.showBar({ focus: false, forMs: TOUCH_BAR_MS });
  };

  window.addEventListener('keydown', onKey, { signal: life.signal });
  stageElement.addEventListener('pointerdown', (event) => (pointerType = event.pointerType), { signal: life.signal });
  // Two quick taps are two steps, not a double click.
  const onDoubleClick = (): void => {
    if (pointerType === 'mouse') void toggleFullscreen();
  };
  stageElement.addEventListener('dblclick', onDoubleClick, { signal: life.signal });
  watchTouch(stageElement, onGesture, life.signal);
  watchPointer(options, life.signal);
  watchMenu(options, life.signal);
  const followPads = (): void =>
    void import('./gamepad.ts').then((it) => it.followGamepads(life.signal)).catch(() => undefined);
  window.addEventListener('gamepadconnected', followPads, { once: true, signal: life.signal });
  return { run: (command) => commands[command](), dispose: () => life.abort() };
}

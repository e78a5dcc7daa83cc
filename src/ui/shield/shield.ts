/**
 * Stands between hands and the page while a display rests: as a screensaver until somebody is there, as a kiosk until somebody
 * knows the way in. It hears every event before anyone else does and lets through what the rules say. Awake it only watches
 * for the moment when nobody is there any more.
 *
 * Invariants: at rest nothing that is not let through reaches any other listener; a dialog of the PIN is never blocked; after
 * `dispose` nothing is left behind.
 */
import './shield.css';
import type { InteractionMode, KioskCorner } from '../../shared/kiosk.ts';
import { answerTo, type ShieldInput } from './answer.ts';
import { createHalo } from './halo.ts';
import { createHold } from './hold.ts';

export interface ShieldSettings {
  readonly mode: InteractionMode;
  readonly leave: 'fullscreen' | 'bar' | 'nothing';
  readonly leaveMovePx: number;
  readonly restSec: number;
  readonly corner: KioskCorner;
  readonly holdSec: number;
}

export interface ShieldParts {
  readonly root: HTMLElement;
  /** Nobody has touched anything yet. */
  readonly isStart: boolean;
  settings(): ShieldSettings;
  showBar(focus: boolean): void;
  openMenu(at: { readonly x: number; readonly y: number } | null): void;
  /** The hidden gesture was made. */
  askIn(): void;
  /** The display is about to rest: whatever is open closes. */
  clear(): void;
  /** Something is open that a person may be reading. */
  isBusy(): boolean;
}

export interface Shield {
  isAsleep(): boolean;
  /** The settings have changed. */
  follow(): void;
  /** Lets hands through until they rest. */
  wake(): void;
  dispose(): void;
}

const heard =
  'keydown keyup pointerdown pointermove pointerup pointercancel click dblclick auxclick contextmenu wheel touchstart touchmove touchend dragstart dragenter dragover drop gesturestart gesturechange paste'.split(
    ' ',
  );
/** A move begins anew after this rest, so that a slow tremble never adds up. */
const moveRestMs = 1000;
/** What belongs to the touch that woke the display means nothing else. */
const tail = /^(?:pointerup|pointercancel|touchend|click|dblclick|auxclick|contextmenu|keyup)$/;
const tailMs = 600;
/** Going full screen moves the pointer by itself. */
const graceMs = 1200;
const longPressMs = 600;

type KeyboardLock = { lock?(keys: string[]): Promise<void>; unlock?(): void } | undefined;

class Guard implements Shield {
  readonly #parts: ShieldParts;
  readonly #life = new AbortController();
  readonly #hold;
  readonly #halo;
  #mode: InteractionMode = 'normal';
  #asleep = false;
  #isHeld = false;
  #wasFullscreen = false;
  #sinceMs = 0;
  #tailUntilMs = 0;
  #move: { x: number; y: number; atMs: number } | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #press: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ShieldParts) {
    this.#parts = parts;
    const { root } = parts;
    this.#halo = createHalo(root);
    this.#hold = createHold({
      root,
      corner: () => parts.settings().corner,
      holdMs: () => parts.settings().holdSec * 1000,
      done: () => parts.askIn(),
    });
    const { signal } = this.#life;
    const hear = (event: Event): void => this.#hear(event);
    for (const type of heard) window.addEventListener(type, hear, { capture: true, passive: false, signal });
    document.addEventListener('fullscreenchange', () => this.#fullscreenChanged(), { signal });
    window.addEventListener('blur', () => this.#letGo(), { signal });
    if (parts.isStart && parts.settings().mode === 'screensaver' && !parts.isBusy()) this.#sleep();
    this.follow();
  }

  isAsleep(): boolean {
    return this.#asleep;
  }

  follow(): void {
    const { mode } = this.#parts.settings();
    if (mode === 'normal') {
      this.#mode = mode;
      return this.#wakeUp();
    }
    // Choosing kiosk mode is the last thing a person does before the display rests.
    const isNew = mode !== this.#mode;
    this.#mode = mode;
    if (mode === 'kiosk' && isNew) this.#sleep();
    else if (!this.#asleep) this.#watchRest();
    this.#holdKeys();
  }

  wake(): void {
    this.#wakeUp();
    this.#watchRest();
  }

  #sleep(): void {
    this.#asleep = true;
    this.#sinceMs = performance.now();
    this.#move = null;
    clearTimeout(this.#rest);
    document.documentElement.classList.add('hands-off');
    this.#parts.clear();
    this.#holdKeys();
  }

  #wakeUp(): void {
    this.#asleep = false;
    this.#letGo();
    clearTimeout(this.#rest);
    document.documentElement.classList.remove('hands-off');
    this.#holdKeys();
  }

  #letGo(): void {
    this.#hold.stop();
    clearTimeout(this.#press);
    this.#halo.hide();
    this.#isHeld = false;
    document.body.classList.remove('pointer-held');
  }

  /** Full screen ends with Esc unless the page has asked for the key. */
  #holdKeys(): void {
    const { keyboard } = navigator as { keyboard?: KeyboardLock };
    const isNeeded = this.#asleep && this.#parts.settings().mode === 'kiosk' && document.fullscreenElement !== null;
    if (isNeeded) keyboard?.lock?.(['Escape']).catch(() => undefined);
    else if (!this.#asleep && this.#wasFullscreen) keyboard?.unlock?.();
  }

  #watchRest(): void {
    clearTimeout(this.#rest);
    const { mode, restSec } = this.#parts.settings();
    if (mode === 'normal') return;
    this.#rest = setTimeout(() => {
      // A screensaver waits for a reader; a kiosk must not stay open because somebody walked away.
      if (mode === 'screensaver' && this.#parts.isBusy()) this.#watchRest();
      else this.#sleep();
    }, restSec * 1000);
  }

  #fullscreenChanged(): void {
    const isFull = document.fullscreenElement !== null;
    this.#wasFullscreen ||= isFull;
    const { mode } = this.#parts.settings();
    if (isFull && mode === 'screensaver' && !this.#parts.isBusy()) this.#sleep();
    this.#holdKeys();
  }

  #hear(event: Event): void {
    if (!this.#asleep) {
      if (performance.now() < this.#tailUntilMs && tail.test(event.type)) return this.#swallow(event);
      const isMove = event.type === 'pointermove' && (event as PointerEvent).movementX === 0;
      if (!isMove) this.#watchRest();
      return;
    }
    const { target } = event;
    if (target instanceof Element && target.closest('dialog.pin, .menu-layer')) return;
    const { mode, leave, leaveMovePx } = this.#parts.settings();
    if (mode === 'normal') return;
    this.#followCtrl(event);
    if (mode === 'kiosk') this.#hold.hear(event);
    const input = this.#inputOf(event);
    const answer = answerTo(input, { mode, leave, leaveMovePx });
    if (answer === 'pass') return;
    this.#swallow(event);
    if (mode === 'kiosk') this.#goFull(event);
    else this.#watchLongPress(event);
    if (answer === 'leave') this.#leave(event);
    else if (answer === 'menu') this.#openMenu(event);
  }

  #swallow(event: Event): void {
    event.stopImmediatePropagation();
    if (event.cancelable) event.preventDefault();
  }

  #inputOf(event: Event): ShieldInput {
    const isHeld = this.#isHeld;
    const isOnWidget = event.target instanceof Element && event.target.closest('#widgets, #overlay') !== null;
    if (event instanceof KeyboardEvent && event.type === 'keydown') {
      const { key, shiftKey, metaKey } = event;
      return { kind: 'key', key, shiftKey, isHeld: isHeld || metaKey };
    }
    if (event.type === 'pointermove' && event instanceof PointerEvent && event.pointerType === 'mouse') {
      return { kind: 'move', px: this.#distance(event), isHeld };
    }
    // Going full screen by a key or a click is no wish to leave it again.
    const isFresh = performance.now() - this.#sinceMs < graceMs;
    if (!isFresh && (event.type === 'pointerdown' || event.type === 'wheel'))
      return { kind: 'press', isHeld, isOnWidget };
    if (event.type === 'contextmenu') return { kind: 'menu', isHeld };
    return { kind: 'other', isHeld, isOnWidget };
  }

  /** Pixels from where the pointer was first seen. */
  #distance({ clientX: x, clientY: y, timeStamp: atMs }: PointerEvent): number {
    const isFresh = performance.now() - this.#sinceMs < graceMs;
    if (isFresh || !this.#move || atMs - this.#move.atMs > moveRestMs) this.#move = { x, y, atMs };
    const px = Math.hypot(x - this.#move.x, y - this.#move.y);
    this.#move.atMs = atMs;
    return px;
  }

  #followCtrl(event: Event): void {
    if (!(event instanceof KeyboardEvent || event instanceof MouseEvent)) return;
    const isHeld = event.ctrlKey && this.#parts.settings().mode === 'screensaver';
    if (event instanceof MouseEvent && isHeld) this.#halo.show(event.clientX, event.clientY);
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    document.body.classList.toggle('pointer-held', isHeld);
    if (!isHeld) this.#halo.hide();
  }

  /** A finger cannot hold Ctrl: where nothing leaves, holding asks for the menu. */
  #watchLongPress(event: Event): void {
    if (!(event instanceof PointerEvent) || event.pointerType === 'mouse') return;
    if (event.type === 'pointermove') return;
    clearTimeout(this.#press);
    const { leave } = this.#parts.settings();
    if (event.type === 'pointerdown' && leave === 'nothing') {
      const { clientX: x, clientY: y } = event;
      this.#press = setTimeout(() => {
        this.wake();
        this.#parts.openMenu({ x, y });
      }, longPressMs);
    }
  }

  /** A kiosk that was thrown out of full screen goes back at the next touch. */
  #goFull({ type }: Event): void {
    if (!this.#wasFullscreen || document.fullscreenElement || !/^(?:click|keydown|touchend)$/.test(type)) return;
    document.documentElement.requestFullscreen({ navigationUI: 'hide' }).catch(() => undefined);
  }

  #leave(event: Event): void {
    const { leave } = this.#parts.settings();
    this.wake();
    this.#tailUntilMs = performance.now() + tailMs;
    if (leave === 'fullscreen' && document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    else this.#parts.showBar(event instanceof KeyboardEvent);
  }

  #openMenu(event: Event): void {
    this.wake();
    const isPointer = event instanceof MouseEvent;
    this.#parts.openMenu(isPointer ? { x: event.clientX, y: event.clientY } : null);
  }

  dispose(): void {
    this.#wakeUp();
    this.#life.abort();
    this.#halo.dispose();
  }
}

export const createShield = (parts: ShieldParts): Shield => new Guard(parts);

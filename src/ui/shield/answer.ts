/** What a resting display does about a touch, a key or a move. Pure, so that every remote and every finger can be tested. */
import type { InteractionMode } from '../../shared/kiosk.ts';

export interface ShieldRules {
  readonly mode: Exclude<InteractionMode, 'normal'>;
  /** What a screensaver does when somebody is there. */
  readonly leave: 'fullscreen' | 'bar' | 'nothing';
  readonly leaveMovePx: number;
}

export type ShieldInput =
  | { readonly kind: 'key'; readonly key: string; readonly isHeld: boolean; readonly shiftKey: boolean }
  /** A press or a turn of the wheel. `isOnWidget`: on a widget or on the menu. */
  | { readonly kind: 'press'; readonly isHeld: boolean; readonly isOnWidget: boolean }
  /** A right click, or a long press. */
  | { readonly kind: 'menu'; readonly isHeld: boolean }
  | { readonly kind: 'move'; readonly px: number; readonly isHeld: boolean }
  /** Files over the page, a second finger, a key that goes up: nothing that says that somebody wants out. */
  | { readonly kind: 'other'; readonly isHeld: boolean; readonly isOnWidget: boolean };

/** `pass`: as if nobody were resting. `swallow`: nothing hears of it. `menu`: the menu opens, and the display wakes. */
export type ShieldAnswer = 'pass' | 'swallow' | 'leave' | 'menu';

const lonely = /^(?:Control|Shift|Alt|AltGraph|Meta|OS|Fn|CapsLock|NumLock|ScrollLock|Dead|Unidentified)$/;
/** They play and stop, and are meant as that. */
const media = /^(?:Media|Audio|Volume|Brightness|Launch|Power|WakeUp|Standby)/;

const isMenuKey = (key: string, shiftKey: boolean): boolean => key === 'ContextMenu' || (key === 'F10' && shiftKey);

/** `isHeld` of an input: Ctrl is held down, so the pointer acts on widgets and nothing leaves. */
export function answerTo(input: ShieldInput, { mode, leave, leaveMovePx }: ShieldRules): ShieldAnswer {
  if (mode === 'kiosk') return 'swallow';
  const left: ShieldAnswer = leave === 'nothing' ? 'swallow' : 'leave';
  switch (input.kind) {
    case 'key':
      if (lonely.test(input.key) || media.test(input.key) || input.isHeld) return 'pass';
      return leave === 'nothing' && isMenuKey(input.key, input.shiftKey) ? 'menu' : left;
    case 'press':
      if (input.isHeld) return input.isOnWidget ? 'pass' : 'swallow';
      return left;
    case 'menu':
      return input.isHeld || leave === 'nothing' ? 'menu' : 'swallow';
    case 'move':
      return input.isHeld || input.px < leaveMovePx ? 'swallow' : left;
    case 'other':
      return input.isHeld && input.isOnWidget ? 'pass' : 'swallow';
  }
}

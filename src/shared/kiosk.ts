/**
 * The lock of kiosk mode, as controls see it. Plain types; the lock itself lives on the main thread (`src/app/interaction-lock.ts`).
 *
 * Invariants: once a PIN holds a display, nothing but the PIN or whoever manages the display lets go of it: no address, no
 * import, no other profile, no reset. The PIN is kept as a salted hash, apart from the settings, and never leaves the device.
 */

/** What a try came to. `waitMs`: until the next one is looked at; 0: at once. */
export type PinAnswer = { readonly isRight: true } | { readonly isRight: false; readonly waitMs: number };

export interface KioskLock {
  hasPin(): boolean;
  /** False where the browser cannot hash: on an address that is neither https nor this device itself. */
  canKeepPin(): boolean;
  /** Milliseconds until the next try is looked at; 0: at once. */
  waitMs(): number;
  /** Slow on purpose. Tries during a wait are not looked at and do not count. Never rejects. */
  tryPin(pin: string): Promise<PinAnswer>;
  /** 4 to 12 digits; empty takes the PIN away. Rejects with `input.invalid` or `storage.*`. */
  setPin(pin: string): Promise<void>;
}

export const shortestPin = 4;
export const longestPin = 12;

export type InteractionMode = 'normal' | 'screensaver' | 'kiosk';
export type KioskCorner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** What controls may ask about how this display answers to people. */
export interface Interaction extends KioskLock {
  /** What holds now; a held display stays `kiosk` whatever the settings say. */
  mode(): InteractionMode;
  /** Chooses a mode for good; leaving kiosk mode lets go of the display. */
  choose(mode: InteractionMode): void;
  /** True while hands at this display are not listened to. */
  isAsleep(): boolean;
}

/**
 * How this display answers to people: as it is, as a screensaver, or as a kiosk. The small part that is always there; the lock
 * and what stands between hands and the page come when a mode needs them. Main thread.
 *
 * A display that a PIN holds stays a kiosk whatever the settings say, see docs/decisions/0022.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import type { Interaction, InteractionMode } from '../shared/kiosk.ts';
import { loadLockRow } from '../shared/lock-database.ts';
import type { Lock } from './interaction-lock.ts';

/** What is asked of the overlay. */
export interface InteractionSurface {
  showBar(wish: { focus: boolean; forMs: number }): void;
  openMenu(at: { readonly x: number; readonly y: number } | null): void;
  /** `pin` of a display at rest tells the way back. */
  open(panel: 'unlock' | 'pin'): void;
  closeAll(): void;
}

export interface InteractionSettings {
  readonly mode: InteractionMode;
  readonly leave: 'fullscreen' | 'bar' | 'nothing';
  readonly leaveMovePx: number;
  readonly restSec: number;
  readonly corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  readonly holdSec: number;
}

/** What stands between hands and the page; `src/ui/shield/shield.ts` fits. */
export interface InteractionShield {
  isAsleep(): boolean;
  follow(): void;
  wake(): void;
}

export interface InteractionShieldParts {
  readonly root: HTMLElement;
  readonly isStart: boolean;
  settings(): InteractionSettings;
  showBar(focus: boolean): void;
  openMenu(at: { readonly x: number; readonly y: number } | null): void;
  askIn(): void;
  clear(): void;
  isBusy(): boolean;
}

export interface InteractionParts {
  readonly store: SettingsStore;
  readonly root: HTMLElement;
  loadShield(): Promise<(parts: InteractionShieldParts) => InteractionShield>;
  /** Ends the editor of the layout. */
  endEditing(): void;
  /** The mode that whoever manages this display has decided; null: nobody has. It is stronger than a PIN. */
  managedMode?(): InteractionMode | null;
}

export interface OpenedInteraction {
  readonly api: Interaction;
  /** The overlay is there. */
  attach(surface: InteractionSurface): void;
}

interface Opened {
  readonly lock: Lock;
  readonly shield: InteractionShield;
}

const barMs = 8000;
const againMs = 5000;

const hasPinIn = (row: unknown): boolean => Boolean((row as { pin?: unknown } | null)?.pin);
const isHeldIn = (row: unknown): boolean => hasPinIn(row) && (row as { held?: unknown }).held === true;

class Gate implements OpenedInteraction {
  readonly #parts: InteractionParts;
  readonly #row: unknown;
  #surface: InteractionSurface | null = null;
  #opened: Opened | null = null;
  #opening: Promise<Opened> | null = null;
  /** Nobody can have touched anything yet. */
  #isStart = true;

  constructor(parts: InteractionParts, row: unknown) {
    this.#parts = parts;
    this.#row = row;
    parts.store.onChange((now, before) => this.#changed(now.interaction.mode, before.interaction.mode));
  }

  /** Settles when the page is guarded, if it has to be. */
  async begin(): Promise<void> {
    if (this.mode() !== 'normal') await this.#ensure();
    this.#isStart = false;
  }

  /** Without its code a kiosk would stand open: what did not come is asked for again. */
  #ensure(): Promise<unknown> {
    return this.#open().catch(() => {
      setTimeout(() => {
        if (this.mode() !== 'normal') void this.#ensure();
      }, againMs);
    });
  }

  attach(surface: InteractionSurface): void {
    this.#surface = surface;
  }

  mode(): InteractionMode {
    const managed = this.#parts.managedMode?.() ?? null;
    if (managed) return managed;
    const isHeld = this.#opened ? this.#opened.lock.isHeld() : isHeldIn(this.#row);
    return isHeld ? 'kiosk' : this.#parts.store.get().interaction.mode;
  }

  #open(): Promise<Opened> {
    this.#opening ??= this.#load();
    this.#opening.catch(() => (this.#opening = null));
    return this.#opening;
  }

  async #load(): Promise<Opened> {
    const { store, root, loadShield } = this.#parts;
    const [{ openLock }, { loadLockRow: load, saveLockRow: save }, createShield] = await Promise.all([
      import('./interaction-lock.ts'),
      import('../shared/lock-database.ts'),
      loadShield(),
    ]);
    const lock = await openLock({ rows: { load, save }, subtle: globalThis.crypto.subtle });
    if (store.get().interaction.mode === 'kiosk') lock.hold(true);
    const shield = createShield({
      root,
      isStart: this.#isStart,
      settings: () => ({ ...store.get().interaction, mode: this.mode() }),
      showBar: (focus) => this.#surface?.showBar({ focus, forMs: barMs }),
      openMenu: (at) => this.#surface?.openMenu(at),
      askIn: () => (lock.hasPin() ? this.#surface?.open('unlock') : this.#letIn()),
      clear: () => {
        this.#surface?.closeAll();
        if (document.querySelector('#widgets.is-editing')) this.#parts.endEditing();
      },
      isBusy: () => document.querySelector('dialog[open], .menu-layer, #widgets.is-editing') !== null,
    });
    this.#opened = { lock, shield };
    // What was read before may be older than what a mode needs now.
    shield.follow();
    return this.#opened;
  }

  #letIn(): void {
    this.#opened?.shield.wake();
    this.#surface?.showBar({ focus: true, forMs: barMs });
  }

  #changed(now: InteractionMode, before: InteractionMode): void {
    // Only somebody whom the display let in, or who owns it from elsewhere, can change this while the page lives.
    if (now !== before) this.#opened?.lock.hold(now === 'kiosk');
    this.#opened?.shield.follow();
    if (now === 'normal') return;
    const guarded = this.#ensure();
    // Whoever chose it, in the panel or from afar, is told how to get back.
    if (now === 'kiosk' && now !== before) void guarded.then((is) => is && this.#surface?.open('pin'));
  }

  readonly api: Interaction = {
    mode: () => this.mode(),
    isAsleep: () => this.#opened?.shield.isAsleep() ?? false,
    hasPin: () => this.#opened?.lock.hasPin() ?? hasPinIn(this.#row),
    canKeepPin: () => globalThis.crypto.subtle !== undefined,
    waitMs: () => this.#opened?.lock.waitMs() ?? 0,
    tryPin: async (pin) => {
      const { lock } = await this.#open();
      const answer = await lock.tryPin(pin);
      if (answer.isRight) this.#letIn();
      return answer;
    },
    setPin: async (pin) => {
      const { lock, shield } = await this.#open();
      await lock.setPin(pin);
      lock.hold(this.#parts.store.get().interaction.mode === 'kiosk');
      shield.follow();
    },
    choose: (mode) => {
      this.#opened?.lock.hold(mode === 'kiosk');
      this.#parts.store.set({ interaction: { mode } });
      this.#opened?.shield.follow();
    },
  };
}

export async function openInteraction(parts: InteractionParts): Promise<OpenedInteraction> {
  const gate = new Gate(parts, await loadLockRow());
  await gate.begin();
  return gate;
}

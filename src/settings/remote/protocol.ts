/**
 * What a show and a panel in another window say to each other over a channel that may drop, repeat and reorder.
 *
 * The state: a snapshot with a revision, then what changed in each next revision; the panel pings four times a second with the
 * revision it has, and whoever is behind gets a snapshot. So both are in step within a second, whoever was reloaded.
 *
 * Several tabs may show the same profile. A panel belongs to one of them: it names that tab in all it says, and the others stay still.
 * A tab keeps its name over a reload; once it has said nothing for `silentMs`, the panel turns to whichever tab answers.
 *
 * Commands: numbered by the panel, kept by it until they are answered, and sent again until then. The show carries them out in
 * their order, each once: it notes the next number it expects, where every tab finds it after a reload, in the same breath as it begins.
 */
import type { ErrorData } from '../../shared/errors.ts';
import type { PanelState, PanelTelemetry } from '../../shared/panel-host.ts';
import { profiled } from '../../shared/profile.ts';
import type { AdminState } from '../../shared/settings-admin.ts';

export const pingMs = 250;
/** Nobody has heard of the other for this long. */
export const silentMs = 1_200;
/** At most thirty a second. */
export const telemetryMs = 34;

/** What the panel shows: the state, and that of backups, presets and profiles. */
export interface Shared extends PanelState {
  readonly admin: AdminState | null;
}

export type Changes = Partial<Omit<Shared, 'settings'>> & { readonly settings?: Partial<PanelState['settings']> };

export interface Command {
  readonly sequence: number;
  /** `run`: of `PanelCommands`; `admin`: of `SettingsAdmin`. */
  readonly target: 'run' | 'admin';
  readonly name: string;
  readonly args: readonly unknown[];
}

export type FromPanel =
  | {
      readonly type: 'ping';
      readonly panel: string;
      /** Of one page: a reloaded panel has another one. */
      readonly instance: string;
      /** The tab it belongs to; empty: whoever hears it. */
      readonly tab: string;
      readonly show: string;
      readonly revision: number;
      readonly watches: boolean;
    }
  /** `oldest`: nothing before it is waiting any more. */
  | ({ readonly type: 'command'; readonly panel: string; readonly tab: string; readonly oldest: number } & Command)
  | { readonly type: 'bye'; readonly panel: string; readonly instance: string };

export type FromShow =
  | { readonly type: 'here'; readonly show: string; readonly tab: string }
  /** A tab was duplicated, and its name with it: the show that came later needs another one. */
  | { readonly type: 'taken'; readonly show: string }
  | { readonly type: 'pong'; readonly show: string; readonly revision: number; readonly panel: string }
  | {
      readonly type: 'snapshot';
      readonly show: string;
      readonly tab: string;
      readonly revision: number;
      readonly state: Shared;
      readonly can: readonly string[];
    }
  | { readonly type: 'patch'; readonly show: string; readonly revision: number; readonly changes: Changes }
  | ({
      readonly type: 'done';
      readonly show: string;
      readonly panel: string;
      readonly sequence: number;
      /** The state that holds the effects. */
      readonly revision: number;
    } & Outcome)
  | { readonly type: 'telemetry'; readonly show: string; readonly telemetry: PanelTelemetry };

/** `lost`: it was begun before the show was reloaded, and what became of it is not known. */
export type Outcome =
  | { readonly outcome: 'value'; readonly value: unknown }
  | { readonly outcome: 'error'; readonly error: ErrorData }
  | { readonly outcome: 'lost' };

/** Between panels, and to them: one is enough. `tab`: who asks for it, and has it from then on. */
export type AmongPanels =
  | { readonly type: 'front'; readonly from: string; readonly tab: string }
  | { readonly type: 'at-front'; readonly to: string };

/** The part of a `BroadcastChannel` that is used. */
export interface RemoteChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** `sessionStorage`, as far as it is used: it lasts as long as the window, reloads included. */
export interface WindowNotes {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const names: Readonly<Record<(FromPanel | FromShow | AmongPanels)['type'], true>> = {
  'at-front': true,
  bye: true,
  command: true,
  done: true,
  front: true,
  here: true,
  patch: true,
  ping: true,
  pong: true,
  snapshot: true,
  taken: true,
  telemetry: true,
};

export type Message = FromPanel | FromShow | AmongPanels;

/** Null for what is none of ours. */
export function messageIn(data: unknown): Message | null {
  const type = typeof data === 'object' && data !== null ? (data as { type?: unknown }).type : null;
  return typeof type === 'string' && Object.hasOwn(names, type) ? (data as Message) : null;
}

export const newId = (): string => globalThis.crypto.randomUUID().slice(0, 13);

/** Where a tab notes its name. */
export const tabKey = profiled('afterimage.remote.tab');

/** Total: notes that cannot be read are no notes. */
export function readNote<T>(notes: WindowNotes | null, key: string, fallback: T): T {
  try {
    return (JSON.parse(notes?.getItem(key) ?? 'null') as T | null) ?? fallback;
  } catch {
    return fallback;
  }
}

export function writeNote(notes: WindowNotes | null, key: string, value: unknown): void {
  try {
    notes?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: only a reload in this very moment would miss it.
  }
}

/** What is different, part by part and namespace by namespace; null when nothing is. */
export function changesBetween(before: Shared, after: Shared): Changes | null {
  const differ = (a: object, b: object) =>
    Object.fromEntries(
      Object.entries(b).filter(([name, value]) => (a as Record<string, unknown>)[name] !== value),
    ) as Record<string, unknown>;
  const changes = differ(before, after);
  if ('settings' in changes) changes['settings'] = differ(before.settings, after.settings);
  return Object.keys(changes).length > 0 ? (changes as Changes) : null;
}

export function applyChanges(before: Shared, { settings, ...others }: Changes): Shared {
  return { ...before, ...others, ...(settings && { settings: { ...before.settings, ...settings } }) };
}

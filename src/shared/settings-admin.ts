/**
 * What can be done with the settings as a whole: backups, presets, profiles, and what the owner of a screen has decided.
 *
 * Invariants: everything that goes in or out is plain data (structured clone), and every method is asynchronous, so that the panel
 * may be in another window. Methods reject with an `AppError` (`input.invalid`, `settings.*`, `storage.*`) whose message is a
 * sentence for a person. Paths are `namespace.field`.
 */
import type { SettingsPatch } from './app-api.ts';
import type { Rejection } from './settings-spec.ts';

/** Larger files are no backups, and are refused unread. */
export const largestImportBytes = 8 * 1024 * 1024;
export const shortestPassphrase = 8;

export interface AdminState {
  readonly profile: ProfileInfo;
  readonly profiles: readonly ProfileInfo[];
  /** Ours first, then the user's, by name. */
  readonly presets: readonly PresetInfo[];
  /** Which preset the settings are now; `custom` as soon as one of its settings differs. */
  readonly preset: string;
  readonly managed: ManagedInfo;
  /** Namespaces that a newer Afterimage wrote: changes to them last until the page is closed. */
  readonly readOnly: readonly string[];
}

export interface ManagedInfo {
  /** Where defaults for this screen come from. */
  readonly from: 'companion' | 'none';
  /** Settings that have another default here; “default” means this value. */
  readonly defaults: SettingsPatch;
  /** Paths that cannot be changed here, neither in the panel nor by an address or a script. */
  readonly locked: readonly string[];
  /** What a locked control says; empty when nothing is locked. */
  readonly sentence: string;
}

/** A named world of its own: settings, sources, secrets, history, kept photos and caches. */
export interface ProfileInfo {
  /** Small letters, digits and hyphens; stays when it is renamed. `?profile=name` opens it. The first one is `main`. */
  readonly name: string;
  readonly label: string;
  readonly isCurrent: boolean;
  /** `none`: photos of this device and the companion's own folder only; nothing else is asked or told. */
  readonly network: 'allowed' | 'none';
}

export interface NewProfile {
  readonly label: string;
  readonly network?: ProfileInfo['network'];
  /** Begins with the settings of the open profile, without its sources and secrets. */
  readonly copySettings?: boolean;
}

export interface PresetInfo {
  /** `purist`, `essentials`, `media`, `everything`, `custom`, or the id of one that the user saved. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly isOwn: boolean;
  /** False for `custom` while the user has tuned nothing yet. */
  readonly isReady: boolean;
}

export interface ExportWishes {
  /** Passwords and keys go along, sealed with this passphrase (PBKDF2 and AES-GCM). Left out: they stay here. */
  readonly passphrase?: string;
}

export type ImportMode = 'merge' | 'replace';

export interface ImportChange {
  readonly path: string;
  /** The namespace's and the setting's label, in English, as in the specs. */
  readonly section: string;
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface ImportPreview {
  /** For `applyImport`; the last one that was read is the only one that can be applied. */
  readonly id: string;
  /** Version of Afterimage that wrote it; empty when it does not say. */
  readonly writtenBy: string;
  /** Milliseconds since 1970; null when it does not say. */
  readonly writtenAtMs: number | null;
  /** What would change; with `replace`, settings that the file does not name go back to their defaults. */
  readonly changes: { readonly [M in ImportMode]: readonly ImportChange[] };
  /** What is left out, and why (`message` is the rest of a sentence that begins with the path). At most 200. */
  readonly rejected: readonly Rejection[];
  /** Sentences about the file as a whole, such as folders that have to be picked again. */
  readonly notes: readonly string[];
  /** `sealed`: passwords are in it; give the passphrase to `applyImport`, or leave them out. */
  readonly secrets: 'none' | 'sealed';
  /** Names of the user's own presets and transitions in it. */
  readonly presets: readonly string[];
  readonly transitions: readonly string[];
}

export interface ImportChoice {
  readonly mode: ImportMode;
  /** Paths of changes to leave out. */
  readonly leaveOut?: readonly string[];
  /** Opens the sealed passwords; a wrong one rejects with `input.invalid` before anything has changed. */
  readonly passphrase?: string;
}

export interface ImportResult {
  readonly changed: number;
  /** Entries whose passwords came along. */
  readonly secrets: number;
  /** Puts the settings back as they were: give it to the settings store. Sources and layouts included. */
  readonly undo: SettingsPatch;
}

/** Something stored that did not fit, kept so that nothing is lost. */
export interface SetAside {
  readonly path: string;
  /** As JSON, at most 2,000 characters of it. */
  readonly value: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface StorageFacts {
  readonly usageBytes: number;
  readonly quotaBytes: number;
  /** The browser has promised not to clear it when room gets short. */
  readonly isPersistent: boolean;
}

export interface SettingsAdmin {
  state(): Promise<AdminState>;
  onChange(listener: (state: AdminState) => void): () => void;

  /** Readable JSON: what differs from the defaults, the user's presets and transitions. */
  exportSettings(wishes?: ExportWishes): Promise<File>;
  /** Changes nothing. Rejects with `settings.invalid` or `settings.newer` when the file cannot be used at all. */
  readImport(file: Blob): Promise<ImportPreview>;
  applyImport(previewId: string, choice: ImportChoice): Promise<ImportResult>;

  /** Back to the defaults; sources, layouts and what else the user brought stay. */
  resetAll(): Promise<void>;
  /** These back to their defaults (the managed ones where there are such). */
  resetFields(paths: readonly string[]): Promise<readonly Rejection[]>;

  /** `custom` brings back what the user had tuned before another preset was taken. */
  applyPreset(id: string): Promise<void>;
  /** How it looks now (no sources, no passwords) under a name; a preset of the user's with that name is replaced. */
  savePreset(label: string): Promise<PresetInfo>;
  renamePreset(id: string, label: string): Promise<void>;
  deletePreset(id: string): Promise<void>;

  createProfile(profile: NewProfile): Promise<ProfileInfo>;
  renameProfile(name: string, label: string): Promise<void>;
  /** With all it holds; the open one and `main` cannot be removed. */
  removeProfile(name: string): Promise<void>;
  /** Of the open profile, the page starts anew with it. */
  setProfileNetwork(name: string, network: ProfileInfo['network']): Promise<void>;
  /** The show starts anew with this one, now and from the next start on. */
  openProfile(name: string): Promise<void>;

  setAside(): Promise<readonly SetAside[]>;
  forgetSetAside(): Promise<void>;
  storage(): Promise<StorageFacts>;
  /** Asks the browser never to clear what is kept; false when it will not promise. */
  keepForGood(): Promise<boolean>;
}

/** A layer above the stored settings that is never saved: what plays decides for a while, such as music for the mood. */
export interface TransientSettings {
  /**
   * Replaces the layer of this owner; null takes it away. A setting that the user changes meanwhile is the user's again.
   * Locked settings stay as they are.
   */
  override(owner: string, patch: SettingsPatch | null): readonly Rejection[];
}

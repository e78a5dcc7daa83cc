/** What both halves of the settings are given, and what they give: see `store.ts` and `engine.ts`. */
import type { SettingsPatch } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { TransientSettings } from '../shared/settings-admin.ts';
import type { checkField, migrate, Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { settingsFromUrl } from './from-url.ts';
import type { Journal } from './journal.ts';
import type { KeptName } from './kept-rows.ts';
import type { Fields } from './row-format.ts';
import type { RowWriter } from './row-writer.ts';

export interface Managed {
  /** `namespace` → field → value, all valid. */
  readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly locked: ReadonlySet<string>;
  readonly rejected: readonly Rejection[];
}

export interface SettingsRules {
  readonly specs: readonly SettingsSpec[];
  readonly checkField: typeof checkField;
  readonly migrate: typeof migrate;
  readonly settingsFromUrl: typeof settingsFromUrl;
  readonly openEngine: (parts: EngineParts) => SettingsEngine;
  openWriter(): RowWriter;
}

export interface SettingsRows {
  /** Every row as it is stored, by namespace. Rows whose name begins with `@` are no settings. */
  load(): Promise<Readonly<Record<string, unknown>>>;
  /** Missing: there is no place for one. */
  readonly journal?: Journal;
}

export interface StoreOptions {
  /** What holds where nothing else was said: valid by the rules, which may come later. */
  readonly defaults: Settings;
  /** Awaited before the first use only when there is anything to check; a first visit starts without. */
  loadRules(): Promise<SettingsRules>;
  readonly rows: SettingsRows;
  /** The query part of the address. */
  readonly search: string;
  /** A sentence for the user: what could not be kept or read. */
  report(kind: 'rejected' | 'quarantined' | 'unsaved', path: string, message: string): void;
  /** Start with the defaults when reading takes longer, and take the stored values when they come. */
  readonly loadDeadlineMs?: number;
}

export interface EngineParts extends StoreOptions {
  readonly rules: SettingsRules;
  readonly journal: Journal;
  publish(next: Settings): void;
}

export interface SettingsEngine extends TransientSettings {
  readonly specs: readonly SettingsSpec[];
  readonly managed: Managed;
  /** Namespaces of a newer version. */
  readonly readOnly: ReadonlySet<string>;
  set(patch: SettingsPatch, stamp?: string): readonly Rejection[];
  /** These back to their defaults. */
  clear(paths: readonly string[]): readonly Rejection[];
  reset(): void;
  /** What the user chose, without what holds for a while only. */
  chosen(): Readonly<Record<string, Fields>>;
  defaultOf(path: string): unknown;
  /** Rows as they are in the database; a namespace without one stays as it is. */
  adopt(rows: Readonly<Record<string, unknown>>): void;
  /** Reads all rows again. */
  refresh(): void;
  /** What the screen's owner says from now on, kept for starts without the companion; null: nothing. */
  manage(value: unknown): readonly Rejection[];
  /** Rows that are no namespace. */
  kept(name: KeptName): Fields | null;
  keep(name: KeptName, values: Fields | null): Promise<void>;
  /** Managed, kept or read-only rows have changed. */
  onFacts(listener: () => void): () => void;
  flushed(): Promise<void>;
}

/** What the second half of the settings is given, and what it gives: see `engine.ts`. */
import type { SettingsPatch } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { TransientSettings } from '../shared/settings-admin.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { Journal } from './journal.ts';
import type { KeptName } from './kept-rows.ts';
import type { Managed } from './managed.ts';
import type { Fields } from './row-format.ts';
import type { SettingsRules } from './rules.ts';
import type { StoreOptions } from './store.ts';

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

/**
 * The settings on the main thread: a frozen snapshot, changed at once and written behind. This half is what the first photo needs:
 * the defaults, and a place for changes until the other half (`engine.ts`: schemas, layers, writing) has loaded.
 *
 * Invariants: `get()` never waits; a change is noted synchronously before anything else happens to it (`journal.ts`), so that a
 * reload in the same moment loses nothing; nothing here ever rejects.
 */
import type { SettingsPatch, SettingsStore } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import { t } from '../shared/i18n.ts';
import type { TransientSettings } from '../shared/settings-admin.ts';
import type { Rejection } from '../shared/settings-spec.ts';
import type { SettingsEngine, SettingsRules, StoreOptions } from './engine-api.ts';
import type { Journal } from './journal.ts';

export interface OpenedStore extends SettingsStore, TransientSettings {
  /** Resolves when every change so far is in the database (or was refused). */
  flushed(): Promise<void>;
  /** Settles when changes are checked and kept at once; never rejects. */
  loaded(): Promise<void>;
  /** The other half, for what is done with the settings as a whole; null when it cannot be loaded now. */
  engine(): Promise<SettingsEngine | null>;
}

const silent: Journal = { read: () => ({}), note: () => '', settle: () => undefined };

/** `{display: {fit: 'fit'}}` and `{'display.fit': 'fit'}` both give `['display.fit', 'fit']`. */
export function* fieldsOf(patch: unknown): Generator<readonly [string, unknown]> {
  if (typeof patch !== 'object' || patch === null) return;
  for (const [key, value] of Object.entries(patch)) {
    if (key.includes('.') || typeof value !== 'object' || value === null || Array.isArray(value)) yield [key, value];
    else for (const [field, inner] of Object.entries(value)) if (inner !== undefined) yield [`${key}.${field}`, inner];
  }
}

class BootStore implements OpenedStore {
  readonly #options: StoreOptions;
  readonly #journal: Journal;
  readonly #listeners = new Set<(settings: Settings, previous: Settings) => void>();
  #snapshot: Settings;
  #engine: SettingsEngine | null = null;
  #loading: Promise<void> | null = null;
  #rows: Readonly<Record<string, unknown>> | null = null;
  #isRestored = false;
  #waiting: (() => void)[] = [];

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#journal = options.rows.journal ?? silent;
    this.#snapshot = options.defaults;
  }

  get(): Settings {
    return this.#snapshot;
  }

  set(patch: SettingsPatch): readonly Rejection[] {
    const stamp = this.#journal.note(fieldsOf(patch));
    return this.#do((engine) => engine.set(patch, stamp)) ?? [];
  }

  override(owner: string, patch: SettingsPatch | null): readonly Rejection[] {
    return this.#do((engine) => engine.override(owner, patch)) ?? [];
  }

  reset(): void {
    this.#do((engine) => engine.reset());
  }

  onChange(listener: (settings: Settings, previous: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async flushed(): Promise<void> {
    await this.#engine?.flushed();
  }

  async engine(): Promise<SettingsEngine | null> {
    await this.loaded();
    return this.#engine;
  }

  loaded(): Promise<void> {
    return (this.#loading ??= this.#options.loadRules().then(
      (rules) => this.#start(rules),
      () => {
        this.#loading = null;
        this.#options.report(
          'unsaved',
          'settings',
          t('A part of Afterimage did not load, so settings stay as they are. Reload the page.'),
        );
      },
    ));
  }

  /** What earlier visits left, with the schemas when there is anything to check. */
  async restore(): Promise<void> {
    try {
      this.#rows = await this.#options.rows.load();
    } catch {
      this.#rows = {};
      this.#options.report(
        'unsaved',
        'settings',
        t('Your browser keeps nothing for this page, so changes last until it is closed.'),
      );
    }
    this.#engine?.adopt(this.#rows);
    const isEmpty = [this.#rows, this.#journal.read()].every((one) => Object.keys(one).length === 0);
    if (!isEmpty) await this.loaded();
    this.#isRestored = true;
  }

  #start(rules: SettingsRules): void {
    const publish = (next: Settings): void => {
      const previous = this.#snapshot;
      this.#snapshot = next;
      for (const listener of this.#listeners) listener(next, previous);
    };
    this.#engine = rules.openEngine({ ...this.#options, rules, journal: this.#journal, publish });
    if (this.#rows) this.#engine.adopt(this.#rows);
    // Long after a first visit's start, another tab may have written.
    if (this.#isRestored) this.#engine.refresh();
    for (const act of this.#waiting.splice(0)) act();
  }

  /** Now, or as soon as the rules are there; `undefined` means later. */
  #do<T>(work: (engine: SettingsEngine) => T): T | undefined {
    const engine = this.#engine;
    if (engine) return work(engine);
    this.#waiting.push(() => void this.#do(work));
    return undefined;
  }
}

/** Resolves with the stored settings in place, or with the defaults after the deadline. Never rejects. */
export async function openSettings(options: StoreOptions): Promise<OpenedStore> {
  const store = new BootStore(options);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, options.loadDeadlineMs ?? 1500);
  });
  await Promise.race([store.restore(), deadline]);
  clearTimeout(timer);
  if (options.search.includes('set.')) await store.loaded();
  return store;
}

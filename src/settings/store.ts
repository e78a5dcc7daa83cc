/**
 * The settings on the main thread: a frozen snapshot, changed at once and written behind. Three layers:
 * defaults, the stored row of each namespace, and what the address overrides for this visit.
 *
 * The rules (schemas) may load after the first photo; a change made before they are there is applied when they come.
 *
 * Invariants: `get()` never waits; a bad value never replaces a good one; a row written by a newer version
 * is never written over; what was rejected on reading goes to the quarantine, not to the void.
 */
import type { SettingsPatch, SettingsStore } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import { say } from '../shared/i18n.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { SettingsRules } from './rules.ts';

export interface SettingsRow {
  readonly namespace: string;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface SettingsRows {
  load(): Promise<Readonly<Record<string, unknown>>>;
  save(row: SettingsRow): Promise<void>;
  quarantine(items: readonly Rejection[]): Promise<void>;
  /** Another tab wrote this namespace. */
  onExternalChange?(listener: (namespace: string, row: unknown) => void): () => void;
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

type Values = Record<string, Record<string, unknown>>;

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

class LayeredStore implements SettingsStore {
  readonly #options: StoreOptions;
  readonly #stored: Values = {};
  readonly #unknown: Values = {};
  readonly #overrides: Values = {};
  readonly #touched = new Set<string>();
  readonly #readOnly = new Set<string>();
  readonly #listeners = new Set<(settings: Settings, previous: Settings) => void>();
  readonly #writing = new Map<string, Promise<void>>();
  readonly #dirty = new Set<string>();
  #rules: SettingsRules | null = null;
  #waiting: SettingsPatch[] = [];
  #snapshot: Settings;

  constructor(options: StoreOptions) {
    this.#options = options;
    for (const [namespace, values] of Object.entries(options.defaults)) this.#stored[namespace] = { ...values };
    this.#snapshot = this.#compose();
  }

  /** The rules are there; what waited for them is applied. */
  useRules(rules: SettingsRules): void {
    this.#rules = rules;
    for (const patch of this.#waiting.splice(0)) this.set(patch);
  }

  /** Rows as they are in the database; a namespace without one keeps its defaults. */
  adopt(rows: Readonly<Record<string, unknown>>): void {
    for (const spec of this.#rules?.specs ?? []) {
      if (Object.hasOwn(rows, spec.namespace)) this.#adoptRow(spec, rows[spec.namespace]);
    }
    this.#publish();
  }

  #adoptRow(spec: SettingsSpec, row: unknown): void {
    if (!this.#rules) return;
    const { values, rejected, newer } = this.#rules.migrate(spec, row);
    const known = values as Record<string, unknown>;
    for (const [field, value] of Object.entries(known)) {
      if (!this.#touched.has(`${spec.namespace}.${field}`)) this.#of(this.#stored, spec.namespace)[field] = value;
    }
    const raw = (row as { values?: unknown } | null)?.values;
    if (typeof raw === 'object' && raw !== null) {
      this.#unknown[spec.namespace] = Object.fromEntries(Object.entries(raw).filter(([field]) => !(field in known)));
    }
    if (newer) {
      this.#readOnly.add(spec.namespace);
      this.#options.report(
        'unsaved',
        spec.namespace,
        say`The ${spec.label} settings were saved by a newer Afterimage. They are used as far as they fit, and left as they are.`,
      );
    }
    if (rejected.length > 0) {
      void this.#options.rows.quarantine(rejected).catch(() => undefined);
      for (const one of rejected) this.#options.report('quarantined', one.path, one.message);
    }
  }

  applyUrl(): void {
    if (!this.#rules) return;
    const { values, rejected, save } = this.#rules.settingsFromUrl(this.#options.search, this.#rules.specs);
    for (const one of rejected) this.#options.report('rejected', one.path, one.message);
    if (save) this.set(values as SettingsPatch);
    else
      for (const [namespace, fields] of Object.entries(values))
        Object.assign(this.#of(this.#overrides, namespace), fields);
    this.#publish();
  }

  get(): Settings {
    return this.#snapshot;
  }

  set(patch: SettingsPatch): readonly Rejection[] {
    const rules = this.#rules;
    if (!rules) {
      this.#waiting.push(structuredClone(patch));
      return [];
    }
    const rejected: Rejection[] = [];
    for (const [path, value] of fieldsOf(patch)) {
      const [namespace = '', field = ''] = path;
      const name = path.join('.');
      const spec = rules.specs.find((one) => one.namespace === namespace);
      const checked = spec ? rules.checkField(spec, field, value) : { ok: false as const, message: 'is not a setting' };
      if (!checked.ok) {
        rejected.push({ path: name, value, message: checked.message });
        continue;
      }
      this.#of(this.#stored, namespace)[field] = checked.value;
      delete this.#overrides[namespace]?.[field];
      this.#touched.add(name);
      this.#write(namespace);
    }
    for (const one of rejected) this.#options.report('rejected', one.path, one.message);
    this.#publish();
    return rejected;
  }

  reset(): void {
    for (const spec of this.#rules?.specs ?? []) {
      const kept = new Set<string>(spec.keepOnReset ?? []);
      const values = this.#of(this.#stored, spec.namespace);
      for (const [field, value] of Object.entries(this.#defaultsOf(spec.namespace))) {
        if (kept.has(field)) continue;
        values[field] = value;
        this.#touched.add(`${spec.namespace}.${field}`);
      }
      delete this.#overrides[spec.namespace];
      this.#write(spec.namespace);
    }
    this.#publish();
  }

  onChange(listener: (settings: Settings, previous: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  follow(): void {
    this.#options.rows.onExternalChange?.((namespace, row) => {
      const spec = this.#rules?.specs.find((one) => one.namespace === namespace);
      if (!spec) return;
      for (const name of this.#touched) if (name.startsWith(`${namespace}.`)) this.#touched.delete(name);
      this.#adoptRow(spec, row);
      this.#publish();
    });
  }

  #defaultsOf(namespace: string): Readonly<Record<string, unknown>> {
    return (this.#options.defaults as unknown as Values)[namespace] ?? {};
  }

  #of(layer: Values, namespace: string): Record<string, unknown> {
    return (layer[namespace] ??= {});
  }

  #compose(): Settings {
    const all: Values = {};
    for (const namespace of Object.keys(this.#stored)) {
      all[namespace] = { ...this.#stored[namespace], ...this.#overrides[namespace] };
    }
    return freeze(structuredClone(all)) as unknown as Settings;
  }

  #publish(): void {
    const previous = this.#snapshot;
    const next = this.#compose();
    if (JSON.stringify(previous) === JSON.stringify(next)) return;
    this.#snapshot = next;
    for (const listener of this.#listeners) listener(next, previous);
  }

  /** One write per namespace under way; changes meanwhile are written together after it. */
  #write(namespace: string): void {
    if (this.#readOnly.has(namespace)) return;
    this.#dirty.add(namespace);
    if (this.#writing.has(namespace)) return;
    const run = async () => {
      await Promise.resolve();
      while (this.#dirty.delete(namespace)) {
        const version = this.#rules?.specs.find((one) => one.namespace === namespace)?.version ?? 1;
        const values = { ...this.#unknown[namespace], ...structuredClone(this.#stored[namespace]) };
        await this.#options.rows.save({ namespace, version, values });
      }
    };
    const writing = run()
      .catch(() => {
        this.#options.report(
          'unsaved',
          namespace,
          'Your browser would not keep this change. It lasts until the page is closed.',
        );
      })
      .finally(() => this.#writing.delete(namespace));
    this.#writing.set(namespace, writing);
  }

  /** Resolves when every change so far is in the database (or was refused). */
  async flushed(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing.values());
  }
}

/** `{display: {fit: 'fit'}}` and `{'display.fit': 'fit'}` both give `[['display', 'fit'], 'fit']`. */
function* fieldsOf(patch: unknown): Generator<[string[], unknown]> {
  if (typeof patch !== 'object' || patch === null) return;
  for (const [key, value] of Object.entries(patch)) {
    const dot = key.indexOf('.');
    if (dot > 0) yield [[key.slice(0, dot), key.slice(dot + 1)], value];
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [field, inner] of Object.entries(value)) if (inner !== undefined) yield [[key, field], inner];
    } else yield [[key], value];
  }
}

export type OpenedStore = SettingsStore &
  Pick<LayeredStore, 'flushed'> & {
    /** Settles when changes are checked and kept at once; never rejects. */
    loaded(): Promise<void>;
  };

/** Resolves with the stored settings in place, or with the defaults after the deadline. Never rejects. */
export async function openSettings(options: StoreOptions): Promise<OpenedStore> {
  const store = new LayeredStore(options);
  let rules: Promise<void> | null = null;
  const loaded = (): Promise<void> =>
    (rules ??= options.loadRules().then(
      (it) => store.useRules(it),
      () => {
        rules = null;
        options.report(
          'unsaved',
          'settings',
          'A part of Afterimage did not load, so settings stay as they are. Reload the page.',
        );
      },
    ));
  const load = async (): Promise<void> => {
    try {
      const rows = await options.rows.load();
      if (Object.keys(rows).length === 0) return;
      await loaded();
      store.adopt(rows);
    } catch {
      const message = 'Your browser keeps nothing for this page, so changes last until it is closed.';
      options.report('unsaved', 'settings', message);
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, options.loadDeadlineMs ?? 1500);
  });
  await Promise.race([load(), deadline]);
  clearTimeout(timer);
  if (options.search.includes('set.')) {
    await loaded();
    store.applyUrl();
  }
  store.follow();
  return Object.assign(store, { loaded });
}

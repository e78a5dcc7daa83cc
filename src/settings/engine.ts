/**
 * The second half of the settings: schemas, layers and writing. Main thread, a chunk of its own. From the bottom up: the app's
 * defaults, those of the screen's owner, what was chosen, what the address says for this visit, what plays just now; locked
 * settings stand above all of it.
 *
 * Invariants: a bad value never replaces a good one; only what was chosen is ever stored. How stored rows are taken: incoming.ts.
 */
import type { SettingsPatch } from '../shared/app-api.ts';
import { t } from '../shared/i18n.ts';
import { isRecord, isSame } from '../shared/plain-data.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { EngineParts, SettingsEngine, SettingsRules } from './engine-api.ts';
import { Incoming } from './incoming.ts';
import { KeptRows, type KeptName } from './kept-rows.ts';
import { Layers } from './layers.ts';
import { lockedMessage, nothingManaged, readManaged } from './managed.ts';
import type { Fields } from './row-format.ts';
import { fieldsOf } from './store.ts';
import { WriteBehind } from './write-behind.ts';

const split = (path: string): [string, string] => {
  const [namespace = '', field = ''] = path.split(/\.(.*)/s);
  return [namespace, field];
};

class Engine implements SettingsEngine {
  readonly #parts: EngineParts;
  readonly #layers: Layers;
  readonly #writing: WriteBehind;
  readonly #incoming: Incoming;
  readonly #kept: KeptRows;
  readonly #told = new Set<string>();
  managed = nothingManaged;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#layers = new Layers(parts.defaults);
    const { rules, report } = parts;
    const writer = rules.openWriter();
    this.#kept = new KeptRows(writer);
    this.#writing = new WriteBehind({
      writer,
      journal: parts.journal,
      content: (namespace) => ({
        version: this.#spec(namespace)?.version ?? 1,
        chosen: this.#layers.chosen(namespace),
        unknown: this.#incoming.unknown(namespace),
      }),
      revision: (namespace) => this.#incoming.revision(namespace),
      saved: (namespace, saved) => this.#incoming.saved(namespace, saved),
      failed: () =>
        report('unsaved', 'settings', t('Your browser would not keep this change. It lasts until the page is closed.')),
    });
    this.#incoming = new Incoming({
      rules,
      report,
      writer,
      writing: this.#writing,
      layers: this.#layers,
      changed: () => this.#publish(),
      missed: () => this.refresh(),
    });
    this.#replay();
    this.#applyUrl();
    this.#publish();
  }

  get readOnly(): ReadonlySet<string> {
    return this.#incoming.readOnly;
  }

  get specs(): readonly SettingsSpec[] {
    return this.#parts.rules.specs;
  }

  #spec(namespace: string): SettingsSpec | undefined {
    return this.specs.find((one) => one.namespace === namespace);
  }

  /** Changes that an earlier page could not bring home. */
  #replay(): void {
    for (const [path, { value, stamp }] of Object.entries(this.#parts.journal.read())) {
      if (value === undefined) this.#clear([path], stamp);
      else this.#take([[path, value]], stamp);
    }
  }

  #applyUrl(): void {
    if (!this.#parts.search.includes('set.')) return;
    const { values, rejected, save } = this.#parts.rules.settingsFromUrl(this.#parts.search, this.specs);
    for (const one of rejected) this.#parts.report('rejected', one.path, one.message);
    if (save) this.set(values as SettingsPatch, this.#parts.journal.note(fieldsOf(values)));
    else this.#layers.visit = values;
  }

  set(patch: SettingsPatch, stamp = ''): readonly Rejection[] {
    const rejected = this.#take(fieldsOf(patch), stamp);
    this.#publish();
    return rejected;
  }

  #take(fields: Iterable<readonly [string, unknown]>, stamp: string): Rejection[] {
    const rejected: Rejection[] = [];
    for (const [path, value] of fields) {
      const checked = this.#check(path, value);
      if (checked.ok) this.#layers.choose(...split(path), checked.value);
      else rejected.push({ path, value, message: checked.message });
      if (checked.ok) this.#write(...split(path), stamp);
      else this.#parts.journal.settle([[path, stamp]]);
    }
    for (const one of rejected) this.#parts.report('rejected', one.path, one.message);
    return rejected;
  }

  #check(path: string, value: unknown): ReturnType<SettingsRules['checkField']> {
    const [namespace, field] = split(path);
    const spec = this.#spec(namespace);
    if (!spec || !Object.hasOwn(spec.schema.shape, field)) return { ok: false, message: t('is not a setting') };
    if (this.managed.locked.has(path)) return { ok: false, message: lockedMessage() };
    return this.#parts.rules.checkField(spec, field, value);
  }

  #write(namespace: string, field: string, stamp: string): void {
    if (this.readOnly.has(namespace)) this.#parts.journal.settle([[`${namespace}.${field}`, stamp]]);
    else this.#writing.write(namespace, [field], stamp);
  }

  clear(paths: readonly string[]): readonly Rejection[] {
    const rejected = this.#clear(paths, this.#parts.journal.note(paths.map((path) => [path, undefined] as const)));
    this.#publish();
    return rejected;
  }

  #clear(paths: readonly string[], stamp: string): Rejection[] {
    const rejected: Rejection[] = [];
    for (const path of paths) {
      const checked = this.#check(path, undefined);
      if (checked.ok) {
        this.#layers.forget(...split(path));
        this.#write(...split(path), stamp);
        continue;
      }
      rejected.push({ path, value: undefined, message: checked.message });
      this.#parts.journal.settle([[path, stamp]]);
    }
    return rejected;
  }

  reset(): void {
    this.clear(
      this.specs.flatMap(({ namespace, schema, keepOnReset = [] }) =>
        Object.keys(schema.shape)
          .filter((field) => !keepOnReset.includes(field))
          .map((field) => `${namespace}.${field}`)
          .filter((path) => !this.managed.locked.has(path)),
      ),
    );
  }

  override(owner: string, patch: SettingsPatch | null): readonly Rejection[] {
    const rejected: Rejection[] = [];
    const layer: Record<string, Record<string, unknown>> = {};
    for (const [path, value] of patch ? fieldsOf(patch) : []) {
      const checked = this.#check(path, value);
      const [namespace, field] = split(path);
      if (checked.ok) (layer[namespace] ??= {})[field] = checked.value;
      else rejected.push({ path, value, message: checked.message });
    }
    this.#layers.override(owner, patch && layer);
    this.#publish();
    return rejected;
  }

  chosen(): Readonly<Record<string, Fields>> {
    return structuredClone(
      Object.fromEntries(this.specs.map(({ namespace }) => [namespace, this.#layers.chosen(namespace)])),
    );
  }

  defaultOf(path: string): unknown {
    return this.#layers.defaultOf(...split(path));
  }

  adopt(rows: Readonly<Record<string, unknown>>): void {
    if (isRecord(rows['@managed'])) this.#manage(rows['@managed']['values']);
    for (const [name, row] of Object.entries(rows)) this.#incoming.adopt(name, row);
    this.#kept.adopt(rows);
    this.#writing.begin();
    this.#publish();
    this.#kept.tell();
  }

  refresh(): void {
    void this.#parts.rows.load().then(
      (rows) => this.adopt(rows),
      () => undefined,
    );
  }

  manage(value: unknown): readonly Rejection[] {
    const before = this.#kept.get('@managed');
    const next = isRecord(value) && Object.keys(value).length > 0 ? value : null;
    if (!isSame(before, next)) void this.keep('@managed', next).catch(() => undefined);
    this.#manage(next);
    this.#publish();
    this.#kept.tell();
    return this.managed.rejected;
  }

  #manage(value: unknown): void {
    this.managed = readManaged(value, this.#parts.rules);
    this.#layers.manage(this.managed);
    for (const path of this.#layers.visitPaths()) {
      if (this.managed.locked.has(path)) this.#tellOnce(path);
    }
  }

  #tellOnce(path: string): void {
    if (this.#told.has(path)) return;
    this.#told.add(path);
    this.#parts.report('rejected', path, lockedMessage());
  }

  kept(name: KeptName): Fields | null {
    return this.#kept.get(name);
  }

  keep(name: KeptName, values: Fields | null): Promise<void> {
    return this.#kept.keep(name, values);
  }

  onFacts(listener: () => void): () => void {
    return this.#kept.onChange(listener);
  }

  flushed(): Promise<void> {
    return this.#writing.flushed();
  }

  #publish(): void {
    const next = this.#layers.compose();
    if (next) this.#parts.publish(next);
  }
}

export const openEngine = (parts: EngineParts): SettingsEngine => new Engine(parts);

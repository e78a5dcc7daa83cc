/**
 * The second half of the settings: schemas, layers and writing. Main thread, a chunk of its own. From the bottom up: the app's
 * defaults, those of the screen's owner, what was chosen, what the address says for this visit, what plays just now; locked
 * settings stand above all of it.
 *
 * Invariants: a bad value never replaces a good one; a row written by a newer version is never written over; what was rejected on
 * reading goes to the quarantine before its row is written again; only what was chosen is ever stored.
 */
import type { SettingsPatch } from '../shared/app-api.ts';
import { t } from '../shared/i18n.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { EngineParts, SettingsEngine, SettingsRules } from './engine-api.ts';
import { KeptRows, type KeptName } from './kept-rows.ts';
import { Layers } from './layers.ts';
import { lockedMessage, nothingManaged, readManaged } from './managed.ts';
import { isSparse, revisionOf, type Fields, type RowFields, type SavedRow } from './row-format.ts';
import type { RowWriter } from './row-writer.ts';
import { fieldsOf } from './store.ts';
import { WriteBehind } from './write-behind.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
const split = (path: string): [string, string] => {
  const [namespace = '', field = ''] = path.split(/\.(.*)/s);
  return [namespace, field];
};

class Engine implements SettingsEngine {
  readonly #parts: EngineParts;
  readonly #layers: Layers;
  readonly #writer: RowWriter;
  readonly #writing: WriteBehind;
  readonly #unknown: Record<string, Fields> = {};
  readonly #kept: KeptRows;
  readonly #revisions = new Map<string, number>();
  readonly #told = new Set<string>();
  readonly readOnly = new Set<string>();
  managed = nothingManaged;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#layers = new Layers(parts.defaults);
    this.#writer = parts.rules.openWriter();
    this.#kept = new KeptRows(this.#writer);
    this.#writing = new WriteBehind({
      writer: this.#writer,
      journal: parts.journal,
      content: (namespace) => ({
        version: this.#spec(namespace)?.version ?? 1,
        chosen: this.#layers.chosen(namespace),
        unknown: this.#unknown[namespace] ?? {},
      }),
      revision: (namespace) => this.#revisions.get(namespace) ?? 0,
      saved: (namespace, saved) => this.#saved(namespace, saved),
      failed: () =>
        parts.report(
          'unsaved',
          'settings',
          t('Your browser would not keep this change. It lasts until the page is closed.'),
        ),
    });
    this.#writer.onExternalChange((namespace, change) => this.#hear(namespace, change));
    this.#replay();
    this.#applyUrl();
    this.#publish();
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
    if (isObject(rows['@managed'])) this.#manage(rows['@managed']['values']);
    for (const [name, row] of Object.entries(rows)) {
      const spec = this.#spec(name);
      if (spec) this.#adoptRow(spec, row);
    }
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

  #adoptRow(spec: SettingsSpec, row: unknown): void {
    const { namespace } = spec;
    const revision = revisionOf(row);
    if (revision < (this.#revisions.get(namespace) ?? 0)) return;
    this.#revisions.set(namespace, revision);
    const { values, given, rejected, newer } = this.#parts.rules.migrate(spec, row);
    const known = values as Record<string, unknown>;
    for (const [field, value] of Object.entries(known)) {
      if (this.#writing.isPending(namespace, field)) continue;
      const isChosen =
        given.includes(field) && (isSparse(row) || !isSame(value, this.#layers.appDefault(namespace, field)));
      if (isChosen) this.#layers.adopt(namespace, field, value);
      else this.#layers.drop(namespace, field);
    }
    const raw = isObject(row) && isObject(row['values']) ? row['values'] : {};
    this.#unknown[namespace] = Object.fromEntries(Object.entries(raw).filter(([field]) => !(field in known)));
    if (newer) this.#respect(spec);
    else this.readOnly.delete(namespace);
    if (rejected.length > 0) this.#setAside(spec, rejected, newer);
  }

  #respect({ namespace, label }: SettingsSpec): void {
    this.#writing.drop(namespace);
    if (this.readOnly.has(namespace)) return;
    this.readOnly.add(namespace);
    this.#parts.report(
      'unsaved',
      namespace,
      t(
        'The settings of “{label}” were saved by a newer Afterimage. They are used as far as they fit, and left as they are.',
        { label },
      ),
    );
  }

  /** First what did not fit is safe in the quarantine, then its row is written anew. A newer row is left as it is. */
  #setAside({ namespace, schema }: SettingsSpec, rejected: readonly Rejection[], isNewer: boolean): void {
    const fresh = rejected.filter((one) => !this.#told.has(JSON.stringify(one)));
    for (const one of fresh) {
      this.#told.add(JSON.stringify(one));
      this.#parts.report('quarantined', one.path, one.message);
    }
    if (isNewer || fresh.length === 0) return;
    const isWhole = rejected.some(({ path }) => path === namespace);
    const fields = isWhole ? Object.keys(schema.shape) : rejected.map(({ path }) => split(path)[1]);
    this.#writer.quarantine(fresh).then(
      () => this.#writing.write(namespace, fields, ''),
      () => undefined,
    );
  }

  #saved(namespace: string, saved: SavedRow | null): void {
    const spec = this.#spec(namespace);
    // A newer version's row, or one that another tab wrote after ours and that could not be taken while ours was under way.
    if (!saved || saved.row.revision < (this.#revisions.get(namespace) ?? 0)) return this.refresh();
    if (saved.hasMore && spec) this.#adoptRow(spec, saved.row);
    this.#revisions.set(namespace, saved.row.revision);
    if (saved.hasMore) this.#publish();
  }

  #hear(namespace: string, change: RowFields | null): void {
    const spec = this.#spec(namespace);
    if (!spec || !change || change.version !== spec.version) return this.refresh();
    const known = this.#revisions.get(namespace) ?? 0;
    if (change.revision <= known) return;
    if (change.revision > known + 1) return this.refresh();
    this.#revisions.set(namespace, change.revision);
    for (const [field, value] of Object.entries(change.set)) {
      const checked = this.#parts.rules.checkField(spec, field, value);
      if (checked.ok && !this.#writing.isPending(namespace, field)) this.#layers.adopt(namespace, field, checked.value);
    }
    for (const field of change.gone) {
      if (!this.#writing.isPending(namespace, field)) this.#layers.drop(namespace, field);
    }
    this.#publish();
  }

  manage(value: unknown): readonly Rejection[] {
    const before = this.#kept.get('@managed');
    const next = isObject(value) && Object.keys(value).length > 0 ? value : null;
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

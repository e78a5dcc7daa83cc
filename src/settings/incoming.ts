/**
 * Rows as they come: what is stored, what this page's own writing brought home, what other tabs changed. Main thread; a part of the
 * engine, which owns it.
 *
 * Invariants: a row written by a newer version is taken as far as it fits and never written over; what was rejected on reading goes to
 * the quarantine before its row is written again; no row replaces a change of this page that is still under way.
 */
import { t } from '../shared/i18n.ts';
import { isRecord, isSame } from '../shared/plain-data.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { EngineParts } from './engine-api.ts';
import type { Layers } from './layers.ts';
import { isSparse, revisionOf, type Fields, type RowFields, type SavedRow } from './row-format.ts';
import type { RowWriter } from './row-writer.ts';
import type { WriteBehind } from './write-behind.ts';

export interface IncomingParts extends Pick<EngineParts, 'rules' | 'report'> {
  readonly layers: Layers;
  readonly writer: RowWriter;
  readonly writing: WriteBehind;
  /** The settings may be others now. */
  changed(): void;
  /** Something was missed: all rows are to be read again. */
  missed(): void;
}

export class Incoming {
  readonly #parts: IncomingParts;
  /** What the stored row holds and this version does not know. */
  readonly #unknown = new Map<string, Fields>();
  readonly #revisions = new Map<string, number>();
  readonly #told = new Set<string>();
  /** Namespaces of a newer version. */
  readonly readOnly = new Set<string>();

  constructor(parts: IncomingParts) {
    this.#parts = parts;
    parts.writer.onExternalChange((namespace, change) => this.#hear(namespace, change));
  }

  unknown(namespace: string): Fields {
    return this.#unknown.get(namespace) ?? {};
  }

  revision(namespace: string): number {
    return this.#revisions.get(namespace) ?? 0;
  }

  #spec(namespace: string): SettingsSpec | undefined {
    return this.#parts.rules.specs.find((one) => one.namespace === namespace);
  }

  adopt(namespace: string, row: unknown): void {
    const spec = this.#spec(namespace);
    const revision = revisionOf(row);
    if (!spec || revision < this.revision(namespace)) return;
    const { rules, layers, writing } = this.#parts;
    this.#revisions.set(namespace, revision);
    const { values, given, rejected, newer } = rules.migrate(spec, row);
    const known = values as Record<string, unknown>;
    for (const [field, value] of Object.entries(known)) {
      if (writing.isPending(namespace, field)) continue;
      const isChosen = given.includes(field) && (isSparse(row) || !isSame(value, layers.appDefault(namespace, field)));
      if (isChosen) layers.adopt(namespace, field, value);
      else layers.drop(namespace, field);
    }
    const raw = isRecord(row) && isRecord(row['values']) ? row['values'] : {};
    this.#unknown.set(namespace, Object.fromEntries(Object.entries(raw).filter(([field]) => !(field in known))));
    if (newer) this.#respect(spec);
    else this.readOnly.delete(namespace);
    if (rejected.length > 0) this.#setAside(spec, rejected, newer);
  }

  #respect({ namespace, label }: SettingsSpec): void {
    this.#parts.writing.drop(namespace);
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
    const { report, writer, writing } = this.#parts;
    const fresh = rejected.filter((one) => !this.#told.has(JSON.stringify(one)));
    for (const one of fresh) {
      this.#told.add(JSON.stringify(one));
      report('quarantined', one.path, one.message);
    }
    if (isNewer || fresh.length === 0) return;
    const isWhole = rejected.some(({ path }) => path === namespace);
    const fields = isWhole ? Object.keys(schema.shape) : rejected.map(({ path }) => path.slice(namespace.length + 1));
    writer.quarantine(fresh).then(
      () => writing.write(namespace, fields, ''),
      () => undefined,
    );
  }

  /** A write of this page is home. Null: the row is a newer version's. */
  saved(namespace: string, saved: SavedRow | null): void {
    // A newer version's row, or one that another tab wrote after ours and that could not be taken while ours was under way.
    if (!saved || saved.row.revision < this.revision(namespace)) return this.#parts.missed();
    if (saved.hasMore) this.adopt(namespace, saved.row);
    this.#revisions.set(namespace, saved.row.revision);
    if (saved.hasMore) this.#parts.changed();
  }

  #hear(namespace: string, change: RowFields | null): void {
    const { rules, layers, writing, changed, missed } = this.#parts;
    const spec = this.#spec(namespace);
    if (!spec || !change || change.version !== spec.version) return missed();
    const known = this.revision(namespace);
    if (change.revision <= known) return;
    if (change.revision > known + 1) return missed();
    this.#revisions.set(namespace, change.revision);
    for (const [field, value] of Object.entries(change.set)) {
      const checked = rules.checkField(spec, field, value);
      if (checked.ok && !writing.isPending(namespace, field)) layers.adopt(namespace, field, checked.value);
    }
    for (const field of change.gone) if (!writing.isPending(namespace, field)) layers.drop(namespace, field);
    changed();
  }
}

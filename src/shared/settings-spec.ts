/**
 * A namespace of settings: schema, version, migrations and what a form needs to know.
 * `repair` is total: it never throws, and what does not fit is reported, not lost.
 */
import { say } from './i18n.ts';
import * as z from 'zod/mini';
import { salvage } from './salvage.ts';

z.config({ jitless: true });

/** How a control looks and what it says. The sentence explains; the label names. */
export interface ControlHint {
  readonly label: string;
  readonly help: string;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly scale?: 'linear' | 'log';
  readonly options?: Readonly<Record<string, string>>;
  /** Kept out of the generated form (edited elsewhere). */
  readonly hidden?: boolean;
  /** The control, where the schema alone does not tell. What a panel does not know falls back to what fits the schema. */
  readonly control?: ControlKind;
  /** For `text`, `secret` and `list`: shown while it is empty. */
  readonly placeholder?: string;
  /** A part of the panel other than that of its namespace, see `SettingsSpec.section`. */
  readonly section?: string;
  /** Shown only while another field of the namespace has one of these values. */
  readonly shownWhen?: { readonly field: string; readonly is: readonly (string | number | boolean)[] };
}

/**
 * `time-range`: two `HH:MM` with a dash between, empty for the whole day. `time`: one `HH:MM`. `list`: lines in an order.
 * `location`: a place, or `latitude, longitude`, looked up while it is typed. `device`: a microphone or line, by its label.
 * `font`: one of `options`, or a CSS family; each is shown in its own letters. `folder`: the name of a folder of this device, empty
 * for none; its handle is kept under `folderKey(path)`.
 */
export type ControlKind =
  | 'slider'
  | 'number'
  | 'switch'
  | 'select'
  | 'segments'
  | 'colour'
  | 'font'
  | 'time'
  | 'time-range'
  | 'location'
  | 'folder'
  | 'device'
  | 'list'
  | 'text'
  | 'lines'
  | 'secret';

export interface SettingsSpec<Shape extends z.core.$ZodShape = z.core.$ZodShape> {
  readonly namespace: string;
  readonly label: string;
  /**
   * The part of the panel it stands in: `photos`, `transitions`, `visualizer`, `widgets`, `layout`, `display`, `sound`,
   * `devices`, `privacy`, `backup`, `health` or `about`. Missing: the panel knows, or it gets a part of its own.
   */
  readonly section?: string;
  readonly version: number;
  readonly schema: z.ZodMiniObject<Shape>;
  readonly hints: { readonly [K in keyof Shape]: ControlHint };
  /** Fields that "reset everything" leaves alone: what the user brought, not what the user tuned. */
  readonly keepOnReset?: readonly (keyof Shape & string)[];
  /** `migrations[n]` turns version n into n + 1; each has a stored fixture in the tests. */
  readonly migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;
}

export type SettingsOf<S> = S extends SettingsSpec<infer Shape> ? z.output<z.ZodMiniObject<Shape>> : never;

export function defineSettings<Shape extends z.core.$ZodShape>(spec: SettingsSpec<Shape>): SettingsSpec<Shape> {
  return spec;
}

export interface Rejection {
  /** `namespace.field` */
  readonly path: string;
  readonly value: unknown;
  readonly message: string;
}

/** The schema's defaults for every field. */
export function defaultsOf<Shape extends z.core.$ZodShape>(spec: SettingsSpec<Shape>): SettingsOf<SettingsSpec<Shape>> {
  return spec.schema.parse({}) as SettingsOf<SettingsSpec<Shape>>;
}

/** What a schema wanted, as people say it; numbers, names and formats as they are. */
function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`;
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'invalid_format') return issue.format;
  if (issue.code !== 'invalid_type') return say`something else`;
  if (issue.expected === 'boolean') return say`on or off`;
  if (issue.expected === 'string') return say`text`;
  if (issue.expected === 'array') return say`a list`;
  return issue.expected === 'number' || issue.expected === 'int' ? say`a number` : issue.expected;
}

function sentence(error: z.core.$ZodError, hint: ControlHint | undefined): string {
  const [issue] = error.issues;
  if (issue && issue.path.length > 0) return say`is wrong at “${issue.path.join('.')}”: it must be ${wanted(issue)}`;
  if (hint?.options) return say`must be one of ${Object.keys(hint.options).join(', ')}`;
  if (hint?.min !== undefined && hint.max !== undefined) return say`must be a number from ${hint.min} to ${hint.max}`;
  // Checks of our own speak for themselves; the library's would only say that the input is invalid.
  return !issue || issue.code === 'custom' ? (issue?.message ?? 'is not valid') : say`must be ${wanted(issue)}`;
}

const deepest = 40;

/** What JSON can hold: everything else could be stored here, but neither compared, exported nor sent. */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint' && typeof value !== 'symbol';
  if (depth > deepest) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isData = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isData && Object.values(value).every((part) => isPlain(part, depth + 1));
}

/** Checks one field. `value` undefined gives the default. */
export function checkField(
  spec: SettingsSpec,
  field: string,
  value: unknown,
): { ok: true; value: unknown } | { ok: false; message: string } {
  const schema = spec.schema.shape[field] as z.ZodMiniType | undefined;
  if (!schema) return { ok: false, message: say`there is no setting “${spec.namespace}.${field}”` };
  if (!isPlain(value)) return { ok: false, message: say`is not plain data` };
  const result = z.safeParse(schema, value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, message: sentence(result.error, spec.hints[field]) };
}

export interface Repaired<S extends SettingsSpec> {
  /** Every field of the schema: as given, or the default. */
  readonly values: SettingsOf<S>;
  /** The fields that were there and good, wholly or in part. */
  readonly given: readonly string[];
  /** What was not. */
  readonly rejected: Rejection[];
}

/** A stored field; a damaged one gives what is still good of it. */
function repairField(spec: SettingsSpec, field: string, value: unknown) {
  const checked = checkField(spec, field, value);
  if (checked.ok) return { value: checked.value, message: null, isGiven: value !== undefined };
  const part = salvage(spec.schema.shape[field] as z.ZodMiniType, value);
  if (part && isPlain(part.value))
    return { value: part.value, message: say`${checked.message}; the good parts stay`, isGiven: true };
  const fallback = checkField(spec, field, undefined);
  return { value: fallback.ok ? fallback.value : undefined, message: checked.message, isGiven: false };
}

/** Field by field: good ones stay, a bad one falls back to its default and is reported. Unknown fields are kept aside. */
export function repair<S extends SettingsSpec>(spec: S, raw: unknown): Repaired<S> {
  const source = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : {};
  const rejected: Rejection[] = [];
  const given: string[] = [];
  const values: Record<string, unknown> = {};
  if (raw !== undefined && source !== raw) {
    rejected.push({ path: spec.namespace, value: raw, message: 'is not a settings object' });
  }
  for (const field of Object.keys(spec.schema.shape)) {
    const stored = Object.hasOwn(source, field) ? source[field] : undefined;
    const { value, message, isGiven } = repairField(spec, field, stored);
    values[field] = value;
    if (isGiven) given.push(field);
    if (message !== null) rejected.push({ path: `${spec.namespace}.${field}`, value: stored, message });
  }
  return { values: values as SettingsOf<S>, given, rejected };
}

export interface Migrated<S extends SettingsSpec> extends Repaired<S> {
  readonly newer: boolean;
}

/**
 * A stored row of any age to today's shape. Total: a migration that throws counts as a rejected row.
 * `newer` means the row was written by a later version of the app: keep it, do not write over it.
 */
export function migrate<S extends SettingsSpec>(spec: S, row: unknown): Migrated<S> {
  if (row === undefined) return { ...repair(spec, undefined), newer: false };
  const record = row as { version?: unknown; values?: unknown } | null;
  const version = record?.version;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const kept = repair(spec, record && typeof record === 'object' ? record.values : undefined);
    const rejected = [...kept.rejected, { path: spec.namespace, value: row, message: 'has no version' }];
    return { ...kept, rejected, newer: false };
  }
  let values = record?.values;
  if (version > spec.version) return { ...repair(spec, values), newer: true };
  for (let from = version; from < spec.version; from++) {
    try {
      values = spec.migrations[from]?.((values ?? {}) as Record<string, unknown>) ?? values;
    } catch {
      const message = say`could not be brought from version ${from} to ${from + 1}`;
      return { ...repair(spec, undefined), rejected: [{ path: spec.namespace, value: row, message }], newer: false };
    }
  }
  return { ...repair(spec, values), newer: false };
}

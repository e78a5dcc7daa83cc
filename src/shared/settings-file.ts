/**
 * Settings as a file that people can read, keep and carry to another device. Any thread; reading belongs in a worker.
 *
 * Invariants: reading is total but for the three reasons to refuse a whole file (no backup of ours, written by a newer version,
 * too large), each an `AppError` with a sentence; a setting that does not fit is left out and named, the others are taken.
 */
import { AppError } from './errors.ts';
import { say, t } from './i18n.ts';
import { isRecord } from './plain-data.ts';
import type { SealedSecrets } from './sealed-secrets.ts';
import { largestImportBytes, type SetAside } from './settings-admin.ts';
import { migrate, type Rejection, type SettingsSpec } from './settings-spec.ts';

export const fileKind = 'afterimage-settings';
export const fileFormat = 1;

type Fields = Readonly<Record<string, unknown>>;

/** A preset that the user saved: what differs from the defaults, by path. */
export interface KeptPreset {
  readonly label: string;
  readonly values: Fields;
}

export interface KeptTransition {
  readonly name: string;
  readonly glsl: string;
}

export interface SettingsFile {
  readonly kind: typeof fileKind;
  readonly format: typeof fileFormat;
  /** Of Afterimage. */
  readonly version: string;
  readonly savedAt: string;
  readonly settings: Readonly<Record<string, { readonly version: number; readonly values: Fields }>>;
  readonly presets: Readonly<Record<string, KeptPreset>>;
  readonly transitions: readonly KeptTransition[];
  readonly secrets?: SealedSecrets;
}

/** What a file says that can be used here. */
export interface FileContent {
  readonly writtenBy: string;
  readonly writtenAtMs: number | null;
  /** By path, all valid. */
  readonly values: Fields;
  readonly rejected: readonly Rejection[];
  readonly presets: Readonly<Record<string, KeptPreset>>;
  readonly transitions: readonly KeptTransition[];
  readonly secrets: SealedSecrets | null;
}

/** What the store worker does for backups and profiles. */
export type SettingsFilesApi = {
  /** Adds the transitions that the user pasted, and with a passphrase the passwords of these entries. */
  writeSettings(
    file: Omit<SettingsFile, 'transitions' | 'secrets'>,
    entryIds: readonly string[],
    passphrase: string | null,
  ): Promise<Blob>;
  /** Throws `settings.*`. */
  readSettings(file: Blob): Promise<FileContent>;
  /** Keeps the sealed passwords of these entries; resolves to how many. A wrong passphrase keeps none and rejects. */
  keepSealed(sealed: SealedSecrets, passphrase: string, entryIds: readonly string[]): Promise<number>;
  /** Null: the server has nothing to say; undefined: it cannot be asked just now. */
  ownerSettings(baseUrl: string): Promise<unknown>;
  setAside(): Promise<SetAside[]>;
  forgetSetAside(): Promise<void>;
  removeProfile(name: string): Promise<void>;
  estimate(): Promise<{ usageBytes: number; quotaBytes: number; persistent: boolean }>;
};

const mostRejected = 200;
const longestQuote = 200;
const textOf = (value: unknown, longest = 200): string => (typeof value === 'string' ? value.slice(0, longest) : '');

/** A rejected value may be anything of any size; a person needs its beginning. */
const short = (value: unknown): unknown => {
  const text = JSON.stringify(value) ?? '';
  return text.length <= longestQuote ? value : `${text.slice(0, longestQuote)}…`;
};

export function checkSize(bytes: number): void {
  if (bytes <= largestImportBytes) return;
  const [size, limit] = [bytes, largestImportBytes].map((one) => Math.round(one / 1024 / 1024));
  throw new AppError(
    'settings.invalid',
    say`This file has ${size ?? 0} MB. A backup of Afterimage never has more than ${limit ?? 0} MB. Choose another file.`,
  );
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (isRecord(value)) return value;
  throw noBackup();
}

const noBackup = (): AppError =>
  new AppError(
    'settings.invalid',
    t('This file is no backup of Afterimage. Choose one that was saved under Backup; its name ends in .json.'),
  );

/** Both forms: a backup, and what `settings.get()` gives a script. */
function namespacesIn(file: Record<string, unknown>, specs: readonly SettingsSpec[]): Record<string, unknown> {
  if (file['kind'] === fileKind) return isRecord(file['settings']) ? file['settings'] : {};
  if (!specs.some(({ namespace }) => isRecord(file[namespace]))) throw noBackup();
  const versions = Object.fromEntries(specs.map(({ namespace, version }) => [namespace, version]));
  return Object.fromEntries(
    Object.entries(file).map(([namespace, values]) => [namespace, { version: versions[namespace] ?? 1, values }]),
  );
}

function readNamespace(spec: SettingsSpec, row: unknown): { values: [string, unknown][]; rejected: Rejection[] } {
  const version = isRecord(row) ? row['version'] : undefined;
  if (typeof version === 'number' && version > spec.version) {
    const message = t('was saved by a newer Afterimage. Update this one to take it over');
    return { values: [], rejected: [{ path: spec.namespace, value: version, message }] };
  }
  const { values, given, rejected } = migrate(spec, row);
  const known = values as Record<string, unknown>;
  const extra = isRecord(row) && isRecord(row['values']) ? Object.keys(row['values']) : [];
  const unknown = extra.filter((field) => version === spec.version && !Object.hasOwn(spec.schema.shape, field));
  return {
    values: given.map((field) => [`${spec.namespace}.${field}`, known[field]]),
    rejected: [
      ...rejected,
      ...unknown.map((field) => ({
        path: `${spec.namespace}.${field}`,
        value: null,
        message: t('is no setting of this version'),
      })),
    ],
  };
}

function presetsIn(value: unknown): Record<string, KeptPreset> {
  const rows = Object.entries(isRecord(value) ? value : {}).slice(0, 100);
  return Object.fromEntries(
    rows.flatMap(([id, row]) =>
      isRecord(row) && isRecord(row['values']) && textOf(row['label']) !== ''
        ? [[id.slice(0, 80), { label: textOf(row['label'], 80), values: row['values'] }]]
        : [],
    ),
  );
}

function transitionsIn(value: unknown): KeptTransition[] {
  const rows = (Array.isArray(value) ? value : []).slice(0, 200);
  return rows.flatMap((row: unknown) =>
    isRecord(row) && textOf(row['name']) !== '' && typeof row['glsl'] === 'string' && row['glsl'].length <= 65_536
      ? [{ name: textOf(row['name'], 80), glsl: row['glsl'] }]
      : [],
  );
}

/** Throws `settings.invalid` or `settings.newer`. */
export function readSettingsFile(text: string, specs: readonly SettingsSpec[]): FileContent {
  const file = parse(text.replace(/^\uFEFF/, ''));
  if (file['kind'] === fileKind && typeof file['format'] === 'number' && file['format'] > fileFormat) {
    throw new AppError(
      'settings.newer',
      t('This backup was saved by a newer Afterimage. Update this one, then open the file again.'),
    );
  }
  const namespaces = namespacesIn(file, specs);
  const values: [string, unknown][] = [];
  const rejected: Rejection[] = [];
  for (const [namespace, row] of Object.entries(namespaces)) {
    const spec = specs.find((one) => one.namespace === namespace);
    const read = spec
      ? readNamespace(spec, row)
      : { values: [], rejected: [{ path: namespace, value: null, message: t('is no setting of this version') }] };
    values.push(...read.values);
    rejected.push(...read.rejected);
  }
  const savedAt = Date.parse(textOf(file['savedAt']));
  return {
    writtenBy: textOf(file['version'], 40),
    writtenAtMs: Number.isFinite(savedAt) ? savedAt : null,
    values: Object.fromEntries(values),
    rejected: rejected.slice(0, mostRejected).map((one) => ({ ...one, value: short(one.value) })),
    presets: presetsIn(file['presets']),
    transitions: transitionsIn(file['transitions']),
    secrets: isRecord(file['secrets']) ? (file['secrets'] as unknown as SealedSecrets) : null,
  };
}

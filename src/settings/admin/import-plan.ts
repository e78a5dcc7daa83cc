/** What a file would change, setting by setting, before anything does. Pure. */
import '../../shared/plurals.ts';
import type { SettingsPatch } from '../../shared/app-api.ts';
import { t } from '../../shared/i18n.ts';
import { isRecord, isSame } from '../../shared/plain-data.ts';
import type { ImportChange, ImportMode, ImportPreview } from '../../shared/settings-admin.ts';
import type { FileContent } from '../../shared/settings-file.ts';
import type { Rejection } from '../../shared/settings-spec.ts';
import type { SettingsEngine } from '../engine-api.ts';
import { lockedMessage } from '../managed.ts';

type View = Pick<SettingsEngine, 'specs' | 'managed' | 'chosen' | 'defaultOf'>;

export const patchOf = (values: readonly (readonly [string, unknown])[]): SettingsPatch =>
  Object.fromEntries(values) as SettingsPatch;

/** Every setting as the user has it, by path. */
export function valuesNow(engine: View): Record<string, unknown> {
  const chosen = engine.chosen();
  return Object.fromEntries(
    engine.specs.flatMap(({ namespace, schema }) =>
      Object.keys(schema.shape).map((field) => {
        const path = `${namespace}.${field}`;
        const own = chosen[namespace] ?? {};
        return [path, Object.hasOwn(own, field) ? own[field] : engine.defaultOf(path)];
      }),
    ),
  );
}

/** What a backup knows nothing of: whether this device has been welcomed already. */
const staysHere = new Set(['interaction.welcome', 'sources.companionOffered']);

const isEntries = (value: unknown): value is { readonly id: string }[] =>
  Array.isArray(value) && value.every((one) => isRecord(one) && typeof one['id'] === 'string');

/**
 * Added to what is here: of a list of things with an id (sources, widgets) those that the file does not name stay, and of a record
 * (kept layouts, adjustments) what it does not name. Anything else is one choice, and the file's counts.
 */
function together(mine: unknown, theirs: unknown): unknown {
  if (isEntries(mine) && isEntries(theirs)) {
    const brought = new Map(theirs.map((one) => [one.id, one]));
    const known = new Set(mine.map(({ id }) => id));
    return [...mine.map((one) => brought.get(one.id) ?? one), ...theirs.filter(({ id }) => !known.has(id))];
  }
  return isRecord(mine) && isRecord(theirs) ? { ...mine, ...theirs } : theirs;
}

function changesFor(mode: ImportMode, content: FileContent, engine: View): ImportChange[] {
  const now = valuesNow(engine);
  return engine.specs.flatMap(({ namespace, label: section, hints }) =>
    Object.entries(hints).flatMap(([field, { label }]) => {
      const path = `${namespace}.${field}`;
      const isNamed = Object.hasOwn(content.values, path);
      if (engine.managed.locked.has(path) || staysHere.has(path) || (mode === 'merge' && !isNamed)) return [];
      const named = mode === 'merge' ? together(now[path], content.values[path]) : content.values[path];
      const after = isNamed ? named : engine.defaultOf(path);
      return isSame(now[path], after) ? [] : [{ path, section, label, before: now[path], after }];
    }),
  );
}

/** Sources whose photos are permissions of this browser, which no file can hold. */
function notesFor({ values, secrets }: FileContent): string[] {
  const entries = values['sources.entries'];
  const sources = Array.isArray(entries) ? (entries as { source?: unknown }[]).map(({ source }) => source) : [];
  const folders = sources.filter((source) => source === 'folder' || source === 'files').length;
  const notes: string[] = [];
  if (folders > 0) {
    notes.push(
      t(
        '{count, plural, one {# folder has} other {# folders have}} to be picked again: no file can hold that permission.',
        {
          count: folders,
        },
      ),
    );
  }
  if (entries !== undefined && secrets === null) {
    notes.push(t('Passwords of services are not in this file. Enter them again where a source asks for them.'));
  }
  return notes;
}

export function previewOf(id: string, content: FileContent, engine: View): ImportPreview {
  const locked: Rejection[] = Object.keys(content.values)
    .filter((path) => engine.managed.locked.has(path))
    .map((path) => ({ path, value: null, message: lockedMessage() }));
  return {
    id,
    writtenBy: content.writtenBy,
    writtenAtMs: content.writtenAtMs,
    changes: { merge: changesFor('merge', content, engine), replace: changesFor('replace', content, engine) },
    rejected: [...content.rejected, ...locked],
    notes: notesFor(content),
    secrets: content.secrets ? 'sealed' : 'none',
    presets: Object.values(content.presets).map(({ label }) => label),
    transitions: content.transitions.map(({ name }) => name),
  };
}

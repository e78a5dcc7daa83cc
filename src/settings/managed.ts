/** What the owner of a screen has decided: other defaults, and settings that stay as they are. Pure and total. */
import { t } from '../shared/i18n.ts';
import { isRecord } from '../shared/plain-data.ts';
import type { Rejection, SettingsSpec } from '../shared/settings-spec.ts';
import type { Managed, SettingsRules } from './engine-api.ts';
import { fieldsOf } from './store.ts';

export const nothingManaged: Managed = { defaults: {}, locked: new Set(), rejected: [] };

/** The rest of a sentence that begins with the name of a setting. */
export const lockedMessage = () => t('is set by whoever runs this screen, and stays as it is');

/** `display` locks a whole namespace, `display.fit` one setting, `*` everything. */
function pathsOf(name: string, specs: readonly SettingsSpec[]): string[] {
  return specs.flatMap(({ namespace, schema }) =>
    Object.keys(schema.shape)
      .map((field) => `${namespace}.${field}`)
      .filter((path) => name === '*' || name === namespace || name === path),
  );
}

/** @param value `{ settings: {…} | { 'a.b': … }, locked: ['a', 'a.b'] }`; anything else manages nothing */
export function readManaged(value: unknown, { specs, checkField }: SettingsRules): Managed {
  if (!isRecord(value)) return nothingManaged;
  const rejected: Rejection[] = [];
  const defaults: Record<string, Record<string, unknown>> = {};
  for (const [path, wish] of fieldsOf(value['settings'])) {
    const [namespace = '', field = ''] = path.split(/\.(.*)/s);
    const spec = specs.find((one) => one.namespace === namespace);
    const checked = spec ? checkField(spec, field, wish) : null;
    if (checked?.ok) (defaults[namespace] ??= {})[field] = checked.value;
    else rejected.push({ path, value: wish, message: checked?.message ?? t('is not a setting') });
  }
  const locked = new Set<string>();
  for (const name of Array.isArray(value['locked']) ? (value['locked'] as unknown[]) : []) {
    const paths = typeof name === 'string' ? pathsOf(name, specs) : [];
    if (paths.length === 0) rejected.push({ path: String(name), value: name, message: t('is not a setting') });
    for (const path of paths) locked.add(path);
  }
  return { defaults, locked, rejected };
}

/** Settings given in the address: `?set.slideshow.intervalSec=5`. Total: whatever is typed there gives values or sentences. */
import { checkField, type Rejection, type SettingsSpec } from '../shared/settings-spec.ts';

export interface UrlSettings {
  /** `namespace` → field → value, all valid. */
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly rejected: readonly Rejection[];
  /** `&save=1`: keep them. */
  readonly save: boolean;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The ways one typed word can be meant, most literal first. */
function readings(text: string): unknown[] {
  const found: unknown[] = [text];
  const word = text.trim().toLowerCase();
  if (['true', 'on', 'yes', '1', ''].includes(word)) found.push(true);
  if (['false', 'off', 'no', '0'].includes(word)) found.push(false);
  if (word !== '' && Number.isFinite(Number(word))) found.push(Number(word));
  const json = parseJson(text);
  if (typeof json === 'object' && json !== null) found.push(json);
  else found.push(text.split(',').map((part) => part.trim()));
  return found;
}

function read(spec: SettingsSpec, field: string, text: string) {
  const tries = readings(text).map((value) => checkField(spec, field, value));
  // Whoever writes JSON wants to know what is wrong inside it.
  const told = /^\s*[[{]/.test(text) ? tries.at(-1) : tries[0];
  return tries.find((one) => one.ok) ?? told ?? { ok: false as const, message: 'is not valid' };
}

/** @param search the query part of the address, with or without `?` */
export function settingsFromUrl(search: string, specs: readonly SettingsSpec[]): UrlSettings {
  const query = new URLSearchParams(search);
  const values: Record<string, Record<string, unknown>> = {};
  const rejected: Rejection[] = [];
  for (const [key, text] of query) {
    if (!key.startsWith('set.')) continue;
    const path = key.slice(4);
    const dot = path.indexOf('.');
    const namespace = path.slice(0, dot);
    const field = path.slice(dot + 1);
    const spec = dot > 0 ? specs.find((one) => one.namespace === namespace) : undefined;
    if (!spec || !Object.hasOwn(spec.schema.shape, field)) {
      rejected.push({ path, value: text, message: 'is not a setting. The names are listed in docs/automation.md.' });
      continue;
    }
    const result = read(spec, field, text);
    if (result.ok) (values[namespace] ??= {})[field] = result.value;
    else rejected.push({ path, value: text, message: result.message });
  }
  return { values, rejected, save: query.get('save') === '1' };
}

/** What a setting says, for people who compare two values without their controls. Total. */
import { t } from '../../shared/i18n.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { describeField, type FieldKind } from './describe.ts';
import { say, sayNumber } from './words.ts';

const LONGEST = 60;
const nothing = '–';

const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const optionsOf = (kind: FieldKind): readonly { readonly value: string; readonly label: string }[] =>
  'options' in kind ? (kind.options ?? []) : [];

/** Whatever has a name is called by it: a source, a widget. */
function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { label, name, widget, id } = item as Readonly<Record<string, unknown>>;
  const found = [label, name, widget, id].find((it) => typeof it === 'string' && it !== '');
  return typeof found === 'string' ? say(found) : JSON.stringify(item);
}

export function valueInWords(spec: SettingsSpec | undefined, field: string, value: unknown): string {
  const kind: FieldKind = spec ? describeField(spec, field) : { kind: 'none' };
  const named = (one: unknown): string => {
    const option = optionsOf(kind).find((it) => it.value === one);
    return option ? say(option.label) : nameOf(one);
  };
  if (value === undefined || value === null || value === '') return nothing;
  if (typeof value === 'boolean') return value ? t('On') : t('Off');
  if (typeof value === 'number') {
    const unit = kind.kind === 'number' ? kind.unit : '';
    return `${sayNumber(value)}${unit === '' ? '' : ` ${say(unit)}`}`;
  }
  if (Array.isArray(value)) return value.length === 0 ? nothing : shorten(value.map(named).join(', '));
  if (typeof value !== 'object') return shorten(named(value));
  const keys = Object.keys(value);
  return keys.length === 0 ? nothing : shorten(keys.join(', '));
}

/** The name of a setting, for its path; the path itself where nobody knows it. */
export function labelOf(specs: readonly SettingsSpec[], path: string): string {
  const [namespace = '', field = ''] = path.split(/\.(.*)/s);
  const spec = specs.find((it) => it.namespace === namespace);
  const label = spec?.hints[field]?.label ?? (field === '' ? spec?.label : undefined);
  return label === undefined ? path : say(label);
}

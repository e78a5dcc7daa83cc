/** From a settings spec to the control that fits a field. Total: what no control fits is `none`. Pure. */
import type { TransitionParam, VisualizerInfo } from '../../shared/app-api.ts';
import { words } from '../../shared/i18n.ts';
import type { ControlHint, SettingsSpec } from '../../shared/settings-spec.ts';
import type { WidgetOption } from '../../shared/widget.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export type FieldKind =
  | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly look?: 'segments' | 'select' }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit: string;
      readonly scale: 'linear' | 'log';
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly placeholder?: string; readonly suggests?: boolean }
  | { readonly kind: 'lines'; readonly lines: number; readonly placeholder?: string }
  /** Never shown again once it was left. */
  | { readonly kind: 'secret'; readonly placeholder?: string }
  /** `auto` is a value where the setting knows one. */
  | { readonly kind: 'colour'; readonly hasAuto: boolean }
  | { readonly kind: 'time' }
  /** One text, `HH:MM-HH:MM`. */
  | { readonly kind: 'time-range' }
  | { readonly kind: 'list'; readonly placeholder?: string; readonly options?: readonly Option[] }
  | { readonly kind: 'device' }
  /** A place, looked up while it is typed. */
  | { readonly kind: 'location'; readonly placeholder?: string }
  /** The name of a folder; `path` is that of the setting. */
  | { readonly kind: 'folder'; readonly path: string }
  /** Each is shown in its own letters. */
  | { readonly kind: 'font'; readonly options: readonly Option[] }
  | {
      readonly kind: 'parts';
      readonly count: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  /** Edited by a section of its own, or not at all. */
  | { readonly kind: 'none' };

/** The part of zod's public definition tree that decides. */
interface SchemaNode {
  readonly _zod?: {
    readonly def: {
      readonly type: string;
      readonly innerType?: SchemaNode;
      readonly element?: SchemaNode;
      readonly options?: readonly SchemaNode[];
      readonly entries?: Readonly<Record<string, string>>;
    };
  };
}

function typesOf(schema: SchemaNode | undefined): { types: readonly string[]; values: readonly string[] } {
  const def = schema?._zod?.def;
  if (!def) return { types: [], values: [] };
  if (def.innerType) return typesOf(def.innerType);
  if (def.type === 'union') return { types: (def.options ?? []).flatMap((it) => typesOf(it).types), values: [] };
  if (def.type === 'array') {
    const inner = typesOf(def.element);
    return {
      types: inner.types.includes('enum') || inner.types.includes('string') ? ['list'] : [],
      values: inner.values,
    };
  }
  return { types: [def.type], values: Object.values(def.entries ?? {}) };
}

const holder = ({ placeholder }: ControlHint): { readonly placeholder?: string } =>
  placeholder === undefined ? {} : { placeholder };

/** A text with a control of its own. */
function describeText(hint: ControlHint, path: string): FieldKind {
  const options = Object.entries(hint.options ?? {}).map(([value, label]) => ({ value, label }));
  switch (hint.control) {
    case 'colour':
      return { kind: 'colour', hasAuto: false };
    case 'time':
      return { kind: 'time' };
    case 'time-range':
      return { kind: 'time-range' };
    case 'secret':
      return { kind: 'secret', ...holder(hint) };
    case 'lines':
      return { kind: 'lines', lines: 4, ...holder(hint) };
    case 'device':
      return { kind: 'device' };
    case 'location':
      return { kind: 'location', ...holder(hint) };
    case 'folder':
      return { kind: 'folder', path };
    case 'font':
      return { kind: 'font', options: options.length > 0 ? options : standardFonts };
    case 'select':
    case 'segments':
      return options.length > 0 ? { kind: 'choice', options, ...lookOf(hint) } : { kind: 'text', ...holder(hint) };
    default:
      return { kind: 'text', ...holder(hint) };
  }
}

const lookOf = ({ control }: ControlHint): { readonly look?: 'segments' | 'select' } =>
  control === 'segments' || control === 'select' ? { look: control } : {};

/** Families that every device has something for, and ours. CSS names. */
const standardFonts: readonly Option[] = [
  { value: 'Inter Variable', label: 'Inter' },
  { value: 'system-ui', label: words('Of this device') },
  { value: 'serif', label: words('Serif') },
  { value: 'monospace', label: words('Fixed width') },
  { value: 'cursive', label: words('Handwritten') },
];

export function describeField(spec: SettingsSpec, field: string): FieldKind {
  const hint: ControlHint | undefined = spec.hints[field];
  if (!hint || hint.hidden) return { kind: 'none' };
  const { types, values } = typesOf(spec.schema.shape[field] as SchemaNode | undefined);
  const labelled = (): readonly Option[] => values.map((value) => ({ value, label: hint.options?.[value] ?? value }));
  if (types.includes('enum') && hint.control === 'font') return { kind: 'font', options: labelled() };
  if (types.includes('enum')) return { kind: 'choice', options: labelled(), ...lookOf(hint) };
  if (types.includes('list')) {
    return { kind: 'list', ...holder(hint), ...(values.length > 0 ? { options: labelled() } : {}) };
  }
  if (types.includes('boolean')) return { kind: 'switch' };
  if (types.some((type) => type === 'number' || type === 'int')) {
    const { min = 0, max = 100, step = 1, unit = '', scale = 'linear' } = hint;
    return { kind: 'number', min, max, step, unit, scale };
  }
  return types.includes('string') ? describeText(hint, `${spec.namespace}.${field}`) : { kind: 'none' };
}

/** The control for a parameter of a transition or a visualizer. */
export function describeParam(param: TransitionParam): FieldKind {
  const { type, min = 0, max = 1 } = param;
  if (type === 'bool') return { kind: 'switch' };
  if (type === 'color') return { kind: 'colour', hasAuto: false };
  const step = param.step ?? (type === 'int' || type === 'ivec2' ? 1 : 0.01);
  if (Array.isArray(param.default)) return { kind: 'parts', count: param.default.length, min, max, step };
  return { kind: 'number', min, max, step, unit: '', scale: 'linear' };
}

/** More than these are a list of the browser's own, which can be typed into. */
export const MOST_SIDE_BY_SIDE = 8;

/**
 * Many looks that only say what one parameter is are names for its values: the parameter becomes a choice of them, and the other
 * parameters stay as they are. Null where looks are more than that, or few.
 */
export function namedValues({ params, presets }: Pick<VisualizerInfo, 'params' | 'presets'>) {
  const looks = Object.values(presets);
  const names = new Set(looks.flatMap((look) => Object.keys(look.params)));
  const [name = ''] = names;
  const fallback = params[name]?.default;
  if (looks.length <= MOST_SIDE_BY_SIDE || names.size !== 1 || typeof fallback !== 'number') return null;
  const options = looks.map((look): Option => ({ value: String(look.params[name] ?? fallback), label: look.label }));
  return { name, kind: { kind: 'choice', options, look: 'select' } satisfies FieldKind };
}

/** The control for an option of a widget. */
export function describeOption(option: WidgetOption): FieldKind {
  switch (option.kind) {
    case 'switch':
      return { kind: 'switch' };
    case 'choice':
      return { kind: 'choice', options: Object.entries(option.options).map(([value, label]) => ({ value, label })) };
    case 'number':
      return {
        kind: 'number',
        min: option.min,
        max: option.max,
        step: option.step ?? 1,
        unit: option.unit ?? '',
        scale: 'linear',
      };
    case 'text':
      return option.lines
        ? { kind: 'lines', lines: option.lines }
        : { kind: 'text', suggests: Boolean(option.suggest) };
  }
}

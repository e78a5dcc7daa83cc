/** From a settings spec to the control that fits a field. Total: what no control fits is `none`. */
import type { ControlHint, SettingsSpec } from '../../shared/settings-spec.ts';

export type FieldKind =
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit: string;
      readonly scale: 'linear' | 'log';
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'text' }
  /** Edited by a section of its own, or not at all. */
  | { readonly kind: 'none' };

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The part of zod's public definition tree that decides. */
interface SchemaNode {
  readonly _zod?: {
    readonly def: {
      readonly type: string;
      readonly innerType?: SchemaNode;
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
  return { types: [def.type], values: Object.values(def.entries ?? {}) };
}

export function describeField(spec: SettingsSpec, field: string): FieldKind {
  const hint: ControlHint | undefined = spec.hints[field];
  if (!hint || hint.hidden) return { kind: 'none' };
  const { types, values } = typesOf(spec.schema.shape[field] as SchemaNode | undefined);
  if (types.includes('enum')) {
    return { kind: 'choice', options: values.map((value) => ({ value, label: hint.options?.[value] ?? value })) };
  }
  if (types.includes('boolean')) return { kind: 'switch' };
  if (types.includes('number')) {
    const { min = 0, max = 100, step = 1, unit = '', scale = 'linear' } = hint;
    return { kind: 'number', min, max, step, unit, scale };
  }
  return types.includes('string') ? { kind: 'text' } : { kind: 'none' };
}

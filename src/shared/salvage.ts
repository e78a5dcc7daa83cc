/**
 * What is still good of a damaged value: a list without its broken items, an object without its broken parts. For stored rows
 * only; what a person or a script sets is taken as it is or refused. Any thread; total.
 */
import * as z from 'zod/mini';
import { isRecord } from './plain-data.ts';

/** The parts of a schema's definition that say what it is made of. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodMiniType;
  readonly element?: z.ZodMiniType;
  readonly valueType?: z.ZodMiniType;
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
}

type Salvaged = { readonly value: unknown } | null;

const deepest = 8;

function goodParts(
  schemaOf: (name: string) => z.ZodMiniType | undefined,
  parts: Record<string, unknown>,
  depth: number,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    const schema = schemaOf(name);
    const good = schema ? salvage(schema, part, depth + 1) : { value: part };
    if (good) kept[name] = good.value;
  }
  return kept;
}

function take(definition: Definition, value: unknown, depth: number): Salvaged {
  const { type, innerType, element, valueType, shape } = definition;
  if (innerType) return salvage(innerType, value, depth);
  if (type === 'array' && element && Array.isArray(value)) {
    const good = value.flatMap((item) => salvage(element, item, depth + 1) ?? []);
    return good.length > 0 ? { value: good.map((item) => item.value) } : null;
  }
  if (type === 'record' && valueType && isRecord(value)) return { value: goodParts(() => valueType, value, depth) };
  if (type === 'object' && shape && isRecord(value)) {
    return { value: goodParts((name) => (Object.hasOwn(shape, name) ? shape[name] : undefined), value, depth) };
  }
  return null;
}

/** Null when nothing of it is good. */
export function salvage(schema: z.ZodMiniType, value: unknown, depth = 0): Salvaged {
  const whole = z.safeParse(schema, value);
  if (whole.success) return { value: whole.data };
  if (depth > deepest) return null;
  const part = take(schema._zod.def as unknown as Definition, value, depth);
  const checked = part && z.safeParse(schema, part.value);
  return checked?.success ? { value: checked.data } : null;
}

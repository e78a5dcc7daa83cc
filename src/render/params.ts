/** Checks a transition's parameters against its specs. */
import { AppError } from '../shared/errors.ts';
import type { Params, ParamSpec, ParamValue, TransitionDefinition } from './transition.ts';

const LENGTHS: Partial<Record<ParamSpec['type'], number>> = { vec2: 2, vec3: 3, vec4: 4, ivec2: 2, color: 3 };

/** Whatever has parameters: a transition, a visualizer. */
export type Adjustable = Pick<TransitionDefinition, 'label' | 'params'>;

/** A sentence part that says what is wrong, or null. */
function complaint(spec: ParamSpec, value: unknown): string | null {
  if (spec.type === 'bool') return typeof value === 'boolean' ? null : 'must be true or false';
  const length = LENGTHS[spec.type];
  const whole = spec.type === 'int' || spec.type === 'ivec2';
  if (length !== undefined) {
    const fits = Array.isArray(value) && value.length === length && value.every((part) => inRange(spec, part, whole));
    return fits ? null : `must be ${length} ${whole ? 'whole ' : ''}numbers${range(spec)}`;
  }
  return inRange(spec, value, whole) ? null : `must be a ${whole ? 'whole ' : ''}number${range(spec)}`;
}

function inRange(spec: ParamSpec, value: unknown, whole: boolean): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (whole && !Number.isInteger(value)) return false;
  return value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity);
}

function range(spec: ParamSpec): string {
  if (spec.min !== undefined && spec.max !== undefined) return ` from ${spec.min} to ${spec.max}`;
  return '';
}

/** Every parameter of the transition; throws `input.invalid` with a sentence for a wrong or unknown one. */
export function requireParams(definition: Adjustable, given: Readonly<Record<string, unknown>> | undefined): Params {
  for (const [name, value] of Object.entries(given ?? {})) {
    const spec = definition.params[name];
    if (!spec || !Object.hasOwn(definition.params, name)) {
      const known = Object.keys(definition.params).join(', ') || 'none';
      throw new AppError('input.invalid', `${definition.label} has no parameter “${name}”. It has: ${known}.`);
    }
    const wrong = complaint(spec, value);
    if (wrong) throw new AppError('input.invalid', `The parameter “${name}” of ${definition.label} ${wrong}.`);
  }
  return repairParams(definition, given);
}

/** Every parameter of the transition; what does not fit becomes its default. For stored settings. */
export function repairParams(
  definition: Pick<Adjustable, 'params'>,
  given: Readonly<Record<string, unknown>> | undefined,
): Params {
  const params: Record<string, ParamValue> = {};
  for (const [name, spec] of Object.entries(definition.params)) {
    const value = given && Object.hasOwn(given, name) ? given[name] : undefined;
    params[name] = value !== undefined && !complaint(spec, value) ? (value as ParamValue) : spec.default;
  }
  return params;
}

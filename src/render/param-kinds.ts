/** Parameters in one line each. */
import type { ParamSpec } from './transition.ts';

/** A share of something, or any number between two ends. */
export function float(
  label: string,
  help: string,
  standard: number,
  [min, max]: readonly [min: number, max: number] = [0, 1],
  step = 0.05,
): ParamSpec {
  return { type: 'float', default: standard, label, help, min, max, step };
}

export function int(label: string, help: string, standard: number, min: number, max: number): ParamSpec {
  return { type: 'int', default: standard, label, help, min, max, step: 1 };
}

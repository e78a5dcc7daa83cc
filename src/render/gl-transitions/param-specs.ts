/** From a declared parameter to a setting: a label in words and a range in which the default sits well. Pure. */
import type { ParamSpec, ParamValue } from '../transition.ts';
import type { Declaration } from './declarations.ts';

/** Zero of these divides by zero or leaves nothing to see. */
const NEVER_ZERO =
  /size|scale|zoom|count|num|pixel|bars|dots|squares|segments|steps|waves|power|pow|hexagons|slits|frame|span/i;
/** One is all there is of these. */
const SHARE = /smooth|strength|intensity|amount|luminosity|blur|opacity/i;
const COLOUR = /colou?r|clr/i;
const CENTRE = /cent(?:er|re)/i;

interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** 1, 2 or 5 times a power of ten, not below the value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = value / power;
  return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power;
}

function tidy(value: number): number {
  return Number(value.toPrecision(6));
}

function floatRange(name: string, value: number): Range {
  const size = Math.abs(value);
  if (size === 0) return { min: -1, max: 1, step: 0.01 };
  const max = size < 1 || (size === 1 && SHARE.test(name)) ? 1 : tidy(roundUp(size * 3));
  if (value < 0) return { min: -max, max, step: tidy(max / 100) };
  const smallest = tidy(roundUp(size / 10));
  const min = NEVER_ZERO.test(name) ? Math.min(value, smallest) : 0;
  return { min, max, step: tidy(Math.min(max / 100, size <= 0.02 ? 0.001 : max)) };
}

function intRange(value: number): Range {
  if (value === 0) return { min: 0, max: 8, step: 1 };
  if (value === 1) return { min: 0, max: 1, step: 1 };
  if (Math.abs(value) <= 2) return { min: -4, max: 4, step: 1 };
  return { min: 1, max: Math.ceil(roundUp(value * 3)), step: 1 };
}

function rangeOf({ name, type, value }: Declaration): Range | null {
  if (type === 'bool') return null;
  if (type === 'float') return floatRange(name, Number(value));
  if (type === 'int') return intRange(Number(value));
  const parts = Array.isArray(value) ? (value as number[]) : [];
  const largest = Math.max(...parts.map(Math.abs), 0);
  if (type === 'ivec2') return { min: 1, max: Math.max(4, Math.ceil(roundUp(largest * 3))), step: 1 };
  if (type !== 'vec2' || CENTRE.test(name)) return { min: 0, max: Math.max(1, largest), step: 0.01 };
  return { min: -Math.max(1, largest), max: Math.max(1, largest), step: 0.01 };
}

/** `uHotClr` and `zoom_quickness` as a person would write them. */
export function wordsOf(name: string): string {
  const words = name
    .replace(/^u_|^u(?=[A-Z])|^[ln]_/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([a-z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .replace(/^bg ?colou?r$/i, 'Background colour')
    .replace(/\b[Cc]lr\b/, 'colour')
    .replace(/\b[Cc]olor/, 'colour')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function specOf(declaration: Declaration): ParamSpec {
  const { name, remark, value } = declaration;
  const type = declaration.type === 'vec3' && COLOUR.test(name) ? 'color' : declaration.type;
  return {
    type,
    default: value satisfies ParamValue,
    label: wordsOf(name) || name,
    ...(remark ? { help: remark } : {}),
    ...rangeOf(declaration),
  };
}

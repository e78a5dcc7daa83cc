/**
 * Reads what a GL Transitions body says about itself: its parameters with the defaults that stand in comments
 * (`uniform float x; // = 0.5`, `uniform vec3 c /* = vec3(1.0) *\/;`), its samplers, author and licence.
 * Total: what cannot be read is left out or becomes zero.
 */
import type { ParamSpec, ParamValue } from '../transition.ts';

export interface Declaration {
  readonly name: string;
  readonly type: Exclude<ParamSpec['type'], 'color'>;
  readonly value: ParamValue;
  /** The rest of the comment, for people. */
  readonly remark: string;
}

export interface Declarations {
  readonly params: readonly Declaration[];
  readonly samplers: readonly string[];
  /** Names of uniforms whose type no setting can hold, with their line. */
  readonly unsupported: readonly { readonly name: string; readonly type: string; readonly line: number }[];
  readonly author: string;
  readonly licence: string;
}

const TYPES = ['float', 'int', 'bool', 'vec2', 'vec3', 'vec4', 'ivec2'] as const;
const LENGTHS: Partial<Record<Declaration['type'], number>> = { vec2: 2, vec3: 3, vec4: 4, ivec2: 2 };
/** The engine sets these itself, unless a comment gives them a default of their own. */
const ENGINE = new Set(['progress', 'ratio', 'resolution', 'seed', 'from', 'to']);

const isParamType = (type: string): type is Declaration['type'] => (TYPES as readonly string[]).includes(type);

/** The same text with every comment turned into spaces, so that positions stay. */
export function withoutComments(glsl: string): string {
  const blank = (comment: string): string => comment.replace(/[^\n]/g, ' ');
  return glsl.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, blank);
}

/** The default in a comment as plain numbers: `vec2(0.5)` gives [0.5], `true` gives [1]. */
function numbersOf(expression: string): number[] {
  const said = expression.trim();
  if (/^(true|false)\b/.test(said)) return [said.startsWith('true') ? 1 : 0];
  const inner = /^[a-z]+\d?\s*\(([^)]*)\)/.exec(said)?.[1] ?? /^[-+.\w]+/.exec(said)?.[0] ?? '';
  return inner
    .split(',')
    .map((part) => Number.parseFloat(part))
    .filter((part) => Number.isFinite(part));
}

function valueOf(type: Declaration['type'], numbers: readonly number[]): ParamValue {
  const [first = 0] = numbers;
  if (type === 'bool') return first !== 0;
  const whole = type === 'int' || type === 'ivec2';
  const length = LENGTHS[type];
  const round = (value: number): number => (whole ? Math.round(value) : value);
  if (length === undefined) return round(first);
  return Array.from({ length }, (_, index) => round(numbers.length === 1 ? first : (numbers[index] ?? 0)));
}

function commentsIn(text: string): string {
  return [...text.matchAll(/\/\*([\s\S]*?)\*\/|\/\/([^\n]*)/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .join(' ')
    .trim();
}

/** `= vec2(0.5); how far it goes` → the default and the words after it. */
function readComment(comment: string): { numbers: number[]; remark: string; hasDefault: boolean } {
  const found = /^\s*=\s*((?:[a-z]+\d?\s*\([^)]*\))|[^;,\s]+)/.exec(comment);
  const rest = (found ? comment.slice(found[0].length) : comment).replace(/^[\s;,/]+/, '').trim();
  const remark = rest.length > 120 ? '' : rest;
  return { numbers: found?.[1] ? numbersOf(found[1]) : [], remark, hasDefault: found !== null };
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

export function readDeclarations(glsl: string): Declarations {
  const code = withoutComments(glsl);
  const params: Declaration[] = [];
  const samplers: string[] = [];
  const unsupported: { name: string; type: string; line: number }[] = [];
  const statement = /(?<=^|[;}\n])\s*uniform\s+(?:(?:low|medium|high)p\s+)?(\w+)\s+([^;]+);/g;
  for (const match of code.matchAll(statement)) {
    const type = match[1] ?? '';
    const names = (match[2] ?? '').split(',').map((name) => name.trim());
    const start = match.index + match[0].indexOf('uniform');
    const end = match.index + match[0].length;
    const lineEnd = glsl.indexOf('\n', end);
    const inside = commentsIn(glsl.slice(start, end));
    const comment =
      inside || commentsIn(glsl.slice(end, lineEnd < 0 ? undefined : lineEnd).replace(/\buniform\b.*/, ''));
    const { numbers, remark, hasDefault } = readComment(comment);
    for (const name of names) {
      if (ENGINE.has(name) && !hasDefault) continue;
      if (type === 'sampler2D') samplers.push(name);
      else if (isParamType(type) && /^\w+$/.test(name))
        params.push({ name, type, value: valueOf(type, numbers), remark });
      else unsupported.push({ name, type, line: lineOf(code, start) });
    }
  }
  return { params, samplers, unsupported, author: tagged(glsl, 'author'), licence: tagged(glsl, 'licen[cs]e') };
}

/** `// Author: gre` anywhere in the head comments. */
function tagged(glsl: string, tag: string): string {
  return new RegExp(`^[ \\t]*(?://|\\*)[ \\t]*${tag}s?[ \\t]*:[ \\t]*(.+)$`, 'im').exec(glsl)?.[1]?.trim() ?? '';
}

/** `// Name: …` for files that were exported here. */
export function nameIn(glsl: string): string {
  return tagged(glsl, 'name');
}

/** What can be refused by reading alone, before a compiler or a graphics card sees it. Pure and total. */
import { say } from '../../shared/i18n.ts';
import { readDeclarations } from '../gl-transitions/declarations.ts';
import { estimateSteps } from './steps.ts';
import { expand, split, type Directive } from './tokens.ts';

export interface GlslError {
  /** In the text that was given, from 1. */
  readonly line: number;
  readonly message: string;
}

const LARGEST_CHARS = 64_000;
/** The costliest body of the package takes about 700. */
export const MOST_STEPS = 20_000;

const ALLOWED = new Set(['define', 'undef', 'if', 'ifdef', 'ifndef', 'else', 'elif', 'endif', 'error', '']);
const WHY: Readonly<Record<string, string>> = {
  version: 'Leave “#version” out: bodies are GLSL ES 1.00, as on gl-transitions.com.',
  pragma: '“#pragma” is not taken. Leave it out.',
  extension: '“#extension” is not taken. Bodies use plain GLSL ES 1.00.',
  line: '“#line” is not taken: it would hide where errors are.',
};

function refusedDirectives(directives: readonly Directive[]): GlslError[] {
  return directives
    .filter(({ name }) => !ALLOWED.has(name))
    .map(({ name, line }) => ({ line, message: WHY[name] ?? say`“#${name}” is not taken. Leave it out.` }));
}

export function inspect(glsl: string): GlslError[] {
  if (glsl.length > LARGEST_CHARS) {
    const message = say`This is ${Math.round(glsl.length / 1000)} kB long. At most ${LARGEST_CHARS / 1000} kB are taken.`;
    return [{ line: 1, message }];
  }
  const { tokens, directives } = split(glsl);
  const errors = refusedDirectives(directives);
  if (errors.length > 0) return errors;
  const expanded = expand(tokens, directives);
  if (!expanded) {
    const line = directives.find(({ name }) => name === 'define')?.line ?? 1;
    return [{ line, message: 'The macros of this text grow too large when they are put in. Use fewer of them.' }];
  }
  const isEntry = expanded.some(({ text }, at) => text === 'transition' && expanded[at + 1]?.text === '(');
  if (!isEntry) return [{ line: 1, message: 'There is no “vec4 transition(vec2 uv)” in this text.' }];
  const endless = expanded.find(({ text }) => text === 'while' || text === 'do');
  if (endless) return [{ line: endless.line, message: 'Only “for” loops with constant bounds are taken.' }];
  for (const { name, type, line } of readDeclarations(glsl).unsupported) {
    errors.push({ line, message: say`The parameter “${name}” is of type “${type}”, which no setting can hold.` });
  }
  const { total, worst } = estimateSteps(expanded);
  if (total === Infinity) {
    const message = 'Nothing shows that this loop ends. Count up to a number, a constant or a parameter.';
    errors.push({ line: worst?.line ?? 1, message });
  } else if (total > MOST_STEPS) {
    const count = total.toLocaleString('en', { maximumFractionDigits: 0 });
    const message = say`One pixel would take about ${count} steps, which no screen keeps up with. Shorten the loops.`;
    errors.push({ line: worst?.line ?? 1, message });
  }
  return errors;
}

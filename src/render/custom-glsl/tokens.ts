/** GLSL as tokens, each with its line, and its macros expanded within a budget. Total: odd text gives odd tokens. */
import { withoutComments } from '../gl-transitions/declarations.ts';

export interface Token {
  readonly text: string;
  readonly line: number;
}

interface Macro {
  /** Null: no parentheses. */
  readonly params: readonly string[] | null;
  readonly body: readonly Token[];
}

export interface Directive {
  readonly name: string;
  readonly rest: string;
  readonly line: number;
}

/** More than any effect needs; a bomb doubles past it within a few lines. */
const TOKEN_BUDGET = 30_000;
const DEEPEST = 64;

const TOKEN = /[A-Za-z_]\w*|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[<>=!]=|\+\+|--|[-+*/]=|&&|\|\||\S/g;

const tokensOf = (text: string, line: number): Token[] =>
  [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], line }));

/** Lines of code and lines that begin with `#`, comments gone. */
export function split(glsl: string): { tokens: Token[]; directives: Directive[] } {
  const tokens: Token[] = [];
  const directives: Directive[] = [];
  for (const [index, line] of withoutComments(glsl)
    .split(/\r\n|\r|\n/)
    .entries()) {
    const directive = /^\s*#\s*(\w*)\s*(.*)$/.exec(line);
    if (directive) directives.push({ name: directive[1] ?? '', rest: directive[2] ?? '', line: index + 1 });
    else for (const token of tokensOf(line, index + 1)) tokens.push(token);
  }
  return { tokens, directives };
}

/** Every branch of `#if` counts: too much rather than too little. */
function macrosOf(directives: readonly Directive[]): Map<string, Macro> {
  const macros = new Map<string, Macro>();
  for (const { name, rest, line } of directives) {
    const found = name === 'define' ? /^(\w+)(\(([^)]*)\))?(.*)$/.exec(rest) : null;
    if (!found?.[1]) continue;
    const params = found[2] === undefined ? null : (found[3] ?? '').split(',').map((param) => param.trim());
    macros.set(found[1], { params, body: tokensOf(found[4] ?? '', line) });
  }
  return macros;
}

/** The arguments of a call that begins at `open`, and where it ends. */
function argumentsAt(tokens: readonly Token[], open: number): { args: Token[][]; end: number } {
  const args: Token[][] = [[]];
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    if (token.text === '(' && depth++ === 0) continue;
    if (token.text === ')' && --depth === 0) return { args, end: at + 1 };
    if (token.text === ',' && depth === 1) args.push([]);
    else args.at(-1)?.push(token);
  }
  return { args, end: tokens.length };
}

/** Null when it grows beyond the budget. */
export function expand(tokens: readonly Token[], directives: readonly Directive[]): Token[] | null {
  const macros = macrosOf(directives);
  const out: Token[] = [];
  let work = 0;
  const run = (input: readonly Token[], hidden: ReadonlySet<string>, into: Token[]): boolean => {
    for (let at = 0; at < input.length; at++) {
      const token = input[at];
      if (!token) continue;
      if (++work > TOKEN_BUDGET * 4 || into.length > TOKEN_BUDGET || hidden.size > DEEPEST) return false;
      const macro = hidden.has(token.text) ? undefined : macros.get(token.text);
      const isCall = macro?.params !== null && input[at + 1]?.text === '(';
      if (!macro || (macro.params !== null && !isCall)) {
        into.push(token);
        continue;
      }
      let body: readonly Token[] = macro.body;
      if (macro.params !== null) {
        const { args, end } = argumentsAt(input, at + 1);
        at = end - 1;
        const ready: Token[][] = [];
        for (const arg of args) {
          const expanded: Token[] = [];
          if (!run(arg, hidden, expanded)) return false;
          ready.push(expanded);
        }
        const places = new Map(macro.params.map((param, index) => [param, ready[index] ?? []]));
        if (macro.body.reduce((sum, { text }) => sum + (places.get(text)?.length ?? 1), 0) > TOKEN_BUDGET) return false;
        body = macro.body.flatMap((part) => places.get(part.text) ?? [part]);
      }
      const expanded: Token[] = [];
      if (!run(body, new Set([...hidden, token.text]), expanded)) return false;
      for (const part of expanded) into.push(part);
    }
    return into.length <= TOKEN_BUDGET;
  };
  return run(tokens, new Set(), out) ? out : null;
}

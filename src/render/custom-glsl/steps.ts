/**
 * About how many steps one pixel takes: loops by their constant bounds, nested ones multiplied, called functions
 * counted where they are called. A loop that nothing shows to end counts as infinite. An estimate to refuse the hopeless
 * before a graphics card sees it; a bound that is a parameter counts as a short loop, and the timed draw decides. Pure and total.
 */
import type { Token } from './tokens.ts';

/** Where a loop's bounds cannot be read. */
const UNKNOWN_TURNS = 64;
const DEEPEST = 40;

interface Loop {
  readonly turns: number;
  readonly line: number;
}

export interface Steps {
  readonly total: number;
  /** The longest single loop. */
  readonly worst: Loop | null;
}

type Constants = ReadonlyMap<string, number>;

/** `2.0 * PI`, `-8`, `float(N)`; null for anything that is not constant. */
function evaluate(tokens: readonly Token[], constants: Constants): number | null {
  let at = 0;
  const peek = (): string => tokens[at]?.text ?? '';
  const atom = (): number | null => {
    const text = peek();
    at++;
    if (text === '-' || text === '+') {
      const value = atom();
      return value === null ? null : text === '-' ? -value : value;
    }
    if (text === '(' || ((text === 'float' || text === 'int') && peek() === '(')) {
      if (text !== '(') at++;
      const value = sum();
      at++;
      return value;
    }
    if (/^[\d.]/.test(text)) return Number.parseFloat(text);
    return constants.get(text) ?? null;
  };
  const product = (): number | null => {
    let value = atom();
    while (peek() === '*' || peek() === '/') {
      const isTimes = peek() === '*';
      at++;
      const other = atom();
      value = value === null || other === null ? null : isTimes ? value * other : value / other;
    }
    return value;
  };
  const sum = (): number | null => {
    let value = product();
    while (peek() === '+' || peek() === '-') {
      const isPlus = peek() === '+';
      at++;
      const other = product();
      value = value === null || other === null ? null : isPlus ? value + other : value - other;
    }
    return value;
  };
  const value = tokens.length > 0 && tokens.length < 200 ? sum() : null;
  return at >= tokens.length ? value : null;
}

function constantsIn(tokens: readonly Token[]): Constants {
  const constants = new Map<string, number>();
  for (const [index, { text }] of tokens.entries()) {
    if (text !== '=' || !/^(float|int)$/.test(tokens[index - 2]?.text ?? '')) continue;
    const end = tokens.findIndex((token, at) => at > index && (token.text === ';' || token.text === ','));
    const value = evaluate(tokens.slice(index + 1, end < 0 ? undefined : end), constants);
    const name = tokens[index - 1]?.text;
    if (value !== null && name) constants.set(name, value);
  }
  return constants;
}

/** The index after the bracket that closes the one at `open`. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const text = tokens[at]?.text ?? '';
    if (text === '(' || text === '{' || text === '[') depth++;
    if ((text === ')' || text === '}' || text === ']') && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** The index after a statement that begins at `start`. */
function statementEnd(tokens: readonly Token[], start: number, depth = 0): number {
  const text = tokens[start]?.text;
  if (text === '{') return closing(tokens, start);
  if (depth < DEEPEST && (text === 'for' || text === 'while' || text === 'if'))
    return statementEnd(tokens, closing(tokens, start + 1), depth + 1);
  let at = start;
  while (at < tokens.length && tokens[at]?.text !== ';') at = tokens[at]?.text === '(' ? closing(tokens, at) : at + 1;
  return at + 1;
}

/** What a parameter's name may stand for is a matter of its range; any other name could be anything. */
function isReadable(tokens: readonly Token[], known: Constants, params: ReadonlySet<string>): boolean {
  return tokens.every(
    ({ text }) => !/^[A-Za-z_]/.test(text) || known.has(text) || params.has(text) || /^(float|int)$/.test(text),
  );
}

const isChange = (text: string | undefined): boolean => text !== undefined && /^([-+*/]?=|\+\+|--)$/.test(text);

/** How often a `for` runs; infinite when nothing says that it ends. */
function turnsOf(
  head: readonly Token[],
  body: readonly Token[],
  constants: Constants,
  params: ReadonlySet<string>,
): number {
  const parts: Token[][] = [[], [], []];
  let part = 0;
  for (const token of head) {
    if (token.text === ';') part = Math.min(2, part + 1);
    else parts[part]?.push(token);
  }
  const [init = [], test = [], step = []] = parts;
  const at = init.findIndex(({ text }) => text === '=');
  const index = init[at - 1]?.text;
  const [left, compare, ...bound] = test;
  if (at < 0 || left?.text !== index || !compare || !/^[<>]=?$/.test(compare.text)) return Infinity;
  if (
    body.some(
      ({ text }, place) =>
        text === index && (isChange(body[place + 1]?.text) || /^(\+\+|--)$/.test(body[place - 1]?.text ?? '')),
    )
  )
    return Infinity;
  const sign = step.find(({ text }) => /^(\+\+|--|[-+]=)$/.test(text))?.text;
  if (!sign || !step.some(({ text }) => text === index)) return Infinity;
  if (sign.startsWith('+') !== compare.text.startsWith('<')) return Infinity;
  const change = step.slice(step.findIndex(({ text }) => text === sign) + 1);
  const by = sign.endsWith('=') ? evaluate(change, constants) : 1;
  if (by !== null && by <= 0) return Infinity;
  const from = evaluate(init.slice(at + 1), constants);
  const to = evaluate(bound, constants);
  if (by !== null && from !== null && to !== null) return Math.abs((to - from) / by) + 1;
  const names = [...init.slice(at + 1), ...bound, ...(sign.endsWith('=') ? change : [])];
  return isReadable(names, constants, params) ? UNKNOWN_TURNS : Infinity;
}

function paramsIn(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(tokens.flatMap(({ text }, at) => (text === 'uniform' ? [tokens[at + 2]?.text ?? ''] : [])));
}

interface Body {
  readonly start: number;
  readonly end: number;
}

function functionsIn(tokens: readonly Token[]): Map<string, Body> {
  const functions = new Map<string, Body>();
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text !== '{') continue;
    let open = at - 1;
    if (tokens[open]?.text === ')') {
      for (let depth = 0; open >= 0; open--) {
        if (tokens[open]?.text === ')') depth++;
        if (tokens[open]?.text === '(' && --depth === 0) break;
      }
      const name = tokens[open - 1]?.text;
      if (name) functions.set(name, { start: at, end: closing(tokens, at) });
    }
    at = closing(tokens, at) - 1;
  }
  return functions;
}

/** Of macro-free tokens. */
export function estimateSteps(tokens: readonly Token[]): Steps {
  const constants = constantsIn(tokens);
  const params = paramsIn(tokens);
  const functions = functionsIn(tokens);
  const known = new Map<string, number>();
  let worst: Loop | null = null;
  const call = (name: string, depth: number): number => {
    const body = functions.get(name);
    if (!body || depth > DEEPEST) return 0;
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, 0);
    const steps = 1 + count(body.start + 1, body.end - 1, depth + 1);
    known.set(name, steps);
    return steps;
  };
  const count = (start: number, end: number, depth: number): number => {
    if (depth > DEEPEST) return 0;
    let steps = 0;
    for (let at = start; at < end; at++) {
      const token = tokens[at];
      if (!token) break;
      if (token.text === 'for' && tokens[at + 1]?.text === '(') {
        const headEnd = closing(tokens, at + 1);
        const bodyEnd = Math.min(end, statementEnd(tokens, headEnd));
        const statement = tokens.slice(headEnd, bodyEnd);
        const turns = turnsOf(tokens.slice(at + 2, headEnd - 1), statement, constants, params);
        const inside = turns * (1 + count(headEnd, bodyEnd, depth + 1) + count(at + 2, headEnd - 1, depth + 1));
        if (!worst || inside > worst.turns) worst = { turns: inside, line: token.line };
        steps += inside;
        at = bodyEnd - 1;
      } else if (tokens[at + 1]?.text === '(') steps += call(token.text, depth);
    }
    return steps;
  };
  return { total: call('transition', 0), worst };
}

/** A transition that somebody pastes: its name, whether it works, and the file it is saved as. Main thread; loaded when it is asked for. */
import type { CustomTransitionRow } from '../shared/database.ts';
import { AppError } from '../shared/errors.ts';
import { say } from '../shared/i18n.ts';
import type { TransitionLibrary } from './ports.ts';

const most = 100;
const longestName = 60;

/** From whoever calls the page's API: not checked yet. */
export interface Addition {
  readonly name?: unknown;
  readonly glsl?: unknown;
}

const idOf = (name: string): string => {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `custom-${slug || 'unnamed'}`;
};

function nameOf(given: unknown, inText: string): string {
  const name = (typeof given === 'string' ? given.trim() : '') || inText;
  if (name && name.length <= longestName) return name;
  throw new AppError('input.invalid', say`Give it a name of at most ${longestName} characters.`);
}

/** Rejects with `input.invalid`, in words, when it does not compile, has no name, or there are enough. */
export async function checkAddition(
  { name: given, glsl }: Addition,
  library: TransitionLibrary,
  kept: readonly string[],
): Promise<{ readonly id: string; readonly row: CustomTransitionRow }> {
  if (typeof glsl !== 'string') throw new AppError('input.invalid', 'add() needs `name` and `glsl` as texts.');
  const { errors, name: inText } = await library.check(glsl);
  const [first] = errors;
  if (first) {
    const detail = errors.map(({ line, message }) => `line ${line}: ${message}`).join('\n');
    throw new AppError('input.invalid', say`It does not work yet. Line ${first.line}: ${first.message}`, { detail });
  }
  const name = nameOf(given, inText);
  const id = idOf(name);
  if (!kept.includes(id) && kept.length >= most) {
    throw new AppError('input.invalid', say`${most} transitions are kept at most. Remove one, then add this.`);
  }
  return { id, row: { name, glsl, blocked: null } };
}

export const unknownAddition = (id: string): AppError =>
  new AppError('input.invalid', say`There is no added transition “${id}”.`);

export function fileOf(id: string, row: CustomTransitionRow | undefined): File {
  if (!row) throw unknownAddition(id);
  const head = /^[ \t]*\/\/[ \t]*name[ \t]*:/im.test(row.glsl) ? '' : `// Name: ${row.name}\n`;
  return new File([head, row.glsl], `${id.slice('custom-'.length)}.glsl`, { type: 'text/plain' });
}

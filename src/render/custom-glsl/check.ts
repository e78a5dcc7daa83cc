/** Whether pasted text may become a transition: read first, then tried in a context of its own. */
import { say } from '../../shared/i18n.ts';
import { definitionOf } from '../gl-transitions/definition.ts';
import { readDeclarations, nameIn } from '../gl-transitions/declarations.ts';
import type { TransitionDefinition } from '../transition.ts';
import { inspect, type GlslError } from './inspect.ts';
import { tryOut } from './scratch.ts';

export interface CustomBody {
  readonly id: string;
  readonly name: string;
  readonly glsl: string;
}

export function customDefinition({ id, name, glsl }: CustomBody): TransitionDefinition {
  return definitionOf({ id, label: name, origin: 'custom', glsl, tags: ['lively'] });
}

/** Never rejects. `name` is what the text calls itself, or empty. */
export async function checkGlsl(glsl: string): Promise<{ readonly errors: GlslError[]; readonly name: string }> {
  const read = inspect(glsl);
  if (read.length > 0) return { errors: read, name: '' };
  const { params } = readDeclarations(glsl);
  const broken = params.find(({ name }) => name.startsWith('_'));
  if (broken)
    return { errors: [{ line: 1, message: say`“${broken.name}” begins with “_”, which is ours.` }], name: '' };
  const errors = await tryOut(customDefinition({ id: 'custom-trial', name: 'Trial', glsl }));
  return { errors, name: nameIn(glsl) };
}

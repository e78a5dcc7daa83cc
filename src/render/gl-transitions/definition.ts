/** A GL Transitions body as a transition of ours. Pure. */
import type { TransitionDefinition, TransitionOrigin, TransitionTag } from '../transition.ts';
import { clouds } from './clouds.ts';
import { readDeclarations } from './declarations.ts';
import { specOf } from './param-specs.ts';

export interface BodyFacts {
  readonly id: string;
  readonly label: string;
  readonly origin: Exclude<TransitionOrigin, 'own'>;
  readonly glsl: string;
  readonly tags: readonly TransitionTag[];
  readonly durationMs?: number;
  /** Used where the comments say nothing. */
  readonly author?: string;
  readonly licence?: string;
}

const DURATION_MS = 1_600;

export function definitionOf(facts: BodyFacts): TransitionDefinition {
  const { params, samplers, ...said } = readDeclarations(facts.glsl);
  const author = said.author || facts.author || '';
  const licence = said.licence || facts.licence || '';
  const source = facts.origin === 'custom' ? 'Added by you' : 'From GL Transitions';
  const credit = [author && ` by ${author}`, licence && ` (${licence})`].filter(Boolean).join('');
  return {
    id: facts.id,
    label: facts.label,
    description: `${source}${facts.origin === 'custom' ? '' : `,${credit || ' by an unknown author'}`}.`,
    durationMs: facts.durationMs ?? DURATION_MS,
    easing: 'in-out-sine',
    tags: facts.tags,
    origin: facts.origin,
    ...(author ? { author } : {}),
    ...(licence ? { licence } : {}),
    params: Object.fromEntries(params.map((declaration) => [declaration.name, specOf(declaration)])),
    glsl: facts.glsl,
    ...(samplers.length > 0 ? { textures: Object.fromEntries(samplers.map((name) => [name, clouds])) } : {}),
  };
}

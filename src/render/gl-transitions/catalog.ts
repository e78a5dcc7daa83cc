/**
 * All of the gl-transitions package: a chunk of its own that is fetched once photos are up, and kept for offline
 * use from then on. Traits (mood, flashing, name) are in `traits.ts`.
 */
import bodies from 'gl-transitions/gl-transitions.json';
import type { TransitionDefinition } from '../transition.ts';
import { definitionOf } from './definition.ts';
import { traitsOf } from './traits.ts';

export const glTransitions: readonly TransitionDefinition[] = bodies.map(({ name, glsl, author, license }) =>
  definitionOf({
    id: `gl-${name}`,
    origin: 'gl-transitions',
    glsl,
    author,
    licence: license,
    ...traitsOf(name),
  }),
);

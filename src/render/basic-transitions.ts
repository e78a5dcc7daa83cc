/**
 * What the stage has of its own after the first photo, in one chunk of the shell: the transitions that are there from the first
 * start without a network, how they are chosen and made ready, and the steps to other renderers.
 */
import type { TransitionDefinition } from './transition.ts';
// By name: a module that is asked for as a whole brings the bundler's own helper before the first photo.
import { transition as crossfade } from './transitions/crossfade/index.ts';

export { LadderSteps } from './ladder-steps.ts';
export { requireParams } from './params.ts';
export { Rehearsal } from './rehearsal.ts';

const others = import.meta.glob<TransitionDefinition>('./transitions/{slide,wipe}/index.ts', {
  eager: true,
  import: 'transition',
});

export const basicTransitions: readonly TransitionDefinition[] = [crossfade, ...Object.values(others)];

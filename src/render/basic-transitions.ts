/**
 * What the stage has of its own after the first photo, in one chunk of the shell: the transitions that are there from the first
 * start without a network, how one is chosen, and the steps to other renderers.
 */
import type { TransitionDefinition } from './transition.ts';
// By name: a module that is asked for as a whole brings the bundler's own helper before the first photo.
import { transition as crossfade } from './transitions/crossfade/index.ts';

export { chooseTransition, planNext } from './choose.ts';
export { LadderSteps } from './ladder-steps.ts';
export { requireParams } from './params.ts';

interface TransitionModule {
  readonly transition: TransitionDefinition;
}

const modules = import.meta.glob<TransitionModule>('./transitions/{slide,wipe}/index.ts', {
  eager: true,
});

export const basicTransitions: readonly TransitionDefinition[] = [
  crossfade,
  ...Object.values(modules).map((module) => module.transition),
];

/** The transitions that the shell brings along, and how one is chosen: there from the first start without a network. */
import type { TransitionDefinition } from './transition.ts';

export { chooseTransition, planNext } from './choose.ts';

interface TransitionModule {
  readonly transition: TransitionDefinition;
}

const modules = import.meta.glob<TransitionModule>('./transitions/{crossfade,ripple,slide,wipe}/index.ts', {
  eager: true,
});

export const basicTransitions: readonly TransitionDefinition[] = Object.values(modules).map(
  (module) => module.transition,
);

/** All definitions and how one is chosen: the lazy chunk behind `loadTransitions`. */
import type { TransitionDefinition } from './transition.ts';

export { chooseTransition, planNext } from './choose.ts';

interface TransitionModule {
  readonly transition: TransitionDefinition;
}

const modules = import.meta.glob<TransitionModule>('./transitions/*/index.ts', { eager: true });

export const allTransitions: readonly TransitionDefinition[] = Object.values(modules)
  .map((module) => module.transition)
  .toSorted((a, b) => a.label.localeCompare(b.label));

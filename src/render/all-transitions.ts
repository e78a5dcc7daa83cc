/** All definitions at once: the lazy chunk behind `loadTransitions`. */
import type { TransitionDefinition } from './transition.ts';

interface TransitionModule {
  readonly transition: TransitionDefinition;
}

const modules = import.meta.glob<TransitionModule>('./transitions/*/index.ts', { eager: true });

export const allTransitions: readonly TransitionDefinition[] = Object.values(modules)
  .map((module) => module.transition)
  .toSorted((a, b) => a.label.localeCompare(b.label));

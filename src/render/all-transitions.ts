/** All definitions at once, for tests and tools; the page loads the same in two chunks, see `loadTransitions`. */
import { basicTransitions } from './basic-transitions.ts';
import { looks } from './looks.ts';
import type { TransitionDefinition } from './transition.ts';

export const allTransitions: readonly TransitionDefinition[] = [...basicTransitions, ...looks].toSorted((a, b) =>
  a.label.localeCompare(b.label),
);

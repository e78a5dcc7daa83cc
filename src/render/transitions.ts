/**
 * The registry: every folder in `transitions/` is found here and named nowhere else. Definitions come
 * after the first photo, the basic ones in a chunk of the shell, the others in one of their own.
 */
import type { Choice, ChoiceInput } from './choose.ts';
import type { requireParams } from './params.ts';
import type { TransitionDefinition } from './transition.ts';

export interface LoadedTransitions {
  readonly allTransitions: readonly TransitionDefinition[];
  readonly chooseTransition: (input: ChoiceInput) => Choice;
  readonly planNext: (input: ChoiceInput, count: number) => TransitionDefinition[];
  readonly requireParams: typeof requireParams;
}

/** The gl-transitions package: a chunk of its own that is not part of the shell. */
export async function loadGlTransitions(): Promise<readonly TransitionDefinition[]> {
  return (await import('./gl-transitions/catalog.ts')).glTransitions;
}

/** Without the looks (offline before their first use) the basic ones serve. Rejects when not even those can be fetched. */
export async function loadTransitions(): Promise<LoadedTransitions> {
  const fetchingLooks = import('./looks.ts').then(
    ({ looks }) => looks,
    () => [],
  );
  const { basicTransitions, chooseTransition, planNext, requireParams } = await import('./basic-transitions.ts');
  const allTransitions = [...basicTransitions, ...(await fetchingLooks)].toSorted((a, b) =>
    a.label.localeCompare(b.label),
  );
  return { allTransitions, chooseTransition, planNext, requireParams };
}

/**
 * The registry: every folder in `transitions/` is found here and named nowhere else. Definitions come
 * after the first photo, the basic ones in a chunk of the shell, the others in one of their own; ids are known at once.
 */
import type { Choice, ChoiceInput } from './choose.ts';
import type { TransitionDefinition } from './transition.ts';

/** Only the keys are used: nothing is loaded by this. */
const folders = Object.keys(import.meta.glob('./transitions/*/index.ts'));

export const transitionIds: readonly string[] = folders
  .map((path) => path.split('/').at(-2) ?? '')
  .toSorted((a, b) => a.localeCompare(b));

export interface LoadedTransitions {
  readonly allTransitions: readonly TransitionDefinition[];
  readonly chooseTransition: (input: ChoiceInput) => Choice;
  readonly planNext: (input: ChoiceInput, count: number) => TransitionDefinition[];
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
  const { basicTransitions, chooseTransition, planNext } = await import('./basic-transitions.ts');
  const allTransitions = [...basicTransitions, ...(await fetchingLooks)].toSorted((a, b) =>
    a.label.localeCompare(b.label),
  );
  return { allTransitions, chooseTransition, planNext };
}

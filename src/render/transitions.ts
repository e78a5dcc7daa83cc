/**
 * The registry: every folder in `transitions/` is found here and named nowhere else. Definitions come
 * after the first photo, the basic ones in a chunk of the shell, the others in one of their own.
 */
import type { requireParams } from './params.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { TransitionDefinition } from './transition.ts';

export interface LoadedTransitions {
  readonly allTransitions: readonly TransitionDefinition[];
  readonly Rehearsal: typeof Rehearsal;
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
  const { basicTransitions, Rehearsal, requireParams } = await import('./basic-transitions.ts');
  const allTransitions = [...basicTransitions, ...(await fetchingLooks)].toSorted((a, b) =>
    a.label.localeCompare(b.label),
  );
  return { allTransitions, Rehearsal, requireParams };
}

/** Every transition beyond the basic ones: a chunk that is fetched after the first photo and kept, but not precached. */
import type { TransitionDefinition } from './transition.ts';

interface TransitionModule {
  readonly transition: TransitionDefinition;
}

const modules = import.meta.glob<TransitionModule>(
  ['./transitions/*/index.ts', '!./transitions/{crossfade,slide,wipe}/index.ts'],
  { eager: true },
);

export const looks: readonly TransitionDefinition[] = Object.values(modules).map((module) => module.transition);

/** Every transition beyond the basic ones: a chunk that is fetched after the first photo and kept, but not precached. */
import type { TransitionDefinition } from './transition.ts';

const found = import.meta.glob<TransitionDefinition>(
  ['./transitions/*/index.ts', '!./transitions/{crossfade,slide,wipe}/index.ts'],
  { eager: true, import: 'transition' },
);

export const looks: readonly TransitionDefinition[] = Object.values(found);

import { startCompanion } from '../../fakes/companion.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: {},
  photos: 700,
  enter() {
    startCompanion(Array.from({ length: 700 }, (_, index) => `ordner ${index % 7}/ü ${index}.jpg`));
  },
};

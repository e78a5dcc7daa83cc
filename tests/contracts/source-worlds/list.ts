import { stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { address: 'https://pics.test/list.json' },
  photos: 25,
  enter() {
    stubService(() => ({ photos: Array.from({ length: 25 }, (_, index) => ({ url: `/photos/${index}.jpg` })) }));
  },
};

import { stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { names: 'EarthPorn', sorting: 'week' },
  photos: 60,
  enter() {
    stubService(({ url }) => {
      const page = url.searchParams.has('after') ? 2 : 1;
      const children = Array.from({ length: 30 }, (_, index) => ({
        kind: 't3',
        data: { id: `p${page}x${index}`, title: `Sea ${index}`, url: `https://i.redd.it/p${page}x${index}.jpg` },
      }));
      return { data: { children, after: page === 1 ? 't3_next' : null } };
    });
  },
};
